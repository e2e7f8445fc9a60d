"""Addresses of urging and review meetings below a unit's ``/desk/oversight/``; included before the board's, whose unit keys would match."""

from django.urls import path

from tenants.inspections.views import comments, meeting_steps, meetings, urgings

app_name = "inspections"

MEETING = "meetings/<uuid:meeting_id>/"

urlpatterns = [
    path("urging/", urgings.urgings_page, name="urgings"),
    path("urging/new/", urgings.Urge.as_view(), name="urge"),
    path("urging/export/<str:kind>/", urgings.urgings_export, name="urgings_export"),
    path("meetings/", meetings.meetings_page, name="meetings"),
    path("meetings/new/", meeting_steps.NewMeeting.as_view(), name="meeting_new"),
    path("meetings/year/", meeting_steps.PlanYear.as_view(), name="meetings_plan"),
    path(MEETING, meetings.meeting, name="meeting"),
    path(MEETING + "print/", meetings.meeting_print, name="meeting_print"),
    path(MEETING + "edit/", meeting_steps.ChangeMeeting.as_view(), name="meeting_change"),
    path(MEETING + "invitation/", meeting_steps.InviteUnits.as_view(), name="meeting_invite"),
    path(MEETING + "postponement/", meeting_steps.MoveMeeting.as_view(), name="meeting_move"),
    path(MEETING + "cancellation/", meeting_steps.CancelMeeting.as_view(), name="meeting_cancel"),
    path(MEETING + "record/", meeting_steps.RecordMeeting.as_view(), name="meeting_record"),
    path(MEETING + "conclusions/", meeting_steps.ConcludeMeeting.as_view(), name="meeting_conclude"),
    path("comments/<uuid:case_id>/", comments.Comment.as_view(), name="comment"),
]
