"""Addresses for tests of the unit layer alone, without the pages of the product."""

from collections.abc import Iterator

from django.db import connection
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import path, re_path, reverse

from kernel import active
from kernel.journal.models import Event
from tests.isolation.planted import names_seen


def names(request: HttpRequest) -> HttpResponse:
    """Everybody the request's unit gives out."""
    return HttpResponse(",".join(sorted(names_seen())))


def stream(request: HttpRequest) -> StreamingHttpResponse:
    """Reads the database only while the body is being sent."""

    def parts() -> Iterator[str]:
        for event in Event.objects.iterator(chunk_size=1):
            yield event.actor_name
        yield f"|{active.current().key}"

    return StreamingHttpResponse(parts())


def nothing(request: HttpRequest) -> HttpResponse:
    """Touches no database."""
    unit = getattr(request, "unit", None)
    return HttpResponse(f"{unit.key if unit else None} {reverse('nothing')} {connection.vendor}")


def broken(request: HttpRequest) -> HttpResponse:
    """Fails."""
    raise LookupError


def not_found(request: HttpRequest) -> HttpResponse:
    """Stands for the site's answer below `/u/`."""
    return HttpResponse("no unit", status=404)


urlpatterns = [
    path("names/", names),
    path("stream/", stream),
    path("broken/", broken),
    path("nothing/", nothing, name="nothing"),
    re_path("^u/", not_found),
]
