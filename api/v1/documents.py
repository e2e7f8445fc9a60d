"""Official documents and notices: read by programs, never signed by one."""

from typing import Any, ClassVar
from uuid import UUID

from django.http import FileResponse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import READ, UnitView
from api.pagination import NewestFirst
from identity.permissions import Permission
from kernel.errors import NotFound
from registry.levels import Line
from tenants.documents import downloads, policies
from tenants.documents.enums import (
    Capacity,
    DocumentKind,
    DocumentStatus,
    NoticeChannel,
    NoticeStatus,
    Subject,
)
from tenants.documents.models import Document, Notice
from tenants.documents.queries.notices import notice_rows
from tenants.documents.queries.register import Filters, document_list
from tenants.documents.rules import wording
from tenants.documents.views.page import File, file_name


class DraftedFirst(NewestFirst):
    ordering = ("-drafted_at", "-id")


class MadeFirst(NewestFirst):
    ordering = ("-made_at", "-id")


class DocumentSerializer(serializers.Serializer[Document]):
    """A document of the token's lines; its words and files stand in the PDF."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(DocumentKind.choices)
    line = serializers.ChoiceField(Line.choices)
    status = serializers.ChoiceField(DocumentStatus.choices)
    symbol = serializers.CharField(help_text="As printed: 15/TB-UBND, 97-KH/TU; empty before the signing.")
    dated_on = serializers.DateField(allow_null=True)
    valid_from = serializers.DateField(allow_null=True)
    valid_to = serializers.DateField(allow_null=True)
    title = serializers.CharField()
    subject = serializers.ChoiceField(Subject.choices)
    subject_id = serializers.UUIDField(allow_null=True)
    recipients = serializers.SerializerMethodField(help_text="Names only.")
    signer_name = serializers.CharField()
    signer_title = serializers.CharField()
    capacity = serializers.ChoiceField(Capacity.choices)
    signed_at = serializers.DateTimeField(allow_null=True)
    pdf_digest = serializers.CharField(help_text="SHA-256 of the PDF, fixed at the signing.")
    pdf_size = serializers.IntegerField()
    withdrawn_at = serializers.DateTimeField(allow_null=True)
    withdrawn_reason = serializers.CharField()
    replaced_by = serializers.UUIDField(source="replaced_by_id", allow_null=True)
    version = serializers.IntegerField()

    def get_recipients(self, document: Document) -> list[str]:
        return [str(one.get("name", "")) for one in document.recipients]


class DocumentPageSerializer(serializers.Serializer[Any]):
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = DocumentSerializer(many=True)


class TrySerializer(serializers.Serializer[Any]):
    at = serializers.DateTimeField()
    outcome = serializers.CharField(help_text="accepted, refused, later, unreachable, uncertain, started")
    answer = serializers.CharField(required=False, help_text="What the gateway said.")


class NoticeSerializer(serializers.Serializer[Any]):
    """A notice with its proof; the address is masked."""

    id = serializers.UUIDField(source="notice.id")
    line = serializers.ChoiceField(Line.choices, source="notice.line")
    subject = serializers.ChoiceField(Subject.choices, source="notice.subject")
    subject_id = serializers.UUIDField(source="notice.subject_id", allow_null=True)
    matter = serializers.ChoiceField(sorted(wording.MATTERS), source="notice.matter")
    document = serializers.UUIDField(source="notice.document_id", allow_null=True)
    channel = serializers.ChoiceField(NoticeChannel.choices, source="notice.channel")
    recipient_name = serializers.CharField(source="notice.recipient_name")
    address = serializers.CharField()
    title = serializers.CharField(source="notice.title")
    is_neutral = serializers.BooleanField(source="notice.is_neutral")
    status = serializers.ChoiceField(NoticeStatus.choices, source="notice.status")
    made_at = serializers.DateTimeField(source="notice.made_at")
    sent_at = serializers.DateTimeField(source="notice.sent_at", allow_null=True)
    confirmed_at = serializers.DateTimeField(source="notice.confirmed_at", allow_null=True)
    message_id = serializers.CharField(source="notice.message_id")
    message_digest = serializers.CharField(source="notice.message_digest")
    handed_by = serializers.SerializerMethodField()
    number = serializers.SerializerMethodField(help_text="Of the post's slip.")
    may_be_double = serializers.BooleanField(
        help_text="The gateway may have taken the mail twice, under one message id."
    )
    tries = TrySerializer(many=True)

    def get_handed_by(self, row: Any) -> str:
        return str(row.notice.proof.get("by", ""))

    def get_number(self, row: Any) -> str:
        return str(row.notice.proof.get("number", ""))


class NoticePageSerializer(serializers.Serializer[Any]):
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = NoticeSerializer(many=True)


class DocumentsView(UnitView):
    needs: ClassVar = {"GET": Permission.DOCUMENT_VIEW}

    @extend_schema(
        operation_id="documents_list",
        parameters=[
            OpenApiParameter("q", str, description="Words of symbol, title, signer, recipients; marks do not matter."),
            OpenApiParameter("year", int),
            OpenApiParameter("kind", str, enum=DocumentKind.values),
            OpenApiParameter("line", str, enum=[Line.PARTY.value, Line.GOVERNMENT.value]),
            OpenApiParameter(
                "status", str, enum=[*DocumentStatus.values, "all"], description="Left out: what was issued."
            ),
            OpenApiParameter("cursor", str),
        ],
        responses={200: DocumentPageSerializer, **READ},
    )
    def get(self, request: Request) -> Response:
        """The register of outgoing documents, newest first."""
        asked = request.query_params
        year = asked.get("year", "")
        filters = Filters(
            q=asked.get("q", ""),
            year=year if year.isdigit() and 1900 < int(year) < 9999 else "",
            kind=_known(asked.get("kind", ""), DocumentKind.values),
            line=_known(asked.get("line", ""), Line.values),
            status=_known(asked.get("status", ""), [*DocumentStatus.values, "all"]),
        )
        pages = DraftedFirst()
        page = pages.paginate_queryset(document_list(self.actor, filters), request, view=self) or []
        return pages.get_paginated_response(DocumentSerializer(page, many=True).data)  # type: ignore[arg-type]


class DocumentView(UnitView):
    needs: ClassVar = {"GET": Permission.DOCUMENT_VIEW}

    @extend_schema(operation_id="documents_read", responses={200: DocumentSerializer, **READ})
    def get(self, request: Request, document_id: UUID) -> Response:
        """One document; the other line's does not exist."""
        return Response(DocumentSerializer(policies.get_document(self.actor, document_id)).data)


