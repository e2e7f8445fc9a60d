"""Addresses for citizens without an account, below a unit's ``/opinions/``."""

from django.urls import path

from tenants.dialogues.views import public_opinions

app_name = "opinions"

urlpatterns = [
    path("", public_opinions.send, name="send"),
    path("status/", public_opinions.status, name="status"),
]
