from django.urls import path

from deadlines import views

app_name = "deadlines"

urlpatterns = [
    path("", views.rules, name="rules"),
    path("own/", views.own_rule, name="own-rule"),
    path("own/<slug:code>/end/", views.end_own_rule, name="end-own-rule"),
    path("days/", views.own_day, name="own-day"),
    path("days/<int:day_id>/end/", views.end_own_day, name="end-own-day"),
]
