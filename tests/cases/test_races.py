"""Two officers at once, a second click: one effect, and the loser knows."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connections

from kernel import errors
from tenants.cases.actions import answering, assigning, intake
from tenants.cases.enums import CaseStatus
from tenants.cases.models import Case, Petition
from tests.factories import cases as make
from tests.world import World


def at_once(world: World, *attempts: Callable[[], Any]) -> list[Any]:
    """Run each attempt in its own thread inside w111, all released together; returns results or refusals."""
    start = Barrier(len(attempts))

    def run(attempt: Callable[[], Any]) -> Any:
        try:
            with world.scope("w111"):
                start.wait(30)
                return attempt()
        except errors.DomainError as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(attempts)) as threads:
        return list(threads.map(run, attempts))


def test_second_click_on_intake_enters_once(committing: World) -> None:
    officer = committing.actor("w111", "officer")
    results = at_once(committing, *[lambda: intake.take_in(make.petition(), actor=officer, once_key="click")] * 4)
    assert len({taken.case_id for taken in results}) == 1
    assert sorted(bool(taken.pin) for taken in results) == [False, False, False, True]
    with committing.scope("w111"):
        assert Case.objects.count() == Petition.objects.count() == 1


def test_numbers_of_petitions_taken_in_at_once_have_no_gap_and_no_twin(committing: World) -> None:
    officer = committing.actor("w111", "officer")
    results = at_once(committing, *[lambda: intake.take_in(make.petition(), actor=officer)] * 6)
    assert sorted(int(taken.number[:6]) for taken in results) == [1, 2, 3, 4, 5, 6]


def test_of_two_who_assign_the_same_version_one_wins_and_the_other_is_told(committing: World) -> None:
    officer, chief, secretary = (committing.actor("w111", name) for name in ("officer", "chief", "secretary"))
    handler = committing.account("w111", "handler")
    with committing.scope("w111"):
        case = make.take_in(officer)
    results = at_once(
        committing,
        lambda: assigning.assign_case(make.found(case.pk), to=handler, actor=chief, version=case.version),
        lambda: assigning.assign_case(
            make.found(case.pk), to=officer.account_id, actor=secretary, version=case.version
        ),
    )
    lost = [one for one in results if isinstance(one, errors.Conflict)]
    assert len(lost) == 1
    assert lost[0].facts["who"] in (chief.name, secretary.name)


def test_case_closed_twice_at_once_leaves_the_figures_once(committing: World) -> None:
    from tests.cases.test_intake import figures

    chief = committing.actor("w111", "chief")
    with committing.scope("w111"):
        case = make.answer(make.take_in(committing.actor("w111", "officer")), chief)
    results = at_once(
        committing, *[lambda: answering.close_case(make.found(case.pk), outcome="Xong.", actor=chief)] * 3
    )
    assert sum(isinstance(one, Case) for one in results) == 1
    assert all(one.code == "case_ended" for one in results if isinstance(one, errors.DomainError))
    with committing.scope("w111"):
        assert make.found(case.pk).status == CaseStatus.CLOSED
    assert figures("w111") == {"taken_in": 1, "answered": 1}
