"""Addresses of the site that belong to the exchange."""

from django.urls import path

from exchange import views

urlpatterns = [
    path("track/", views.track, name="track"),
]