class DocumentPdfView(UnitView):
    needs: ClassVar = {"GET": Permission.DOCUMENT_VIEW}

    @extend_schema(
        operation_id="documents_pdf",
        responses={(200, "application/pdf"): OpenApiResponse(OpenApiTypes.BINARY), **READ},
    )
    def get(self, request: Request, document_id: UUID) -> FileResponse:
        """The PDF as it was signed, or the filed one; a draft has none."""
        document = policies.get_document(self.actor, document_id)
        if document.pdf_digest:
            return downloads.serve(File(f"{file_name(document)}.pdf", document.pdf_digest, "application/pdf"))
        if document.files:
            kept = document.files[0]
            return downloads.serve(File(kept["name"], kept["digest"], kept["media_type"]))
        raise NotFound("no_pdf", _("Dự thảo chưa có bản PDF."))


class NoticesView(UnitView):
    needs: ClassVar = {"GET": Permission.DOCUMENT_VIEW}

    @extend_schema(
        operation_id="notices_list",
        parameters=[
            OpenApiParameter("subject", str, enum=Subject.values),
            OpenApiParameter("subject_id", OpenApiTypes.UUID),
            OpenApiParameter("status", str, enum=NoticeStatus.values),
            OpenApiParameter("channel", str, enum=NoticeChannel.values),
            OpenApiParameter("cursor", str),
        ],
        responses={200: NoticePageSerializer, **READ},
    )
    def get(self, request: Request) -> Response:
        """Notices of the token's lines with their proof, newest first."""
        asked = request.query_params
        found = policies.visible_notices(self.actor)
        for name, known in (
            ("subject", Subject.values),
            ("status", NoticeStatus.values),
            ("channel", NoticeChannel.values),
        ):
            if value := _known(asked.get(name, ""), known):
                found = found.filter(**{name: value})
        if asked.get("subject_id"):
            try:
                found = found.filter(subject_id=UUID(asked["subject_id"]))
            except ValueError:
                found = found.none()
        pages = MadeFirst()
        page = pages.paginate_queryset(found, request, view=self) or []
        return pages.get_paginated_response(NoticeSerializer(notice_rows(page), many=True).data)


class NoticeView(UnitView):
    needs: ClassVar = {"GET": Permission.DOCUMENT_VIEW}

    @extend_schema(operation_id="notices_read", responses={200: NoticeSerializer, **READ})
    def get(self, request: Request, notice_id: UUID) -> Response:
        """One notice with its proof."""
        notice: Notice = policies.get_notice(self.actor, notice_id)
        return Response(NoticeSerializer(notice_rows([notice])[0]).data)


def _known(value: str, values: list[str]) -> str:
    return value if value in values else ""
