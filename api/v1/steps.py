"""Steps of work on a case as POST sub-resources: one small serializer and one action each.

All steps share one shape: read the case the actor may see, check the body, run the action once for the call's
Idempotency-Key, answer with the case and its new ETag.
"""

from typing import Any, ClassVar
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import CHANGE, IDEMPOTENCY, IF_MATCH, UnitView, checked
from api.negotiation import run_once, seen_version
from api.v1.case_shapes import CaseSerializer, case_response
from identity.permissions import Permission as P
from kernel.errors import Invalid
from tenants.cases import policies
from tenants.cases.actions import answering, assigning, joining, working
from tenants.cases.enums import AnswerKind, HowSent
from tenants.cases.models import Case
from tenants.cases.rules.intake import SplitData
from tenants.staff.models import Body

Given = dict[str, Any]


class StepSerializer(serializers.Serializer[Given]):
    """A step that needs nothing but the case."""


class StepView(UnitView):
    """One step; a subclass says its body and what it does."""

    body: ClassVar[type[serializers.Serializer[Any]]] = StepSerializer

    def step(self, case: Case, given: Given, version: int | None) -> object:
        """Carry the step out."""
        raise NotImplementedError

    def post(self, request: Request, case_id: UUID) -> Response:
        given = checked(self.body, request.data)
        case = policies.get_case(self.actor, case_id)
        version = seen_version(request)

        def once() -> UUID:
            self.step(case, given, version)
            return case.pk

        run_once(request, self.actor, request.data, once, case.pk)
        return case_response(policies.get_case(self.actor, case_id))


class ChangeView(StepView):
    """A step whose action reads the case itself, under its lock, and gives it back: nothing is read twice."""

    def change(self, case_id: UUID, given: Given, version: int | None) -> Case:
        """Carry the step out; the case as it stands then."""
        raise NotImplementedError

    def post(self, request: Request, case_id: UUID) -> Response:
        given, version = checked(self.body, request.data), seen_version(request)
        changed: list[Case] = []

        def once() -> UUID:
            changed.append(self.change(case_id, given, version))
            return case_id

        run_once(request, self.actor, request.data, once, case_id)
        is_shown = bool(changed) and policies.sees(self.actor, changed[0])
        return case_response(changed[0] if is_shown else policies.get_case(self.actor, case_id))


def step(name: str, needs: P, summary: str) -> Any:
    """Say a step's name, permission and sentence for the schema."""

    def decorate(view: type[StepView]) -> type[StepView]:
        view.needs = {"POST": needs}
        described = extend_schema(
            operation_id=f"cases_{name}",
            description=summary,
            parameters=[IDEMPOTENCY, IF_MATCH],
            request=view.body,
            responses={200: CaseSerializer, **CHANGE},
        )
        return extend_schema_view(post=described)(view)

    return decorate


class ReasonSerializer(serializers.Serializer[Given]):
    reason = serializers.CharField(max_length=5000)


class AssignmentSerializer(serializers.Serializer[Given]):
    to = serializers.UUIDField(help_text="Account of a member who may work on cases.")
    note = serializers.CharField(max_length=5000, required=False, allow_blank=True, default="")


@step("assign", P.CASE_ASSIGN, "Assign the case to a member.")
class AssignmentView(ChangeView):
    body = AssignmentSerializer

    def change(self, case_id: UUID, given: Given, version: int | None) -> Case:
        return assigning.assign_case(case_id, to=given["to"], note=given["note"], actor=self.actor, version=version)


class NoteSerializer(serializers.Serializer[Given]):
    text = serializers.CharField(max_length=20_000)
    is_internal = serializers.BooleanField(default=False, help_text="Stays in the unit when the case moves.")


@step("note", P.CASE_WORK, "Add a note.")
class NoteView(StepView):
    body = NoteSerializer

    def step(self, case: Case, given: Given, version: int | None) -> object:
        return working.add_note(case, text=given["text"], is_internal=given["is_internal"], actor=self.actor)


class AskSerializer(serializers.Serializer[Given]):
    text = serializers.CharField(max_length=20_000)
    due_on = serializers.DateField()


@step("ask_supplement", P.CASE_WORK, "Ask the citizen for a supplement by a date.")
class SupplementView(StepView):
    body = AskSerializer

    def step(self, case: Case, given: Given, version: int | None) -> object:
        return working.ask_supplement(case, text=given["text"], due_on=given["due_on"], actor=self.actor)


