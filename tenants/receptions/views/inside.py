"""Receptions of the bodies inside the unit: entered by month, summed, beside the head's days."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from identity.access import ActorRequest, actor_required, posted, see_other
from identity.forms.base import OfficeForm
from identity.permissions import Permission
from kernel import clock
from kernel.errors import DomainError, NotPermitted
from tenants.receptions.actions.inside import report_body
from tenants.receptions.views.duties import year_of
from tenants.staff.models import Body
from tenants.staff.queries import setting
from tenants.staff.rules.settings import BodyReceptions


class BodyReportForm(OfficeForm):
    """One body, one month."""

    body = forms.ModelChoiceField(label=gettext_lazy("Chi bộ, thôn, cơ quan"), queryset=Body.objects.none())
    month = forms.TypedChoiceField(
        label=gettext_lazy("Tháng"), coerce=int, choices=[(n, f"{n:02d}") for n in range(1, 13)]
    )
    days = forms.IntegerField(label=gettext_lazy("Số ngày tiếp"), min_value=0, max_value=31)
    visits = forms.IntegerField(label=gettext_lazy("Số lượt"), min_value=0, max_value=100_000)
    people = forms.IntegerField(label=gettext_lazy("Số người"), min_value=0, max_value=100_000)
    note = forms.CharField(label=gettext_lazy("Ghi chú"), required=False, max_length=300)


@require_http_methods(["GET", "POST"])
@actor_required(Permission.RECEPTION_ARRANGE)
def inside(request: ActorRequest) -> HttpResponse:
    """The table of a year with its sums, and the form of one report."""
    year = year_of(request)
    bodies = list(Body.objects.open().in_order())
    form = BodyReportForm(posted(request), initial={"month": clock.today().month})
    form.fields["body"].queryset = Body.objects.open().in_order()  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        try:
            report_body(**form.cleaned_data, year=year, actor=request.actor)
        except NotPermitted:
            raise
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã ghi báo cáo."))
            return see_other(f"{reverse('receptions:inside')}?year={year}")
    counts = setting(BodyReceptions, str(year))
    rows = [
        {
            "body": body,
            "months": [counts.of(str(body.pk), month) for month in range(1, 13)],
            "days": sum(row.days for row in counts.rows if row.body_id == str(body.pk)),
            "visits": sum(row.visits for row in counts.rows if row.body_id == str(body.pk)),
            "people": sum(row.people for row in counts.rows if row.body_id == str(body.pk)),
        }
        for body in bodies
    ]
    totals = {name: sum(getattr(row, name) for row in counts.rows) for name in ("days", "visits", "people")}
    context = {"form": form, "rows": rows, "year": year, "months": range(1, 13), "totals": totals}
    return render(request, "receptions/inside.html", context, status=422 if form.errors else 200)
