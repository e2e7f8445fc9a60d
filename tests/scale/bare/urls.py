"""The same four addresses as the product's API."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from tests.scale.bare import views


def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


CASES = "u/<str:key>/api/v1/cases/"
urlpatterns = [
    path("healthz", healthz),
    path(CASES, views.take_in),
    path(f"{CASES}<uuid:case>/assignment/", views.assign),
    path(f"{CASES}<uuid:case>/answers/", views.answer),
    path(f"{CASES}<uuid:case>/closing/", views.close),
]
