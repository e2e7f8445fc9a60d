"""Calls of the site: /api/v1/."""

from django.urls import path
from drf_spectacular.views import SpectacularSwaggerSplitView

from api.v1 import schema, tracking, units

urlpatterns = [
    path("units/", units.UnitsView.as_view(), name="units"),
    path("units/<slug:key>/", units.UnitView.as_view(), name="unit"),
    path("tracking/", tracking.TrackingCallView.as_view(), name="tracking"),
    path("schema/", schema.SchemaView.as_view(), name="schema"),
    path(
        "docs/",
        SpectacularSwaggerSplitView.as_view(
            url_name="api:schema", template_name="api/docs.html", authentication_classes=[]
        ),
        name="docs",
    ),
]
