"""Forms of what the unit sets for itself: rows to fill, some blank ones at the end; an empty name leaves a row out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any
from uuid import UUID

from django import forms
from django.apps import apps
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kernel import ids, text
from registry.levels import Level, Line
from tenants.staff.forms.setting_rows import (
    DeskRow,
    HoursRow,
    LetterheadRow,
    ParticipantRow,
    RoomRow,
    RowForm,
    SeriesRow,
    TopicRowForm,
)
from tenants.staff.models import Body
from tenants.staff.queries import setting
from tenants.staff.rules.desks import FIVE_DESKS, Desk, Desks
from tenants.staff.rules.settings import (
    Hours,
    Letterhead,
    Letterheads,
    Participant,
    Participants,
    Room,
    Rooms,
    Series,
    Topic,
)
from tenants.staff.rules.topics import TopicRow, Topics

BLANK = 3


@dataclass(frozen=True)
class Editor:
    """How one topic is shown as rows and read back."""

    topic: type[Topic]
    row: type[RowForm]
    note: Any
    rows: Callable[[Any], list[dict[str, Any]]]
    build: Callable[[list[dict[str, Any]], Any], Topic]
    blank: int = BLANK
    #: Headings of fixed rows; empty where rows are added freely.
    headings: tuple[Any, ...] = ()


def _clean(value: str, field: str, longest: int = 200) -> str:
    return text.clean(value or "", field=field, max_length=longest)


def _id(row: dict[str, Any]) -> UUID:
    try:
        return UUID(row.get("id") or "")
    except ValueError:
        return ids.new_id()


def _rooms(rows: list[dict[str, Any]], held: Rooms) -> Rooms:
    found = [
        Room(_id(row), _clean(row["name"], "name"), _clean(row["place"], "place"), row["seats"], row["is_open"])
        for row in rows
        if row["name"]
    ]
    # A room that a session may point to is closed, never lost.
    kept = {room.id for room in found}
    return Rooms((*found, *(replace(room, is_open=False) for room in held.rows if room.id not in kept)))


def _participants(rows: list[dict[str, Any]], held: Participants) -> Participants:
    names = dict(
        Body.objects.filter(pk__in=[row["body_id"] for row in rows if row["body_id"]]).values_list("pk", "name")
    )
    found: dict[str, list[Participant]] = {Line.PARTY: [], Line.GOVERNMENT: []}
    for row in rows:
        name = _clean(row["name"], "name") or names.get(UUID(row["body_id"]) if row["body_id"] else ids.new_id(), "")
        if name:
            one = Participant(_id(row), name, _clean(row["title"], "title"), row["body_id"], row["is_leader"])
            found[row["line"]].append(one)
    return Participants(tuple(found[Line.PARTY]), tuple(found[Line.GOVERNMENT]))


def _series(rows: list[dict[str, Any]], held: Series) -> Series:
    found = {(row["line"], row["kind"]): _clean(row["symbol"], "symbol", 40) for row in rows if row["symbol"]}
    return Series(tuple((line, kind, symbol) for (line, kind), symbol in found.items()))


def _desks(rows: list[dict[str, Any]], held: Desks) -> Desks:
    return Desks(
        tuple(
            Desk(
                code=row["id"] or f"DESK_{_id({}).hex[-8:].upper()}",
                name=_clean(row["name"], "name"),
                line=row["line"],
                scope=_clean(row["scope"], "scope", 500),
                topics=tuple(row["topics"]),
                is_remainder=row["is_remainder"],
            )
            for row in rows
            if row["name"]
        )
    )


def _topics(rows: list[dict[str, Any]], held: Topics) -> Topics:
    """The product's own rows may be closed, not renamed; the unit's own are typed."""
    typed = {row["id"]: row for row in rows if row["id"]}
    found = []
    for topic in held.rows:
        row = typed.get(topic.code)
        if row is None:
            found.append(topic)
        elif not topic.is_own:
            found.append(replace(topic, is_open=row["is_open"]))
        else:
            found.append(replace(topic, name=_clean(row["name"], "name") or topic.name, is_open=row["is_open"]))
    for row in rows:
        if row["name"] and not row["id"]:
            parent = held.get(row["parent"])
            line = row["line"] or (parent.line if parent else "")
            discipline = bool(parent and parent.is_discipline)
            code = f"own_{_id({}).hex[-10:]}"
            found.append(
                TopicRow(
                    code, _clean(row["name"], "name"), row["parent"], line, discipline, row["is_open"], is_own=True
                )
            )
    return Topics(tuple(found))


def _hours(rows: list[dict[str, Any]], held: Hours) -> Hours:
    row = rows[0]
    spans = [
        (row[f"{part}_from"], row[f"{part}_to"]) if row[f"{part}_from"] and row[f"{part}_to"] else None
        for part in ("morning", "afternoon")
    ]
    return Hours(spans[0], spans[1], tuple(row["weekdays"]))


def _letterheads(rows: list[dict[str, Any]], held: Letterheads) -> Letterheads:
    party, government = (
        Letterhead(**{name: _clean(row[name], name) for name in asdict(Letterhead())}) for row in rows[:2]
    )
    return Letterheads(party, government)


def _shown_hours(value: Hours) -> list[dict[str, Any]]:
    morning, afternoon = value.morning or (None, None), value.afternoon or (None, None)
    return [
        {
            "morning_from": morning[0], "morning_to": morning[1], "afternoon_from": afternoon[0],
            "afternoon_to": afternoon[1], "weekdays": list(value.weekdays),
        }
    ]  # fmt: skip


EDITORS: dict[str, Editor] = {
    "rooms": Editor(
        Rooms, RoomRow, gettext_lazy("Nơi tiếp công dân. Phòng không dùng nữa thì bỏ dấu “Đang dùng”; buổi tiếp cũ vẫn ghi phòng ấy."),
        lambda value: [{**asdict(room), "id": str(room.id)} for room in value.rows], _rooms,
    ),
    "hours": Editor(
        Hours, HoursRow, gettext_lazy("Giờ mở cửa nơi tiếp công dân; kế hoạch năm có thể đặt giờ riêng cho buổi tiếp."),
        _shown_hours, _hours, blank=0, headings=(gettext_lazy("Giờ làm việc"),),
    ),
    "letterheads": Editor(
        Letterheads, LetterheadRow,
        gettext_lazy("Đầu và chân văn bản của hai kênh. Văn bản Đảng và văn bản hành chính có thể thức khác nhau."),
        lambda value: [asdict(value.party), asdict(value.government)], _letterheads, blank=0,
        headings=(Line.PARTY.label, Line.GOVERNMENT.label),
    ),
    "series": Editor(
        Series, SeriesRow, gettext_lazy("Ký hiệu đứng sau số của từng loại văn bản. Số do hệ thống cấp khi ký, mỗi năm từ 01."),
        lambda value: [{"line": line, "kind": kind, "symbol": symbol} for line, kind, symbol in value.symbols], _series,
    ),
    "participants": Editor(
        Participants, ParticipantRow, gettext_lazy("Ai được mời dự buổi tiếp khi kế hoạch năm không ghi khác."),
        lambda value: [
            {**asdict(row), "id": str(row.id), "line": line}
            for line, rows in ((Line.PARTY.value, value.party), (Line.GOVERNMENT.value, value.government)) for row in rows
        ],
        _participants,
    ),
    "desks": Editor(
        Desks, DeskRow,
        gettext_lazy("Đơn đến trụ sở được chuyển đến bộ phận nào. Cấp tỉnh có năm bộ phận theo Điều 12 Luật Tiếp công dân."),
        lambda value: [{**asdict(desk), "id": desk.code, "topics": list(desk.topics)} for desk in value.rows], _desks,
    ),
    "topics": Editor(
        Topics, TopicRowForm,
        gettext_lazy("Chủ đề dùng cho đăng ký, hội nghị, thống kê. Chủ đề kỷ luật Đảng chỉ có ở kênh Đảng."),
        lambda value: [{**asdict(row), "id": row.code} for row in value.rows], _topics,
    ),
}  # fmt: skip


def current(topic: str, level: str) -> Any:
    """What is set, or what is offered to begin with: the five desks of a province."""
    value = setting(topic)
    return Desks(FIVE_DESKS) if topic == "desks" and not value.rows and level == Level.PROVINCE else value


def formset_of(editor: Editor, value: Any, lines: frozenset[Line], data: Any = None) -> Any:
    """The rows of a topic as a formset; ``lines``: whose topics the actor may see."""
    rows = editor.rows(value)
    if editor.topic is Topics:
        seen = {row.code for row in value.visible(lines)}
        rows = [row for row in rows if row["id"] in seen]
    made = forms.formset_factory(editor.row, extra=editor.blank, max_num=len(rows) + editor.blank, absolute_max=300)
    formset = made(data, initial=rows, prefix="rows")
    choices = _choices(editor, lines)
    for form in formset.forms:
        for name, offered in choices.items():
            form.fields[name].choices = offered  # type: ignore[attr-defined]
    if editor.topic is Topics:
        _only_closing(formset)
    return formset


def _only_closing(formset: Any) -> None:
    """The product's own topics are the same everywhere: a unit closes them and does not rename them."""
    for form in formset.forms:
        if form.initial and not form.initial["is_own"]:
            for name in ("name", "parent", "line"):
                form.fields[name].widget = forms.HiddenInput()


