"""The four who have a written answer (plan S4-33), each with its proof."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Recipient(models.TextChoices):
    """In which capacity somebody receives the answer."""

    PLACE = "PLACE", _("Cơ quan, đơn vị, cơ sở nơi có kiến nghị")
    PERSON = "PERSON", _("Người nêu ý kiến, kiến nghị")
    LEADERS = "LEADERS", _("Cấp ủy, chính quyền cùng cấp")
    CHAIR = "CHAIR", _("Người chủ trì")


def missing_recipients(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """Whose receipt has no day or no proof yet, in words."""
    proved = {row.get("role") for row in rows if row.get("sent_on") and str(row.get("proof") or "").strip()}
    return [str(role.label) for role in Recipient if role.value not in proved]
