"""Addresses of urging and review meetings below a unit's ``/desk/oversight/``; included before the board's, whose unit keys would match."""

from django.urls import path

from tenants.inspections.views import comments, meetings, urgings

app_name = "inspections"

MEETING = "meetings/<uuid:meeting_id>/"

urlpatterns = [
    path("urging/", urgings.urgings_page, name="urgings"),
    path("urging/new/", urgings.Urge.as_view(), name="urge"),
    path("urging/export/<str:kind>/", urgings.urgings_export, name="urgings_export"),
    path("meetings/", meetings.meetings_page, name="meetings"),
    path("meetings/new/", meetings.NewMeeting.as_view(), name="meeting_new"),
    path("meetings/year/", meetings.PlanYear.as_view(), name="meetings_plan"),
    path(MEETING, meetings.meeting, name="meeting"),
    path(MEETING + "print/", meetings.meeting_print, name="meeting_print"),
    path(MEETING + "edit/", meetings.ChangeMeeting.as_view(), name="meeting_change"),
    path(MEETING + "invitation/", meetings.InviteUnits.as_view(), name="meeting_invite"),
    path(MEETING + "postponement/", meetings.MoveMeeting.as_view(), name="meeting_move"),
    path(MEETING + "cancellation/", meetings.CancelMeeting.as_view(), name="meeting_cancel"),
    path(MEETING + "record/", meetings.RecordMeeting.as_view(), name="meeting_record"),
    path(MEETING + "conclusions/", meetings.ConcludeMeeting.as_view(), name="meeting_conclude"),
    path("comments/<uuid:case_id>/", comments.Comment.as_view(), name="comment"),
]
