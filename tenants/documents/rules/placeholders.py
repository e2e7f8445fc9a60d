"""The words in braces of a unit's texts: a closed list a kind, checked with the line they stand on.

Clerks write them in Vietnamese, ``{người nhận}``; code gives their values by name, ``{"recipient": "…"}``. Marks, capitals and
spaces do not matter, so that ``{Nguoi nhan}`` typed on any keyboard is understood.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kernel.errors import Invalid
from kernel.text import normalise
from tenants.documents.enums import DocumentKind as K

_BRACES = re.compile(r"\{([^{}\n]*)\}|[{}]")
GAP = "…………"
"""Printed where a value is not known: written in by hand."""


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A word as it stands between braces, what it means, and an example of what is printed; papers are Vietnamese only."""

    word: str
    meaning: str | Promise
    example: str

    @property
    def typed(self) -> str:
        """ "{người nhận}"."""
        return f"{{{self.word}}}"


KNOWN: dict[str, Placeholder] = {
    "recipient": Placeholder("người nhận", gettext_lazy("người nhận văn bản"), "Ông Nguyễn Văn An"),
    "matter": Placeholder("nội dung", gettext_lazy("nội dung, vụ việc"), "bồi thường đất tại khóm 3"),
    "day": Placeholder(
        "ngày", gettext_lazy("ngày của buổi tiếp, hội nghị hoặc ngày nhận"), "ngày 16 tháng 11 năm 2026"
    ),
    "time": Placeholder("giờ", gettext_lazy("giờ bắt đầu"), "08 giờ 00"),
    "place": Placeholder("địa điểm", gettext_lazy("phòng, địa chỉ"), "Phòng tiếp công dân, số 1 đường Lê Lợi"),
    "chair": Placeholder("người chủ trì", gettext_lazy("người tiếp, người chủ trì"), "Bí thư Trần Văn Bình"),
    "contact": Placeholder("liên hệ", gettext_lazy("đầu mối liên hệ"), "Văn phòng, điện thoại 0296 3 000 000"),
    "reason": Placeholder("lý do", gettext_lazy("lý do theo quy định hoặc lý do thay đổi"), "trùng kỳ họp Hội đồng"),
    "period": Placeholder("kỳ", gettext_lazy("tháng, quý hoặc năm"), "tháng 11 năm 2026"),
    "old_day": Placeholder("ngày cũ", gettext_lazy("ngày đã thông báo"), "ngày 15 tháng 11 năm 2026"),
    "new_day": Placeholder("ngày mới", gettext_lazy("ngày thay thế"), "ngày 16 tháng 11 năm 2026"),
    "competent": Placeholder(
        "cơ quan thẩm quyền", gettext_lazy("cơ quan có thẩm quyền giải quyết"), "Thanh tra thành phố"
    ),
    "conference": Placeholder("hội nghị", gettext_lazy("tên hội nghị"), "Hội nghị đối thoại quý IV năm 2026"),
}
_NAMES = {normalise(one.word): name for name, one in KNOWN.items()}
#: Values that somebody wrote as a sentence.
_SENTENCES = frozenset({"matter", "reason"})
_MEETING = ("day", "time", "place", "chair", "matter")
OF_KIND: dict[K, tuple[str, ...]] = {
    K.SCHEDULE_NOTICE: ("period", "contact"),
    K.CHANGE_NOTICE: ("old_day", "new_day", "reason", "contact"),
    K.INVITATION: ("recipient", *_MEETING, "contact"),
    K.SPEECH_SLIP: ("conference", "day"),
    K.RECEIPT: ("recipient", "day", "matter"),
    K.REFUSAL: ("recipient", "day", "matter", "reason"),
    K.MINUTES: ("day", "place", "chair", "matter"),
    K.CONCLUSION_NOTICE: ("day", "chair", "matter"),
    K.GUIDANCE: ("recipient", "matter", "competent", "reason"),
    K.TRANSFER_SLIP: ("recipient", "matter", "competent", "day"),
    K.ANSWER: ("recipient", "matter", "day"),
    K.PROGRAMME: ("day", "place", "matter"),
}


def allowed(kind: K) -> list[Placeholder]:
    """The placeholders of a kind; none where the kind has no texts that speak of one occasion."""
    return [KNOWN[name] for name in OF_KIND.get(kind, ())]


def examples(kind: K) -> dict[str, str]:
    """Values for a text that is only tried."""
    return {name: KNOWN[name].example for name in OF_KIND.get(kind, ())}


def check(kind: K, text: str, *, field: str) -> None:
    """Refuse a text with a placeholder that its kind does not know, or an unpaired brace; the refusal names the line."""
    for number, line in enumerate(text.split("\n"), start=1):
        for found in _BRACES.finditer(line):
            if problem := _problem(kind, found.group(1), number):
                raise Invalid("placeholder_unknown", problem, {field: [problem]}, line=number)


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its placeholders replaced; an unknown value leaves a gap for handwriting. Lines begin with a capital.

    What a citizen wrote as a sentence goes on inside the sentence of the text: small first letter, no full stop.
    """

    def value(found: re.Match[str]) -> str:
        name = _name(found.group(1))
        given = values.get(name, "")
        return (_inside(given) if name in _SENTENCES else given) or GAP

    filled = _BRACES.sub(value, text)
    return "\n".join(line[:1].upper() + line[1:] for line in filled.split("\n"))


def _inside(sentence: str) -> str:
    words = sentence.strip().rstrip(".;,").split(" ", 1)
    # A name goes on with a capital ("Long Xuyên"), an abbreviation with another ("UBND phường"): both stay.
    is_common = len(words) > 1 and words[1][:1].islower() and not words[0][1:2].isupper()
    return " ".join([words[0].lower() if is_common else words[0], *words[1:]])


def _name(typed: str | None) -> str:
    return _NAMES.get(normalise(typed or ""), "")


def _problem(kind: K, typed: str | None, line: int) -> str:
    """Why these braces cannot stand in a text of the kind; empty when they can."""
    if typed is None:
        return _("Dòng %(line)d: dấu ngoặc nhọn không có cặp.") % {"line": line}
    if _name(typed) in OF_KIND.get(kind, ()):
        return ""
    told = {"line": line, "name": typed.strip(), "known": ", ".join(one.typed for one in allowed(kind))}
    if not told["known"]:
        return _("Dòng %(line)d: loại văn bản này không có ô điền sẵn; bỏ {%(name)s}.") % told
    return _("Dòng %(line)d: không có ô {%(name)s}. Dùng được: %(known)s.") % told
