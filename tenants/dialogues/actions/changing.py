"""How every change of a conference or an opinion begins and ends: locks, version, verdict; then the next version."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from identity.actors import Actor
from kernel import errors
from kernel.journal import events
from kernel.transactions import lock_unit_writes
from registry.rules import refuse_if_frozen
from tenants.dialogues import policies
from tenants.dialogues.models import Conference, Opinion


def begin(conference: Conference | UUID, verb: str, *, actor: Actor, version: int | None = None) -> Conference:
    """Lock the conference, check the version that was seen, and ask the policy about what stands there now."""
    row = lock(conference, actor=actor)
    _check_version(row, version, _("Hội nghị này"))
    policies.may(actor, verb, row).require()
    return row


def begin_opinion(
    opinion: Opinion | UUID, verb: str, *, actor: Actor, version: int | None = None
) -> tuple[Opinion, Conference | None]:
    """Lock the opinion's conference, then the opinion: one order for everybody."""
    opinion_id = opinion.pk if isinstance(opinion, Opinion) else opinion
    seen = policies.get_opinion(actor, opinion_id)
    conference = lock(seen.conference_id, actor=actor) if seen.conference_id else None
    if conference is None:
        _enter(actor)
    row = Opinion.objects.select_for_update(of=("self",)).get(pk=opinion_id)
    if row.conference_id != seen.conference_id:
        raise errors.Conflict("opinion_moved", _("Ý kiến vừa được đưa sang hội nghị khác. Hãy mở lại."))
    _check_version(row, version, _("Ý kiến này"))
    policies.may_with(actor, verb, row, conference).require()
    return row, conference


def lock(conference: Conference | UUID, *, actor: Actor) -> Conference:
    """The conference as it stands now, held until the commit; NotFound where it does not exist for the actor."""
    conference_id = conference.pk if isinstance(conference, Conference) else conference
    _enter(actor)
    if not policies.visible_conferences(actor).filter(pk=conference_id).exists():
        raise policies.not_found()
    row: Conference = Conference.objects.select_for_update(of=("self",)).get(pk=conference_id)
    return row


def finish(row: Conference | Opinion, *changed: str) -> None:
    """Write the changed columns, one version further."""
    row.version += 1
    row.save(update_fields=sorted({*changed, "version"}))


def tell(kind: str, conference: Conference, *, actor: Actor, **facts: Any) -> None:
    """The event of a change: of this conference, without what a citizen said or who it was."""
    events.record(kind, actor=actor, conference=str(conference.pk), line=conference.line, **facts)


def _enter(actor: Actor) -> None:
    lock_unit_writes(actor.unit)
    refuse_if_frozen(actor.unit)


def _check_version(row: Any, version: int | None, what: str) -> None:
    if version is not None and version != row.version:
        raise errors.Conflict(
            "changed_meanwhile",
            _("%(what)s vừa được người khác thay đổi. Những gì bạn đã nhập vẫn còn; hãy xem lại rồi gửi lại.")
            % {"what": what},
            version=row.version,
        )
