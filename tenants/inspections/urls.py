"""Addresses of urging, review meetings and inspections below a unit's ``/desk/oversight/``; included before the board's, whose unit keys would match."""

from django.urls import path

from tenants.inspections.views import (
    comments,
    inspection_results,
    inspection_steps,
    inspections,
    meeting_steps,
    meetings,
    urging_steps,
    urgings,
)

app_name = "inspections"

MEETING = "meetings/<uuid:meeting_id>/"
INSPECTION = "inspections/<uuid:inspection_id>/"
RECEIVED = "inspections/received/<uuid:inspection_id>/"

urlpatterns = [
    path("urging/", urgings.urgings_page, name="urgings"),
    path("urging/new/", urgings.Urge.as_view(), name="urge"),
    path("urging/<uuid:urging_id>/withdrawal/", urging_steps.WithdrawUrging.as_view(), name="urging_withdraw"),
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
    path("inspections/", inspections.inspections_page, name="inspections"),
    path("inspections/new/", inspection_steps.NewInspection.as_view(), name="inspection_new"),
    path(RECEIVED, inspections.received, name="inspection_received"),
    path(RECEIVED + "readings/", inspections.readings, name="inspection_readings"),
    path(INSPECTION, inspections.inspection, name="inspection"),
    path(INSPECTION + "print/", inspections.inspection_print, name="inspection_print"),
    path(INSPECTION + "edit/", inspection_steps.ChangeInspection.as_view(), name="inspection_change"),
    path(INSPECTION + "decision/", inspection_steps.DecideInspection.as_view(), name="inspection_decide"),
    path(INSPECTION + "cancellation/", inspection_steps.CancelInspection.as_view(), name="inspection_cancel"),
    path(INSPECTION + "announcement/", inspection_steps.AnnounceInspection.as_view(), name="inspection_announce"),
    path(INSPECTION + "beginning/", inspection_steps.BeginInspection.as_view(), name="inspection_begin"),
    path(INSPECTION + "extension/", inspection_steps.ExtendInspection.as_view(), name="inspection_extend"),
    path(INSPECTION + "team/", inspection_steps.ChangeTeam.as_view(), name="inspection_team"),
    path(INSPECTION + "findings/", inspection_results.RecordFinding.as_view(), name="inspection_find"),
    path(INSPECTION + "conclusion/", inspection_results.ConcludeInspection.as_view(), name="inspection_conclude"),
    path(INSPECTION + "recommendations/", inspection_results.Recommend.as_view(), name="inspection_recommend"),
    path(INSPECTION + "handling/", inspection_results.RecordHandling.as_view(), name="inspection_handle"),
    path(INSPECTION + "closing/", inspection_results.CloseInspection.as_view(), name="inspection_close"),
    path("comments/<uuid:case_id>/", comments.Comment.as_view(), name="comment"),
]
