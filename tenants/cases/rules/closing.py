"""What a case still needs before it may be closed."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tenants.cases.enums import CaseStatus


def missing(*, answers: int, open_requests: int) -> list[str]:
    """What is missing, in the order in which it is usually done; empty when the case may be closed.

    The citizen must have been answered (Law on citizen reception, Art. 28.1) and nobody may still wait.
    """
    found = []
    if open_requests:
        found.append(
            ngettext("còn %(n)d đề nghị chưa có phúc đáp", "còn %(n)d đề nghị chưa có phúc đáp", open_requests)
            % {"n": open_requests}
        )
    if answers == 0:
        found.append(_("chưa trả lời công dân"))
    return found


def sentence(parts: list[str]) -> str:
    """One sentence naming everything that is missing."""
    return _("Chưa kết thúc được: %(parts)s.") % {"parts": "; ".join(parts)}


def why_ended(status: str) -> str:
    """Why nothing more can be done to a case."""
    if status == CaseStatus.WITHDRAWN:
        return _("Công dân đã rút đơn.")
    if status == CaseStatus.JOINED:
        return _("Vụ việc đã nhập vào vụ việc khác.")
    return _("Vụ việc đã kết thúc.")
