"""Addresses below `/u/` that no unit took."""

from django.urls import re_path

from registry.views import unit_not_found

# The rest is captured although the view has no use for it: Django's switch of the language resolves the address it
# goes back to and reverses it again, and must arrive at the same one.
urlpatterns = [re_path(r"^u/(?P<rest>[\s\S]*)$", unit_not_found, name="unit-not-found")]
