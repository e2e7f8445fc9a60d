"""What the domain refuses, said without HTTP; each face has one table that turns these into an answer."""

from typing import Any


class DomainError(Exception):
    """A refusal with a stable `code`, a Vietnamese `message` for people and `facts` for the face."""

    status = 400

    def __init__(self, code: str, message: str, **facts: Any) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.facts = facts

    def __str__(self) -> str:
        return str(self.message)

    def __reduce__(self) -> tuple[Any, ...]:
        return (_rebuild, (type(self), self.code, str(self.message), self.facts))


class NotPermitted(DomainError):
    """Visible to the actor, but the actor may not do it."""

    status = 403


class NotFound(DomainError):
    """Does not exist for this actor; the same answer as for what does not exist at all."""

    status = 404


class InvalidTransition(DomainError):
    """The object is not in a status from which this step is possible."""

    status = 409


class Conflict(DomainError):
    """Somebody was faster; `facts` may say who and when."""

    status = 409


class Invalid(DomainError):
    """Fields that cannot be accepted: `fields` maps a field's name to its messages."""

    status = 422

    def __init__(self, code: str, message: str, fields: dict[str, list[str]] | None = None, **facts: Any) -> None:
        super().__init__(code, message, **facts)
        self.fields = fields or {}

    def __reduce__(self) -> tuple[Any, ...]:
        return (_rebuild, (type(self), self.code, str(self.message), {**self.facts, "fields": self.fields}))


class TooMany(DomainError):
    """Asked too often; `facts["retry_after"]` is in seconds when known."""

    status = 429


class UnitUnavailable(DomainError):
    """The unit cannot serve now (not opened, or its tables are behind the release)."""

    status = 503


def _rebuild(kind: type[DomainError], code: str, message: str, facts: dict[str, Any]) -> DomainError:
    return kind(code, message, **facts)
