"""The hands of one unit in the demonstration: its people at work, each step at a set hour of the office clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

from config.demo import people
from deadlines.calendar import add_working_days, is_working_day
from exchange import delivery
from identity.actors import Actor
from kernel import clock
from kernel.active import unit_scope
from kernel.clock import OFFICE_ZONE
from registry.tree import UnitInfo
from tenants.cases import policies
from tenants.cases.actions import answering, assigning, intake, movements, working
from tenants.cases.enums import AnswerKind, CaseKind, Channel, HowSent, PetitionForm
from tenants.cases.models import Case
from tenants.cases.rules.intake import IntakeData, PersonData

#: When the last step of a case was made, whichever unit made it: an office does not answer before it was asked.
_last_step: dict[UUID, datetime] = {}


@dataclass
class Desk:
    """One unit with the people who work there; every method is one day's step through a product action."""

    unit: UnitInfo
    officer: Actor
    handler: Actor
    chief: Actor
    head: Actor
    random: Random = field(repr=False)

    @contextmanager
    def on(self, day: date, case_id: UUID | None = None) -> Iterator[datetime]:
        """The unit's office at a random hour of a day, after everything that happened to the case before."""
        minute = self.random.randint(8 * 60, 15 * 60)
        moment = datetime.combine(day, time(minute // 60, minute % 60), OFFICE_ZONE)
        if case_id in _last_step and moment <= _last_step[case_id]:
            moment = _last_step[case_id] + timedelta(minutes=self.random.randint(2, 40))
        with unit_scope(self.unit.ref), clock.at(moment):
            yield moment
        if case_id is not None:
            _last_step[case_id] = moment

    def case(self, case_id: UUID, actor: Actor | None = None) -> Case:
        return policies.get_case(actor or self.chief, case_id)

    def take_in(self, day: date, *, kind: str | None = None, form: str = PetitionForm.ONE, group: int = 0) -> UUID:
        """A petition of an invented citizen about one of the matters of its kind."""
        matters = [one for one in people.MATTERS if kind is None or one[0] == kind]
        if kind is None:
            matters = [one for one in matters if one[0] != CaseKind.DENUNCIATION]
        matter_kind, matter_field, content = self.random.choice(matters)
        channel = self._channel(matter_kind, form)
        signers = {PetitionForm.GROUP: 3, PetitionForm.SEVERAL: 2}.get(PetitionForm(form), 1)
        data = IntakeData(
            kind=matter_kind,
            field=matter_field,
            content=content,
            place=self.unit.name,
            channel=channel,
            received_on=day,
            form=form,
            person_count=group or None,
            people=tuple(self._person(form) for _ in range(signers)),
            forwarded_by="Ủy ban Mặt trận Tổ quốc địa phương" if channel == Channel.FORWARDED else "",
            denounced=("Một cán bộ phụ trách hồ sơ",) if matter_kind == CaseKind.DENUNCIATION else (),
            track_allowed=matter_kind != CaseKind.DENUNCIATION or self.random.random() < 0.3,
        )
        with self.on(day) as moment:
            case_id = intake.take_in(data, actor=self.officer).case_id
        _last_step[case_id] = moment
        return case_id

    def take_in_against_head(self, day: date, head_account: UUID) -> UUID:
        """A denunciation against the head of this very unit: sealed at once and sent up."""
        data = IntakeData(
            kind=CaseKind.DENUNCIATION,
            field="administrative",
            content="Người đứng đầu đơn vị cho người thân thuê mặt bằng công với giá thấp, không niêm yết.",
            channel=Channel.IN_PERSON,
            received_on=day,
            people=(self._person(PetitionForm.ONE),),
            denounced_heads=(head_account,),
        )
        with self.on(day) as moment:
            case_id = intake.take_in(data, actor=self.officer).case_id
        _last_step[case_id] = moment
        return case_id

    def assign(self, case_id: UUID, day: date) -> None:
        with self.on(day, case_id):
            assigning.assign_case(self.case(case_id), to=account_of(self.handler), actor=self.chief)

    def note(self, case_id: UUID, day: date) -> None:
        with self.on(day, case_id):
            working.add_note(
                self.case(case_id),
                text=self.random.choice(people.NOTES),
                is_internal=self.random.random() < 0.5,
                actor=self.chief,
            )

    def answer(self, case_id: UUID, day: date) -> None:
        with self.on(day, case_id):
            answering.answer_case(
                self.case(case_id),
                kind=AnswerKind.ACCEPTED,
                text=self.random.choice(people.ANSWERS),
                answered_on=day,
                how_sent=self.random.choice(list(HowSent)),
                actor=self.chief,
            )

    def close(self, case_id: UUID, day: date) -> None:
        with self.on(day, case_id):
            answering.close_case(
                self.case(case_id), outcome="Đã giải quyết xong, công dân đã nhận trả lời.", actor=self.chief
            )

    def withdraw(self, case_id: UUID, day: date) -> None:
        with self.on(day, case_id):
            answering.withdraw_case(
                self.case(case_id),
                reason="Công dân tự nguyện rút đơn sau khi được giải thích.",
                on=day,
                actor=self.officer,
            )

    def escalate(self, case_id: UUID, day: date, *, delivered: bool = True) -> None:
        with self.on(day, case_id):
            movements.escalate(
                self.case(case_id),
                reason="Vụ việc vượt thẩm quyền của đơn vị; kính đề nghị cấp trên xem xét, giải quyết.",
                actor=self.chief,
            )
            if delivered:
                delivery.deliver_waiting(case_id)

    def transfer(self, case_id: UUID, day: date, to: UnitInfo | None, external: str = "") -> None:
        with self.on(day, case_id):
            movements.transfer(
                self.case(case_id),
                to=to,
                external=external,
                reason="Nội dung thuộc thẩm quyền của nơi nhận; chuyển đơn theo quy định.",
                actor=self.chief,
            )
            delivery.deliver_waiting(case_id)

    def assign_down(self, case_id: UUID, day: date, to: UnitInfo) -> None:
        with self.on(day, case_id):
            movements.assign_down(
                self.case(case_id),
                to=to,
                due_on=add_working_days(day, 15),
                demand_result=True,
                reason="Giao xác minh, giải quyết và báo cáo kết quả.",
                actor=self.chief,
            )
            delivery.deliver_waiting(case_id)

    def accept(self, case_id: UUID, day: date) -> None:
        with self.on(day, case_id):
            movements.accept(self.case(case_id), actor=self.chief)
            delivery.deliver_waiting(case_id)

    def send_back(self, case_id: UUID, day: date) -> None:
        with self.on(day, case_id):
            movements.return_case(
                self.case(case_id),
                reason="Nội dung không thuộc thẩm quyền của đơn vị nhận.",
                competent=None,
                actor=self.chief,
            )
            delivery.deliver_waiting(case_id)

    def recall(self, case_id: UUID, day: date) -> None:
        with self.on(day, case_id):
            movements.recall(self.case(case_id), reason="Gửi nhầm nơi nhận.", actor=self.chief)
            delivery.deliver_waiting(case_id)

    def report_result(self, case_id: UUID, day: date) -> None:
        with self.on(day, case_id):
            movements.report_result(self.case(case_id), text=self.random.choice(people.ANSWERS), actor=self.chief)
            delivery.deliver_waiting(case_id)

    def citizens(self, count: int) -> list[PersonData]:
        """Invented people of this unit."""
        return [self._person(PetitionForm.ONE) for _ in range(count)]

    def _person(self, form: str) -> PersonData:
        return PersonData(
            full_name=people.name(self.random),
            address=people.address(self.random, self.unit.name),
            phone=people.phone(self.random),
            cannot_write=form == PetitionForm.SCRIBED,
        )

    def _channel(self, kind: str, form: str) -> Channel:
        if form == PetitionForm.SCRIBED or self.random.random() < 0.6:
            return Channel.IN_PERSON
        if kind == CaseKind.DENUNCIATION:
            return Channel.POST
        return self.random.choice([Channel.POST, Channel.TELEPHONE, Channel.ONLINE, Channel.FORWARDED])


def account_of(actor: Actor) -> UUID:
    """The account behind a person; the system has none and never works at a desk."""
    if actor.account_id is None:
        raise LookupError(actor.name)
    return actor.account_id


def next_working_day(day: date, after: int = 0) -> date:
    """The first working day at least ``after`` days later."""
    day += timedelta(days=after)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day
