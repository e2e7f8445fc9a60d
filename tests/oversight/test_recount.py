"""Figures against an independent count: after random work in the whole small world, plain SQL over every unit agrees."""

from collections import Counter
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from django.db import connection

from deadlines import due
from exchange import delivery, hints
from exchange.models import Custody
from kernel import clock, outbox
from kernel.active import unit_scope
from kernel.errors import DomainError
from oversight.actions.fold import fold_all
from oversight.actions.recount import recount_all, recount_unit
from oversight.facts import STOCKS, Fact
from oversight.models import CaseCard, RecountRun, Rollup
from registry import tree
from tenants.cases import policies
from tenants.cases.actions import answering, assigning, joining, movements
from tenants.cases.enums import WORKED_ON, AnswerKind, CaseKind, CaseStatus, HowSent, Origin
from tenants.cases.models import Case
from tests.factories.cases import group, petition, receipt
from tests.world import KEYS, World

pytestmark = pytest.mark.django_db

START = date(2026, 3, 2)
VERBS = {
    "take_in": 5, "assign": 1, "answer": 2, "close": 2, "withdraw": 1, "join": 1,
    "move": 5, "arrived": 5, "recall": 1, "result": 2, "check": 2,
}  # fmt: skip


class Office:
    """People who do what they may, in a random order; what is refused is simply not done."""

    def __init__(self, world: World, seed: int) -> None:
        self.random = Random(seed)
        self.world = world
        self.chiefs = {key: world.actor(key, "chief") for key in KEYS}
        self.officers = {key: world.actor(key, "officer") for key in KEYS}
        self.handlers = {key: world.account(key, "handler").pk for key in KEYS}
        self.done: Counter[str] = Counter()

    def work(self, steps: int) -> None:
        day = START
        with hints.paused():
            for number in range(steps):
                if number % 12 == 0:
                    day += timedelta(days=self.random.randint(0, 4))
                with clock.at(day):
                    self.step(self.random.choice(KEYS))
                    if self.random.random() < 0.5:
                        delivery.deliver_waiting()
                    if self.random.random() < 0.1:
                        due.sweep()
                    if self.random.random() < 0.2:
                        fold_all()
            with clock.at(day):
                delivery.deliver_waiting()
        self.last_day = day

    def step(self, key: str) -> None:
        verb = self.random.choices(list(VERBS), weights=VERBS.values())[0]
        try:
            with unit_scope(self.world.unit(key)):
                getattr(self, verb)(key)
            self.done[verb] += 1
        except DomainError:
            self.done["refused"] += 1

    def some(self, key: str, **which: Any) -> Case:
        which = which or {"status__in": WORKED_ON}
        cases = list(policies.visible_cases(self.chiefs[key]).filter(**which).order_by("id"))
        if not cases:
            raise DomainError("none", "none")
        return self.random.choice(cases)

    def take_in(self, key: str) -> None:
        kind = self.random.choice(CaseKind.values)
        day = clock.today() - timedelta(days=self.random.randint(0, 3))
        if self.random.random() < 0.15:
            receipt(self.officers[key], group(6, 2, kind=CaseKind.COMPLAINT, received_on=day))
        else:
            receipt(self.officers[key], petition(kind, received_on=day))

    def assign(self, key: str) -> None:
        assigning.assign_case(self.some(key), to=self.handlers[key], actor=self.chiefs[key])

    def answer(self, key: str) -> None:
        answering.answer_case(
            self.some(key),
            kind=AnswerKind.ACCEPTED,
            text="Đã xong.",
            answered_on=clock.today(),
            how_sent=HowSent.POST,
            actor=self.chiefs[key],
        )

    def close(self, key: str) -> None:
        answering.close_case(self.some(key), outcome="Xong.", actor=self.chiefs[key])

    def withdraw(self, key: str) -> None:
        answering.withdraw_case(self.some(key), reason="Tự nguyện.", on=clock.today(), actor=self.chiefs[key])

    def join(self, key: str) -> None:
        joining.join_cases(self.some(key), self.some(key), reason="Cùng nội dung.", actor=self.chiefs[key])

    def move(self, key: str) -> None:
        case, chief = self.some(key), self.chiefs[key]
        match self.random.choice(("transfer", "escalate", "down", "paper")):
            case "transfer":
                movements.transfer(
                    case, to=self.world.unit(self.random.choice(KEYS)), reason="Không thuộc thẩm quyền.", actor=chief
                )
            case "escalate":
                movements.escalate(case, reason="Vượt thẩm quyền.", actor=chief)
            case "down":
                below = tree.children(chief.unit.id)
                if below:
                    movements.assign_down(
                        case,
                        to=self.random.choice(below),
                        due_on=clock.today() + timedelta(days=10),
                        demand_result=True,
                        reason="Giao.",
                        actor=chief,
                    )
            case _:
                movements.transfer(case, to=None, external="Tòa án nhân dân", reason="Ngoài hệ thống.", actor=chief)

    def arrived(self, key: str) -> None:
        case, chief = self.some(key, status=CaseStatus.RECEIVED), self.chiefs[key]
        if self.random.random() < 0.6:
            movements.accept(case, actor=chief)
        else:
            movements.return_case(case, reason="Không thuộc thẩm quyền.", competent=None, actor=chief)

    def recall(self, key: str) -> None:
        movements.recall(self.some(key, status=CaseStatus.SENT), reason="Gửi nhầm.", actor=self.chiefs[key])

    def result(self, key: str) -> None:
        movements.report_result(self.some(key, origin=Origin.RECEIVED), text="Đã giải quyết.", actor=self.chiefs[key])

    def check(self, key: str) -> None:
        accept = self.random.random() < 0.7
        movements.check_result(
            self.some(key, origin=Origin.HERE),
            accept=accept,
            reason="" if accept else "Thiếu căn cứ.",
            actor=self.chiefs[key],
        )


