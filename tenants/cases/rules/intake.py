"""What a petition must say before it is entered; no field the law does not ask."""

from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field as column
from datetime import date
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from kernel import errors
from tenants.cases.enums import CaseKind, Channel, PetitionForm
from tenants.cases.rules import fields, representatives
from tenants.cases.rules.naming import is_named

MAX_NAMES = 50
SHORTEST_MARK = 6
_FORMLESS = frozenset({Channel.TELEPHONE, Channel.ONLINE})


@dataclass(frozen=True, kw_only=True)
class PersonData:
    """One citizen as named in the petition; of a denouncer it exists only on the way to the seal."""

    full_name: str
    address: str = ""
    id_number: str = ""
    phone: str = ""
    cannot_write: bool = False


@dataclass(frozen=True, kw_only=True)
class IntakeData:
    """One petition at the counter.

    ``people``: who signs; in a GROUP the representatives. ``person_count``: how many stand behind it
    (GROUP only; otherwise the number of ``people``). ``denounced``: names of those denounced or
    complained about. ``denounced_heads``: account ids of heads of this unit among the denounced.
    ``track_allowed``: for a denunciation, whether the denouncer asked to follow it.
    """

    kind: str
    field: str
    content: str
    channel: str
    received_on: date
    people: tuple[PersonData, ...]
    form: str = PetitionForm.ONE
    person_count: int | None = None
    place: str = ""
    forwarded_by: str = ""
    forwarded_number: str = ""
    forwarded_on: date | None = None
    denounced: tuple[str, ...] = ()
    denounced_heads: tuple[UUID, ...] = ()
    track_allowed: bool = False
    uploads: "tuple[UploadedFile[Any], ...]" = column(default=(), repr=False)

    @property
    def persons(self) -> int:
        """How many people stand behind the petition."""
        if self.form == PetitionForm.GROUP and self.person_count is not None:
            return self.person_count
        return max(len(self.people), 1)

    def canonical(self) -> dict[str, Any]:
        """Everything typed, as JSON values and files: what a replayed request must repeat exactly."""
        return {
            "kind": str(self.kind),
            "field": self.field,
            "content": self.content,
            "channel": str(self.channel),
            "received_on": self.received_on.isoformat(),
            "people": [[p.full_name, p.address, p.id_number, p.phone, p.cannot_write] for p in self.people],
            "form": str(self.form),
            "person_count": self.persons,
            "place": self.place,
            "forwarded": [
                self.forwarded_by,
                self.forwarded_number,
                self.forwarded_on.isoformat() if self.forwarded_on else None,
            ],
            "denounced": list(self.denounced),
            "denounced_heads": sorted(str(head) for head in self.denounced_heads),
            "track_allowed": self.track_allowed,
            "uploads": list(self.uploads),
        }


@dataclass(frozen=True, kw_only=True)
class SplitData:
    """What becomes a case of its own: one of several contents of a petition already entered."""

    petition_id: UUID
    kind: str
    field: str
    content: str
    place: str = ""
    denounced: tuple[str, ...] = ()
    denounced_heads: tuple[UUID, ...] = ()
    reason: str = ""


def check(data: IntakeData, *, today: date) -> None:
    """Refuse with ``Invalid`` naming every field that is missing or cannot stand."""
    found: dict[str, list[str]] = {}
    _check_matter(data, today, found)
    _check_kind(data, found)
    _check_people(data, found)
    _check_forwarding(data, found)
    if found:
        raise errors.Invalid("intake_invalid", _("Chưa vào sổ được: hãy xem các ô được đánh dấu."), fields=found)


def check_split(data: SplitData) -> None:
    """The same rules for the part that is split off."""
    found: dict[str, list[str]] = {}
    _check_field(data, found)
    if not data.content.strip():
        _add(found, "content", _("Ghi nội dung của phần được tách."))
    if data.kind == CaseKind.DENUNCIATION and not (data.denounced or data.denounced_heads):
        _add(found, "denounced", _("Ghi người bị tố cáo (Luật Tố cáo, Điều 23)."))
    if found:
        raise errors.Invalid("split_invalid", _("Chưa tách được: hãy xem các ô được đánh dấu."), fields=found)


def names_sender(text: str, people: Iterable[PersonData]) -> bool:
    """Whether a text that everybody may read gives a denouncer away: by name, paper or telephone.

    The letter must be stripped of them before others work with it (Law on denunciations, Art. 56.2).
    """
    return any(
        is_named(person.full_name, text)
        or any(len(mark) >= SHORTEST_MARK and mark in text for mark in (person.id_number, person.phone))
        for person in people
    )


def _add(found: dict[str, list[str]], name: str, message: str) -> None:
    found.setdefault(name, []).append(message)


