"""What a task still needs before it may be closed."""

from datetime import date

from django.utils.translation import gettext as _


def missing(
    *, is_preparation: bool, reported_on: date | None, answered_on: date | None, needs_answer: bool
) -> list[str]:
    """The report to the head and the answer to the citizen, each named when it is not there (plans S1-29, S2-17)."""
    found = []
    if reported_on is None:
        found.append(_("chưa nhận hồ sơ, báo cáo") if is_preparation else _("chưa báo cáo người đứng đầu"))
    if needs_answer and not is_preparation and answered_on is None:
        found.append(_("chưa trả lời công dân"))
    return found


def sentence(parts: list[str]) -> str:
    """One sentence naming everything that is missing."""
    return _("Chưa hoàn thành được: %(parts)s.") % {"parts": "; ".join(parts)}
