"""Movements for tests: each step is done by a person of its unit, then delivered as a worker would."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from exchange import custody, delivery
from exchange.models import Custody, Envelope
from identity.actors import Actor
from kernel import clock
from tenants.cases.actions import movements
from tenants.cases.models import Case
from tests.factories import cases


@dataclass
class Mover:
    """Walks cases through the units of the world."""

    world: Any
    who: str = "chief"

    def actor(self, key: str) -> Actor:
        actor: Actor = self.world.actor(key, self.who)
        return actor

    def take_in(self, key: str, **changes: Any) -> UUID:
        with self.world.scope(key):
            return cases.take_in(self.actor(key), **changes).pk

    def case(self, case_id: UUID) -> Case:
        return cases.found(case_id)

    def held(self, case_id: UUID) -> Custody:
        return custody.get(case_id)

    def deliver(self) -> None:
        delivery.deliver_waiting()

    def transfer(self, case_id: UUID, key: str, to: str, *, deliver: bool = True) -> movements.Moved:
        return self.send(case_id, key, "transfer", deliver=deliver, to=self.world.unit(to))

    def escalate(self, case_id: UUID, key: str, *, deliver: bool = True, **more: Any) -> movements.Moved:
        return self.send(case_id, key, "escalate", deliver=deliver, **more)

    def assign_down(
        self, case_id: UUID, key: str, to: str, *, days: int = 10, demand_result: bool = True, deliver: bool = True
    ) -> movements.Moved:
        return self.send(
            case_id,
            key,
            "assign_down",
            deliver=deliver,
            to=self.world.unit(to),
            due_on=clock.today() + timedelta(days=days),
            demand_result=demand_result,
        )

    def send(self, case_id: UUID, key: str, verb: str, *, deliver: bool = True, **more: Any) -> movements.Moved:
        with self.world.scope(key):
            more.setdefault("reason", "Theo thẩm quyền.")
            moved: movements.Moved = getattr(movements, verb)(self.case(case_id), actor=self.actor(key), **more)
        if deliver:
            self.deliver()
        return moved

    def accept(self, case_id: UUID, key: str) -> Envelope:
        with self.world.scope(key):
            return movements.accept(self.case(case_id), actor=self.actor(key))

    def send_back(self, case_id: UUID, key: str, *, competent: str = "", deliver: bool = True) -> Envelope:
        unit = self.world.unit(competent) if competent else None
        with self.world.scope(key):
            envelope = movements.return_case(
                self.case(case_id), reason="Không đúng thẩm quyền.", competent=unit, actor=self.actor(key)
            )
        if deliver:
            self.deliver()
        return envelope

    def recall(self, case_id: UUID, key: str, *, deliver: bool = True) -> Envelope:
        with self.world.scope(key):
            envelope = movements.recall(self.case(case_id), reason="Gửi nhầm.", actor=self.actor(key))
        if deliver:
            self.deliver()
        return envelope

    def report(self, case_id: UUID, key: str, *, deliver: bool = True) -> Envelope:
        with self.world.scope(key):
            envelope = movements.report_result(self.case(case_id), text="Đã xác minh xong.", actor=self.actor(key))
        if deliver:
            self.deliver()
        return envelope

    def check(self, case_id: UUID, key: str, *, accept: bool) -> Envelope:
        with self.world.scope(key):
            envelope = movements.check_result(
                self.case(case_id), accept=accept, reason="Chưa đủ căn cứ.", actor=self.actor(key)
            )
        self.deliver()
        return envelope

    def answer(self, case_id: UUID, key: str) -> None:
        with self.world.scope(key):
            cases.answer(self.case(case_id), self.actor(key))
        self.deliver()

    def status(self, case_id: UUID, key: str) -> str:
        with self.world.scope(key):
            return str(Case.objects.get(pk=case_id).status)
