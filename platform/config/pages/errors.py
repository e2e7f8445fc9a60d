"""Error pages: what happened, what is safe, what to do next. The texts stand in templates/errors/."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.template import loader

from config.navigation import product
from kernel.errors import DomainError

# Each status that has a page of its own; any other refusal is shown as a conflict.
PAGES = frozenset({400, 403, 404, 409, 413, 422, 429, 500, 503})
# These pages must come out while the database is away: no context processor, no session, no person.
WITHOUT_DATABASE = frozenset({500, 503})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, and 413 where Django says so by the class of its exception."""
    too_large = type(exception).__name__ in ("RequestDataTooBig", "TooManyFilesSent", "TooManyFieldsSent")
    return page(request, 413 if too_large else 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403; a view that raised it with a sentence for people has that sentence shown."""
    return page(request, 403, **({"message": str(exception)} if str(exception) else {}))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: the same page whether the thing is not there or not for this person."""
    return page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500."""
    return page(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of an old or foreign form; `reason` is for developers and not shown."""
    return page(request, 403, template="errors/403_form.html")


def refused(request: HttpRequest, error: DomainError) -> HttpResponse:
    """A refusal that no form of the page took up."""
    status = error.status if error.status in PAGES else 409
    response = page(request, status, message=error.message, facts=error.facts)
    retry_after = error.facts.get("retry_after")
    if retry_after or status == 503:
        response["Retry-After"] = str(retry_after or 60)
    return response


def page(request: HttpRequest, status: int, *, template: str = "", **context: Any) -> HttpResponse:
    """The error page of a status; for who asked for JSON, the same in one object."""
    if request.headers.get("Accept", "").startswith("application/") and "json" in request.headers["Accept"]:
        return JsonResponse({"status": status, "detail": context.get("message", "")}, status=status)
    name = template or f"errors/{status}.html"
    bare = status in WITHOUT_DATABASE
    context = {"status": status, "product": product(), **context}
    text = loader.render_to_string(name, context, None if bare else request)
    response = HttpResponse(text, status=status)
    response["Cache-Control"] = "no-store"
    return response


class RefusalMiddleware:
    """Turns a `DomainError` that left a view into its page; the API has a table of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """None leaves every other error to Django."""
        return refused(request, exception) if isinstance(exception, DomainError) else None
