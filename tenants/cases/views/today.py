"""The start page of a working day."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from identity.access import ActorRequest, actor_required
from identity.permissions import Permission
from tenants.cases.queries.today import TodayPage
from tenants.cases.queries.today import today as today_page
from tenants.cases.views.responses import page


@require_GET
@actor_required()
def today(request: ActorRequest) -> HttpResponse:
    """``/desk/``: due, overdue, waiting for others, arriving; each line one click from its page."""
    actor = request.actor
    shown = today_page(actor)
    context = {
        "shown": shown,
        "figures": _figures(shown, may_receive=actor.may(Permission.CASE_RECEIVE)),
        "may_decide_receptions": actor.may(Permission.RECEPTION_DECIDE),
        "may_enter": actor.may(Permission.CASE_ENTER),
        "may_oversee": actor.may(Permission.OVERSIGHT_VIEW),
        "may_see_workload": actor.may(Permission.WORKLOAD_VIEW),
    }
    return page(request, "cases/today.html", context)


def _figures(shown: TodayPage, *, may_receive: bool) -> list[tuple[int, str, str, str]]:
    """Number, words, address and tone of each tile; the last two stand only where there is something to say."""
    here = reverse("cases:list") + "?direction=here"
    found = [
        (shown.overdue.count, _("quá hạn"), f"{here}&due=overdue", "late" if shown.overdue.count else ""),
        (shown.due_soon.count, _("đến hạn trong 3 ngày"), f"{here}&due=soon", ""),
    ]
    if may_receive:
        found.append((shown.arriving, _("mới đến, chờ xử lý"), reverse("cases:inbox"), ""))
    found.append((len(shown.waiting), _("chờ người khác"), "#waiting", ""))
    found.append((shown.mine.count, _("việc của tôi"), f"{here}&assignee=me", ""))
    if shown.unassigned.count:
        found.append((shown.unassigned.count, _("chưa phân công"), f"{here}&status=ENTERED&assignee=nobody", ""))
    if shown.untouched.count:
        found.append((shown.untouched.count, _("quá 5 ngày chưa ai động đến"), f"{here}&sort=touched", ""))
    return found
