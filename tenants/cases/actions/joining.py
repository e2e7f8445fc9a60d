"""Putting cases of one matter together, and taking apart what one petition mixed."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from deadlines import due
from exchange import tracking
from identity.actors import Actor
from identity.permissions import Permission
from kernel import clock, errors, text
from kernel.journal import events
from kernel.transactions import atomic
from oversight import cards, facts
from tenants.cases.actions import changing, denounced, intake, movements, opening, people
from tenants.cases.actions.texts import required
from tenants.cases.actions.working import cancel_requests
from tenants.cases.enums import SENDERS, CaseKind, CaseStatus
from tenants.cases.models import Case, CasePerson, Petition
from tenants.cases.rules import intake as rules
from tenants.cases.rules import representatives, sealing
from tenants.cases.rules.intake import IntakeData, PersonData, SplitData


@atomic
def join_cases(case: Case, into: Case, *, reason: str, actor: Actor) -> Case:
    """Two cases are one matter: petitions, visits, people and files of ``case`` go to ``into``.

    ``case`` leaves *open* and *owed*, its deadlines and open requests are cancelled; petitions, visits and persons received
    stay counted once each, cases become one fewer. The first clock goes on: a case received earlier cannot be joined into a
    later one. Announces ``case_joined`` and ``case_joined_here``; returns ``into``.
    """
    reason = required(reason, "reason")
    if case.pk == into.pk:
        raise errors.Invalid("same_case", _("Chọn vụ việc khác."), fields={"into": [_("Đây là cùng một vụ việc.")]})
    # Always in the order of the keys: two officers joining crosswise must not wait for each other.
    rows = {pk: changing.begin(pk, "join", actor=actor)[0] for pk in sorted((case.pk, into.pk))}
    gone, kept = rows[case.pk], rows[into.pk]
    _check_pair(gone, kept)
    gone.petitions.update(case=kept)
    cards.join_petitions(gone.pk, into=kept.pk)
    gone.visits.update(case=kept)
    gone.attachments.filter(answer=None).update(case=kept)
    _move_people(gone, kept)
    cancel_requests(gone)
    due.cancel(actor.unit.id, gone.pk)
    gone.status = CaseStatus.JOINED
    gone.joined_into = kept
    gone.closed_at = clock.now()
    facts.opened(gone, actor.unit.id, -1)
    facts.owed(gone, actor.unit.id, -1)
    changing.finish(gone, "status", "joined_into", "closed_at", has_new_dates=True)
    kept.person_count = max(kept.person_count, gone.person_count)
    kept.is_group = representatives.is_crowd(kept.person_count)
    kept.search_text = people.search_text(kept)
    changing.finish(kept, "person_count", "is_group", "search_text")
    events.record("case_joined", actor=actor, case_id=gone.pk, into=str(kept.pk), number=kept.number, reason=reason)
    events.record(
        "case_joined_here", actor=actor, case_id=kept.pk, joined=str(gone.pk), number=gone.number, reason=reason
    )
    return kept


@atomic
def split_case(case: Case, data: SplitData, *, actor: Actor) -> Case:
    """One content of a petition becomes a case of its own: same senders, same receipt date, own number and clocks.

    No petition and no visit is added; one case is: announces *open* and *owed*, ``case_split`` and ``case_split_off``. What is
    split off a complaint as a denunciation is sealed like any other. Returns the new case (sealed when a head is named).
    """
    data = _cleaned(data)
    rules.check_split(data)
    row, _now = changing.begin(case, "split", actor=actor)
    petition = row.petitions.filter(pk=data.petition_id).first()
    if petition is None:
        raise errors.Invalid(
            "petition_unknown", _("Chọn đơn của vụ việc này."), fields={"petition_id": [_("Không có đơn này.")]}
        )
    _refuse_opening(row, data, actor)
    heads = denounced.heads_of(data, actor) if data.kind == CaseKind.DENUNCIATION else []
    part = opening.new_case_row(_as_intake(row, petition, data), actor, petition=petition, sealed=bool(heads))
    _copy_senders(row, part, petition)
    people.add_opponents(part, None, denounced.opponents(data, heads))
    part.search_text = people.search_text(part)
    part.save(update_fields=["search_text"])
    if part.track_allowed:
        tracking.issue(part.pk, is_discreet=part.is_denunciation)
    changing.finish(row)
    if part.is_sealed:
        events.record("case_taken_in", actor=actor, case_id=part.pk, number=part.number, is_sealed=True)
        events.record("case_split", actor=actor, case_id=row.pk, number=part.number, reason=data.reason)
        opening.put_card(part, actor, due_on=None)
        movements.send_sealed_up(part, actor=actor)
        return part
    opening.put_card(part, actor, due_on=opening.start_clocks(part, actor))
    facts.opened(part, actor.unit.id)
    facts.owed(part, actor.unit.id)
    events.record("case_split", actor=actor, case_id=row.pk, part=str(part.pk), number=part.number, reason=data.reason)
    events.record(
        "case_split_off", actor=actor, case_id=part.pk, source=str(row.pk), number=row.number, reason=data.reason
    )
    return part


def _check_pair(gone: Case, kept: Case) -> None:
    if gone.kind != kept.kind:
        raise errors.InvalidTransition("kind_differs", _("Chỉ nhập được hai vụ việc cùng loại."))
    if gone.received_on < kept.received_on:
        raise errors.InvalidTransition(
            "joined_into_later",
            _(
                "Nhập vụ việc nhận sau vào vụ việc nhận trước: %(number)s nhận ngày %(day)s, để thời hạn đầu tiên vẫn tính."
            )
            % {"number": gone.number, "day": f"{gone.received_on:%d/%m/%Y}"},
        )


def _move_people(gone: Case, kept: Case) -> None:
    there = set(kept.people.filter(person__isnull=False).values_list("person_id", "capacity"))
    order = kept.people.count()
    for row in gone.people.order_by("order", "id"):
        if row.person_id is not None and (row.person_id, row.capacity) in there:
            row.delete()
            continue
        if row.sealed is not None:
            row.sealed = sealing.reseal(
                bytes(row.sealed), from_unit=gone.unit_id, to_unit=kept.unit_id, case_id=gone.pk, to_case=kept.pk
            )
        row.case = kept
        row.order = order
        row.save(update_fields=["case", "sealed", "order"])
        order += 1


def _cleaned(data: SplitData) -> SplitData:
    line = {"multiline": False}
    names = (text.clean(name, field="denounced", max_length=150, **line) for name in data.denounced)
    return SplitData(
        petition_id=data.petition_id,
        kind=data.kind,
        field=data.field,
        content=text.clean(data.content, field="content", max_length=intake.MAX_CONTENT, multiline=True),
        place=text.clean(data.place, field="place", max_length=250, **line),
        denounced=tuple(name for name in names if name),
        denounced_heads=data.denounced_heads,
        reason=text.clean(data.reason, field="reason", max_length=2000, multiline=True),
    )


def _refuse_opening(case: Case, data: SplitData, actor: Actor) -> None:
    """Splitting another kind off a denunciation would name its denouncer openly."""
    if case.is_denunciation and data.kind != CaseKind.DENUNCIATION and not actor.may(Permission.CASE_UNSEAL):
        raise errors.NotPermitted(
            "not_permitted",
            _(
                "Tách khỏi đơn tố cáo thành loại khác sẽ mở danh tính người tố cáo; việc này cần người có quyền mở niêm phong."
            ),
        )


def _as_intake(case: Case, petition: Petition, data: SplitData) -> IntakeData:
    return IntakeData(
        kind=data.kind,
        field=data.field,
        content=data.content,
        place=data.place,
        channel=petition.channel,
        received_on=petition.received_on,
        people=(),
        form=petition.form,
        person_count=petition.person_count,
        track_allowed=case.is_denunciation and case.track_allowed,
    )


def _copy_senders(case: Case, part: Case, petition: Petition) -> None:
    senders: Iterable[CasePerson] = (
        case.people.filter(capacity__in=SENDERS, petition=petition).select_related("person").order_by("order", "id")
    )
    for order, sender in enumerate(senders):
        data = identity_of(sender, case.unit_id, case.pk)
        if part.is_denunciation:
            people.add_sealed(part, None, data, capacity=sender.capacity, order=order)
        else:
            CasePerson.objects.create(
                case=part, person=sender.person or people.known(data), capacity=sender.capacity, order=order
            )


def identity_of(row: CasePerson, unit_id: int, case_id: UUID) -> PersonData:
    """The identity behind a row, opened when it is sealed: only for writing it sealed or openly again."""
    if row.person is None:
        return sealing.unseal(bytes(row.sealed or b""), unit_id=unit_id, case_id=case_id)
    person = row.person
    return PersonData(
        full_name=person.full_name,
        address=person.address,
        id_number=person.id_number,
        phone=person.phone,
        cannot_write=person.cannot_write,
    )