def rows(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def plain_count(unit_id: int, schema: str) -> Counter[tuple[str, str]]:
    """The figures of one unit from its own tables and the bridge, without a line of the product's counting code."""
    counts: Counter[tuple[str, str]] = Counter()

    def add(fact: Fact, sql: str, *values: Any) -> None:
        for kind, n in rows(sql, *values):
            counts[fact.value, kind] += n

    kind_of = "(SELECT k.kind FROM oversight_casecard k WHERE k.case_id = e.case_id)"
    add(
        Fact.TAKEN_IN,
        f"SELECT c.kind, count(*) FROM {schema}.cases_petition p JOIN {schema}.cases_case c ON c.id = p.case_id"
        f" WHERE p.entered_unit_id = %s AND NOT c.is_sealed GROUP BY 1",
        unit_id,
    )
    add(
        Fact.ANSWERED,
        f"SELECT c.kind, count(DISTINCT c.id) FROM {schema}.cases_answer a JOIN {schema}.cases_case c ON c.id = a.case_id"
        f" WHERE a.given_unit_id = %s GROUP BY 1",
        unit_id,
    )
    add(
        Fact.RECEIVED,
        f"SELECT {kind_of}, count(*) FROM exchange_envelope e WHERE e.to_unit = %s AND e.delivered_at IS NOT NULL"
        " AND e.kind IN ('transfer','escalation','assignment') GROUP BY 1",
        unit_id,
    )
    for movement, fact in (
        ("transfer", Fact.SENT_TRANSFER),
        ("escalation", Fact.SENT_ESCALATION),
        ("assignment", Fact.SENT_ASSIGNMENT),
    ):
        add(
            fact,
            f"SELECT {kind_of}, count(*) FROM exchange_envelope e WHERE e.from_unit = %s AND e.kind = %s"
            " AND e.status NOT IN ('recalled', 'undeliverable') GROUP BY 1",
            unit_id,
            movement,
        )
    for column, fact in (("handling_unit", Fact.OPEN), ("answering_unit", Fact.OWED)):
        add(
            fact,
            f"SELECT k.kind, count(*) FROM exchange_custody c JOIN oversight_casecard k USING (case_id)"
            f" WHERE c.{column} = %s AND k.closed_on IS NULL GROUP BY 1",
            unit_id,
        )
    add(
        Fact.OVERDUE,
        "SELECT case_kind, count(*) FROM deadlines_dueitem WHERE unit_id = %s AND overdue_since IS NOT NULL"
        " AND met_on IS NULL AND cancelled_on IS NULL GROUP BY 1",
        unit_id,
    )
    return counts


def recorded(unit_id: int, column: str) -> Counter[tuple[str, str]]:
    counts: Counter[tuple[str, str]] = Counter()
    for fact, kind, n in rows(
        f"SELECT fact, kind, sum({column}) FROM oversight_rollup WHERE unit_id = %s GROUP BY 1, 2", unit_id
    ):
        counts[fact, kind] = n
    return counts


def nonzero(counts: Counter[tuple[str, str]]) -> dict[tuple[str, str], int]:
    return {key: n for key, n in counts.items() if n}


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.long) for seed in (2, 3, 4))])
def test_figures_equal_a_plain_recount_after_random_work(world: World, seed: int):
    office = Office(world, seed)
    office.work(500)
    fold_all()
    with clock.at(office.last_day):
        counted = {key: plain_count(world.unit(key).id, world.unit(key).schema) for key in KEYS}
        for key in KEYS:
            assert nonzero(recorded(world.unit(key).id, "own")) == nonzero(counted[key]), (key, office.done)
        # A parent's figure is the sum of its subtree.
        for key in ("w1", "w11", "w12"):
            total: Counter[tuple[str, str]] = Counter()
            for below in KEYS:
                if below.startswith(key):
                    total.update(counted[below])
            assert nonzero(recorded(world.unit(key).id, "tree")) == nonzero(total), key
        open_custodies = Custody.objects.filter(
            case_id__in=CaseCard.objects.filter(closed_on=None).values("case_id")
        ).count()
        assert (
            sum(n for (fact, _), n in recorded(world.unit("w1").id, "tree").items() if fact == Fact.OPEN)
            == open_custodies
        )
        assert recount_all() == 0
    assert office.done["move"] > 20, office.done
    assert office.done["arrived"] > 10, office.done


@pytest.mark.parametrize("fact", list(Fact))
def test_recount_finds_and_repairs_a_planted_difference(world: World, fact: Fact):
    unit = world.unit("w111")
    day = clock.today()
    outbox.emit(unit_id=unit.id, fact=fact.value, kind="REFLECTION", day=day, n=3)
    fold_all()
    found = recount_unit(unit)
    assert [(one.fact, one.counted, one.recorded) for one in found] == [(fact, 0, 3)]
    fold_all()
    assert sum(Rollup.objects.filter(unit_id=unit.id, fact=fact).values_list("own", flat=True)) == 0
    assert recount_unit(unit) == []


def test_recount_counts_what_is_not_folded_yet(world: World):
    with world.scope("w111"):
        receipt(world.actor("w111", "officer"), petition())
    assert recount_all() == 0
    run = RecountRun.objects.latest("id")
    assert run.differences == []
    assert run.units == len(KEYS)
    assert Fact.OPEN in STOCKS
