"""The unit's organisation, below `/u/<key>/desk/admin/`."""

from django.urls import path

from tenants.staff.views import delegations, organisation, settings

app_name = "staff"

urlpatterns = [
    path("bodies/", organisation.bodies, name="bodies"),
    path("bodies/new/", organisation.new_body, name="new-body"),
    path("bodies/<uuid:body_id>/", organisation.edit_body, name="edit-body"),
    path("bodies/<uuid:body_id>/ending/", organisation.close_body, name="end-body"),
    path("positions/", settings.positions, name="positions"),
    path("readiness/", settings.ready, name="readiness"),
    path("settings/<slug:topic>/", settings.setting, name="setting"),
    path("delegations/", delegations.delegations, name="delegations"),
    path("delegations/new/", delegations.new_delegation, name="new-delegation"),
    path("delegations/<uuid:delegation_id>/ending/", delegations.end_delegation, name="end-delegation"),
    path("profile/", organisation.profile, name="profile"),
]
