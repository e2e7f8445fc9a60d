"""A second click, a replayed request, two officers at once: one effect, and the loser keeps what was typed."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections

from deadlines.models import CalendarDay, DeadlineRule
from exchange.models import CompetenceQuestion, Custody, Envelope
from identity.models import Account, Invitation, Membership, RoleAdjustment, Token
from kernel.journal.models import Draft, Event, OneTimeKey
from kernel.outbox import OutboxRow
from oversight.models import Alert, HotSpot, HotSpotUpdate, Instrument
from registry.addresses import unit_url
from tenants.cases.actions import assigning
from tenants.cases.models import (
    Answer,
    Attachment,
    Case,
    CaseGrant,
    CasePerson,
    Parcel,
    Person,
    Petition,
    ProgrammeEntry,
    Request,
    Visit,
)
from tenants.conclusions.models import Conclusion, Task
from tenants.dialogues.models import Conference, Opinion
from tenants.documents.models import Document, Notice
from tenants.receptions.models import Arrival, MinutesEntry, Plan, ReceptionSession, Registration
from tenants.staff.models import Body, Delegation, Setting
from tests.census.stage import Stage
from tests.census.table import UNIT, Row, petition
from tests.census.test_addresses import path_of
from tests.census.undoing import undone
from tests.factories import cases
from tests.world import World

CHANGING = [
    row
    for row in UNIT
    if row.post in (200, 303) and not row.is_api and row.name not in ("cases:earlier", "cases:draft", "cases:record")
]
CALLS = [row for row in UNIT if row.is_api and row.post]
OF_A_UNIT: tuple[Any, ...] = (
    Case, Petition, Visit, Person, CasePerson, Attachment, Request, Answer, CaseGrant, Parcel, Body, Event,
    Document, Notice, Plan, ReceptionSession, Registration, MinutesEntry, Arrival, Conclusion, Task, Conference, Opinion,
    Delegation, Setting, ProgrammeEntry,
)  # fmt: skip
IN_PUBLIC: tuple[Any, ...] = (
    CalendarDay,
    DeadlineRule,
    Account,
    Membership,
    Token,
    Invitation,
    RoleAdjustment,
    Envelope,
    Custody,
    CompetenceQuestion,
    OutboxRow,
    Instrument,
    Alert,
    HotSpot,
    HotSpotUpdate,
)
# Nothing is changed until the preview is confirmed; a second code replaces the first, so that the one on the screen works.
EACH_CLICK = {"set_language", "identity:roles", "identity:code"}
# What the first click showed is not kept: the second leads back to the form and says so.
SHOWN_ONCE = {"cases:unseal", "receptions:registration_unsealing"}
# The page both clicks lead to says by itself how far the file is: no message stands above it.
SAME_ANSWER = {"receptions:register_ask", "receptions:register_export"}
# The code to follow a registration is not kept in clear; a replayed call answers with an empty one, as api/openapi.yaml says.
TOLD_ONCE = {"api:registrations": "code"}
# Another unit cares for the account now: the first click's success is told, and who may do more.
MOVED_AWAY = "identity:move"
VERSIONED = ("cases:assign", "cases:answer", "cases:close", "cases:correct")


def rows_of(stage: Stage, row: Row) -> dict[str, int]:
    """How many rows each table of the unit has, and those of `public` that a change may add; one statement counts them all."""
    unit = stage.world.unit(row.unit)
    tables = {model: f"{unit.schema}.{model._meta.db_table}" for model in OF_A_UNIT}
    tables |= {model: f"public.{model._meta.db_table}" for model in IN_PUBLIC}
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f"(SELECT count(*) FROM {table})" for table in tables.values()))
        return dict(zip((model.__name__ for model in tables), cursor.fetchone() or (), strict=True))


@pytest.mark.parametrize("row", [row for row in CHANGING if row.name not in EACH_CLICK], ids=lambda row: row.name)
@pytest.mark.usefixtures("db")
def test_second_click_has_one_effect(row: Row, stage: Stage) -> None:
    browser, path = stage.browser(row.unit, row.who), path_of(row, stage)
    form = browser.get(path).content.decode() if row.get else ""
    key = re.search(r'name="once_key" value="([^"]+)"', form)
    with undone():
        first = browser.post(path, {**row.body(stage), "once_key": key[1] if key else "one-click"})
        assert first.status_code == row.post
        done = rows_of(stage, row)
        second = browser.post(path, {**row.body(stage), "once_key": key[1] if key else "one-click"})
        assert rows_of(stage, row) == done
        if row.name in SHOWN_ONCE:
            assert (second.status_code, second["Location"]) == (303, path)
            assert is_explained(browser, second), "the second click says nothing"
            return
        assert second.status_code in (row.post, 303, 422) or row.name == MOVED_AWAY, "the second click fails"
        if not row.name.startswith("cases:") and row.name not in SAME_ANSWER:
            assert is_explained(browser, second), "the second click says nothing"
        else:
            assert (second.status_code, second.headers.get("Location")) == (
                first.status_code,
                first.headers.get("Location"),
            )


def is_explained(browser: Any, answer: Any) -> bool:
    """Does the person read what happened: on this page, or on the one it leads to?"""
    page = (browser.get(answer["Location"]) if answer.status_code == 303 else answer).content.decode()
    return any(mark in page for mark in ('class="error-sum"', 'class="notices"', 'class="notice'))


@pytest.mark.parametrize("row", CALLS, ids=lambda row: row.name)
@pytest.mark.usefixtures("db")
def test_replayed_call_has_one_effect(row: Row, stage: Stage) -> None:
    program, path = stage.program(row.unit, row.who), path_of(row, stage)
    more = {"content_type": "application/json"} if row.in_json else {}
    with undone():
        first = program.post(path, row.body(stage), headers={"Idempotency-Key": "one"}, **more)
        assert first.status_code == row.post
        done = rows_of(stage, row)
        second = program.post(path, row.body(stage), headers={"Idempotency-Key": "one"}, **more)
        assert rows_of(stage, row) == done
        assert second.status_code == first.status_code
        assert without_codes(row, second) == without_codes(row, first)
        if once := TOLD_ONCE.get(row.name):
            assert (bool(first.json()[once]), second.json()[once]) == (True, "")


def without_codes(row: Row, answer: Any) -> Any:
    """The answer without what is told once only; a list of objects as it is."""
    told = answer.json()
    if isinstance(told, list):
        return told
    return {name: value for name, value in told.items() if name not in ("pin", TOLD_ONCE.get(row.name))}


@pytest.mark.parametrize("row", [row for row in CHANGING if row.name in VERSIONED], ids=lambda row: row.name)
@pytest.mark.usefixtures("db")
def test_form_filled_in_meanwhile_is_kept_and_told_who_and_when(row: Row, stage: Stage) -> None:
    browser, path = stage.browser(row.unit, row.who), path_of(row, stage)
    form = browser.get(path).content.decode()
    seen = re.search(r'name="version" value="(\d+)"', form)
    key = re.search(r'name="once_key"[^>]*value="([^"]+)"', form)
    assert seen
    assert key
    secretary = stage.world.actor("w111", "secretary")
    with stage.world.scope("w111"):
        case = cases.found(stage[row.at["case_id"]])
        assigning.assign_case(case, to=stage["chief"], actor=secretary)
    typed = {"note": "Lời dặn", "text": "Câu trả lời", "outcome": "Kết quả", "content": "Nội dung", "reason": "Lý do"}
    slow = {name: f"{text} đã gõ rất lâu" for name, text in typed.items()}
    wanted = {**row.body(stage), **slow, "version": seen[1], "once_key": key[1]}
    late = browser.post(path, wanted)
    page = late.content.decode()
    assert late.status_code == 409
    told = {
        "who": secretary.name in page,
        "when": re.search(r"\d\d:\d\d \d\d/\d\d/\d{4}", page) is not None,
        "typed": any(f"{text} đã gõ rất lâu" in page for text in typed.values()),
        "next click": f'name="version" value="{int(seen[1]) + 1}"' in page,
    }
    assert all(told.values()), told
    assert browser.post(path, {**wanted, "version": str(int(seen[1]) + 1)}).status_code == 303


def at_once(world: World, *attempts: Callable[[], Any]) -> list[Any]:
    """Each attempt in its own thread, all released together."""
    start = Barrier(len(attempts))

    def run(attempt: Callable[[], Any]) -> Any:
        try:
            start.wait(30)
            return attempt()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(attempts)) as threads:
        return list(threads.map(run, attempts))


def test_of_two_officers_who_assign_at_once_one_wins_and_the_other_keeps_the_text(committing: World) -> None:
    with committing.scope("w111"):
        case = cases.take_in(committing.actor("w111", "officer"))
    path = unit_url("w111", "cases:assign", case.pk)
    people = {who: committing.client("w111", who) for who in ("chief", "secretary", "officer")}
    handler = str(committing.account("w111", "handler").pk)

    def assign(who: str) -> Callable[[], Any]:
        typed = {"to": handler, "note": f"Lời dặn của {who}", "version": "1", "once_key": f"key-{who}"}
        return lambda: people[who].post(path, typed)

    answers = dict(zip(people, at_once(committing, *(assign(who) for who in people)), strict=True))
    assert sorted(answer.status_code for answer in answers.values()) == [303, 409, 409]
    winner = next(who for who, answer in answers.items() if answer.status_code == 303)
    name = committing.account("w111", winner).full_name
    for who, answer in answers.items():
        if who != winner:
            page = answer.content.decode()
            assert (name in page, f"Lời dặn của {who}" in page) == (True, True)
    with committing.scope("w111"):
        assert Event.objects.filter(case_id=case.pk, kind="case_assigned").count() == 1


def test_impatient_officer_who_clicks_four_times_enters_one_petition(committing: World) -> None:
    browsers = [committing.client("w111", "officer") for _ in range(4)]
    typed = {**petition(Stage(committing)), "once_key": "one-click"}
    with committing.scope("w111"):
        before = Case.objects.count()
    answers = at_once(
        committing, *(lambda b=browser: b.post(unit_url("w111", "cases:new"), typed) for browser in browsers)
    )
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer["Location"] for answer in answers}) == 1
    with committing.scope("w111"):
        assert (Case.objects.count(), OneTimeKey.objects.filter(key="one-click").count()) == (before + 1, 1)
        assert Draft.objects.filter(form__startswith="receipt-").count() == 1


def test_two_units_cannot_both_have_a_case(committing: World) -> None:
    """Recall by the sender and acceptance by the receiver, through the pages."""
    from tests.factories.moves import Mover

    move = Mover(committing)
    case_id = move.take_in("w111")
    move.transfer(case_id, "w111", "w112")
    sender, receiver = committing.client("w111", "chief"), committing.client("w112", "officer")
    recalled, accepted = at_once(
        committing,
        lambda: sender.post(unit_url("w111", "cases:recall", case_id), {"reason": "Gửi nhầm nơi."}),
        lambda: receiver.post(unit_url("w112", "cases:accept", case_id), {}),
    )
    assert sorted((recalled.status_code, accepted.status_code)) == [303, 409]
    if recalled.status_code == 409:
        assert "Gửi nhầm nơi." in recalled.content.decode()
        assert "tiếp nhận lúc" in recalled.content.decode()
