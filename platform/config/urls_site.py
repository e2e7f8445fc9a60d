"""Addresses of the site: sign-in, directory of units, tracking, health, the site's API. Units have `config.urls_unit`."""

from django.urls import URLPattern, URLResolver, include, path

from config import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("", include("config.operating.urls_site")),
    path("language/", include("django.conf.urls.i18n")),
    path("", include("identity.urls_site")),
    path("", include("exchange.urls_site")),
    path("", include("config.pages.urls_site")),
    path("api/v1/", include("api.urls_site")),
    # Last: it takes every address below /u/ that no unit took.
    path("", include("registry.urls_site")),
]

handler400 = "config.pages.errors.bad_request"
handler403 = "config.pages.errors.permission_denied"
handler404 = "config.pages.errors.not_found"
handler500 = "config.pages.errors.server_error"
