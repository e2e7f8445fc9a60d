"""Included by the site's addresses at /api/v1/."""

from django.urls import include, path

app_name = "api"
urlpatterns = [path("", include("api.v1.routes_site"))]
