"""The unit's organisation, below `/u/<key>/desk/admin/`."""

from django.urls import path

from tenants.staff.views import organisation

app_name = "staff"

urlpatterns = [
    path("bodies/", organisation.bodies, name="bodies"),
    path("bodies/new/", organisation.new_body, name="new-body"),
    path("bodies/<uuid:body_id>/", organisation.edit_body, name="edit-body"),
    path("bodies/<uuid:body_id>/ending/", organisation.close_body, name="end-body"),
    path("profile/", organisation.profile, name="profile"),
]
