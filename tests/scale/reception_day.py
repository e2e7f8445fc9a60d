"""The errands behind `receptions`: a unit with a year of visits, a day with its queue, a conference with its opinions.

python -m tests.scale.reception_day, with the environment of the installation.
"""

import time
from datetime import timedelta
from itertools import cycle, islice
from random import Random
from typing import Any

import django

if __name__ == "__main__":
    django.setup()

from django.db import transaction

from config.demo import people
from identity.actions.seeding import Seed, seed_accounts
from identity.actors import Actor, actor_for
from identity.models import Account
from identity.roles import Role
from kernel import clock
from kernel.active import unit_scope
from registry import tree
from registry.addresses import unit_url
from registry.levels import Line
from registry.tree import UnitInfo
from tenants.cases.actions.visits import VisitData, enter_visit
from tenants.cases.enums import VisitPurpose
from tenants.cases.models import Visit
from tenants.cases.rules.intake import PersonData
from tenants.receptions.actions.day import draft_minutes, save_note
from tenants.receptions.actions.register import ask_for_register, make_register
from tenants.receptions.actions.sessions import generate_sessions
from tenants.receptions.enums import EntryKind
from tenants.receptions.models import ReceptionSession
from tenants.receptions.queries.register import Period
from tenants.receptions.rules.applicants import Applicant
from tests.factories import dialogues, receptions, registrations
from tests.scale import errands, fill

ROUNDS = 10
VISITS, WITH_A_CASE, ROWS = 520, 40, 50
QUEUE, RECEIVED, OPINIONS = 24, 8, 80
# The fifteenth of each month, as a real plan orders it; and the day a week that the chairman of a commune owes
# (Law on Citizen Reception, Art. 15): the longest list a plan makes.
RHYTHMS: dict[str, dict[str, Any]] = {
    "monthly": {},
    "weekly": {"reception_per": "WEEK", "reception_on": [{"nth": 1, "weekday": 3}]},
}


def fill_unit(key: str) -> dict[str, Any]:
    """Everything the pages show; the addresses of the pages and how much each holds."""
    unit, chief = _chief(key)
    random = Random(key)
    with unit_scope(unit):
        visits = _visits(key, random)
        session = _day(unit, chief, random)
        conference = dialogues.called(chief)
        for _index in range(OPINIONS):
            dialogues.collected(
                chief, conference, source="CITIZEN", source_name="", person_name=people.name(random),
                text=random.choice(people.MATTERS)[2],
            )  # fmt: skip
        minutes = draft_minutes(session, actor=chief)
        register = unit_url(unit, "receptions:reception_register")
        pages = {
            "session_page": [unit_url(unit, "receptions:session", session.pk)],
            "queue_page": [unit_url(unit, "receptions:day", session.pk)],
            "dossier_page": [unit_url(unit, "dialogues:dossier", conference.pk)],
            "register_page": [f"{register}?page={number}" for number in range(1, visits // ROWS + 1)],
            "minutes_pdf": [unit_url(unit, "documents:pdf", minutes.pk)],
        }
    counts = dict(zip(pages, (QUEUE, QUEUE, OPINIONS, visits, RECEIVED), strict=True))
    return {"pages": pages, "counts": counts}


def generate(key: str, rhythm: str) -> dict[str, Any]:
    """Milliseconds to make the sessions of next year; each round is taken back."""
    unit, chief = _chief(key)
    taken, made = [], []
    with unit_scope(unit):
        for _round in range(ROUNDS):
            with transaction.atomic():
                plan = receptions.issued_plan(clock.today().year + 1, Line.GOVERNMENT, **RHYTHMS[rhythm])
                began = time.perf_counter()
                made = generate_sessions(plan, actor=chief).made
                taken.append((time.perf_counter() - began) * 1000)
                transaction.set_rollback(True)
    return {"ms": taken, "sessions": len(made)}


def sheet(key: str) -> float:
    """Seconds of the task that writes the register of the year."""
    unit, chief = _chief(key)
    today = clock.today()
    with unit_scope(unit):
        asked = ask_for_register(Period(today.replace(month=1, day=1), today), actor=chief)
        began = time.perf_counter()
        made = make_register(asked, actor=chief)
        seconds = time.perf_counter() - began
    assert made["done"] >= VISITS, made
    return seconds


def _visits(key: str, random: Random) -> int:
    """A year of the register: some with a case, most without, on its days so far."""
    fill.take_in(key, WITH_A_CASE)
    officer = _actor(f"officer.{key}", key)
    today = clock.today()
    days = max(1, today.timetuple().tm_yday - 1)
    purposes = cycle([VisitPurpose.ADVICE, VisitPurpose.INQUIRY])
    for purpose in islice(purposes, VISITS - Visit.objects.count()):
        who = PersonData(full_name=people.name(random), address=people.address(random, "phường"))
        enter_visit(
            VisitData(
                purpose=purpose, visited_on=today - timedelta(random.randrange(days)), person=who,
                summary=random.choice(people.MATTERS)[2],
            ),
            actor=officer,
        )  # fmt: skip
    return int(Visit.objects.filter(visited_on__year=today.year).count())


def _day(unit: UnitInfo, chief: Actor, random: Random) -> ReceptionSession:
    """A session that is going on: its queue, who was received, what was written down."""
    _seat_head(unit)
    session = registrations.open_session(chief)
    for index in range(QUEUE):
        who = Applicant(full_name=people.name(random), address=people.address(random, unit.name))
        _kind, field, matter = random.choice(people.MATTERS)
        told = {"people": (who,), "field": field, "matter": matter}
        if index >= RECEIVED:
            registrations.waiting(chief, session, **told)
            continue
        row = registrations.received(chief, session, **told)
        for kind in (EntryKind.STATEMENT, EntryKind.CLOSING):
            save_note(session, kind=kind, typed=matter * 3, version=0, registration_id=row.pk, actor=chief)
    for step in session.agenda:
        save_note(session, kind=EntryKind.STEP, typed=step["text"], version=0, step=step["order"], actor=chief)
    return ReceptionSession.objects.get(pk=session.pk)


def _seat_head(unit: UnitInfo) -> None:
    name = f"head.{unit.key}"
    seed = Seed(unit=unit, username=name, full_name=people.name(Random(name)), roles=(Role.CHAIRMAN,))
    seed_accounts([seed], name, valid_from=clock.today() - timedelta(days=30))


def _chief(key: str) -> tuple[UnitInfo, Actor]:
    unit = tree.by_key(key)
    assert unit is not None
    return unit, _actor(f"chief.{key}", key)


def _actor(username: str, key: str) -> Actor:
    unit = tree.by_key(key)
    assert unit is not None
    actor = actor_for(Account.objects.get(username=username), unit)
    assert actor is not None
    return actor


if __name__ == "__main__":
    errands.serve({"fill": fill_unit, "generate": generate, "sheet": sheet})
