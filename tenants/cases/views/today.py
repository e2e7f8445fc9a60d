"""The start page of a working day."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from identity.access import ActorRequest, actor_required
from identity.permissions import Permission
from tenants.cases.queries.today import today as today_page
from tenants.cases.views.responses import page

SHOWN = 5
"""Lines of one heading; the rest is one click away."""


@require_GET
@actor_required()
def today(request: ActorRequest) -> HttpResponse:
    """``/desk/``: due, overdue, waiting for others, arriving; each line one click from its page."""
    actor = request.actor
    shown = today_page(actor)
    sections = [
        (_("Quá hạn"), shown.overdue, "direction=here&due=overdue", "late"),
        (_("Sắp đến hạn"), shown.due_soon, "direction=here&due=soon", ""),
        (_("Chưa phân công"), shown.unassigned, "direction=here&status=ENTERED&assignee=nobody", ""),
        (_("Việc của tôi"), shown.mine, "direction=here&assignee=me", ""),
        (_("Năm ngày chưa ai động đến"), shown.untouched, "direction=here&sort=touched", ""),
    ]
    context = {
        "shown": shown,
        "sections": [
            (title, section.rows[:SHOWN], section.count, query_text, tone)
            for title, section, query_text, tone in sections
            if section.count
        ],
        "may_decide_receptions": actor.may(Permission.RECEPTION_DECIDE),
        "may_enter": actor.may(Permission.CASE_ENTER),
        "may_receive": actor.may(Permission.CASE_RECEIVE),
        "may_see_workload": actor.may(Permission.WORKLOAD_VIEW),
    }
    return page(request, "cases/today.html", context)
