"""Addresses of receptions: officers below ``desk/receptions/``, citizens without an account beside them."""

from django.urls import include, path

from tenants.receptions.views import mine, papers, public, sessions
from tenants.receptions.views.session_steps import arranging, holding, moving

app_name = "receptions"
DESK = "desk/receptions/"
SESSION = DESK + "<uuid:session_id>/"

urlpatterns = [
    path("", include("tenants.receptions.urls_plans")),
    path("", include("tenants.receptions.urls_day")),
    path("", include("tenants.receptions.urls_arrivals")),
    path("schedule/", public.public_schedule, name="schedule"),
    path("schedule/print/", public.public_print, name="schedule_print"),
    path("schedule/calendar.ics", public.public_calendar, name="schedule_calendar"),
    path(DESK, sessions.year, name="sessions"),
    path(DESK + "mine/", mine.my_day, name="mine"),
    path(DESK + "new/", sessions.propose, name="propose"),
    path(DESK + "generation/", sessions.generate, name="generate"),
    path(SESSION, sessions.session, name="session"),
    path(SESSION + "proofs/<slug:digest>/", sessions.proof, name="proof"),
    path(SESSION + "notice/", papers.draft_notice, name="draft_notice"),
    path(SESSION + "day/", arranging.ChooseDay.as_view(), name="choose"),
    path(SESSION + "decision/", moving.Decide.as_view(), name="approve"),
    path(SESSION + "arrangement/", arranging.Arrange.as_view(), name="arrange"),
    path(SESSION + "participants/", arranging.Participants.as_view(), name="participants"),
    path(SESSION + "composition/", arranging.Compose.as_view(), name="compose"),
    path(SESSION + "delegation/", arranging.Delegate.as_view(), name="delegate"),
    path(SESSION + "security/", arranging.Security.as_view(), name="security"),
    path(SESSION + "checklist/", holding.Check.as_view(), name="check"),
    path(SESSION + "posting/", holding.Post.as_view(), name="post"),
    path(SESSION + "readiness/", holding.Ready.as_view(), name="ready"),
    path(SESSION + "opening/", holding.Open.as_view(), name="open"),
    path(SESSION + "closing/", holding.Close.as_view(), name="close"),
    path(SESSION + "postponement/", moving.Postpone.as_view(), name="postpone"),
    path(SESSION + "cancellation/", moving.Cancel.as_view(), name="cancel"),
    path(SESSION + "link/", arranging.Link.as_view(), name="link"),
]
