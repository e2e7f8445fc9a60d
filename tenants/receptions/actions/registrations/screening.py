"""What becomes of a registration before any session: fit to be received, refused with a ground, guided elsewhere, settled at once."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from deadlines import due
from deadlines.enums import RuleCode
from deadlines.rules import in_force
from identity.actors import Actor
from kernel import clock
from kernel.transactions import atomic
from tenants.documents.actions.drafting import draft_document
from tenants.documents.actions.notices import notify
from tenants.documents.enums import DocumentKind, NoticeChannel, Subject
from tenants.documents.models import Document
from tenants.documents.rules import bodies
from tenants.receptions.actions.registrations.changing import begin, finish, record, refuse, required
from tenants.receptions.enums import RegistrationStatus
from tenants.receptions.models import Registration
from tenants.receptions.rules import selection
from tenants.receptions.rules.refusal_grounds import ground_of


@atomic
def screen(
    registration: Registration, *, flags: Iterable[str] = (), note: str = "", actor: Actor, version: int | None = None
) -> Registration:
    """Fit to be received; ``flags``: the criteria the office sees in it beside those that show by themselves.

    Announces ``registration_screened``.
    """
    row = begin(registration, "screen", actor=actor, version=version)
    row.flags = selection.known([*row.flags, *flags])
    row.status, row.reason = RegistrationStatus.SCREENED, note.strip()[:5000]
    row.screened_by_id, row.screened_at = actor.account_id, clock.now()
    record("registration_screened", row, actor=actor, flags=row.flags)
    return finish(row, "flags", "status", "reason", "screened_by", "screened_at")


@atomic
def refuse_reception(
    registration: Registration, *, ground: str, explanation: str, actor: Actor, version: int | None = None
) -> Registration:
    """Not received, on one of the thirteen grounds. Where the ground needs it, the notice on form 01/TCD is drafted and its
    clock of three working days starts (Decree 154/2026, Art. 4.3; before 01/07/2026 no law dated it, so no clock is opened).
    Announces ``registration_refused``.
    """
    row = begin(registration, "refuse", actor=actor, version=version)
    found = ground_of(ground, clock.today())
    if found is None:
        raise refuse("ground", _("Chọn một căn cứ từ chối tiếp của pháp luật."))
    row.refusal_ground, row.reason = found.code, required(explanation, "explanation")
    row.status, row.queue_no = RegistrationStatus.REFUSED, None
    row.screened_by_id, row.screened_at = actor.account_id, clock.now()
    if found.needs_notice:
        _draft_refusal(row, found.printed, actor)
        if in_force(RuleCode.A7, clock.today(), actor.unit.id):
            due.open_item(actor.unit.id, RuleCode.A7, row.pk, clock.today())
    record("registration_refused", row, actor=actor, ground=found.code)
    return finish(row, "refusal_ground", "reason", "status", "queue_no", "screened_by", "screened_at")


@atomic
def guide(
    registration: Registration, *, competent: str, reason: str, actor: Actor, version: int | None = None
) -> Registration:
    """Not within this unit's duty: the citizen is shown the right place, with a guidance letter (plan S2-18).

    Announces ``registration_guided``.
    """
    row = begin(registration, "guide", actor=actor, version=version)
    row.outcome = required(competent, "competent", max_length=250)
    row.reason = required(reason, "reason")
    row.status = RegistrationStatus.GUIDED
    who, address = _addressee(row)
    draft_document(
        DocumentKind.GUIDANCE,
        line=row.line,
        subject=Subject.REGISTRATION,
        subject_id=row.pk,
        title=_("Hướng dẫn công dân đến %(place)s (đăng ký %(number)s)") % {"place": row.outcome, "number": row.number},
        body=bodies.Guidance(
            citizen=who, address=address, matter=matter_of(row), competent=row.outcome, reason=row.reason
        ),
        recipients=[{"name": who, "address": address}],
        submit=True,
        actor=actor,
    )
    record("registration_guided", row, actor=actor, to=row.outcome)
    return finish(row, "outcome", "reason", "status")


@atomic
def settle_at_once(
    registration: Registration, *, result: str, basis: str = "", actor: Actor, version: int | None = None
) -> Registration:
    """Clear and founded: settled without waiting for a session, with the answer drafted for the signer (plan S2-16).

    Announces ``registration_settled``.
    """
    row = begin(registration, "settle", actor=actor, version=version)
    row.outcome = required(result, "result")
    row.status, row.queue_no = RegistrationStatus.SETTLED, None
    who, address = _addressee(row)
    draft_document(
        DocumentKind.ANSWER,
        line=row.line,
        subject=Subject.REGISTRATION,
        subject_id=row.pk,
        title=_("Trả lời nội dung đăng ký %(number)s") % {"number": row.number},
        body=bodies.Answer(
            recipient=who,
            address=address,
            question=matter_of(row),
            paragraphs=row.outcome.split("\n"),
            basis=[line for line in basis.split("\n") if line.strip()],
            asked_on=clock.day_of(row.entered_at),
        ),
        recipients=[{"name": who, "address": address}],
        submit=True,
        actor=actor,
    )
    record("registration_settled", row, actor=actor)
    return finish(row, "outcome", "status", "queue_no")


@atomic
def tell(
    registration: Registration,
    *,
    channel: str,
    on: date,
    words: str = "",
    document: Document | None = None,
    actor: Actor,
    version: int | None = None,
) -> Registration:
    """The citizen was told of the refusal, the guidance or the result; meets the clock of the refusal.

    Announces ``registration_told``; refuses a day to come.
    """
    row = begin(registration, "tell", actor=actor, version=version)
    if on > clock.today():
        raise refuse("on", _("Ngày này chưa đến."))
    if channel not in NoticeChannel.values:
        raise refuse("channel", _("Chọn cách báo cho công dân."))
    who, address = _addressee(row)
    notify(
        subject=Subject.REGISTRATION,
        subject_id=row.pk,
        matter="registration_told",
        channel=NoticeChannel(channel),
        recipient_name=who,
        address=email_of(row) if channel == NoticeChannel.EMAIL else address,
        title=_("Trả lời đăng ký gặp số %(number)s") % {"number": row.number},
        text=words or row.outcome or row.reason,
        document=document,
        line=row.line,
        is_confidential=row.is_sealed or row.asks_protection,
        actor=actor,
    )
    due.meet(actor.unit.id, row.pk, RuleCode.A7, on)
    record("registration_told", row, actor=actor, channel=channel, on=on.isoformat())
    return finish(row)


def matter_of(row: Registration) -> str:
    """One line of what it is about, for papers: the words of a denunciation stay out of them."""
    if row.is_sealed:
        return _("Nội dung đã trình bày tại đăng ký số %(number)s") % {"number": row.number}
    first = row.matter.strip().split("\n")[0]
    return first if len(first) <= 300 else first[:297] + "…"


def email_of(row: Registration) -> str:
    """The first address mail can reach; none under a seal."""
    return next((str(one["email"]) for one in row.people if one.get("email")), "")


def addressee(row: Registration) -> tuple[str, str]:
    """Name and postal address on papers; of a sealed registration only its number."""
    if row.is_sealed or not row.people:
        return _("Người đăng ký số %(number)s") % {"number": row.number}, ""
    return str(row.people[0]["full_name"]), str(row.people[0].get("address", ""))


_addressee = addressee


def _draft_refusal(row: Registration, ground: str, actor: Actor) -> None:
    who, address = _addressee(row)
    draft_document(
        DocumentKind.REFUSAL,
        line=row.line,
        subject=Subject.REGISTRATION,
        subject_id=row.pk,
        title=_("Từ chối tiếp công dân, đăng ký số %(number)s") % {"number": row.number},
        body=bodies.Refusal(
            citizen=who,
            address=address,
            asked_on=clock.day_of(row.entered_at),
            matter=matter_of(row),
            ground=ground,
            explanation=row.reason,
        ),
        recipients=[{"name": who, "address": address}],
        submit=True,
        actor=actor,
    )
