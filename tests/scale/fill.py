"""Units, people and cases of the bench: today's communes from the packaged tree, and a few cases in each."""

import secrets
from collections.abc import Sequence
from datetime import timedelta
from random import Random
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from config.demo import people
from identity import second_factor, tokens
from identity.actions.seeding import Seed, seed_accounts
from identity.actors import actor_for
from identity.models import Account
from identity.roles import Role
from kernel import clock
from kernel.active import unit_scope
from registry import snapshot, tree
from registry.levels import Level
from registry.models import Unit
from registry.packaged import TWO_LEVELS_FROM, import_packaged
from tenants.cases.actions import intake
from tenants.cases.rules.intake import IntakeData, PersonData


def import_tree() -> None:
    """The whole country as planned units: the picture in memory has its real size."""
    if not Unit.objects.filter(level=Level.COMMUNE).exists():
        import_packaged()
    snapshot.forget()


def next_units(count: int) -> list[Unit]:
    """So many communes that exist today and are not opened yet."""
    waiting = Unit.objects.filter(level=Level.COMMUNE, valid_from=TWO_LEVELS_FROM, schema_version=0)
    return list(waiting.order_by("id")[:count])


def seat(keys: Sequence[str]) -> list[dict[str, str]]:
    """An officer and a handler with tokens in each unit, and a chief who looks at its list."""
    seeds, found = [], []
    for key in keys:
        unit = tree.by_key(key)
        assert unit is not None
        row = {"key": key, "officer": tokens.new_secret(), "handler": tokens.new_secret()}
        for name, role in (("officer", Role.RECEPTION_OFFICER), ("handler", Role.HANDLER)):
            username = f"{name}.{key}"
            seeds.append(
                Seed(
                    unit=unit,
                    username=username,
                    full_name=people.name(Random(username)),
                    roles=(role,),
                    token=row[name],
                )
            )
        seeds.append(
            Seed(
                unit=unit,
                username=f"chief.{key}",
                full_name=people.name(Random(f"chief.{key}")),
                roles=(Role.OFFICE_CHIEF,),
            )
        )
        found.append(row)
    accounts = seed_accounts(seeds, secrets.token_urlsafe(16), valid_from=clock.today() - timedelta(days=30))
    for row in found:
        row["handler_id"] = str(accounts[f"handler.{row['key']}"].pk)
    return found


def sign_in(keys: Sequence[str]) -> dict[str, str]:
    """The cookie of a session of each unit's chief."""
    return {key: _session_of(f"chief.{key}") for key in keys}


def _session_of(username: str) -> str:
    account = Account.objects.get(username=username)
    session: Any = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    second_factor.note_given(session)
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def take_in(key: str, count: int) -> None:
    """So many cases in a unit, through the product's own action."""
    unit = tree.by_key(key)
    assert unit is not None
    actor = actor_for(Account.objects.get(username=f"officer.{key}"), unit)
    assert actor is not None
    random = Random(key)
    with unit_scope(unit):
        for _number in range(count):
            intake.take_in(petition(random, unit.name), actor=actor)


def petition(random: Random, place: str) -> IntakeData:
    """What one citizen brings to the counter today."""
    kind, field, content = random.choice([matter for matter in people.MATTERS if matter[0] != "DENUNCIATION"])
    who = PersonData(full_name=people.name(random), address=people.address(random, place), phone=people.phone(random))
    return IntakeData(
        kind=kind, field=field, content=content, channel="IN_PERSON", received_on=clock.today(), people=(who,)
    )
