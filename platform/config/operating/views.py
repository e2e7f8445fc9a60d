"""The operator's pages: the state now, its history, and two steps on an envelope that does not get through."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from config.operating.actions.envelopes import retry_envelope, skip_envelope
from config.operating.forms import RetryForm, SkipForm
from config.operating.queries import history as past
from config.operating.queries import page, waiting
from exchange import stuck
from exchange.delivery import Outcome
from identity.access import operator_required, posted, see_other
from kernel import clock, ids
from registry.addresses import site_url

PAGE = 50


@require_safe
@operator_required
def operating(request: HttpRequest) -> HttpResponse:
    """Everything that is so now; a constant number of statements however much waits."""
    envelopes = Paginator(stuck.under_way(clock.now() - waiting.PATIENCE), PAGE).get_page(request.GET.get("page"))
    context = {
        **page.now(),
        "page": envelopes,
        "envelopes": [waiting.envelope_row(one) for one in envelopes.object_list],
        "figures": waiting.figures(),
        "work": waiting.work(),
        "mails": waiting.mails(),
    }
    return render(request, "operating/page.html", context)


@require_safe
@operator_required
def history(request: HttpRequest) -> HttpResponse:
    """The samples of a day, a week or a fortnight."""
    span = request.GET.get("span", "")
    span = span if span in past.SPANS else "day"
    return render(request, "operating/history.html", {"span": span, "history": past.history(span)})


@require_http_methods(["GET", "HEAD", "POST"])
@operator_required
def retry(request: Any, envelope_id: UUID) -> HttpResponse:
    """GET shows what will be tried, POST tries it."""
    form = RetryForm(posted(request), initial=_initial(envelope_id) if request.method != "POST" else None)
    if request.method == "POST" and form.is_valid():
        outcome = retry_envelope(envelope_id, **form.cleaned_data, actor=request.user)
        _say(request, outcome)
        return see_other(site_url("operating"))
    return _step(request, envelope_id, "operating/retry.html", form)


@require_http_methods(["GET", "HEAD", "POST"])
@operator_required
def skip(request: Any, envelope_id: UUID) -> HttpResponse:
    """GET shows what will happen, POST with a reason does it."""
    form = SkipForm(posted(request), initial=_initial(envelope_id) if request.method != "POST" else None)
    if request.method == "POST" and form.is_valid():
        skip_envelope(envelope_id, **form.cleaned_data, actor=request.user)
        messages.success(request, _("Đã bỏ qua phong bì; bên gửi giữ lại hồ sơ và được báo trong nhật ký."))
        return see_other(site_url("operating"))
    return _step(request, envelope_id, "operating/skip.html", form)


def _step(request: HttpRequest, envelope_id: UUID, template: str, form: RetryForm) -> HttpResponse:
    row = waiting.envelope_row(stuck.get_under_way(envelope_id))
    context = {"row": row, "form": form, "back": site_url("operating")}
    return render(request, template, context, status=422 if form.errors else 200)


def _initial(envelope_id: UUID) -> dict[str, object]:
    return {"seen": stuck.get_under_way(envelope_id).attempts, "once_key": str(ids.new_id())}


def _say(request: HttpRequest, outcome: Outcome) -> None:
    said = {
        Outcome.DELIVERED: (messages.success, _("Phong bì đã đến nơi nhận.")),
        Outcome.DONE_BEFORE: (messages.info, _("Phong bì đã được xử lý trước đó.")),
        Outcome.WAITING: (
            messages.warning,
            _("Chưa chuyển được: đang chờ phong bì trước của cùng vụ việc, hoặc chờ đơn vị cập nhật xong."),
        ),
        Outcome.FAILED: (messages.warning, _("Vẫn chưa chuyển được; hệ thống sẽ tự thử lại.")),
        Outcome.UNDELIVERABLE: (messages.warning, _("Đã thử đủ số lần; hồ sơ trở về bên gửi.")),
    }
    tell, words = said[outcome]
    tell(request, words)