def _choices(editor: Editor, lines: frozenset[Line]) -> dict[str, list[tuple[Any, Any]]]:
    """What the lists of a row offer; asked once for all rows."""
    fields = editor.row.base_fields
    found: dict[str, list[tuple[Any, Any]]] = {}
    if "body_id" in fields:
        found["body_id"] = [("", "–"), *_bodies()]
    if "kind" in fields:
        found["kind"] = [("", _("Mọi loại")), *_document_kinds()]
    if "weekdays" in fields:
        found["weekdays"] = list(enumerate(("T2", "T3", "T4", "T5", "T6", "T7", "CN")))
    if "topics" in fields or "parent" in fields:
        tree = [(row.code, "– " * depth + row.name) for row, depth in setting(Topics).walk(lines)]
        if "topics" in fields:
            found["topics"] = tree
        else:
            found["parent"] = [("", "–"), *tree]
    return found


def _bodies() -> list[tuple[str, str]]:
    return [(str(pk), name) for pk, name in Body.objects.open().in_order().values_list("pk", "name")]


def _document_kinds() -> list[tuple[str, str]]:
    # By name: the room of documents stands above this one.
    choices = apps.get_model("documents", "Document")._meta.get_field("kind").choices or []
    return [(str(value), str(label)) for value, label in choices]
