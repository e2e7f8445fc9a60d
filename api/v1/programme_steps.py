"""Steps of the programme of complex and long-running cases as POST sub-resources of a case."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from api.v1.steps import StepView, step
from identity.permissions import Permission as P
from kernel.errors import Invalid
from tenants.cases import policies
from tenants.cases.actions.programme import directing, marking, solving
from tenants.cases.actions.programme.directing import DirectiveData
from tenants.cases.enums import MARKED, EntryKind, Ground, Principal
from tenants.cases.models import Case
from tenants.staff.models import Body

Given = dict[str, Any]


class ProgrammePaperSerializer(serializers.Serializer[Given]):
    number = serializers.CharField(max_length=60)
    on = serializers.DateField()
    by = serializers.CharField(max_length=250)


class ProgrammeComplexitySerializer(ProgrammePaperSerializer):
    grounds = serializers.ListField(child=serializers.ChoiceField(Ground.choices))


class ProgrammeSettledSerializer(ProgrammePaperSerializer):
    text = serializers.CharField(max_length=20_000)


class ProgrammeSolutionSerializer(serializers.Serializer[Given]):
    text = serializers.CharField(max_length=20_000)
    on = serializers.DateField()
    by = serializers.CharField(max_length=250)
    number = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")
    documents = serializers.ListField(
        child=serializers.UUIDField(), required=False, default=list, help_text="Attachments of the case."
    )


class ProgrammeToldSerializer(serializers.Serializer[Given]):
    text = serializers.CharField(max_length=20_000)
    on = serializers.DateField()


class ProgrammeDialogueSerializer(ProgrammeToldSerializer):
    by = serializers.CharField(max_length=250)


class ProgrammeNextStepSerializer(serializers.Serializer[Given]):
    text = serializers.CharField(max_length=20_000)
    body = serializers.UUIDField(help_text="A body of the unit.")
    due_on = serializers.DateField()


class ProgrammeDirectiveSerializer(ProgrammePaperSerializer):
    principal = serializers.ChoiceField(Principal.choices)
    text = serializers.CharField(max_length=20_000)
    due_on = serializers.DateField(required=False, allow_null=True, default=None)


class ProgrammeResultSerializer(ProgrammeToldSerializer):
    entry = serializers.UUIDField()


class ProgrammeLinkSerializer(serializers.Serializer[Given]):
    entry = serializers.UUIDField()
    is_linked = serializers.BooleanField()


class ProgrammeRemovalSerializer(serializers.Serializer[Given]):
    entry = serializers.UUIDField()
    reason = serializers.CharField(max_length=500)


class ProgrammeHotSpotLinkSerializer(serializers.Serializer[Given]):
    hot_spot = serializers.UUIDField()


@step(
    "mark_complex", P.CASE_ANSWER, "The matter is complex by these criteria, in writing (Decrees 155/2026 and 31/2019)."
)
class ComplexityView(StepView):
    body = ProgrammeComplexitySerializer

    def step(self, case: Case, given: Given, version: int | None) -> object:
        return marking.mark_complex(case, **given, actor=self.actor, version=version)


@step("mark_settled", P.CASE_ANSWER, "Settled to the end of authority, with the last decision.")
class SettledView(StepView):
    body = ProgrammeSettledSerializer

    def step(self, case: Case, given: Given, version: int | None) -> object:
        return marking.mark_settled(case, **given, actor=self.actor, version=version)


@step("take_back_mark", P.CASE_CORRECT, "A mark was wrong or holds no longer.")
class MarkRemovalView(StepView):
    body = ProgrammeRemovalSerializer

    def step(self, case: Case, given: Given, version: int | None) -> object:
        entry = policies.get_entry(self.actor, case, given["entry"], *MARKED)
        return marking.take_back_mark(entry, reason=given["reason"], actor=self.actor)


@step("agree_solution", P.CASE_ANSWER, "The agreed solution; it replaces an earlier one.")
class SolutionView(StepView):
    body = ProgrammeSolutionSerializer

    def step(self, case: Case, given: Given, version: int | None) -> object:
        return solving.agree_solution(case, **given, actor=self.actor, version=version)


@step("note_progress", P.CASE_WORK, "How far the agreed solution is.")
class ProgressView(StepView):
    body = ProgrammeToldSerializer

    def step(self, case: Case, given: Given, version: int | None) -> object:
        return solving.note_progress(case, **given, actor=self.actor, version=version)


@step("plan_step", P.CASE_WORK, "What comes next, who answers for it, until when.")
class NextStepView(StepView):
    body = ProgrammeNextStepSerializer

    def step(self, case: Case, given: Given, version: int | None) -> object:
        body = Body.objects.filter(pk=given["body"]).first()
        if body is None:
            raise Invalid("body_unknown", _("Không có bộ phận này."), fields={"body": [_("Chọn bộ phận của đơn vị.")]})
        return solving.plan_step(
            case, text=given["text"], body=body, due_on=given["due_on"], actor=self.actor, version=version
        )


@step("finish_step", P.CASE_WORK, "The next step was done.")
class StepResultView(StepView):
    body = ProgrammeResultSerializer

    def step(self, case: Case, given: Given, version: int | None) -> object:
        entry = policies.get_entry(self.actor, case, given["entry"], EntryKind.STEP)
        return solving.finish_step(entry, text=given["text"], on=given["on"], actor=self.actor)


@step(
    "record_dialogue",
    P.CASE_WORK,
    "A dialogue with the citizen was held outside a session or conference of this system.",
)
class DialogueView(StepView):
    body = ProgrammeDialogueSerializer

    def step(self, case: Case, given: Given, version: int | None) -> object:
        return solving.record_dialogue(case, **given, actor=self.actor, version=version)


@step("direct", P.CASE_ASSIGN, "Enter what a principal of the member's line, or the council, directs on the case.")
class DirectivesView(StepView):
    body = ProgrammeDirectiveSerializer

    def step(self, case: Case, given: Given, version: int | None) -> object:
        return directing.direct(case, DirectiveData(**given), actor=self.actor, version=version)


@step("settle_directive", P.CASE_WORK, "What was done on a directive.")
class DirectiveResultView(StepView):
    body = ProgrammeResultSerializer

    def step(self, case: Case, given: Given, version: int | None) -> object:
        entry = policies.get_entry(self.actor, case, given["entry"], EntryKind.DIRECTIVE)
        return directing.settle_directive(entry, text=given["text"], on=given["on"], actor=self.actor)


@step("link_directive", P.RECEPTION_DECIDE, "The head of the line lets the other line read a directive.")
class DirectiveLinkView(StepView):
    body = ProgrammeLinkSerializer

    def step(self, case: Case, given: Given, version: int | None) -> object:
        entry = policies.get_entry(self.actor, case, given["entry"], EntryKind.DIRECTIVE)
        return directing.link_directive(entry, is_linked=given["is_linked"], actor=self.actor)


@step("link_hot_spot", P.CASE_ASSIGN, "The case belongs to a hot spot of the unit; nobody else learns which.")
class HotSpotLinkView(StepView):
    body = ProgrammeHotSpotLinkSerializer

    def step(self, case: Case, given: Given, version: int | None) -> object:
        return marking.link_hot_spot(case, hot_spot=given["hot_spot"], actor=self.actor, version=version)


STEPS: dict[str, type[StepView]] = {
    "complexity": ComplexityView,
    "settled-authority": SettledView,
    "mark-removal": MarkRemovalView,
    "solution": SolutionView,
    "progress": ProgressView,
    "next-step": NextStepView,
    "next-step-result": StepResultView,
    "dialogue": DialogueView,
    "directives": DirectivesView,
    "directive-result": DirectiveResultView,
    "directive-link": DirectiveLinkView,
    "hot-spot": HotSpotLinkView,
}
