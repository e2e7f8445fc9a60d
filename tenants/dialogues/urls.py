"""Addresses of conferences below a unit's ``/desk/dialogues/``."""

from django.urls import path

from tenants.dialogues.views import (
    announcing,
    following,
    meeting,
    noting,
    opinions,
    outcomes,
    pages,
    planning,
    replies,
)

app_name = "dialogues"

ONE = "<uuid:conference_id>/"
OPINION = "opinions/<uuid:opinion_id>/"

urlpatterns = [
    path("", pages.year, name="list"),
    path("plan/", planning.PlanYear.as_view(), name="plan_year"),
    path("new/", planning.Call.as_view(), name="call"),
    path("opinions/", opinions.opinion_list_page, name="opinions"),
    path("opinions/new/", opinions.Collect.as_view(), name="collect"),
    path(ONE, pages.conference, name="page"),
    path(ONE + "dossier/", pages.dossier, name="dossier"),
    path(ONE + "dossier/<str:kind>/", pages.dossier_sheet, name="dossier_sheet"),
    path(ONE + "meeting/", meeting.meeting_desk, name="meeting"),
    # Before the day.
    path(ONE + "arrangement/", planning.Arrange.as_view(), name="arrange"),
    path(ONE + "topics/", planning.Topics.as_view(), name="topics"),
    path(ONE + "preparation/", opinions.Preparation.as_view(), name="preparation"),
    path(ONE + "collection/", opinions.Collection.as_view(), name="collection"),
    path(ONE + "participants/", planning.Participants.as_view(), name="participants"),
    path(ONE + "paper/", announcing.Paper.as_view(), name="paper"),
    path(ONE + "submission/", announcing.Submit.as_view(), name="submit"),
    path(ONE + "decision/", announcing.Decide.as_view(), name="decide"),
    path(ONE + "announcement/", announcing.Announce.as_view(), name="announce"),
    path(ONE + "invitation/", announcing.Invite.as_view(), name="invite"),
    path(ONE + "postponement/", planning.Postpone.as_view(), name="postpone"),
    path(ONE + "cancelling/", planning.Cancel.as_view(), name="cancel"),
    path(ONE + "link/", planning.Link.as_view(), name="link"),
    # The day.
    path(ONE + "opening/", meeting.Open.as_view(), name="open"),
    path(ONE + "attendance/", meeting.Attendance.as_view(), name="attendance"),
    path(ONE + "slip/", meeting.Slip.as_view(), name="speak"),
    path(ONE + "question/", meeting.Question.as_view(), name="question"),
    path(ONE + "order/", meeting.Order.as_view(), name="order"),
    path(ONE + "note/", noting.note, name="note"),
    path(ONE + "information/", meeting.Information.as_view(), name="information"),
    path(ONE + "minutes/", meeting.Adopt.as_view(), name="adopt"),
    # After it.
    path(ONE + "conclusion/", following.Conclude.as_view(), name="conclude"),
    path(ONE + "review/", following.Review.as_view(), name="review"),
    path(ONE + "notice/", following.Notify.as_view(), name="notify"),
    path(ONE + "results/", following.Results.as_view(), name="results"),
    path(ONE + "closing/", following.Close.as_view(), name="close"),
    # One opinion.
    path(OPINION + "classification/", opinions.Classify.as_view(), name="classify"),
    path(OPINION + "prepared/", opinions.Prepared.as_view(), name="prepared"),
    path(OPINION + "clearing/", opinions.Clear.as_view(), name="clear"),
    path(OPINION + "call/", meeting.CallUp.as_view(), name="call_up"),
    path(OPINION + "answer/", outcomes.Answer.as_view(), name="answer"),
    path(OPINION + "assignment/", outcomes.Assign.as_view(), name="assign"),
    path(OPINION + "note/", outcomes.Noted.as_view(), name="noted"),
    path(OPINION + "withdrawal/", outcomes.Withdraw.as_view(), name="withdraw"),
    path(OPINION + "escalation/", outcomes.SubmitUp.as_view(), name="submit_up"),
    path(OPINION + "interim/", replies.Interim.as_view(), name="interim"),
    path(OPINION + "reply/", replies.Reply.as_view(), name="reply"),
    path(OPINION + "recipients/", replies.Recipients.as_view(), name="recipients"),
]
