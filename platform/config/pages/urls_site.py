from django.urls import path

from config.pages import directory
from config.themes import choose_theme

urlpatterns = [
    path("", directory.site_home, name="site-home"),
    path("units/", directory.units, name="units"),
    path("units/<slug:key>/", directory.unit_card, name="unit-card"),
    path("theme/", choose_theme, name="site-theme"),
]
