"""The citizen's page at the site: code and PIN in, steps out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from exchange import tracking
from exchange.callers import caller
from exchange.forms import TrackingForm
from kernel.errors import NotFound, TooMany


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """GET shows the form, POST the result or the one refusal; nothing of it is in the address or the log."""
    if request.method != "POST":
        return _form(request, TrackingForm())
    form = TrackingForm(request.POST)
    if not form.is_valid():
        return _form(request, form, status=422)
    try:
        view = tracking.look_up(form.cleaned_data["code"], form.cleaned_data["pin"], caller(request.META))
    except NotFound as refusal:
        return _form(request, form, refusal=refusal.message, status=404)
    except TooMany as refusal:
        response = _form(request, form, refusal=refusal.message, status=429)
        response["Retry-After"] = str(refusal.facts["retry_after"])
        return response
    return render(request, "tracking/result.html", {"view": view})


def _form(request: HttpRequest, form: TrackingForm, *, refusal: str = "", status: int = 200) -> HttpResponse:
    context = {"form": form, "refusal": refusal}
    return render(request, "tracking/form.html", context, status=status)