class OpinionSerializer(AskSerializer):
    body = serializers.UUIDField(help_text="A body of the unit.")


@step("ask_opinion", P.CASE_WORK, "Ask another body of the unit for its opinion.")
class OpinionView(StepView):
    body = OpinionSerializer

    def step(self, case: Case, given: Given, version: int | None) -> object:
        body = Body.objects.filter(pk=given["body"]).first()
        if body is None:
            raise Invalid("body_unknown", _("Không có bộ phận này."), fields={"body": [_("Chọn bộ phận của đơn vị.")]})
        return working.ask_opinion(case, body=body, text=given["text"], due_on=given["due_on"], actor=self.actor)


class SettlementSerializer(serializers.Serializer[Given]):
    request = serializers.UUIDField(help_text="The open request.")
    reply = serializers.CharField(max_length=20_000)


@step("settle_request", P.CASE_WORK, "Write down the reply to an open request.")
class SettlementView(StepView):
    body = SettlementSerializer

    def step(self, case: Case, given: Given, version: int | None) -> object:
        asked = policies.get_request(case, given["request"])
        return working.settle_request(asked, reply=given["reply"], actor=self.actor)


class DaySerializer(serializers.Serializer[Given]):
    on = serializers.DateField()


@step("accept_settlement", P.CASE_ANSWER, "Accept a complaint or denunciation for settlement (thụ lý).")
class SettlementAcceptanceView(StepView):
    body = DaySerializer

    def step(self, case: Case, given: Given, version: int | None) -> object:
        return working.accept_settlement(case, on=given["on"], actor=self.actor)


class AnswerSerializer(serializers.Serializer[Given]):
    kind = serializers.ChoiceField(AnswerKind.choices)
    text = serializers.CharField(max_length=20_000)
    answered_on = serializers.DateField()
    how_sent = serializers.ChoiceField(HowSent.choices)


@step("answer", P.CASE_ANSWER, "Answer the citizen: one of the four kinds of the Law on citizen reception, Art. 28.1.")
class AnswerView(ChangeView):
    body = AnswerSerializer

    def change(self, case_id: UUID, given: Given, version: int | None) -> Case:
        return answering.answer_case(case_id, **given, actor=self.actor, version=version).case


class ClosingSerializer(serializers.Serializer[Given]):
    outcome = serializers.CharField(max_length=20_000)


@step("close", P.CASE_CLOSE, "Close with an outcome; refused without an answer or with an open request.")
class ClosingView(ChangeView):
    body = ClosingSerializer

    def change(self, case_id: UUID, given: Given, version: int | None) -> Case:
        return answering.close_case(case_id, outcome=given["outcome"], actor=self.actor, version=version)


class WithdrawalSerializer(ReasonSerializer):
    on = serializers.DateField()


@step("withdraw", P.CASE_WORK, "The citizen withdraws.")
class WithdrawalView(StepView):
    body = WithdrawalSerializer

    def step(self, case: Case, given: Given, version: int | None) -> object:
        return answering.withdraw_case(case, reason=given["reason"], on=given["on"], actor=self.actor)


class JoiningSerializer(ReasonSerializer):
    into = serializers.UUIDField(help_text="The case that goes on.")


@step("join", P.CASE_CORRECT, "Join the case into another of the same matter.")
class JoiningView(StepView):
    body = JoiningSerializer

    def step(self, case: Case, given: Given, version: int | None) -> object:
        into = policies.get_case(self.actor, given["into"])
        return joining.join_cases(case, into, reason=given["reason"], actor=self.actor)


class SplitSerializer(serializers.Serializer[Given]):
    petition_id = serializers.UUIDField()
    kind = serializers.CharField(max_length=16)
    field = serializers.CharField(max_length=20)
    content = serializers.CharField(max_length=20_000)
    place = serializers.CharField(max_length=250, required=False, allow_blank=True, default="")
    denounced = serializers.ListField(child=serializers.CharField(max_length=200), required=False, default=list)
    denounced_heads = serializers.ListField(child=serializers.UUIDField(), required=False, default=list)


@step("split", P.CASE_CORRECT, "Make a case of its own from one of several contents of a petition.")
class SplitView(StepView):
    body = SplitSerializer

    def step(self, case: Case, given: Given, version: int | None) -> object:
        given = {**given, "denounced": tuple(given["denounced"]), "denounced_heads": tuple(given["denounced_heads"])}
        return joining.split_case(case, SplitData(**given), actor=self.actor)
