"""The seal of a denouncer's identity: AES-256-GCM under a key of the unit and bound to the case.

The master key lies in the keys file, outside database and checkout; unit keys are derived and never stored.
What it guards against: colleagues, administrators of the unit, operators' screens and whoever holds a dump.
"""

import hmac
import json
import secrets
from dataclasses import asdict
from functools import lru_cache
from hashlib import sha256
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from tenants.cases.rules.intake import PersonData

FORMAT = b"\x01"
_NONCE = 12


class SealBroken(ValueError):
    """A sealed identity cannot be opened: another unit, another case, another key, or altered bytes."""


def seal(identity: PersonData, *, unit_id: int, case_id: UUID) -> bytes:
    """Encrypt an identity for one case of one unit."""
    return seal_text(json.dumps(asdict(identity), ensure_ascii=False), unit_id=unit_id, case_id=case_id)


def unseal(blob: bytes, *, unit_id: int, case_id: UUID) -> PersonData:
    """Open a sealed identity; raises ``SealBroken``. Callers check the right, ask a reason and log it."""
    return PersonData(**json.loads(unseal_text(blob, unit_id=unit_id, case_id=case_id)))


def reseal(blob: bytes, *, from_unit: int, to_unit: int, case_id: UUID, to_case: UUID | None = None) -> bytes:
    """Encrypt anew for another unit (the case moves) or another case (it is split or joined)."""
    text = unseal_text(blob, unit_id=from_unit, case_id=case_id)
    return seal_text(text, unit_id=to_unit, case_id=to_case or case_id)


def digest(blob: bytes, *, unit_id: int, case_id: UUID) -> str:
    """The keyed digest of a sealed identity for the hash of a dossier: equal in every unit, tells nothing."""
    return fingerprint(f"{case_id}:{unseal_text(blob, unit_id=unit_id, case_id=case_id)}")


def fingerprint(text: str) -> str:
    """A keyed digest of text that may name a denouncer; without the key it cannot be guessed and compared."""
    return hmac.new(_key("digest"), text.encode(), sha256).hexdigest()


def seal_text(text: str, *, unit_id: int, case_id: UUID) -> bytes:
    """Encrypt any text of a case, e.g. the old value of a corrected name."""
    nonce = secrets.token_bytes(_NONCE)
    return FORMAT + nonce + AESGCM(_key(f"unit {unit_id}")).encrypt(nonce, text.encode(), _bound(unit_id, case_id))


def unseal_text(blob: bytes, *, unit_id: int, case_id: UUID) -> str:
    """The text of ``seal_text``; raises ``SealBroken``."""
    blob = bytes(blob)
    if blob[:1] != FORMAT:
        raise SealBroken("unknown format of a sealed text")
    nonce, sealed = blob[1 : 1 + _NONCE], blob[1 + _NONCE :]
    try:
        return AESGCM(_key(f"unit {unit_id}")).decrypt(nonce, sealed, _bound(unit_id, case_id)).decode()
    except InvalidTag:
        raise SealBroken("a sealed text cannot be opened here") from None


def _bound(unit_id: int, case_id: UUID) -> bytes:
    return f"{unit_id}:{case_id}".encode()


def _key(purpose: str) -> bytes:
    return _derived(settings.SEAL_KEY, purpose)


@lru_cache(maxsize=512)
def _derived(master: bytes, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"tiepdan seal {purpose}".encode()).derive(master)
