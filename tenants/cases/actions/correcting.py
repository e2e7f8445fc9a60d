"""Correcting a typing error, with its trace: old and new values stay in the log, with a reason."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from deadlines import due
from deadlines.enums import RuleCode
from exchange import tracking
from exchange.models import TrackingCode
from identity.actors import Actor
from identity.permissions import Permission
from kernel import clock, errors, text
from kernel.journal import events
from kernel.transactions import atomic
from oversight import cards, facts
from oversight.facts import Fact
from tenants.cases.actions import changing, denounced, intake, opening, people
from tenants.cases.actions import correcting_people as persons
from tenants.cases.actions.joining import identity_of
from tenants.cases.actions.texts import required
from tenants.cases.enums import OPPONENTS, SENDERS, WORKED_ON, CaseKind, Channel, Origin
from tenants.cases.models import Case
from tenants.cases.policies import Situation
from tenants.cases.rules import fields
from tenants.cases.rules.intake import names_sender

OWN = ("kind", "field", "content", "place", "channel", "received_on", "track_allowed")
_FORMLESS = (Channel.TELEPHONE, Channel.ONLINE)


@atomic
def correct_case(case: Case, *, changes: dict[str, Any], reason: str, actor: Actor, version: int | None) -> Case:
    """Change what was typed wrongly; announces ``case_corrected`` with old and new values.

    ``changes`` names columns of ``OWN`` and, under ``people``, ``{id of the person in the case: {column: value}}``. Another
    kind or receipt date of a case that never left the unit moves its figures by reversing deltas and starts its clocks anew;
    a case that has been elsewhere keeps both. A case that becomes a denunciation is sealed; the other way needs the right to
    unseal. Old and new names stand encrypted in the log.
    """
    reason = required(reason, "reason", max_length=2000)
    row, now = changing.begin(case, "correct", actor=actor, version=version)
    wanted = _wanted(row, changes)
    named = persons.wanted_people(row, changes.get("people") or {})
    if not wanted and not named:
        raise errors.Invalid("nothing_changed", _("Chưa có gì thay đổi. Hãy sửa chỗ sai rồi lưu."), fields={})
    _check(row, wanted, now, actor)
    before = replace_values(row, wanted)
    _carry_out(row, before, actor)
    trace = persons.correct_people(row, named)
    row.search_text = people.search_text(row)
    changing.finish(row, *wanted, "search_text", has_new_dates=True)
    events.record(
        "case_corrected",
        actor=actor,
        case_id=row.pk,
        reason=reason,
        was={name: _plain(value) for name, value in before.items()},
        now={name: _plain(getattr(row, name)) for name in before},
        people=trace,
    )
    return row


def replace_values(case: Case, wanted: dict[str, Any]) -> dict[str, Any]:
    """Put the new values into the row; returns the old ones."""
    before = {name: getattr(case, name) for name in wanted}
    for name, value in wanted.items():
        setattr(case, name, value)
    return before


def _wanted(case: Case, changes: dict[str, Any]) -> dict[str, Any]:
    if strange := set(changes) - {*OWN, "people"}:
        raise errors.Invalid(
            "field_unknown", _("Không sửa được ô này."), fields={name: [_("Không sửa được.")] for name in strange}
        )
    wanted: dict[str, Any] = {}
    for name in OWN:
        if name not in changes:
            continue
        value = _tidy(name, changes[name])
        if value != getattr(case, name):
            wanted[name] = value
    return wanted


def _tidy(name: str, value: Any) -> Any:
    if name in ("content", "place") and not isinstance(value, str):
        # A program may send anything.
        raise errors.Invalid("text_invalid", _("Ô này phải là chữ."), fields={name: [_("Ô này phải là chữ.")]})
    if name == "content":
        return required(value, name, max_length=intake.MAX_CONTENT)
    if name == "place":
        return text.clean(value, field=name, max_length=250)
    if name == "received_on":
        return _day(value)
    return bool(value) if name == "track_allowed" else str(value)


def _day(value: Any) -> date:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        wrong = {"received_on": [_("Ngày không hợp lệ.")]}
        raise errors.Invalid("day_invalid", _("Ngày không hợp lệ."), fields=wrong) from None


def _check(case: Case, wanted: dict[str, Any], now: Situation, actor: Actor) -> None:
    found: dict[str, list[str]] = {}
    kind = wanted.get("kind", case.kind)
    if kind not in CaseKind.values:
        found["kind"] = [_("Chọn loại đơn.")]
    elif not fields.is_field(kind, wanted.get("field", case.field)):
        found["field"] = [_("Chọn lĩnh vực có trong biểu 02/XLD của loại đơn này.")]
    channel = wanted.get("channel", case.channel)
    if channel not in Channel.values:
        found["channel"] = [_("Chọn nguồn tiếp nhận.")]
    elif kind == CaseKind.DENUNCIATION and channel in _FORMLESS and ("kind" in wanted or "channel" in wanted):
        found["channel"] = [_("Tố cáo phải gửi bằng đơn hoặc trình bày trực tiếp (Luật Tố cáo, Điều 22).")]
    if wanted.get("received_on", case.received_on) > clock.today():
        found["received_on"] = [_("Ngày nhận không thể sau hôm nay.")]
    if case.accepted_on and wanted.get("received_on", case.received_on) > case.accepted_on:
        found["received_on"] = [_("Ngày nhận không thể sau ngày thụ lý.")]
    if found:
        raise errors.Invalid("correction_invalid", _("Chưa sửa được: hãy xem các ô được đánh dấu."), fields=found)
    if "kind" in wanted or "received_on" in wanted:
        _refuse_counted_elsewhere(case, now)
    if "kind" in wanted:
        _check_kind(case, kind, wanted, actor)


def _refuse_counted_elsewhere(case: Case, now: Situation) -> None:
    # A case that moved was counted by other units under its kind and date; their figures are not ours to change.
    moved = now.custody is None or now.custody.seq > 1
    if case.origin != Origin.HERE or moved:
        raise errors.InvalidTransition(
            "counted_elsewhere", _("Vụ việc đã qua đơn vị khác nên không sửa được loại và ngày nhận nữa.")
        )


def _check_kind(case: Case, kind: str, wanted: dict[str, Any], actor: Actor) -> None:
    if case.accepted_on is not None:
        raise errors.InvalidTransition("already_accepted", _("Đã thụ lý nên không đổi loại được nữa."))
    if case.is_denunciation and not actor.may(Permission.CASE_UNSEAL):
        raise errors.NotPermitted(
            "not_permitted",
            _("Đổi tố cáo thành loại khác sẽ mở danh tính người tố cáo; việc này cần người có quyền mở niêm phong."),
        )
    if kind != CaseKind.DENUNCIATION:
        return
    if not case.people.filter(capacity__in=OPPONENTS).exists():
        raise errors.Invalid(
            "denounced_missing",
            _("Chưa ghi người bị tố cáo."),
            fields={"kind": [_("Tố cáo phải có người bị tố cáo (Luật Tố cáo, Điều 23).")]},
        )
    senders = [
        identity_of(row, case.unit_id, case.pk)
        for row in case.people.filter(capacity__in=SENDERS).select_related("person")
    ]
    for name in ("content", "place"):
        if names_sender(wanted.get(name, getattr(case, name)), senders):
            told = _("Ở đây có tên hoặc số của người tố cáo; hãy bỏ đi trước khi đổi loại.")
            raise errors.Invalid("sender_named", told, fields={name: [told]})
    if denounced.heads_named(case, actor):
        raise errors.InvalidTransition(
            "head_denounced",
            _("Đơn tố cáo người đứng đầu đơn vị phải vào sổ lại là tố cáo để niêm phong và gửi lên cấp trên ngay."),
        )


def _carry_out(case: Case, before: dict[str, Any], actor: Actor) -> None:
    """What hangs on the columns changed: figures, clocks, seal, tracking, the petition's own copy."""
    old_kind, old_day = before.get("kind", case.kind), before.get("received_on", case.received_on)
    if "kind" in before or "received_on" in before:
        _recount(case, old_kind, old_day, actor)
        if case.status in WORKED_ON:
            _restart_clocks(case, old_kind, actor)
    if "kind" in before:
        persons.reseal_people(case, old_kind)
        TrackingCode.objects.filter(case_id=case.pk).update(is_discreet=case.is_denunciation)
    first = case.petitions.order_by("received_on", "id").first()
    if first is not None:
        for name in ("content", "channel", "received_on"):
            if name in before:
                setattr(first, name, getattr(case, name))
        first.save(update_fields=["content", "channel", "received_on"])
        if "received_on" in before and first.entered_unit_id == actor.unit.id:
            cards.correct_petition(first.pk, received_on=first.received_on)
    if "track_allowed" not in before:
        return
    if not TrackingCode.objects.filter(case_id=case.pk).update(allowed=case.track_allowed):
        tracking.issue(case.pk, is_discreet=case.is_denunciation)


