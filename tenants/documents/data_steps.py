"""Changes of data that units opened earlier run once."""

import re

from registry.steps import unit_step
from tenants.staff.models import Setting

# As they were called until 0.2.0 and as clerks write them since; a copy of that day, not the list in force.
_WORDS = {
    "recipient": "người nhận",
    "matter": "nội dung",
    "day": "ngày",
    "time": "giờ",
    "place": "địa điểm",
    "chair": "người chủ trì",
    "contact": "liên hệ",
    "reason": "lý do",
    "period": "kỳ",
    "old_day": "ngày cũ",
    "new_day": "ngày mới",
    "competent": "cơ quan thẩm quyền",
    "conference": "hội nghị",
}
_ENGLISH = re.compile(r"\{\s*(" + "|".join(_WORDS) + r")\s*\}")


@unit_step("documents.vietnamese_placeholders", after=("documents", "0001_documents_and_notices"))
def vietnamese_placeholders(position: str | None) -> str | None:
    """Rewrite ``{recipient}`` as ``{người nhận}`` in the unit's own texts; at most two rows a kind of document."""
    for row in Setting.objects.select_for_update().filter(topic__startswith="texts."):
        told = {name: _renamed(value) if isinstance(value, str) else value for name, value in row.value.items()}
        if told != row.value:
            row.value = told
            row.version += 1
            row.save(update_fields=["value", "version"])
    return None


def _renamed(text: str) -> str:
    return _ENGLISH.sub(lambda found: f"{{{_WORDS[found.group(1)]}}}", text)
