"""Steps that move a case between units, and the words that go with it; each has the shape of ``api.v1.steps``."""

from rest_framework import serializers

from api.parsing import unit_of
from api.v1.steps import Given, ReasonSerializer, StepView, step
from identity.permissions import Permission as P
from tenants.cases.actions import movements
from tenants.cases.models import Case


class TransferSerializer(ReasonSerializer):
    to = serializers.CharField(max_length=40, required=False, allow_blank=True, default="", help_text="Key of a unit.")
    external = serializers.CharField(
        max_length=250,
        required=False,
        allow_blank=True,
        default="",
        help_text="Or the name of a body outside the platform.",
    )


@step("transfer", P.CASE_MOVE, "Transfer the case; the receiver owes the citizen the answer from then on.")
class TransferView(StepView):
    body = TransferSerializer

    def step(self, case: Case, given: Given, version: int | None) -> object:
        to = unit_of(given["to"], "to") if given["to"] else None
        return movements.transfer(case, to=to, external=given["external"], reason=given["reason"], actor=self.actor)


class EscalationSerializer(ReasonSerializer):
    to = serializers.CharField(
        max_length=40,
        required=False,
        allow_blank=True,
        default="",
        help_text="Key of the superior; the direct one unless named.",
    )


@step("escalate", P.CASE_MOVE, "Ask the superior to settle; the sender still owes the answer.")
class EscalationView(StepView):
    body = EscalationSerializer

    def step(self, case: Case, given: Given, version: int | None) -> object:
        to = unit_of(given["to"], "to") if given["to"] else None
        return movements.escalate(case, reason=given["reason"], actor=self.actor, to=to)


class AssignDownSerializer(ReasonSerializer):
    to = serializers.CharField(max_length=40, help_text="Key of a unit under this one.")
    due_on = serializers.DateField()
    demand_result = serializers.BooleanField(default=True)


@step("assign_down", P.CASE_MOVE, "Assign the case to a lower unit with a deadline.")
class AssignDownView(StepView):
    body = AssignDownSerializer

    def step(self, case: Case, given: Given, version: int | None) -> object:
        return movements.assign_down(
            case,
            to=unit_of(given["to"], "to"),
            due_on=given["due_on"],
            demand_result=given["demand_result"],
            reason=given["reason"],
            actor=self.actor,
        )


@step("accept", P.CASE_RECEIVE, "Accept a case that arrived.")
class AcceptanceView(StepView):
    def step(self, case: Case, given: Given, version: int | None) -> object:
        return movements.accept(case, actor=self.actor)


class ReturnSerializer(ReasonSerializer):
    competent = serializers.CharField(
        max_length=40, required=False, allow_blank=True, default="", help_text="Key of the unit that is competent."
    )


@step("return", P.CASE_RECEIVE, "Return a case that arrived, with the reason.")
class ReturnView(StepView):
    body = ReturnSerializer

    def step(self, case: Case, given: Given, version: int | None) -> object:
        competent = unit_of(given["competent"], "to") if given["competent"] else None
        return movements.return_case(case, reason=given["reason"], competent=competent, actor=self.actor)


@step("recall", P.CASE_MOVE, "Recall what was sent, before it is accepted.")
class RecallView(StepView):
    body = ReasonSerializer

    def step(self, case: Case, given: Given, version: int | None) -> object:
        return movements.recall(case, reason=given["reason"], actor=self.actor)


class TextSerializer(serializers.Serializer[Given]):
    text = serializers.CharField(max_length=20_000)


@step("report_result", P.CASE_MOVE, "Report the result one hop back.")
class ResultView(StepView):
    body = TextSerializer

    def step(self, case: Case, given: Given, version: int | None) -> object:
        return movements.report_result(case, text=given["text"], actor=self.actor)


class ResultCheckSerializer(serializers.Serializer[Given]):
    accept = serializers.BooleanField()
    reason = serializers.CharField(max_length=5000, required=False, allow_blank=True, default="")


@step("check_result", P.CASE_RECEIVE, "Accept a result or return it with a reason.")
class ResultCheckView(StepView):
    body = ResultCheckSerializer

    def step(self, case: Case, given: Given, version: int | None) -> object:
        return movements.check_result(case, accept=given["accept"], reason=given["reason"], actor=self.actor)


class PaperReplySerializer(TextSerializer):
    received_on = serializers.DateField()


@step("record_paper_reply", P.CASE_RECEIVE, "Write down the reply that came on paper.")
class PaperReplyView(StepView):
    body = PaperReplySerializer

    def step(self, case: Case, given: Given, version: int | None) -> object:
        return movements.record_paper_reply(
            case, text=given["text"], received_on=given["received_on"], actor=self.actor
        )


@step("ask_sender", P.CASE_RECEIVE, "Ask the sender for a missing paper; needs no return.")
class SenderQuestionView(StepView):
    body = TextSerializer

    def step(self, case: Case, given: Given, version: int | None) -> object:
        return movements.ask_sender(case, text=given["text"], actor=self.actor)
