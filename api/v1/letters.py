"""Letters between units: both registers, one letter, acknowledging and answering it."""

from typing import Any, ClassVar
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import CHANGE, IDEMPOTENCY, IF_MATCH, READ, UnitView, UploadedFileField, checked, refusals
from api.negotiation import etag, run_once, seen_version
from api.pagination import NewestFirst
from identity.permissions import Permission as P
from kernel.errors import Invalid, NotFound
from registry import tree
from registry.levels import Line
from tenants.documents import downloads
from tenants.documents import letter_policies as policies
from tenants.documents.actions import letters as actions
from tenants.documents.enums import LetterDirection, LetterStatus, LetterTopic
from tenants.documents.models import Letter
from tenants.documents.queries.letters import SHOWN, Filters, letter_list
from tenants.documents.views.letters import stored
from tenants.documents.views.page import File

Given = dict[str, Any]


class LetterFileSerializer(serializers.Serializer[Given]):
    name = serializers.CharField()
    size = serializers.IntegerField()
    media_type = serializers.CharField()
    digest = serializers.CharField(help_text="SHA-256.")


class LetterSerializer(serializers.Serializer[Letter]):
    """A letter as this unit keeps it."""

    id = serializers.UUIDField()
    thread = serializers.UUIDField(help_text="The first letter of what was written because of it.")
    direction = serializers.ChoiceField(LetterDirection.choices)
    topic = serializers.ChoiceField(LetterTopic.choices)
    line = serializers.ChoiceField(Line.choices)
    other_unit = serializers.SerializerMethodField(help_text="Key of the other unit; null for a body off the platform.")
    other_name = serializers.CharField()
    number = serializers.CharField(help_text="Own number: of the outgoing or of the incoming register.")
    other_number = serializers.CharField()
    title = serializers.CharField()
    text = serializers.CharField()
    files = LetterFileSerializer(many=True)
    answers = serializers.UUIDField(source="answers_id", allow_null=True)
    sent_on = serializers.DateField()
    received_on = serializers.DateField(allow_null=True)
    due_on = serializers.DateField(allow_null=True)
    acknowledged_on = serializers.DateField(allow_null=True)
    answered_on = serializers.DateField(allow_null=True)
    withdrawn_on = serializers.DateField(allow_null=True, help_text="The sender took it back before it was answered.")
    withdrawn_by = serializers.CharField()
    withdrawn_reason = serializers.CharField()
    status = serializers.ChoiceField(LetterStatus.choices)
    version = serializers.IntegerField()

    def get_other_unit(self, letter: Letter) -> str | None:
        return tree.get(letter.other_unit_id).key if letter.other_unit_id else None


_letter = LetterSerializer()


class LetterNothingSerializer(serializers.Serializer[Given]):
    """A step that needs nothing but the letter."""


class LetterAnswerSerializer(serializers.Serializer[Given]):
    text = serializers.CharField(max_length=20_000)


class LetterAnswerFormSerializer(LetterAnswerSerializer):
    """The same as a form, with the evidence."""

    papers = serializers.ListField(
        child=UploadedFileField(), required=False, help_text="At most 50 files of at most 20 MB, one part each."
    )


class LetterPaperReplySerializer(LetterAnswerSerializer):
    number = serializers.CharField(max_length=60)
    on = serializers.DateField()


class NewestLetters(NewestFirst):
    ordering = ("-made_at", "-id")


def letter_response(actor: Any, letter_id: UUID, code: int = status.HTTP_200_OK) -> Response:
    """One letter with its entity tag."""
    letter = policies.get_letter(actor, letter_id)
    return Response(dict(_letter.to_representation(letter)), status=code, headers={"ETag": etag(letter.version)})


def papers_of(request: Request) -> "list[UploadedFile[bytes]]":
    """The files of a call, sent as parts named `papers`; one under another name must not seem to have been taken."""
    if other := sorted(set(request.FILES) - {"papers"}):
        message = _("Tệp gửi kèm phải đặt tên phần là “papers”.")
        raise Invalid("file_field_unknown", message, fields={name: [message] for name in other})
    return list(request.FILES.getlist("papers"))


