"""The officers' page of rules and calendar, and the unit administrator's forms on it."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from deadlines import queries
from deadlines.actions import own_days, own_rules
from deadlines.enums import RuleCode
from deadlines.forms import OwnDayForm, OwnRuleForm
from identity.access import ActorRequest, actor_required, see_other
from identity.permissions import Permission
from kernel.errors import DomainError, Invalid, InvalidTransition, NotFound, NotPermitted


@require_GET
@actor_required()
def rules(request: ActorRequest) -> HttpResponse:
    """Every rule that concerns the unit, with its article, and the calendar of a year."""
    return _page(request)


@require_POST
@actor_required(Permission.UNIT_CONFIGURE)
def own_rule(request: ActorRequest) -> HttpResponse:
    """Set a shorter term."""
    form = OwnRuleForm(request.POST)
    if form.is_valid():
        try:
            own_rules.set_own_length(form.cleaned_data["code"], form.cleaned_data["length"], actor=request.actor)
        except DomainError as refused:
            _tell(form, refused)
        else:
            messages.success(request, _("Đã đặt thời hạn riêng của đơn vị."))
            return see_other(reverse("deadlines:rules"))
    return _page(request, rule_form=form, status=422)


@require_POST
@actor_required(Permission.UNIT_CONFIGURE)
def end_own_rule(request: ActorRequest, code: str) -> HttpResponse:
    """Go back to the legal term; a second click finds it in force and says so."""
    try:
        own_rules.end_own_length(code, actor=request.actor)
    except NotFound as error:
        if code not in RuleCode:
            raise
        messages.info(request, error.message)
    else:
        messages.success(request, _("Thời hạn theo pháp luật được áp dụng trở lại."))
    return see_other(reverse("deadlines:rules"))


@require_POST
@actor_required(Permission.UNIT_CONFIGURE)
def own_day(request: ActorRequest) -> HttpResponse:
    """Add a day to the unit's own calendar."""
    form = OwnDayForm(request.POST)
    if form.is_valid():
        try:
            own_days.set_own_day(**form.cleaned_data, actor=request.actor)
        except DomainError as refused:
            _tell(form, refused)
        else:
            messages.success(request, _("Đã ghi vào lịch riêng của đơn vị."))
            return see_other(reverse("deadlines:rules"))
    return _page(request, day_form=form, status=422)


@require_POST
@actor_required(Permission.UNIT_CONFIGURE)
def end_own_day(request: ActorRequest, day_id: int) -> HttpResponse:
    """Take a day out of the unit's own calendar; a second click finds it taken out and says so."""
    try:
        own_days.end_own_day(day_id, actor=request.actor)
    except InvalidTransition as error:
        messages.info(request, error.message)
    else:
        messages.success(request, _("Đã bỏ ngày này khỏi lịch riêng."))
    return see_other(reverse("deadlines:rules"))


def _page(
    request: ActorRequest, *, rule_form: forms.Form | None = None, day_form: forms.Form | None = None, status: int = 200
) -> HttpResponse:
    actor = request.actor
    given = request.GET.get("year", "")
    year = int(given) if given.isascii() and given.isdigit() and len(given) == 4 else None
    context = {
        "page": queries.rules_page(actor.unit.id, year),
        "may_configure": actor.may(Permission.UNIT_CONFIGURE),
        "rule_form": rule_form or OwnRuleForm(auto_id="rule_%s"),
        "day_form": day_form or OwnDayForm(auto_id="day_%s"),
    }
    return render(request, "deadlines/rules.html", context, status=status)


def _tell(form: forms.Form, refused: DomainError) -> None:
    if isinstance(refused, NotPermitted):
        raise refused
    fields = refused.fields if isinstance(refused, Invalid) else {}
    for name, texts in fields.items():
        form.add_error(name if name in form.fields else None, texts)
    if not fields:
        form.add_error(None, refused.message)
