"""Bearer tokens: a program's key to one unit, in the name of one person."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from identity import tokens


class TokenAuthentication(BaseAuthentication):
    """``Authorization: Bearer <token>``; whether the token is of this unit, the call itself asks (``UnitView``)."""

    def authenticate(self, request: Request) -> tuple[Any, Any] | None:
        words = get_authorization_header(request).split()
        if not words or words[0].lower() != b"bearer":
            return None
        found = tokens.authenticate(words[1].decode("latin-1")) if len(words) == 2 else None
        if found is None:
            raise AuthenticationFailed(_("Mã truy cập không đúng hoặc đã hết hạn."), code="token_invalid")
        return found

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"
