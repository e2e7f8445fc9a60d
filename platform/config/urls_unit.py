"""Addresses inside a unit, below `/u/<key>/`, which kernel's WSGI layer has already taken off."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    # First: a busy program asks these, and they share no beginning with a page.
    path("api/v1/", include("api.urls")),
    path("language/", include("django.conf.urls.i18n")),
    path("", include("config.pages.urls")),
    path("", include("tenants.receptions.urls")),
    path("desk/", include("tenants.cases.urls")),
    path("desk/dialogues/", include("tenants.dialogues.urls")),
    path("opinions/", include("tenants.dialogues.urls_public")),
    path("desk/documents/", include("tenants.documents.urls")),
    path("desk/reports/", include("tenants.reports.urls")),
    path("desk/", include("tenants.conclusions.urls")),
    path("desk/campaigns/", include("tenants.inspections.urls_campaigns")),
    path("desk/oversight/", include("tenants.inspections.urls")),
    path("desk/oversight/", include("oversight.urls")),
    path("desk/admin/rules/", include("deadlines.urls")),
    path("desk/admin/", include("tenants.staff.urls")),
    path("desk/admin/", include("identity.urls")),
]

handler400 = "config.pages.errors.bad_request"
handler403 = "config.pages.errors.permission_denied"
handler404 = "config.pages.errors.not_found"
handler500 = "config.pages.errors.server_error"
