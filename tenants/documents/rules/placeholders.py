"""The words in braces of a unit's texts: a closed list a kind, checked with the line they stand on."""

import re
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kernel.errors import Invalid
from tenants.documents.enums import DocumentKind as K

_BRACES = re.compile(r"\{([^{}\n]*)\}|[{}]")
GAP = "…………"
"""Printed where a value is not known: written in by hand."""

MEANING: dict[str, str | Promise] = {
    "recipient": gettext_lazy("người nhận"),
    "matter": gettext_lazy("nội dung, vụ việc"),
    "day": gettext_lazy("ngày của buổi tiếp, hội nghị hoặc ngày nhận"),
    "time": gettext_lazy("giờ"),
    "place": gettext_lazy("địa điểm"),
    "chair": gettext_lazy("người tiếp, người chủ trì"),
    "contact": gettext_lazy("đầu mối liên hệ"),
    "reason": gettext_lazy("lý do"),
    "period": gettext_lazy("tháng, quý hoặc năm"),
    "old_day": gettext_lazy("ngày đã thông báo"),
    "new_day": gettext_lazy("ngày mới"),
    "competent": gettext_lazy("cơ quan có thẩm quyền"),
    "conference": gettext_lazy("tên hội nghị"),
}
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


def allowed(kind: K) -> tuple[str, ...]:
    """The placeholders of a kind; none where the kind has no texts that speak of one occasion."""
    return OF_KIND.get(kind, ())


def check(kind: K, text: str, *, field: str) -> None:
    """Refuse a text with a placeholder that its kind does not know, or an unpaired brace; the refusal names the line."""
    known = allowed(kind)
    for number, line in enumerate(text.split("\n"), start=1):
        for found in _BRACES.finditer(line):
            name = found.group(1)
            if name is not None and name.strip() in known:
                continue
            if name is None:
                message = _("Dòng %(line)d: dấu ngoặc nhọn không có cặp.") % {"line": number}
            elif known:
                message = _("Dòng %(line)d: không có ô {%(name)s}. Dùng được: %(known)s.") % {
                    "line": number,
                    "name": name.strip(),
                    "known": ", ".join(f"{{{one}}}" for one in known),
                }
            else:
                message = _("Dòng %(line)d: loại văn bản này không có ô điền sẵn; bỏ {%(name)s}.") % {
                    "line": number,
                    "name": name.strip(),
                }
            raise Invalid("placeholder_unknown", message, {field: [message]}, line=number)


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its placeholders replaced; an unknown value leaves a gap for handwriting. Lines begin with a capital."""
    filled = _BRACES.sub(lambda found: values.get((found.group(1) or "").strip()) or GAP, text)
    return "\n".join(line[:1].upper() + line[1:] for line in filled.split("\n"))
