"""Those on duty over the API: shifts, notes on the situation, alerts."""

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import CHANGE, IDEMPOTENCY, IF_MATCH, READ, UnitView, checked
from api.negotiation import run_once, seen_version
from api.pagination import NewestFirst
from api.v1 import campaign_shapes as shapes
from identity.permissions import Permission as P
from oversight import campaign_policies as policies
from oversight.actions import alerts as alert_actions
from oversight.actions import rosters, situation_notes
from oversight.actions.rosters import OnDuty, ShiftData
from oversight.queries import campaigns as queries

PAGES = [OpenApiParameter("cursor", str), OpenApiParameter("page_size", int)]


class NewestAlerts(NewestFirst):
    ordering = ("-raised_at", "-id")


class ShiftsView(UnitView):
    needs: ClassVar = {"GET": None, "POST": P.RECEPTION_ARRANGE}

    @extend_schema(operation_id="campaigns_shifts", responses={200: shapes.ShiftSerializer(many=True), **READ})
    def get(self, request: Request, campaign_id: UUID) -> Response:
        """The roster in order of time."""
        row = policies.get_campaign(self.actor, campaign_id)
        return Response([shapes.shift(one) for one in row.shifts.prefetch_related("people")])

    @extend_schema(
        operation_id="campaigns_shifts_create",
        parameters=[IDEMPOTENCY],
        request=shapes.ShiftDataSerializer,
        responses={201: shapes.ShiftSerializer, **CHANGE},
    )
    def post(self, request: Request, campaign_id: UUID) -> Response:
        """Put a shift on the roster."""
        row = policies.get_campaign(self.actor, campaign_id)
        data = shift_data(request)
        made = run_once(
            request, self.actor, request.data, lambda: rosters.add_shift(row, data=data, actor=self.actor).pk, row.pk
        )
        assert made is not None
        return Response(shapes.shift(policies.get_shift(self.actor, made)), status=status.HTTP_201_CREATED)


class ShiftView(UnitView):
    needs: ClassVar = {"POST": P.RECEPTION_ARRANGE}

    @extend_schema(
        operation_id="shifts_change",
        parameters=[IDEMPOTENCY, IF_MATCH],
        request=shapes.ShiftDataSerializer,
        responses={200: shapes.ShiftSerializer, **CHANGE},
    )
    def post(self, request: Request, shift_id: UUID) -> Response:
        """Write a shift anew with its people."""
        row, version, data = policies.get_shift(self.actor, shift_id), seen_version(request), shift_data(request)

        def once() -> UUID:
            return rosters.change_shift(row, data=data, actor=self.actor, version=version).pk

        run_once(request, self.actor, request.data, once, row.pk)
        return Response(shapes.shift(policies.get_shift(self.actor, shift_id)))


class ShiftRemovalView(UnitView):
    needs: ClassVar = {"POST": P.RECEPTION_ARRANGE}

    @extend_schema(
        operation_id="campaigns_shifts_remove",
        parameters=[IDEMPOTENCY, IF_MATCH],
        request=shapes.NothingSerializer,
        responses={200: shapes.ShiftSerializer(many=True), **CHANGE},
    )
    def post(self, request: Request, campaign_id: UUID, shift_id: UUID) -> Response:
        """Take a shift off the roster before it begins; answers with the shifts that stay."""
        row, version = policies.get_campaign(self.actor, campaign_id), seen_version(request)

        def once() -> None:
            rosters.remove_shift(shift_id, campaign=row, actor=self.actor, version=version)

        run_once(request, self.actor, request.data, once, shift_id)
        return Response([shapes.shift(one) for one in row.shifts.prefetch_related("people")])


class CentreView(UnitView):
    needs: ClassVar = {"GET": None}

    @extend_schema(operation_id="campaigns_centre", responses={200: shapes.CentreSerializer, **READ})
    def get(self, request: Request, campaign_id: UUID) -> Response:
        """What those on duty look at: who is on duty now, the last alerts, the figures of today, who has reported."""
        row = policies.get_campaign(self.actor, campaign_id)
        if row.unit_id != self.actor.unit.id:
            raise policies.campaign_not_found()
        return Response(shapes.centre(queries.centre(row)))


