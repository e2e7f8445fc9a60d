"""Who may what with letters between units. What is not visible does not exist: 404, never 403."""

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from identity.actors import Actor
from identity.permissions import Permission as P
from kernel.errors import InvalidTransition, NotFound, NotPermitted
from registry.levels import Line
from tenants.documents.enums import SUPERVISING, LetterDirection, LetterStatus
from tenants.documents.models import Letter
from tenants.documents.models.letter import LetterQuerySet

#: Verb → the direction it is for and the statuses it is possible in.
VERBS: dict[str, tuple[LetterDirection, tuple[LetterStatus, ...]]] = {
    "acknowledge": (LetterDirection.IN, (LetterStatus.ARRIVED,)),
    "answer": (LetterDirection.IN, (LetterStatus.ARRIVED, LetterStatus.ACKNOWLEDGED)),
    "record_reply": (LetterDirection.OUT, (LetterStatus.ON_PAPER, LetterStatus.UNDELIVERABLE)),
}


def reads_letters(actor: Actor) -> bool:
    """Whether the actor has to do with letters at all."""
    return actor.may(P.DOCUMENT_VIEW) or actor.may(P.OVERSIGHT_URGE)


def require_reader(actor: Actor) -> None:
    """Raise NotPermitted for who reads no letters."""
    if not reads_letters(actor):
        actor.require(P.DOCUMENT_VIEW)


def works_letters(actor: Actor) -> bool:
    """Who speaks for the unit in letters: the head, deputies, the chief of the office, the records clerk."""
    return actor.may(P.DOCUMENT_ISSUE) or actor.may(P.DOCUMENT_SIGN)


def visible_letters(actor: Actor) -> LetterQuerySet:
    """Letters of the actor's lines; who only supervises sees what supervision wrote, and what came of it."""
    if not reads_letters(actor):
        return Letter.objects.none()
    found: LetterQuerySet = Letter.objects.filter(line__in=[*(line.value for line in actor.lines), Line.BOTH.value])
    if actor.may(P.DOCUMENT_VIEW):
        return found
    return found.filter(thread__in=_supervising().values("thread"))


def get_letter(actor: Actor, letter_id: UUID | str) -> Letter:
    """The letter, or NotFound: the same answer for the other line's, another unit's and a non-existent one."""
    try:
        key = UUID(str(letter_id))
    except ValueError:
        raise letter_not_found() from None
    found: Letter | None = visible_letters(actor).filter(pk=key).first()
    if found is None:
        raise letter_not_found()
    return found


def may(actor: Actor, verb: str, letter: Letter) -> bool:
    """Whether the actor may take the step now."""
    try:
        require(actor, verb, letter)
    except (NotPermitted, InvalidTransition):
        return False
    return True


def require(actor: Actor, verb: str, letter: Letter) -> None:
    """Raise NotPermitted or InvalidTransition unless the actor, who sees the letter, may take the step now."""
    if not works_letters(actor):
        actor.require(P.DOCUMENT_ISSUE)
    direction, statuses = VERBS[verb]
    is_open = letter.direction == direction and letter.status in statuses
    if not is_open or (verb != "acknowledge" and not letter.is_asking):
        raise InvalidTransition(
            "letter_status",
            _("Văn bản đang ở trạng thái “%(status)s”, không làm được bước này.")
            % {"status": LetterStatus(letter.status).label},
            letter_status=letter.status,
        )


def require_line(actor: Actor, line: str) -> None:
    """Nobody writes for a line that is not the own one."""
    if line not in (Line.PARTY, Line.GOVERNMENT) or line not in actor.lines:
        raise NotPermitted("other_line", _("Bạn không thuộc kênh này nên không gửi văn bản của kênh này được."))


def letter_not_found() -> NotFound:
    """The one answer for what does not exist for the actor."""
    return NotFound("letter_not_found", _("Không tìm thấy văn bản."))


def _supervising() -> LetterQuerySet:
    found: LetterQuerySet = Letter.objects.filter(Q(direction=LetterDirection.OUT), topic__in=sorted(SUPERVISING))
    return found
