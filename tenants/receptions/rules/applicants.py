"""What somebody must say to register: who, what about; a group names those who speak for it. No field the law does not ask."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from kernel import errors, text
from tenants.cases.enums import CaseKind
from tenants.cases.rules.intake import PersonData, names_sender
from tenants.cases.rules.representatives import is_crowd, most_representatives

MAX_MATTER = 10_000


@dataclass(frozen=True, kw_only=True)
class Applicant:
    """One person of a registration; of a denunciation it exists only on the way to the seal."""

    full_name: str
    address: str = ""
    id_number: str = ""
    phone: str = ""
    email: str = ""
    is_representative: bool = False

    def as_person(self) -> PersonData:
        """As the counter enters persons."""
        return PersonData(full_name=self.full_name, address=self.address, id_number=self.id_number, phone=self.phone)

    def as_row(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of(cls, row: dict[str, Any]) -> "Applicant":
        """From a row of ``Registration.people`` or from under the seal."""
        return cls(**{name: row[name] for name in cls.__dataclass_fields__ if name in row})


@dataclass(frozen=True, kw_only=True)
class RegistrationData:
    """One registration as it was typed. ``person_count``: how many want to come, with those who are not named.

    ``concerned``: accounts of the unit whom a matter of Party discipline is about; None while nobody was asked.
    """

    line: str
    kind: str
    matter: str
    people: tuple[Applicant, ...]
    person_count: int = 1
    field: str = ""
    topic: str = ""
    asks_protection: bool = False
    settled_by: str = ""
    concerned: tuple[str, ...] | None = None

    @property
    def is_denunciation(self) -> bool:
        return self.kind == CaseKind.DENUNCIATION


def cleaned(data: RegistrationData) -> RegistrationData:
    """Every text trimmed and fit to be stored; ``Invalid`` names the field that is not."""
    return replace(
        data,
        matter=text.clean(data.matter, field="matter", max_length=MAX_MATTER, multiline=True),
        settled_by=text.clean(data.settled_by, field="settled_by", max_length=250),
        people=tuple(_cleaned(person) for person in data.people),
    )


def check(data: RegistrationData) -> None:
    """Refuse with ``Invalid`` naming every field that is missing or cannot stand."""
    found: dict[str, list[str]] = {}
    if data.kind not in CaseKind.values:
        found["kind"] = [_("Chọn loại nội dung.")]
    if not data.matter:
        found["matter"] = [_("Ghi nội dung muốn trình bày.")]
    people = _problems_of_people(data)
    if people:
        found["people"] = people
    if data.is_denunciation and names_sender(data.matter, [person.as_person() for person in data.people]):
        found["matter"] = [
            _("Ở đây có tên hoặc số của người tố cáo; hãy bỏ đi để giữ bí mật danh tính (Luật Tố cáo, Điều 56).")
        ]
    if found:
        raise errors.Invalid("registration_invalid", _("Chưa đăng ký được: hãy xem các ô được đánh dấu."), fields=found)


def _problems_of_people(data: RegistrationData) -> list[str]:
    if not data.people or not data.people[0].full_name:
        return [_("Ghi họ và tên.")]
    first = data.people[0]
    if not first.address:
        return [_("Ghi địa chỉ để đơn vị báo lịch hẹn và trả lời.")]
    if data.person_count < len(data.people):
        return [_("Số người ít hơn số người đã ghi tên.")]
    most = most_representatives(data.person_count)
    if is_crowd(data.person_count) and len(data.people) > most:
        return [
            _("Đoàn %(count)d người cử nhiều nhất %(most)d người đại diện (Luật Tiếp công dân, Điều 29).")
            % {"count": data.person_count, "most": most}
        ]
    return []


def named(people: Iterable[Applicant], *, is_group: bool) -> tuple[Applicant, ...]:
    """Those who are really there; of a group they are its representatives. Who left the address blank has the first one's."""
    there = [one for one in people if one.full_name.strip()]
    return tuple(replace(one, is_representative=is_group, address=one.address or there[0].address) for one in there)


def _cleaned(person: Applicant) -> Applicant:
    email = text.clean(person.email, field="email", max_length=200)
    if email:
        try:
            validate_email(email)
        except ValidationError:
            message = _("Địa chỉ thư điện tử chưa đúng.")
            raise errors.Invalid("email_invalid", message, fields={"email": [message]}) from None
    return replace(
        person,
        full_name=text.clean(person.full_name, field="people", max_length=150),
        address=text.clean(person.address, field="people", max_length=250),
        id_number=text.clean(person.id_number, field="people", max_length=20),
        phone=text.clean(person.phone, field="people", max_length=20),
        email=email,
    )
