"""PostgreSQL restarted, and the broker silent, while programs send cases and the worker delivers them.

Nothing is lost, nothing is done twice, and what the figures do not yet hold they say.
"""

import os
import signal
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.db import connections

from deadlines.models import DueItem
from exchange.models import Custody, Envelope
from kernel.journal import chain, events
from kernel.outbox import OutboxRow
from oversight.actions import recount
from oversight.models import CaseCard
from tenants.cases.models import Case, CasePerson, Parcel, Petition, Visit
from tests.config.processes import CEILING, wait_for
from tests.faults.office import Office, Program, opened, petition
from tests.world import KEYS, World

pytestmark = [pytest.mark.serial]

PROGRAMS, ROUNDS = 3, 6
UNITS = ("w111", "w121")
TRANSFER = {"to": "w121", "reason": "Theo thẩm quyền."}
NOTHING: frozenset[int | str] = frozenset()


@pytest.fixture(scope="module")
def office(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with django_db_blocker.unblock(), opened(tmp_path_factory.mktemp("office")) as office:
        yield office
        connections.close_all()


@pytest.fixture(autouse=True)
def _unblocked(office: Office, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield


@pytest.fixture(scope="module")
def undisturbed(office: Office, django_db_blocker: Any) -> dict[str, Any]:
    """What a case leaves behind that nothing happened to."""
    with django_db_blocker.unblock():
        [case_id] = let_work(start(office, "calm", programs=1, rounds=1))
        settle()
        return shape(case_id)


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGQUIT], ids=["restarted", "crashed"])
def test_postgres_restarted_in_the_middle_loses_nothing(
    sent: signal.Signals, office: Office, undisturbed: dict[str, Any]
) -> None:
    before = {key: count(key) for key in UNITS}
    programs = start(office, sent.name)
    wait_for(lambda: all(program.done for program in programs), "work under way")
    assert any(program.is_alive() for program in programs)
    office.restart_postgres(sent)
    case_ids = let_work(programs)

    assert len(set(case_ids)) == PROGRAMS * ROUNDS
    settle()
    # As many rows as were asked for, and each case as one that nothing happened to.
    for key in UNITS:
        grown = {name: now - before[key][name] for name, now in count(key).items()}
        assert set(grown.values()) == {PROGRAMS * ROUNDS}, grown
    assert {str(shape(case_id)) for case_id in case_ids} == {str(undisturbed)}
    for key in KEYS:
        with World().scope(key):
            assert chain.verify() == []
        assert recount.recount_unit(World().unit(key)) == []


def test_silent_broker_keeps_nobody_waiting_and_all_catches_up(office: Office, undisturbed: dict[str, Any]) -> None:
    program = Program(office, "silent", 0)
    valkey = office.valkey
    os.kill(valkey, signal.SIGSTOP)
    try:
        taken = program.insist("w111", "cases/", petition("silent"), "silent-in", meanwhile=NOTHING)
        path = f"cases/{taken['case_id']}"
        program.insist("w111", f"{path}/transfer/", TRANSFER, "silent-out", meanwhile=NOTHING)
        # A job that the worker had at that moment may still fold once.
        entered = [UUID(taken["case_id"])]

        def is_behind() -> bool:
            name = f"silent-{len(entered)}"
            more = program.insist("w111", "cases/", petition(name), name, meanwhile=NOTHING)
            entered.append(UUID(more["case_id"]))
            return not board(office)["is_current"]

        wait_for(is_behind, "figures that say how old they are")
        assert not is_accepted(office, path)
    finally:
        os.kill(valkey, signal.SIGCONT)
    program.insist("w121", f"{path}/acceptance/", {}, "silent-accept", meanwhile=frozenset({404}))
    settle()
    assert board(office)["is_current"]
    assert shape(entered[0]) == undisturbed
    assert Custody.objects.filter(case_id__in=entered).count() == len(entered)
    assert set(program.answers) <= {200, 201, 404}
    assert all(recount.recount_unit(World().unit(key)) == [] for key in KEYS)


def board(office: Office) -> Any:
    status, told = office.ask("w12", "GET", "board/")
    assert status == 200, told
    return told


def is_accepted(office: Office, path: str) -> bool:
    return office.ask("w121", "POST", f"{path}/acceptance/", {}, "too-early")[0] == 200


def start(office: Office, name: str, programs: int = PROGRAMS, rounds: int = ROUNDS) -> list[Program]:
    found = [Program(office, f"{name}-{number}", rounds) for number in range(programs)]
    for program in found:
        program.start()
    return found


def let_work(programs: list[Program]) -> list[UUID]:
    """All to their end; what they were told in between was that the product is away, nothing else."""
    for program in programs:
        program.join(4 * CEILING)
        assert not program.is_alive(), "a program waits for an answer still"
        assert program.failure is None, repr(program.failure)
    return [case_id for program in programs for case_id in program.done]


def settle() -> None:
    """Until the worker has delivered and folded everything."""
    wait_for(lambda: not Envelope.objects.filter(status="sent").exists(), "all delivered")
    wait_for(lambda: not OutboxRow.objects.exists(), "all figures folded")


def count(key: str) -> dict[str, int]:
    with World().scope(key):
        return {model.__name__: model.objects.count() for model in (Case, Petition, Visit, Parcel)}


def shape(case_id: UUID) -> dict[str, Any]:
    """Everything a case left behind, without what differs from case to case."""
    custody = Custody.objects.filter(case_id=case_id)
    return {
        "custody": list(custody.values_list("handling_unit", "answering_unit", "seq", "outside", "transit")),
        "accepted": [accepted is not None for accepted in custody.values_list("accepted_at", flat=True)],
        "envelopes": list(
            Envelope.objects.filter(case_id=case_id)
            .order_by("order")
            .values_list("order", "kind", "status", "from_unit", "to_unit", "attempts")
        ),
        "cards": list(CaseCard.objects.filter(case_id=case_id).values_list("handling_unit_id", "status", "due_on")),
        "due": sorted(
            map(str, DueItem.objects.filter(case_id=case_id).values_list("unit_id", "kind", "due_on", "met_on"))
        ),
        "units": {key: _in_unit(key, case_id) for key in UNITS},
    }


def _in_unit(key: str, case_id: UUID) -> dict[str, Any]:
    with World().scope(key):
        return {
            "cases": list(Case.objects.filter(pk=case_id).values_list("status", "origin", "version")),
            "people": CasePerson.objects.filter(case_id=case_id).count(),
            "parcels": list(Parcel.objects.filter(case_id=case_id).values_list("direction", "kind")),
            "events": sorted(events.of_case(case_id).values_list("kind", flat=True)),
        }
