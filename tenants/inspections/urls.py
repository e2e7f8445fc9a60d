"""Addresses of urging and review meetings below a unit's ``/desk/oversight/``; included before the board's, whose unit keys would match."""

from django.urls import path

from tenants.inspections.views import comments, urgings

app_name = "inspections"

urlpatterns = [
    path("urging/", urgings.urgings_page, name="urgings"),
    path("urging/new/", urgings.Urge.as_view(), name="urge"),
    path("urging/export/<str:kind>/", urgings.urgings_export, name="urgings_export"),
    path("comments/<uuid:case_id>/", comments.Comment.as_view(), name="comment"),
]
