"""The steps of a conference on its day and after it."""

from rest_framework import serializers

from api.v1.conference_steps import ConferenceStepView, step
from api.v1.conferences import Given
from identity.permissions import Permission as P
from tenants.dialogues.actions import concluding, meeting, noting, speaking
from tenants.dialogues.actions.opinions import OpinionData
from tenants.dialogues.enums import OpinionSource, Urgency
from tenants.dialogues.models import Conference


@step("open", P.RECEPTION_RECORD, "The meeting begins.")
class OpeningView(ConferenceStepView):
    def step(self, row: Conference, given: Given, version: int | None) -> object:
        return meeting.open_conference(row, actor=self.actor, version=version)


class ConferenceSlipSerializer(serializers.Serializer[Given]):
    person_name = serializers.CharField(max_length=150)
    source_name = serializers.CharField(max_length=250, required=False, allow_blank=True, default="")
    person_address = serializers.CharField(max_length=250, required=False, allow_blank=True, default="")
    person_phone = serializers.CharField(max_length=20, required=False, allow_blank=True, default="")
    text = serializers.CharField(max_length=20_000)
    topic = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")
    urgency = serializers.ChoiceField(Urgency.choices, required=False, default=Urgency.NORMAL)


@step("take_slip", P.RECEPTION_RECORD, "A speech slip came back: its writer speaks after those who registered before.")
class SlipView(ConferenceStepView):
    body = ConferenceSlipSerializer

    def step(self, row: Conference, given: Given, version: int | None) -> object:
        return speaking.return_slip(row, OpinionData(source=OpinionSource.SLIP, **given), actor=self.actor)


class SpokenQuestionSerializer(ConferenceSlipSerializer):
    person_name = serializers.CharField(max_length=150, required=False, allow_blank=True, default="")
    is_written = serializers.BooleanField(required=False, default=False)


@step("take_question", P.RECEPTION_RECORD, "Something said on the floor, or a written question handed to the desk.")
class QuestionView(ConferenceStepView):
    body = SpokenQuestionSerializer

    def step(self, row: Conference, given: Given, version: int | None) -> object:
        source = OpinionSource.WRITTEN if given.pop("is_written") else OpinionSource.FLOOR
        return speaking.take_question(row, OpinionData(source=source, **given), actor=self.actor)


class ConferenceOrderSerializer(serializers.Serializer[Given]):
    order = serializers.ListField(child=serializers.UUIDField(), max_length=2000)


@step("reorder", P.RECEPTION_RECORD, "The chair's order of everybody still waiting.")
class OrderView(ConferenceStepView):
    body = ConferenceOrderSerializer

    def step(self, row: Conference, given: Given, version: int | None) -> object:
        return speaking.reorder(row, order=given["order"], actor=self.actor, version=version)


class ConferenceAdoptionSerializer(serializers.Serializer[Given]):
    attended = serializers.IntegerField(min_value=0, max_value=100_000)


@step("adopt_minutes", P.RECEPTION_RECORD, "Minutes adopted, meeting closed; the plan's terms begin.")
class AdoptionView(ConferenceStepView):
    body = ConferenceAdoptionSerializer

    def step(self, row: Conference, given: Given, version: int | None) -> object:
        return meeting.adopt_minutes(row, attended=given["attended"], actor=self.actor, version=version)


class ConferenceNoteSerializer(serializers.Serializer[Given]):
    number = serializers.IntegerField(min_value=1, max_value=50, help_text="The step of the programme.")
    text = serializers.CharField(max_length=50_000, allow_blank=True)
    seen = serializers.IntegerField(min_value=0, help_text="The version of the field that was seen; 0: none yet.")


@step(
    "note",
    P.RECEPTION_RECORD,
    "Notes of one step of the programme; over a version that was not seen: 409 with the other text.",
)
class NoteView(ConferenceStepView):
    body = ConferenceNoteSerializer

    def step(self, row: Conference, given: Given, version: int | None) -> object:
        return noting.save_note(row, step=given["number"], typed=given["text"], version=given["seen"], actor=self.actor)


class ConferenceConclusionSerializer(serializers.Serializer[Given]):
    text = serializers.CharField(max_length=20_000, required=False, allow_blank=True, default="")


@step("conclude", P.RECEPTION_DECIDE, "The chair's conclusion; refused while an opinion has no outcome.")
class ConclusionView(ConferenceStepView):
    body = ConferenceConclusionSerializer

    def step(self, row: Conference, given: Given, version: int | None) -> object:
        return concluding.conclude_conference(row, text=given["text"], actor=self.actor, version=version)


class ConferenceReviewSerializer(serializers.Serializer[Given]):
    on = serializers.DateField()
    text = serializers.CharField(max_length=10_000)


@step("review", P.RECEPTION_DECIDE, "The internal review after the meeting.")
class ReviewView(ConferenceStepView):
    body = ConferenceReviewSerializer

    def step(self, row: Conference, given: Given, version: int | None) -> object:
        return concluding.review_conference(row, **given, actor=self.actor, version=version)


class ConferenceNoticeSerializer(serializers.Serializer[Given]):
    symbol = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")
    on = serializers.DateField(required=False, allow_null=True, default=None)


@step("issue_notice", P.NOTICE_SEND, "The conclusion notice goes out with the open items; they become tasks.")
class NoticeView(ConferenceStepView):
    body = ConferenceNoticeSerializer

    def step(self, row: Conference, given: Given, version: int | None) -> object:
        return concluding.issue_notice(row, **given, actor=self.actor, version=version)


class ConferenceResultsSerializer(serializers.Serializer[Given]):
    to = serializers.ListField(child=serializers.CharField(max_length=250), min_length=1, max_length=50)


@step("report_results", P.NOTICE_SEND, "Report the results to the Party committee, the council, the Front.")
class ResultsView(ConferenceStepView):
    body = ConferenceResultsSerializer

    def step(self, row: Conference, given: Given, version: int | None) -> object:
        return concluding.report_results(row, to=given["to"], actor=self.actor, version=version)


@step("close", P.RECEPTION_DECIDE, "End the follow-up; refused while an opinion is unanswered.")
class ClosingView(ConferenceStepView):
    def step(self, row: Conference, given: Given, version: int | None) -> object:
        return concluding.close_conference(row, actor=self.actor, version=version)
