from django.urls import path

from config.pages import directory, help

urlpatterns = [
    path("", directory.unit_home, name="unit-home"),
    path("desk/start/", directory.desk, name="desk"),
    path("desk/help/", help.help_page, name="help"),
]
