"""Following a case with code and PIN, without an account.

A code that does not exist and a wrong PIN cost the same work, write the same rows and read the same.
Guesses are counted in the database, so that they are counted without a cache.
"""

import hashlib
import hmac
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from exchange.models import TrackingCode, TrackingGuard
from exchange.road import TrackingView, view_of
from exchange.rules import guesses, tracking_codes
from kernel import clock
from kernel.errors import NotFound, TooMany
from kernel.transactions import atomic

#: Rounds of PBKDF2; see decisions/0005.
_ROUNDS = 1_000
_KEEP = timedelta(days=1)


def issue(case_id: UUID, *, allowed: bool = True, is_discreet: bool = False) -> tuple[str, str]:
    """Give a case its code and PIN; the PIN is returned this once and stored only as a digest.

    `is_discreet`: a denunciation. Call in the intake transaction.
    """
    pin = tracking_codes.new_pin()
    code = tracking_codes.new_code()
    TrackingCode.objects.create(
        code=code,
        case_id=case_id,
        pin_digest=_pin_digest(code, pin),
        allowed=allowed,
        is_discreet=is_discreet,
    )
    return code, pin


def reissue_pin(case_id: UUID) -> str:
    """A new PIN for a lost receipt; the old one stops working. Raises NotFound without a code."""
    found = TrackingCode.objects.filter(case_id=case_id).first()
    if found is None:
        raise NotFound("tracking_code_missing", _("Vụ việc chưa có mã tra cứu."))
    pin = tracking_codes.new_pin()
    TrackingCode.objects.filter(pk=found.pk).update(pin_digest=_pin_digest(found.code, pin), pin_changed_at=clock.now())
    TrackingGuard.objects.filter(digest=keyed("code", found.code)).delete()
    return pin


def code_of(case_id: UUID) -> str | None:
    """The code of a case, for its receipt."""
    return TrackingCode.objects.filter(case_id=case_id).values_list("code", flat=True).first()


def look_up(code: str, pin: str, address: str) -> TrackingView:
    """What the citizen may read.

    Raises NotFound("tracking_unknown") for an unknown code, a wrong PIN and a case that may not be
    followed alike, and TooMany with `retry_after` in seconds. `address` is the caller's network
    address; only a keyed digest of it is stored.
    """
    code = tracking_codes.tidy(code)
    pin = "".join(digit for digit in pin if digit.isdigit())
    guards = (keyed("address", address), keyed("code", code))
    _refuse_while_paused(guards)
    # Whether the code exists or not: one read, one slow digest, one comparison.
    found = TrackingCode.objects.filter(code=code).first()
    expected = bytes(found.pin_digest) if found is not None else bytes(32)
    matches = hmac.compare_digest(expected, _pin_digest(code, pin))
    if not matches or found is None or not found.allowed:
        _count_wrong(*guards)
        raise unknown()
    TrackingGuard.objects.filter(digest__in=guards).delete()
    return view_of(found.case_id, tracking_codes.grouped(found.code), is_discreet=found.is_discreet)


def unknown() -> NotFound:
    """The one answer to every pair that opens nothing."""
    return NotFound(
        "tracking_unknown",
        _("Mã tra cứu hoặc mã PIN không đúng, hoặc vụ việc này không tra cứu được."),
    )


def forget_old() -> int:
    """Delete guesses older than a day; returns how many."""
    deleted, _rows = TrackingGuard.objects.filter(last_at__lt=clock.now() - _KEEP).delete()
    return deleted


def _refuse_while_paused(guards: tuple[bytes, bytes]) -> None:
    until = [guard.until for guard in TrackingGuard.objects.filter(digest__in=guards) if guard.until is not None]
    latest = max(until, default=None)
    if latest is not None and latest > clock.now():
        wait = max(1, round((latest - clock.now()).total_seconds()))
        raise TooMany(
            "tracking_paused",
            _("Đã thử sai nhiều lần. Hãy thử lại sau %(wait)s.") % {"wait": in_words(wait)},
            retry_after=wait,
        )


def _count_wrong(address: bytes, code: bytes) -> None:
    with atomic():
        # Always in the order of the digests, so that two callers never wait for each other.
        for digest in sorted((address, code)):
            wrong = add_one(digest, clock.now())
            wait = guesses.address_wait(wrong) if digest == address else guesses.code_wait(wrong)
            TrackingGuard.objects.filter(digest=digest).update(until=None if wait is None else clock.now() + wait)


def add_one(digest: bytes, now: datetime) -> int:
    """Count one more try of whoever this digest stands for; how many it is within a day."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO exchange_trackingguard AS g (digest, wrong, last_at) VALUES (%s, 1, %s)"
            " ON CONFLICT (digest) DO UPDATE SET wrong ="
            " CASE WHEN g.last_at < %s THEN 1 ELSE g.wrong + 1 END, last_at = EXCLUDED.last_at"
            " RETURNING wrong",
            [digest, now, now - _KEEP],
        )
        return int(cursor.fetchone()[0])


def _pin_digest(code: str, pin: str) -> bytes:
    keyed = hmac.digest(_pepper(), pin.encode(), "sha256")
    return hashlib.pbkdf2_hmac("sha256", keyed, code.encode(), _ROUNDS)


def keyed(kind: str, value: str) -> bytes:
    """What stands for an address or a code in the table of guesses."""
    return hmac.digest(_pepper(), f"{kind}:{value}".encode(), "sha256")


def _pepper() -> bytes:
    return settings.TRACKING_PEPPER


def in_words(seconds: int) -> str:
    """How long somebody waits."""
    if seconds < 60:
        return _("%(n)d giây") % {"n": seconds}
    return _("%(n)d phút") % {"n": -(-seconds // 60)}
