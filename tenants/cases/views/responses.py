"""Small answers that many pages give: go on to another address, a page or only its fragment."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tenants.documents import uploads


def see_other(url: str) -> HttpResponse:
    """303: a change was made, the browser shows what came of it with GET."""
    return HttpResponse(status=303, headers={"Location": url})


def page(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, fragment: str = "", status: int = 200
) -> HttpResponse:
    """The whole page, or with htmx only its named part (same file)."""
    wanted = f"{template}#{fragment}" if fragment and getattr(request, "htmx", False) else template
    response = render(request, wanted, dict(context), status=status)
    response["Vary"] = "HX-Request"
    return response


def tell_of_names(request: HttpRequest, files: "Iterable[UploadedFile[Any]]") -> None:
    """On the next page: which files were taken under a shorter name."""
    for notice in uploads.notices_of(files):
        messages.info(request, notice)
