"""One digest for what travels: SHA-256 over canonical JSON."""

import hashlib
import json
from typing import Any


def canonical(value: Any) -> bytes:
    """The one way to write a JSON value down: keys sorted, no spaces, UTF-8, no NaN."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def digest(value: Any) -> str:
    """SHA-256 of the canonical form, as 64 hexadecimal characters."""
    return hashlib.sha256(canonical(value)).hexdigest()
