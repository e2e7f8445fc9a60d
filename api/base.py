"""The base of every call: who asks, what the call needs, and which refusals it names."""

from functools import cache
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import NotAuthenticated
from rest_framework.request import Request
from rest_framework.views import APIView

from api.authentication import TokenAuthentication
from api.problems import ProblemSerializer
from identity import readers
from identity.actors import Actor, actor_for
from identity.models import Account, Token
from identity.permissions import Permission
from kernel.errors import NotFound, NotPermitted
from registry.tree import UnitInfo


@extend_schema_field(OpenApiTypes.BINARY)
class UploadedFileField(serializers.FileField):
    """A file that a call brings, as a part of its own."""


class SiteView(APIView):
    """A call of the site that needs no account."""

    authentication_classes = ()
    permission_classes = ()


class UnitView(APIView):
    """A call under a unit's address.

    ``needs`` maps each method to the permission it takes; a method without a row is refused, so that a new call
    cannot be open by forgetting. ``None`` means: any member of the unit. A token of another unit finds nothing here (404), unless the
    call is ``for_readers`` and its member reads here by a grant: then GET answers, and that is noted in this unit's log.
    """

    authentication_classes = (TokenAuthentication,)
    permission_classes = ()
    needs: ClassVar[dict[str, Permission | None]] = {}
    for_readers: ClassVar[bool] = False

    actor: Actor
    unit: UnitInfo

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        unit = getattr(request._request, "unit", None)
        if unit is None:
            raise NotFound("not_found", _("Không tìm thấy."))
        token, account = request.auth, request.user
        if not isinstance(token, Token) or not isinstance(account, Account):
            raise NotAuthenticated()
        method = (request.method or "").upper()
        if token.unit_id == unit.id:
            member = actor_for(account, unit)
        else:
            member = None
            if self.for_readers and method == "GET":
                member = readers.reader_for(account, unit, token_unit=token.unit_id)
        if member is None:
            raise NotFound("not_found", _("Không tìm thấy."))
        self.actor, self.unit = member.narrowed(token.scopes), unit
        if method == "OPTIONS":
            return
        if method not in self.needs:
            raise NotPermitted("not_permitted", _("Lệnh này chưa được mở."))
        permission = self.needs[method]
        if permission is not None:
            self.actor.require(permission)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        answer = super().finalize_response(request, response, *args, **kwargs)
        if self.for_readers and request.method == "GET" and answer.status_code < 400:
            readers.note(self.actor, page=type(self).__name__, case_id=self.kwargs.get("case_id"))
        return answer


def checked(form: type[serializers.Serializer[Any]], given: object) -> dict[str, Any]:
    """The body of a call, checked and as Python values; raises DRF's ``ValidationError`` with every field that is wrong."""
    values: dict[str, Any] = _bound(form).run_validation(given)
    return values


@cache
def _bound(form: type[serializers.Serializer[Any]]) -> serializers.Serializer[Any]:
    # Once a process: a serializer made for a call copies all its fields, which costs more than checking them. Checking
    # keeps nothing in it.
    return form()


def refusals(*codes: int) -> dict[int, OpenApiResponse]:
    """The problem responses of an operation, for its schema; 401 and 404 are every unit call's."""
    said = {
        401: "No token, or one that is wrong, revoked or expired",
        403: "The member's role or the token's scope does not allow it",
        404: "Does not exist for this token: also another unit's",
        409: "Not possible in the present status, or somebody was faster; `facts` says who and when",
        413: "Too large",
        422: "Fields that cannot be accepted, named in `fields`",
        429: "Too often; see Retry-After",
        503: "The unit is being upgraded; see Retry-After",
    }
    return {code: OpenApiResponse(ProblemSerializer, description=said[code]) for code in codes}


READ = refusals(401, 403, 404, 503)
CHANGE = refusals(401, 403, 404, 409, 422, 503)

IDEMPOTENCY = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    description="The same key and body are carried out once; a replay answers the same.",
)
IF_MATCH = OpenApiParameter(
    "If-Match", str, OpenApiParameter.HEADER, description='The ETag that was seen, such as "v3".'
)
