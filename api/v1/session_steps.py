"""The steps of a reception session as POST sub-resources: its day, decision, posting, putting off, opening, closing."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import CHANGE, IDEMPOTENCY, IF_MATCH, UnitView
from api.negotiation import run_once, seen_version
from api.v1.sessions import SessionSerializer, session_response
from tenants.documents.enums import NoticeChannel
from tenants.receptions.actions import sessions
from tenants.receptions.enums import ChangeReason
from tenants.receptions.models import ReceptionSession
from tenants.receptions.policies import sessions as policies

Given = dict[str, Any]


class SessionNothingSerializer(serializers.Serializer[Given]):
    """A step that needs nothing but the session."""


class SessionStepView(UnitView):
    """One step; a subclass says its body and what it does. Who lacks the right for the verb gets 403, a stranger 404."""

    needs: ClassVar = {"POST": None}
    body: ClassVar[type[serializers.Serializer[Any]]] = SessionNothingSerializer

    def step(self, row: ReceptionSession, given: Given, version: int | None) -> ReceptionSession:
        """Carry the step out; gives the session to show."""
        raise NotImplementedError

    def post(self, request: Request, session_id: UUID) -> Response:
        form = self.body(data=request.data)
        row = policies.get_session(self.actor, session_id)
        form.is_valid(raise_exception=True)
        version = seen_version(request)

        def once() -> UUID:
            return self.step(row, form.validated_data, version).pk

        shown = run_once(request, self.actor, request.data, once)
        return session_response(policies.get_session(self.actor, str(shown)), self)


def step(name: str, summary: str) -> Callable[[type[SessionStepView]], type[SessionStepView]]:
    """Say a step's name and sentence for the schema."""

    def decorate(view: type[SessionStepView]) -> type[SessionStepView]:
        described = extend_schema(
            operation_id=f"sessions_{name}",
            description=summary,
            parameters=[IDEMPOTENCY, IF_MATCH],
            request=view.body,
            responses={200: SessionSerializer, **CHANGE},
        )
        decorated: type[SessionStepView] = extend_schema_view(post=described)(view)
        return decorated

    return decorate


class SessionDaySerializer(serializers.Serializer[Given]):
    on = serializers.DateField()
    why = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")


@step("choose_day", "Say where a day goes that is off: one of `proposals`, or another worked day with the reason.")
class SessionDayView(SessionStepView):
    body = SessionDaySerializer

    def step(self, row: ReceptionSession, given: Given, version: int | None) -> ReceptionSession:
        return sessions.choose_day(row, on=given["on"], why=given["why"], actor=self.actor, version=version)


class SessionDecisionSerializer(serializers.Serializer[Given]):
    approved = serializers.BooleanField()
    why = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")


@step("decide", "The head decides a proposed ad hoc session; declining needs a reason.")
class SessionDecisionView(SessionStepView):
    body = SessionDecisionSerializer

    def step(self, row: ReceptionSession, given: Given, version: int | None) -> ReceptionSession:
        if given["approved"]:
            return sessions.approve_ad_hoc(row, note=given["why"], actor=self.actor, version=version)
        return sessions.decline_ad_hoc(row, why=given["why"], actor=self.actor, version=version)


class SessionPostingSerializer(serializers.Serializer[Given]):
    where = serializers.CharField(max_length=300)
    channel = serializers.ChoiceField(
        [NoticeChannel.POSTING, NoticeChannel.WEBSITE, NoticeChannel.RADIO], default=NoticeChannel.POSTING
    )
    posted_at = serializers.DateTimeField(required=False, allow_null=True, default=None)


@step("post", "Record where and when the schedule hangs; fewer than five working days before the day it is late.")
class SessionPostingView(SessionStepView):
    body = SessionPostingSerializer

    def step(self, row: ReceptionSession, given: Given, version: int | None) -> ReceptionSession:
        posted_at: datetime | None = given["posted_at"]
        return sessions.post_session(
            row,
            where=given["where"],
            channel=given["channel"],
            posted_at=posted_at,
            actor=self.actor,
            version=version,
        )


class SessionCancellationSerializer(serializers.Serializer[Given]):
    reason = serializers.ChoiceField(ChangeReason.choices)
    why = serializers.CharField(max_length=1000)


class SessionPostponementSerializer(SessionCancellationSerializer):
    to = serializers.DateField()
    starts_at = serializers.TimeField(required=False, allow_null=True, default=None)
    ends_at = serializers.TimeField(required=False, allow_null=True, default=None)


@step("postpone", "Put the session off and tell who registered and who was invited; answers with the new session.")
class SessionPostponementView(SessionStepView):
    body = SessionPostponementSerializer

    def step(self, row: ReceptionSession, given: Given, version: int | None) -> ReceptionSession:
        return sessions.postpone_session(row, **given, actor=self.actor, version=version)


@step("cancel", "The session does not take place; tells who registered and who was invited.")
class SessionCancellationView(SessionStepView):
    body = SessionCancellationSerializer

    def step(self, row: ReceptionSession, given: Given, version: int | None) -> ReceptionSession:
        return sessions.cancel_session(row, **given, actor=self.actor, version=version)


@step("ready", "Everything is prepared; refused naming what is missing.")
class SessionReadinessView(SessionStepView):
    def step(self, row: ReceptionSession, given: Given, version: int | None) -> ReceptionSession:
        return sessions.make_ready(row, actor=self.actor, version=version)


@step("open", "The session begins, on its own day alone.")
class SessionOpeningView(SessionStepView):
    def step(self, row: ReceptionSession, given: Given, version: int | None) -> ReceptionSession:
        return sessions.open_day(row, actor=self.actor, version=version)


class SessionClosingSerializer(serializers.Serializer[Given]):
    head_present = serializers.BooleanField()


@step("close", "The session is over; says whether the head was there.")
class SessionClosingView(SessionStepView):
    body = SessionClosingSerializer

    def step(self, row: ReceptionSession, given: Given, version: int | None) -> ReceptionSession:
        return sessions.close_day(row, head_present=given["head_present"], actor=self.actor, version=version)
