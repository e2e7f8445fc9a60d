"""The speaking list: returned slips in the order they came, which the chair may change; questions from the floor and in writing."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from identity.actors import Actor
from kernel import clock, errors
from kernel.transactions import atomic
from tenants.dialogues.actions import changing
from tenants.dialogues.actions.opinions import OpinionData, new_opinion
from tenants.dialogues.actions.texts import refuse
from tenants.dialogues.enums import OpinionSource, OpinionStatus
from tenants.dialogues.models import Conference, Opinion
from tenants.dialogues.models.opinion import WITHOUT_OUTCOME

AT_THE_MEETING = frozenset({OpinionSource.FLOOR, OpinionSource.WRITTEN})


@atomic
def return_slip(conference: Conference, data: OpinionData, *, actor: Actor) -> Opinion:
    """Take back a speech slip: its writer speaks after those who registered before. Announces ``slip_returned``.

    Refuses a slip without a name: somebody must be called up, and answered.
    """
    row = changing.begin(conference, "speak", actor=actor)
    if not data.person_name.strip() and not data.source_name.strip():
        raise refuse("person_name", _("Ghi người đăng ký phát biểu."), "person_name_missing")
    opinion = new_opinion(
        data,
        line_code=row.line,
        conference=row,
        actor=actor,
        status=OpinionStatus.WAITING,
        speaking_no=_next_number(row),
    )
    opinion.source = OpinionSource.SLIP
    opinion.save(force_insert=True)
    changing.tell("slip_returned", row, actor=actor, opinion=str(opinion.pk), speaking_no=opinion.speaking_no)
    return opinion


@atomic
def put_on_list(conference: Conference, *, opinions: Sequence[UUID], actor: Actor) -> int:
    """Let opinions collected before be spoken to, too; they come last. Announces ``speakers_added``. Returns how many."""
    row = changing.begin(conference, "order", actor=actor)
    wanted = {pk: place for place, pk in enumerate(opinions)}
    found = list(
        Opinion.objects.filter(
            conference=row,
            pk__in=wanted,
            speaking_no=None,
            status__in=[OpinionStatus.COLLECTED, OpinionStatus.PREPARED],
        ).select_for_update(of=("self",))
    )
    for opinion in sorted(found, key=lambda one: wanted[one.pk]):
        opinion.speaking_no = _next_number(row)
        opinion.status = OpinionStatus.WAITING
        changing.finish(opinion, "speaking_no", "status")
    changing.tell("speakers_added", row, actor=actor, opinions=len(found))
    return len(found)


@atomic
def reorder(conference: Conference, *, order: Sequence[UUID], actor: Actor, version: int | None = None) -> Conference:
    """The chair's order of those still waiting; who was called up keeps the place. Announces ``speakers_reordered``.

    Refuses a list that is not the one now waiting: somebody registered or was called up meanwhile.
    """
    row = changing.begin(conference, "order", actor=actor, version=version)
    waiting = list(
        Opinion.objects.filter(conference=row, status=OpinionStatus.WAITING)
        .order_by("speaking_no", "id")
        .select_for_update(of=("self",))
    )
    if {one.pk for one in waiting} != set(order) or len(order) != len(waiting):
        raise errors.Conflict(
            "list_changed", _("Danh sách phát biểu vừa thay đổi. Hãy xem lại thứ tự rồi lưu."), version=row.version
        )
    places = sorted(one.speaking_no or 0 for one in waiting)
    by_id = {one.pk: one for one in waiting}
    for place, pk in zip(places, order, strict=True):
        if by_id[pk].speaking_no != place:
            by_id[pk].speaking_no = place
            changing.finish(by_id[pk], "speaking_no")
    changing.finish(row)
    changing.tell("speakers_reordered", row, actor=actor, by_chair=actor.account_id == row.chair_id)
    return row


@atomic
def move_speaker(opinion: Opinion, *, to: int, actor: Actor) -> Opinion:
    """Put one waiting speaker to a place of the list (1 is next). Announces ``speakers_reordered``."""
    row = changing.lock(_conference_of(opinion), actor=actor)
    waiting = list(
        Opinion.objects.filter(conference=row, status=OpinionStatus.WAITING)
        .order_by("speaking_no", "id")
        .values_list("pk", flat=True)
    )
    if opinion.pk not in waiting:
        raise errors.InvalidTransition("not_waiting", _("Người này không còn chờ phát biểu."))
    waiting.remove(opinion.pk)
    waiting.insert(max(to, 1) - 1, opinion.pk)
    reorder(row, order=waiting, actor=actor)
    return Opinion.objects.get(pk=opinion.pk)


@atomic
def call_speaker(opinion: Opinion, *, actor: Actor) -> Opinion:
    """Call one up: the opinion counts as asked. Announces ``opinion_asked``. Refuses outside the meeting."""
    row = changing.begin(_conference_of(opinion), "question", actor=actor)
    asked = Opinion.objects.select_for_update(of=("self",)).get(pk=opinion.pk, conference=row)
    if asked.status not in WITHOUT_OUTCOME:
        raise errors.InvalidTransition("opinion_has_outcome", _("Ý kiến này đã có kết quả."))
    asked.status, asked.asked_at = OpinionStatus.ASKED, clock.now()
    if asked.speaking_no is None:
        asked.speaking_no = _next_number(row)
    changing.finish(asked, "status", "asked_at", "speaking_no")
    changing.tell("opinion_asked", row, actor=actor, opinion=str(asked.pk))
    return asked


@atomic
def take_question(conference: Conference, data: OpinionData, *, actor: Actor) -> Opinion:
    """Something said on the floor, or a written question handed to the desk. Announces ``question_taken``.

    A written one waits at the end of the list, one from the floor is asked.
    """
    row = changing.begin(conference, "question", actor=actor)
    if data.source not in AT_THE_MEETING:
        raise refuse("source", _("Chọn phát biểu tại hội nghị hoặc câu hỏi viết."))
    is_floor = data.source == OpinionSource.FLOOR
    opinion = new_opinion(
        data,
        line_code=row.line,
        conference=row,
        actor=actor,
        status=OpinionStatus.ASKED if is_floor else OpinionStatus.WAITING,
        asked_at=clock.now() if is_floor else None,
        speaking_no=_next_number(row),
    )
    opinion.save(force_insert=True)
    changing.tell("question_taken", row, actor=actor, opinion=str(opinion.pk), source=opinion.source)
    return opinion


def _next_number(row: Conference) -> int:
    # The conference's row is locked: no two get the same number.
    last = Opinion.objects.filter(conference=row).aggregate(last=Max("speaking_no"))["last"]
    return int(last or 0) + 1


def _conference_of(opinion: Opinion) -> UUID:
    if opinion.conference_id is None:
        raise errors.InvalidTransition("no_conference", _("Ý kiến này chưa thuộc hội nghị nào."))
    return opinion.conference_id
