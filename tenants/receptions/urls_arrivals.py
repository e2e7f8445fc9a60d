"""Addresses of arrivals of citizens who went above their level; part of ``tenants.receptions.urls``."""

from django.urls import path

from tenants.receptions.views import arrival_steps, arrivals

ALL = "desk/receptions/arrivals/"
ONE = ALL + "<uuid:arrival_id>/"

urlpatterns = [
    path(ALL, arrivals.arrivals, name="arrivals"),
    path(ALL + "new/", arrivals.new, name="arrival_new"),
    path(ALL + "often/<slug:home>/", arrival_steps.gathering, name="arrival_gathering"),
    path(ONE, arrivals.arrival, name="arrival"),
    path(ONE + "record/", arrivals.record, name="arrival_record"),
    path(ONE + "answer/", arrival_steps.Answer.as_view(), name="arrival_answer"),
    path(ONE + "hearing/", arrival_steps.Hear.as_view(), name="arrival_hearing"),
    path(ONE + "handover/", arrival_steps.HandOver.as_view(), name="arrival_handover"),
    path(ONE + "ending/", arrival_steps.End.as_view(), name="arrival_ending"),
    path(ONE + "call/", arrival_steps.Call.as_view(), name="arrival_call"),
    path(ONE + "link/", arrival_steps.Link.as_view(), name="arrival_link"),
    path(ONE + "correction/", arrival_steps.Correct.as_view(), name="arrival_correction"),
    path(ONE + "withdrawal/", arrival_steps.Withdraw.as_view(), name="arrival_withdrawal"),
]