class NotesView(UnitView):
    needs: ClassVar = {"GET": None, "POST": None}

    @extend_schema(operation_id="campaigns_notes", responses={200: shapes.CampaignNoteSerializer(many=True), **READ})
    def get(self, request: Request, campaign_id: UUID) -> Response:
        """The last notes of the unit and of those that take part."""
        row = policies.get_campaign(self.actor, campaign_id)
        return Response([shapes.note(one) for one in queries.notes_of(row)])

    @extend_schema(
        operation_id="campaigns_notes_create",
        parameters=[IDEMPOTENCY],
        request=shapes.NoteDataSerializer,
        responses={201: shapes.CampaignNoteSerializer, **CHANGE},
    )
    def post(self, request: Request, campaign_id: UUID) -> Response:
        """Write a note on a day with a forecast; a text that names a citizen is refused."""
        row = policies.get_campaign(self.actor, campaign_id)
        given = checked(shapes.NoteDataSerializer, request.data)
        made = run_once(
            request,
            self.actor,
            request.data,
            lambda: situation_notes.write_note(row, actor=self.actor, **given).pk,
            row.pk,
        )
        assert made is not None
        return Response(shapes.note(row.notes.get(pk=made)), status=status.HTTP_201_CREATED)


class NoteRemovalView(UnitView):
    needs: ClassVar = {"POST": None}

    @extend_schema(
        operation_id="campaigns_notes_withdraw",
        parameters=[IDEMPOTENCY],
        request=shapes.CampaignReasonSerializer,
        responses={200: shapes.CampaignNoteSerializer, **CHANGE},
    )
    def post(self, request: Request, campaign_id: UUID, note_id: UUID) -> Response:
        """Take a note back; it stays readable with the reason."""
        row = policies.get_campaign(self.actor, campaign_id)
        why = checked(shapes.CampaignReasonSerializer, request.data)["why"]

        def once() -> UUID:
            return situation_notes.withdraw_note(note_id, campaign=row, why=why, actor=self.actor).pk

        run_once(request, self.actor, request.data, once, note_id)
        return Response(shapes.note(row.notes.get(pk=note_id)))


class AlertsView(UnitView):
    needs: ClassVar = {"GET": None}

    @extend_schema(
        operation_id="alerts_list", parameters=PAGES, responses={200: shapes.AlertSerializer(many=True), **READ}
    )
    def get(self, request: Request) -> Response:
        """Alerts of the unit and, for who watches, of the units below; newest first."""
        policies.require_alerts(self.actor)
        pages = NewestAlerts()
        found = pages.paginate_queryset(policies.visible_alerts(self.actor), request, view=self) or []
        return pages.get_paginated_response([shapes.alert(row) for row in found])


class AlertAcknowledgementView(UnitView):
    needs: ClassVar = {"POST": None}

    @extend_schema(
        operation_id="alerts_acknowledge",
        parameters=[IDEMPOTENCY],
        request=shapes.MeasuresSerializer,
        responses={200: shapes.AlertSerializer, **CHANGE},
    )
    def post(self, request: Request, alert_id: UUID) -> Response:
        """Somebody on duty takes the alert and says what was done."""
        row = policies.get_alert(self.actor, alert_id)
        measures = checked(shapes.MeasuresSerializer, request.data)["measures"]

        def once() -> UUID:
            return alert_actions.acknowledge_alert(row, measures=measures, actor=self.actor).pk

        run_once(request, self.actor, request.data, once, row.pk)
        return Response(shapes.alert(policies.get_alert(self.actor, alert_id)))


def shift_data(request: Request) -> ShiftData:
    """The body of a shift as the action takes it."""
    given = checked(shapes.ShiftDataSerializer, request.data)
    return ShiftData(**{**given, "people": [OnDuty(**one) for one in given["people"]]})
