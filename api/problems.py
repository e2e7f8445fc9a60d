"""One table from what the domain refuses to RFC 9457 problem documents with stable codes."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import serializers, status
from rest_framework.exceptions import APIException, NotAuthenticated, ValidationError
from rest_framework.response import Response
from rest_framework.views import set_rollback

from kernel.errors import DomainError, Invalid

MEDIA_TYPE = "application/problem+json"


class ProblemSerializer(serializers.Serializer[dict[str, Any]]):
    """What every refusal looks like."""

    type = serializers.CharField(help_text="about:blank")
    title = serializers.CharField()
    status = serializers.IntegerField()
    code = serializers.CharField(help_text="Stable; programs decide by it.")
    detail = serializers.CharField(help_text="A sentence for people, in the language asked for.")
    fields = serializers.DictField(  # type: ignore[assignment]  # the word of the problem document
        child=serializers.ListField(child=serializers.CharField()), required=False
    )
    facts = serializers.DictField(required=False, help_text="Who and when, where somebody was faster.")


def handle(failure: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's door for failures; what is not a refusal stays a 500."""
    headers: dict[str, str] = {}
    if isinstance(failure, DomainError):
        body = _body(failure.status, failure.code, str(failure.message))
        if isinstance(failure, Invalid) and failure.fields:
            body["fields"] = failure.fields
        if facts := {name: str(value) for name, value in failure.facts.items() if name != "fields"}:
            body["facts"] = facts
        if "retry_after" in failure.facts:
            headers["Retry-After"] = str(failure.facts["retry_after"])
    elif isinstance(failure, ValidationError):
        body = _body(422, "invalid", _("Dữ liệu gửi lên chưa hợp lệ."))
        body["fields"] = _flat(failure.detail)
    elif isinstance(failure, Http404):
        body = _body(404, "not_found", _("Không tìm thấy."))
    elif isinstance(failure, PermissionDenied):
        body = _body(403, "not_permitted", _("Bạn không có quyền làm việc này."))
    elif isinstance(failure, APIException):
        codes = failure.get_codes()
        body = _body(failure.status_code, codes if isinstance(codes, str) else "refused", str(failure.detail))
        if isinstance(failure, NotAuthenticated) or failure.status_code == status.HTTP_401_UNAUTHORIZED:
            headers["WWW-Authenticate"] = "Bearer"
    else:
        return None
    set_rollback()
    return Response(body, status=body["status"], headers=headers, content_type=MEDIA_TYPE)


def _body(code: int, name: str, detail: str) -> dict[str, Any]:
    titles = {
        400: _("Yêu cầu không đúng"),
        401: _("Chưa xác thực"),
        403: _("Không có quyền"),
        404: _("Không tìm thấy"),
        405: _("Phương thức không dùng ở đây"),
        409: _("Không làm được lúc này"),
        412: _("Đã có người thay đổi"),
        413: _("Quá lớn"),
        415: _("Kiểu nội dung không nhận"),
        422: _("Dữ liệu chưa hợp lệ"),
        429: _("Quá nhiều lần"),
        503: _("Đơn vị tạm thời không phục vụ"),
    }
    return {
        "type": "about:blank",
        "title": titles.get(code, _("Không làm được")),
        "status": code,
        "code": name,
        "detail": detail,
    }


def _flat(detail: Any, prefix: str = "") -> dict[str, list[str]]:
    """Nested errors as one level: ``people.0.full_name``."""
    if isinstance(detail, dict):
        found: dict[str, list[str]] = {}
        for name, inner in detail.items():
            found.update(_flat(inner, f"{prefix}.{name}" if prefix else str(name)))
        return found
    if isinstance(detail, list) and any(isinstance(one, dict | list) for one in detail):
        found = {}
        for index, inner in enumerate(detail):
            found.update(_flat(inner, f"{prefix}.{index}" if prefix else str(index)))
        return found
    return {prefix or "non_field_errors": [str(one) for one in (detail if isinstance(detail, list) else [detail])]}
