"""Addresses below `/u/` that no unit took."""

from django.urls import re_path

from registry.views import unit_not_found

urlpatterns = [re_path(r"^u/", unit_not_found, name="unit-not-found")]
