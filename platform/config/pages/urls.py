from django.urls import path

from config.pages import directory

urlpatterns = [
    path("", directory.unit_home, name="unit-home"),
    path("desk/start/", directory.desk, name="desk"),
]
