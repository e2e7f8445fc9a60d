"""Cases for tests, made through the product's own actions; the caller is inside the unit's scope."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from identity.actors import Actor
from kernel import clock
from tenants.cases.actions import answering, assigning, intake, working
from tenants.cases.actions.intake import TakenIn
from tenants.cases.enums import AnswerKind, CaseKind, Channel, HowSent, PetitionForm
from tenants.cases.models import Case
from tenants.cases.rules.intake import IntakeData, PersonData

ALICE = PersonData(full_name="Nguyễn Thị An", address="Ấp Đông, khóm 3", id_number="089185001234", phone="0912000001")
BOB = PersonData(full_name="Trần Văn Bình", address="Ấp Tây", id_number="089185005678")
CHARLIE = PersonData(full_name="Lê Thị Cúc", address="Khóm 5")

_FIELDS: dict[str, str] = {CaseKind.DENUNCIATION: "administrative"}


def petition(kind: str = CaseKind.COMPLAINT, **changes: Any) -> IntakeData:
    """What the counter typed: one citizen in person today unless told otherwise."""
    is_denunciation = kind == CaseKind.DENUNCIATION
    data = IntakeData(
        kind=kind,
        field=_FIELDS.get(kind, "land"),
        content="Không đồng ý mức bồi thường khi thu hồi đất làm đường.",
        channel=Channel.IN_PERSON,
        received_on=clock.today(),
        people=(ALICE,),
        denounced=("Phạm Văn Xấu, cán bộ địa chính",) if is_denunciation else (),
    )
    return replace(data, **changes)


def group(count: int = 12, representatives: int = 3, **changes: Any) -> IntakeData:
    """A group with representatives (Law on citizen reception, Art. 29)."""
    people = tuple(PersonData(full_name=f"Người đại diện {n}", address="Ấp Đông") for n in range(representatives))
    return petition(form=PetitionForm.GROUP, person_count=count, people=people, **changes)


def take_in(actor: Actor, data: IntakeData | None = None, **changes: Any) -> Case:
    """A case taken in by ``actor``; keywords change the petition."""
    return found(receipt(actor, data, **changes).case_id)


def receipt(actor: Actor, data: IntakeData | None = None, **changes: Any) -> TakenIn:
    """The same, as what the receipt says."""
    return intake.take_in(data or petition(**changes), actor=actor)


def assigned(officer: Actor, chief: Actor, handler_id: UUID, **changes: Any) -> Case:
    """A case a handler works on."""
    case = take_in(officer, **changes)
    return assigning.assign_case(case, to=handler_id, actor=chief)


def answer(case: Case, actor: Actor, *, kind: str = AnswerKind.ACCEPTED, on: date | None = None) -> Case:
    """Answer the citizen."""
    answering.answer_case(
        case,
        kind=kind,
        text="Đơn vị đã giải quyết xong.",
        answered_on=on or clock.today(),
        how_sent=HowSent.POST,
        actor=actor,
    )
    return found(case.pk)


def close(case: Case, actor: Actor) -> Case:
    """Answer and close."""
    answer(case, actor)
    return answering.close_case(found(case.pk), outcome="Công dân đồng ý.", actor=actor)


def note(case: Case, actor: Actor, text: str = "Đã gọi cho công dân.", *, is_internal: bool = False) -> None:
    """A note in the timeline."""
    working.add_note(case, text=text, is_internal=is_internal, actor=actor)


def found(case_id: UUID) -> Case:
    """The row as it stands now."""
    return Case.objects.get(pk=case_id)