def _recount(case: Case, old_kind: str, old_day: date, actor: Actor) -> None:
    """Move this unit's figures; what other units took in of a case that travelled counts there, as they entered it."""
    unit_id = actor.unit.id
    first = case.petitions.order_by("received_on", "id").first()
    for petition in case.petitions.filter(entered_unit_id=unit_id):
        # Only the first petition has the date of the case; later ones change their kind alone.
        day = old_day if first is not None and petition.pk == first.pk else petition.received_on
        new_day = case.received_on if first is not None and petition.pk == first.pk else petition.received_on
        facts.count(Fact.TAKEN_IN, unit_id=unit_id, kind=old_kind, day=day, n=-1)
        facts.count(Fact.TAKEN_IN, unit_id=unit_id, kind=case.kind, day=new_day, n=1)
    if old_kind == case.kind:
        return
    if case.status in WORKED_ON:
        for fact in (Fact.OPEN, Fact.OWED):
            facts.count(fact, unit_id=unit_id, kind=old_kind, n=-1)
            facts.count(fact, unit_id=unit_id, kind=case.kind, n=1)
    answer = case.answers.filter(given_unit_id=unit_id).order_by("entered_at", "id").first()
    if answer is not None:
        facts.count(Fact.ANSWERED, unit_id=unit_id, kind=old_kind, day=answer.answered_on, n=-1)
        facts.count(Fact.ANSWERED, unit_id=unit_id, kind=case.kind, day=answer.answered_on, n=1)


def _restart_clocks(case: Case, old_kind: str, actor: Actor) -> None:
    unit_id = actor.unit.id
    open_codes = set(due.of_object(case.pk, unit_id).open().values_list("kind", flat=True))
    for code in (RuleCode.A3, RuleCode.B2, RuleCode.C1):
        if code in open_codes:
            due.cancel(unit_id, case.pk, code, superseded=True)
    if RuleCode.A3 in open_codes:
        opening.start_clocks(case, actor)
        return
    # The citizen was answered; only the decision to accept may still be due.
    decision = opening.DECISIONS.get(CaseKind(case.kind))
    if old_kind == case.kind and decision in open_codes and decision is not None:
        due.open_item(unit_id, decision, case.pk, case.received_on, case_kind=case.kind)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
