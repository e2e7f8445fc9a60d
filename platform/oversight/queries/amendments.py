"""What was changed of a campaign after its plan was issued."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from oversight.models import Campaign


@dataclass(frozen=True, slots=True)
class Amendment:
    """One change after the plan was issued; of dates, hours and numbers what stood before and after."""

    at: datetime
    why: str
    by: str
    unit: str
    changes: list[tuple[str, str, str]]


def amendments_of(campaign: Campaign) -> list[Amendment]:
    """Everything that was changed, the last first."""
    labels = {
        "kind": _("Loại đợt"), "name": _("Tên đợt"), "first": _("Từ ngày"), "last": _("Đến hết ngày"), "bases": _("Căn cứ"),
        "place": _("Nơi tiếp"), "units": _("Đơn vị tham gia"), "crowd": _("Cảnh báo đoàn"), "daily_at": _("Giờ nộp báo cáo ngày"),
        "mid_on": _("Báo cáo giữa đợt"), "closing_on": _("Báo cáo kết thúc"), "recipients": _("Nơi nhận"),
    }  # fmt: skip
    return [
        Amendment(
            at=datetime.fromisoformat(one["at"]),
            why=one["why"],
            by=one["by"],
            unit=one["unit"],
            changes=[(labels[name], _shown(was), _shown(now)) for name, (was, now) in one["changes"].items()],
        )
        for one in reversed(campaign.amendments)
    ]


def _shown(value: Any) -> str:
    """A short value of an amendment; of lists and long texts only that they were changed."""
    if isinstance(value, list) or value is None or len(str(value)) > 80:
        return ""
    text = str(value)
    return "/".join(reversed(text.split("-"))) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else text