def _check_field(data: IntakeData | SplitData, found: dict[str, list[str]]) -> None:
    if data.kind not in CaseKind.values:
        _add(found, "kind", _("Chọn loại đơn."))
    elif not fields.is_field(data.kind, data.field):
        _add(found, "field", _("Chọn lĩnh vực có trong biểu 02/XLD của loại đơn này."))


def _check_matter(data: IntakeData, today: date, found: dict[str, list[str]]) -> None:
    _check_field(data, found)
    if not data.content.strip():
        _add(found, "content", _("Ghi nội dung vụ việc."))
    if data.channel not in Channel.values:
        _add(found, "channel", _("Chọn nguồn tiếp nhận."))
    if data.received_on > today:
        _add(found, "received_on", _("Ngày nhận không thể sau hôm nay."))


def _check_kind(data: IntakeData, found: dict[str, list[str]]) -> None:
    if data.kind != CaseKind.DENUNCIATION:
        return
    if data.channel in _FORMLESS:
        _add(
            found,
            "channel",
            _(
                "Tố cáo qua điện thoại hoặc qua mạng không đúng hình thức của Luật Tố cáo (Điều 22): mời người "
                "tố cáo gửi đơn hoặc đến trình bày trực tiếp; nếu chỉ ghi nhận thông tin thì chọn loại Phản ánh."
            ),
        )
    if not (data.denounced or data.denounced_heads):
        _add(found, "denounced", _("Ghi người bị tố cáo (Luật Tố cáo, Điều 23)."))
    for name in ("content", "place"):
        if names_sender(getattr(data, name), data.people):
            _add(
                found,
                name,
                _("Ở đây có tên hoặc số của người tố cáo; hãy bỏ đi để giữ bí mật danh tính (Luật Tố cáo, Điều 56)."),
            )
    if not data.people:
        _add(
            found,
            "people",
            _(
                "Đơn nặc danh không được thụ lý là tố cáo (Luật Tố cáo, Điều 25); ghi nhận là Phản ánh nếu có nội dung rõ ràng."
            ),
        )


def _check_people(data: IntakeData, found: dict[str, list[str]]) -> None:
    if data.form not in PetitionForm.values:
        _add(found, "form", _("Chọn người đứng đơn."))
        return
    if not data.people and "people" not in found:
        _add(found, "people", _("Ghi họ tên và địa chỉ người đứng đơn."))
    if len(data.people) > MAX_NAMES:
        _add(found, "people", _("Một đơn ghi tối đa %(n)d người; danh sách dài hơn thì đính kèm.") % {"n": MAX_NAMES})
    for person in data.people:
        if not person.full_name.strip():
            _add(found, "people", _("Thiếu họ tên."))
        elif not person.address.strip():
            _add(found, "people", _("Thiếu địa chỉ của %(name)s.") % {"name": person.full_name.strip()})
    _check_form(data, found)


def _check_form(data: IntakeData, found: dict[str, list[str]]) -> None:
    named = len(data.people)
    if data.form == PetitionForm.ONE and named > 1:
        _add(found, "form", _("Có %(n)d người đứng đơn: chọn nhiều người hoặc đoàn.") % {"n": named})
    elif data.form == PetitionForm.SEVERAL:
        if named == 1:
            _add(found, "form", _("Chỉ có một người đứng đơn."))
        elif representatives.is_crowd(named):
            _add(
                found,
                "form",
                _("Từ năm người trở lên là đoàn: ghi số người và cử người đại diện (Luật Tiếp công dân, Điều 29)."),
            )
    elif data.form == PetitionForm.GROUP:
        _check_group(data, found)
    elif data.form == PetitionForm.SCRIBED and data.channel != Channel.IN_PERSON:
        _add(found, "form", _("Chỉ ghi lời trình bày khi công dân đến trực tiếp."))


def _check_group(data: IntakeData, found: dict[str, list[str]]) -> None:
    count = data.person_count
    if count is None or not representatives.is_crowd(count):
        _add(found, "person_count", _("Đoàn có từ năm người trở lên: ghi số người của đoàn."))
        return
    most = representatives.most_representatives(count)
    if len(data.people) > most:
        _add(
            found,
            "people",
            _("Đoàn %(count)d người cử nhiều nhất %(most)d người đại diện (Luật Tiếp công dân, Điều 29).")
            % {"count": count, "most": most},
        )


def _check_forwarding(data: IntakeData, found: dict[str, list[str]]) -> None:
    if data.channel == Channel.FORWARDED and not data.forwarded_by.strip():
        _add(found, "forwarded_by", _("Ghi cơ quan đã chuyển đơn đến."))
    if data.forwarded_on and data.forwarded_on > data.received_on:
        _add(found, "forwarded_on", _("Ngày của văn bản chuyển không thể sau ngày nhận."))
