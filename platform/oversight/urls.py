from django.urls import path

from oversight import readiness, views

app_name = "oversight"

urlpatterns = [
    path("", views.board, name="board"),
    path("export/", views.export_board, name="export"),
    # Before the unit's key: both would match.
    path("readiness/", readiness.readiness_below, name="readiness"),
    path("list/", views.case_list, name="list"),
    path("list/export/", views.export_list, name="list-export"),
    path("<slug:key>/", views.board, name="unit"),
    path("<slug:key>/readiness/", readiness.readiness_below, name="unit-readiness"),
    path("<slug:key>/export/", views.export_board, name="unit-export"),
    path("<slug:key>/list/", views.case_list, name="unit-list"),
    path("<slug:key>/list/export/", views.export_list, name="unit-list-export"),
]
