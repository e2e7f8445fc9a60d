"""Addresses of the site for who operates the platform, and for the program that watches it."""

from django.urls import path

from config.operating import scraping, views

urlpatterns = [
    path("operating/", views.operating, name="operating"),
    path("operating/history/", views.history, name="operating-history"),
    path("operating/envelopes/<uuid:envelope_id>/retry/", views.retry, name="operating-retry"),
    path("operating/envelopes/<uuid:envelope_id>/skip/", views.skip, name="operating-skip"),
    path("metrics", scraping.metrics, name="metrics"),
]
