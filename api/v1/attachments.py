"""Files of a case and the citizen's new PIN."""

from typing import Any, ClassVar
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import CHANGE, IDEMPOTENCY, READ, UnitView, UploadedFileField, refusals
from api.negotiation import run_once
from identity.permissions import Permission
from kernel.errors import Invalid, NotFound
from tenants.cases import policies
from tenants.cases.actions import receipts, working
from tenants.cases.models import Attachment
from tenants.documents import downloads, uploads


class AttachmentSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    size = serializers.IntegerField()
    media_type = serializers.CharField()
    digest = serializers.CharField(help_text="SHA-256 of the content")
    added_at = serializers.DateTimeField()
    is_internal = serializers.BooleanField()


class AddedSerializer(AttachmentSerializer):
    notice = serializers.CharField(help_text="That the name was too long and what became of it; else empty.")


class UploadSerializer(serializers.Serializer[dict[str, Any]]):
    file = UploadedFileField()
    is_internal = serializers.BooleanField(required=False, default=False)


class AttachmentsView(UnitView):
    needs: ClassVar = {"GET": None, "POST": Permission.CASE_WORK}
    for_readers: ClassVar = True
    parser_classes = [MultiPartParser]

    @extend_schema(operation_id="attachments_list", responses={200: AttachmentSerializer(many=True), **READ})
    def get(self, request: Request, case_id: UUID) -> Response:
        """The files of a case."""
        case = policies.get_case(self.actor, case_id)
        return Response(AttachmentSerializer(policies.files_of(self.actor, case), many=True).data)

    @extend_schema(
        operation_id="attachments_add",
        parameters=[IDEMPOTENCY],
        request={"multipart/form-data": UploadSerializer},
        responses={201: AddedSerializer, **CHANGE, **refusals(413)},
    )
    def post(self, request: Request, case_id: UUID) -> Response:
        """Add a file; what it is decides its content, not its name."""
        form = UploadSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        case = policies.get_case(self.actor, case_id)
        upload: UploadedFile[Any] = form.validated_data["file"]
        _refuse_several(request)
        uploads.check(upload, field="file")

        def once() -> UUID:
            return working.add_attachment(
                case, upload=upload, is_internal=form.validated_data["is_internal"], actor=self.actor
            ).pk

        added = run_once(request, self.actor, [upload], once)
        made = Attachment.objects.get(pk=added)
        told = {**AttachmentSerializer(made).data, "notice": uploads.notice_of(upload.name or "")}
        return Response(told, status=status.HTTP_201_CREATED)


def _refuse_several(request: Request) -> None:
    """A file that is not read must not seem to have been taken."""
    n = sum(len(files) for _name, files in request.FILES.lists())
    if n > 1:
        message = _("Đã gửi %(n)d tệp; mỗi lần gọi chỉ nhận một tệp.") % {"n": n}
        raise Invalid("too_many_files", message, fields={"file": [message]})


class AttachmentView(UnitView):
    needs: ClassVar = {"GET": None}
    for_readers: ClassVar = True

    @extend_schema(operation_id="attachments_read", responses={200: OpenApiResponse(OpenApiTypes.BINARY), **READ})
    def get(self, request: Request, case_id: UUID, attachment_id: UUID) -> FileResponse:
        """The file itself, as a download."""
        case = policies.get_case(self.actor, case_id)
        row = policies.files_of(self.actor, case).filter(pk=attachment_id).first()
        if row is None:
            raise NotFound("attachment_not_found", _("Không tìm thấy tệp."))
        return downloads.serve(row)


class PinInputSerializer(serializers.Serializer[dict[str, str]]):
    checked = serializers.CharField(max_length=500, help_text="How the person was checked.")


class PinSerializer(serializers.Serializer[dict[str, str]]):
    pin = serializers.CharField()


class PinView(UnitView):
    needs: ClassVar = {"POST": Permission.CASE_ENTER}

    @extend_schema(
        operation_id="cases_new_pin",
        parameters=[IDEMPOTENCY],
        request=PinInputSerializer,
        responses={201: PinSerializer, **CHANGE},
    )
    def post(self, request: Request, case_id: UUID) -> Response:
        """A new PIN for a lost receipt, told once (a replay answers with an empty one); the old one dies."""
        form = PinInputSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        case = policies.get_case(self.actor, case_id)
        made: list[str] = []

        def once() -> UUID:
            made.append(receipts.new_pin(case, checked=form.validated_data["checked"], actor=self.actor))
            return case.pk

        run_once(request, self.actor, request.data, once)
        return Response({"pin": made[0] if made else ""}, status=status.HTTP_201_CREATED)
