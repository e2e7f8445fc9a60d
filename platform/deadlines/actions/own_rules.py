"""A unit works to shorter terms than the law gives; it can never give itself longer ones."""

from datetime import timedelta

from django.utils.translation import gettext as _

from deadlines import memory, rules
from deadlines.enums import Mark, RuleCode
from deadlines.explanations import length_words
from deadlines.models import DeadlineRule
from identity.actors import Actor
from identity.permissions import Permission
from kernel import clock
from kernel.errors import Invalid, NotFound
from kernel.journal import events
from kernel.transactions import atomic


@atomic
def set_own_length(code: str, length: int, *, actor: Actor) -> DeadlineRule:
    """From today the unit's own term for ``code`` is ``length`` days of the legal kind; due items already open keep theirs.

    Announces ``deadline_rule_set`` in the unit's log, unless it is so already. Refuses with ``Invalid`` a term that is not
    shorter than every legal term in force, and codes whose date is set by hand. Needs ``unit_configure``.
    """
    actor.require(Permission.UNIT_CONFIGURE)
    legal = _legal(code, actor)
    limit = min(rule.length or 0 for rule in legal)
    if not 1 <= length < limit:
        words = _("Thời hạn riêng phải từ 1 đến %(limit)s, ngắn hơn quy định của pháp luật.") % {
            "limit": length_words(limit - 1, legal[0].day_kind)
        }
        raise Invalid("own_rule_not_shorter", words, fields={"length": [words]})
    current = DeadlineRule.objects.filter(
        code=code, unit_id=actor.unit.id, valid_to__isnull=True, length=length
    ).first()
    if current is not None:
        return current
    _end_current(code, actor)
    row, _created = DeadlineRule.objects.update_or_create(
        code=code,
        unit_id=actor.unit.id,
        case_kind=legal[0].case_kind,
        levels=[],
        valid_from=clock.today(),
        law=_("Quy định của %(unit)s") % {"unit": actor.unit.name},
        defaults={
            "length": length,
            "day_kind": legal[0].day_kind,
            "start_event": legal[0].start_event,
            "valid_to": None,
            "mark": Mark.UNIT,
            "made_at": clock.now(),
            "made_by_name": actor.name,
        },
    )
    events.record("deadline_rule_set", actor=actor, code=code, length=length, day_kind=row.day_kind)
    memory.forget()
    return row


@atomic
def end_own_length(code: str, *, actor: Actor) -> None:
    """The legal term counts again from today; announces ``deadline_rule_ended``. ``NotFound`` when there is no own term."""
    actor.require(Permission.UNIT_CONFIGURE)
    if not _end_current(code, actor):
        raise NotFound("no_own_rule", _("Đơn vị không đặt thời hạn riêng cho quy tắc này."))
    events.record("deadline_rule_ended", actor=actor, code=code)
    memory.forget()


def _legal(code: str, actor: Actor) -> list[DeadlineRule]:
    found = (
        [rule for rule in rules.in_force(code, clock.today(), actor.unit.id) if rule.unit_id is None]
        if code in RuleCode
        else []
    )
    if not found or not rules.is_shortenable(found[0]):
        words = _("Quy tắc này không có số ngày để rút ngắn.")
        raise Invalid("own_rule_not_possible", words, fields={"code": [words]})
    return found


def _end_current(code: str, actor: Actor) -> int:
    today = clock.today()
    current = DeadlineRule.objects.filter(code=code, unit_id=actor.unit.id, valid_to__isnull=True)
    # A row of today never counted for another day: it goes, so that no row ends before it begins.
    undone, _per_model = current.filter(valid_from__gte=today).delete()
    return undone + current.filter(valid_from__lt=today).update(valid_to=today - timedelta(days=1))