class LettersView(UnitView):
    needs: ClassVar = {"GET": P.DOCUMENT_VIEW}

    @extend_schema(
        operation_id="letters_list",
        parameters=[
            OpenApiParameter("direction", str, enum=LetterDirection.values, description="Left out: incoming."),
            OpenApiParameter("topic", str, enum=LetterTopic.values),
            OpenApiParameter("show", str, enum=SHOWN),
            OpenApiParameter("q", str, description="Words of numbers, title, the other side; marks do not matter."),
            OpenApiParameter("cursor", str),
            OpenApiParameter("page_size", int),
        ],
        responses={200: LetterSerializer(many=True), **READ},
    )
    def get(self, request: Request) -> Response:
        """The register of incoming or of outgoing letters, newest first."""
        asked = request.query_params
        topic = asked.get("topic", "")
        filters = Filters(
            q=asked.get("q", ""), topic=topic if topic in LetterTopic.values else "", show=asked.get("show", "")
        )
        direction = LetterDirection.OUT if asked.get("direction") == LetterDirection.OUT else LetterDirection.IN
        pages = NewestLetters()
        found = pages.paginate_queryset(letter_list(self.actor, direction, filters), request, view=self) or []
        return pages.get_paginated_response([dict(_letter.to_representation(one)) for one in found])


class LetterView(UnitView):
    needs: ClassVar = {"GET": P.DOCUMENT_VIEW}

    @extend_schema(operation_id="letters_read", responses={200: LetterSerializer, **READ})
    def get(self, request: Request, letter_id: UUID) -> Response:
        """One letter, with its ETag; the other line's does not exist."""
        return letter_response(self.actor, letter_id)


class LetterFileView(UnitView):
    needs: ClassVar = {"GET": P.DOCUMENT_VIEW}

    @extend_schema(
        operation_id="letters_file",
        responses={(200, "application/octet-stream"): OpenApiResponse(OpenApiTypes.BINARY), **READ},
    )
    def get(self, request: Request, letter_id: UUID, index: int) -> FileResponse:
        """A file of a letter, by its place in ``files``."""
        letter = policies.get_letter(self.actor, letter_id)
        if index >= len(letter.files):
            raise NotFound("file_not_found", _("Không tìm thấy tệp."))
        kept = letter.files[index]
        return downloads.serve(File(kept["name"], kept["digest"], kept["media_type"]))


class LetterAcknowledgementView(UnitView):
    needs: ClassVar = {"POST": P.DOCUMENT_ISSUE}

    @extend_schema(
        operation_id="letters_acknowledge",
        parameters=[IDEMPOTENCY, IF_MATCH],
        request=LetterNothingSerializer,
        responses={200: LetterSerializer, **CHANGE},
    )
    def post(self, request: Request, letter_id: UUID) -> Response:
        """Tell the sender that the letter was read."""
        letter, version = policies.get_letter(self.actor, letter_id), seen_version(request)

        def once() -> UUID:
            return actions.acknowledge_letter(letter, actor=self.actor, version=version).pk

        run_once(request, self.actor, request.data, once, letter.pk)
        return letter_response(self.actor, letter.pk)


class LetterAnswerView(UnitView):
    needs: ClassVar = {"POST": P.DOCUMENT_ISSUE}

    @extend_schema(
        operation_id="letters_answer",
        parameters=[IDEMPOTENCY, IF_MATCH],
        request={"application/json": LetterAnswerSerializer, "multipart/form-data": LetterAnswerFormSerializer},
        responses={201: LetterSerializer, **CHANGE, **refusals(413)},
    )
    def post(self, request: Request, letter_id: UUID) -> Response:
        """Answer a letter, as a form with files where there is evidence; the reply takes a number of the outgoing register.

        What a file is decides its content, not its name; one that is refused refuses the whole answer.
        """
        letter, version = policies.get_letter(self.actor, letter_id), seen_version(request)
        text, papers = checked(LetterAnswerSerializer, request.data)["text"], papers_of(request)

        def once() -> UUID:
            return actions.answer_letter(letter, text=text, files=stored(papers), actor=self.actor, version=version).pk

        reply = run_once(request, self.actor, [text, papers], once)
        assert reply is not None
        return letter_response(self.actor, reply, status.HTTP_201_CREATED)


class LetterPaperReplyView(UnitView):
    needs: ClassVar = {"POST": P.DOCUMENT_ISSUE}

    @extend_schema(
        operation_id="letters_record_reply",
        parameters=[IDEMPOTENCY, IF_MATCH],
        request=LetterPaperReplySerializer,
        responses={201: LetterSerializer, **CHANGE},
    )
    def post(self, request: Request, letter_id: UUID) -> Response:
        """Type in the reply to a letter that went out on paper."""
        letter, version = policies.get_letter(self.actor, letter_id), seen_version(request)
        given = checked(LetterPaperReplySerializer, request.data)

        def once() -> UUID:
            return actions.record_paper_reply(letter, actor=self.actor, version=version, **given).pk

        reply = run_once(request, self.actor, request.data, once)
        assert reply is not None
        return letter_response(self.actor, reply, status.HTTP_201_CREATED)
