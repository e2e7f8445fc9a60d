"""A plan's values in words: for its page, its print, the public page and the difference between two versions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oversight.models import Per
from tenants.receptions.enums import Covers
from tenants.receptions.rules.plan_terms import Criterion, DayOff, MonthDay, PlanChannel, ReportDay, Term

RECEPTION: dict[str, Any] = {
    "reception_days": gettext_lazy("Số ngày tiếp"),
    "reception_on": gettext_lazy("Vào ngày"),
    "reception_hours": gettext_lazy("Giờ tiếp"),
    "reception_venue": gettext_lazy("Địa điểm tiếp định kỳ"),
    "ad_hoc_venue": gettext_lazy("Địa điểm tiếp đột xuất"),
    "day_off": gettext_lazy("Khi trùng ngày nghỉ"),
    "reception_participants": gettext_lazy("Thành phần dự tiếp"),
    "reception_agenda": gettext_lazy("Chương trình buổi tiếp"),
    "criteria": gettext_lazy("Tiêu chí chọn vụ việc"),
    "posting_before": gettext_lazy("Niêm yết lịch"),
    "invitation_before": gettext_lazy("Gửi giấy mời công dân"),
    "verification_within": gettext_lazy("Giao xác minh"),
    "dossier_within": gettext_lazy("Cơ quan gửi báo cáo, hồ sơ"),
    "conclusion_notice": gettext_lazy("Thông báo kết luận buổi tiếp"),
}
DIALOGUE: dict[str, Any] = {
    "conference_quota": gettext_lazy("Số hội nghị mỗi năm"),
    "conference_with_voters": gettext_lazy("Lồng ghép tiếp xúc cử tri"),
    "conference_quarters": gettext_lazy("Dự kiến vào quý"),
    "conference_expected": gettext_lazy("Số người dự kiến"),
    "conference_organiser": gettext_lazy("Cơ quan tổ chức"),
    "conference_chair": gettext_lazy("Người chủ trì"),
    "conference_venue": gettext_lazy("Địa điểm hội nghị"),
    "conference_participants": gettext_lazy("Thành phần hội nghị"),
    "conference_agenda": gettext_lazy("Chương trình hội nghị"),
    "topics": gettext_lazy("Chủ đề"),
    "conference_notice": gettext_lazy("Thông báo hội nghị"),
    "conference_channels": gettext_lazy("Hình thức thông báo"),
    "conference_review": gettext_lazy("Rút kinh nghiệm, phân công"),
    "conference_conclusion": gettext_lazy("Thông báo kết luận hội nghị"),
    "conference_reply": gettext_lazy("Trả lời bằng văn bản"),
    "conference_reply_complex": gettext_lazy("Trả lời vụ việc phức tạp"),
    "reply_to": gettext_lazy("Văn bản trả lời gửi đến"),
    "results_to": gettext_lazy("Báo cáo kết quả hội nghị với"),
}
COMMON: dict[str, Any] = {
    "lead_body": gettext_lazy("Cơ quan chủ trì tham mưu"),
    "co_bodies": gettext_lazy("Cơ quan phối hợp"),
    "security_body": gettext_lazy("Bảo đảm an ninh, trật tự"),
    "progress_every": gettext_lazy("Báo cáo tiến độ"),
    "report_days": gettext_lazy("Tổng hợp, báo cáo kết quả"),
}
LABELS: dict[str, Any] = {**RECEPTION, **DIALOGUE, **COMMON}
_TERMS = frozenset(
    {
        "posting_before", "invitation_before", "verification_within", "dossier_within", "conclusion_notice",
        "conference_notice", "conference_review", "conference_conclusion", "conference_reply",
        "conference_reply_complex", "progress_every",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """One value that differs between two versions; empty words: it was not, or is no longer, set."""

    label: str
    before: list[str]
    after: list[str]


def sections(covers: str) -> list[tuple[str, dict[str, Any]]]:
    """The groups of values that a plan shows."""
    groups = []
    if covers != Covers.DIALOGUE:
        groups.append((_("Tiếp công dân"), RECEPTION))
    if covers != Covers.RECEPTION:
        groups.append((_("Tiếp xúc, đối thoại"), DIALOGUE))
    return [*groups, (_("Tổ chức thực hiện"), COMMON)]


def words_of(key: str, value: Any, raw: Mapping[str, Any] | None = None) -> list[str]:
    """A value in lines of words; ``raw`` gives the period a number of days belongs to."""
    if key == "reception_days":
        per = Per((raw or {}).get("reception_per") or Per.MONTH).label
        return [_("%(n)d ngày mỗi %(per)s") % {"n": value, "per": per}]
    if key == "reception_on":
        return [MonthDay.read(row).words for row in value]
    if key == "day_off":
        return [str(DayOff(value).label)]
    if key == "reception_hours":
        return [f"{value[0]}–{value[1]}"]
    if key == "progress_every":
        return [_("mỗi %(term)s") % {"term": Term.read(value).words}]
    if key in _TERMS:
        term = Term.read(value)
        is_before = key in ("posting_before", "invitation_before", "conference_notice")
        return [(_("ít nhất %(term)s") if is_before else _("chậm nhất %(term)s")) % {"term": term.words}]
    if key == "criteria":
        return [str(Criterion(one).label) for one in value]
    if key == "conference_channels":
        return [str(PlanChannel(one).label) for one in value]
    if key == "conference_quota":
        return [_("ít nhất %(n)d hội nghị") % {"n": value}]
    if key == "conference_quarters":
        return [", ".join(_("quý %(n)s") % {"n": ("I", "II", "III", "IV")[one - 1]} for one in value)]
    if key == "conference_expected":
        return [_("%(low)d – %(high)d người") % {"low": value[0], "high": value[1]}]
    if key == "conference_with_voters":
        return [_("được tính vào số hội nghị") if value else _("không")]
    if key in ("reception_agenda", "conference_agenda"):
        return [f"{row['text']}" + (f" ({row['role']})" if row.get("role") else "") for row in value]
    if key in ("reception_participants", "conference_participants"):
        return [row["name"] + (f" ({row['when']})" if row.get("when") else "") for row in value]
    if key == "report_days":
        return [ReportDay(row["month"], row["day"]).words for row in value]
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]


def is_numbered(key: str) -> bool:
    """Whether the lines of a value are steps in order."""
    return key in ("reception_agenda", "conference_agenda")


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """What an amendment changes in the values, in the order of the page."""
    found = []
    for key, label in LABELS.items():
        old, new = before.get(key), after.get(key)
        if key == "reception_days" and before.get("reception_per") != after.get("reception_per"):
            pass
        elif old == new:
            continue
        found.append(
            Change(
                str(label),
                words_of(key, old, before) if old not in (None, "", []) else [],
                words_of(key, new, after) if new not in (None, "", []) else [],
            )
        )
    return found
