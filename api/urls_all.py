"""Every call of both faces, only for writing the one schema."""

from django.urls import include, path

urlpatterns = [
    path("api/v1/", include("api.v1.routes_unit")),
    path("api/v1/", include("api.v1.routes_site")),
]
