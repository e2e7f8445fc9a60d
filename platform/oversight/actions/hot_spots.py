"""A unit opens a hot spot, tells news of it, and closes it with a result. No text of it may name a citizen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from identity import members
from identity.actors import Actor
from kernel import clock, errors
from kernel.journal import events
from kernel.transactions import atomic, lock_unit_writes
from oversight import protocols
from oversight.actions.alerts import raise_alert
from oversight.models import AlertKind, HotSpot, HotSpotUpdate
from oversight.policies import hot_spot_not_found, require_hot_spots, visible_hot_spots
from oversight.rules import hot_spots as rules
from oversight.rules.public_texts import public_text
from registry.levels import Line
from registry.rules import refuse_if_frozen

MOST_PEOPLE = 1_000_000
LONGEST = 2000


@dataclass(frozen=True, kw_only=True)
class HotSpotData:
    """A hot spot as it was typed; ``owner``: the account that answers for it; it began today unless ``opened_on`` says otherwise."""

    line: str
    place: str
    matter: str
    field: str
    risk: str
    measures: str
    owner: UUID
    people: int | None = None
    opened_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class News:
    """What is new about one: the level and the number as they are now, and what happened."""

    text: str
    risk: str
    people: int | None = None
    measures: str = ""


@atomic
def open_hot_spot(data: HotSpotData, *, actor: Actor) -> HotSpot:
    """A new hot spot of the unit, with its first piece of news; of the highest level it alerts. Announces ``hot_spot_opened``.

    Refuses a line that is not the actor's, an owner who is no member, a day to come, and any text that holds a number of a paper
    or telephone, or the name of a person of one of the unit's cases.
    """
    _begin(actor)
    found: dict[str, list[str]] = {}
    _check_level(data.risk, data.people, found)
    if data.line not in _lines_of(actor):
        found["line"] = [_("Chọn kênh của bạn.")]
    if data.field not in rules.field_codes():
        found["field"] = [_("Chọn lĩnh vực trong danh sách.")]
    opened_on = data.opened_on or clock.today()
    if opened_on > clock.today():
        found["opened_on"] = [_("Ngày %(day)s chưa đến.") % {"day": f"{opened_on:%d/%m/%Y}"}]
    owner = members.current(actor.unit.id).filter(account_id=data.owner).first()
    if owner is None:
        found["owner"] = [_("Chọn người của đơn vị.")]
    place = public_text(data.place, field="place", max_length=250)
    matter = public_text(data.matter, field="matter", max_length=500)
    measures = public_text(data.measures, field="measures", max_length=LONGEST)
    _refuse_names({"place": place, "matter": matter, "measures": measures}, found)
    if found or owner is None:
        raise _invalid(found)
    row = HotSpot.objects.create(
        unit_id=actor.unit.id,
        line=data.line,
        place=place,
        matter=matter,
        field=data.field,
        risk=data.risk,
        people=data.people,
        measures=measures,
        owner_id=owner.account_id,
        owner_name=owner.account.full_name,
        opened_on=opened_on,
        updated_on=clock.today(),
    )
    _tell(row, matter, actor)
    events.record("hot_spot_opened", actor=actor, is_internal=True, hot_spot=str(row.pk), risk=row.risk)
    _alert(row, actor)
    return row


@atomic
def update_hot_spot(hot_spot_id: UUID, news: News, *, actor: Actor, version: int | None = None) -> HotSpot:
    """Write what is new; the level, the number and, where told, the measures are those of now. Announces ``hot_spot_updated``."""
    row = _open_one(hot_spot_id, actor, version)
    found: dict[str, list[str]] = {}
    _check_level(news.risk, news.people, found)
    told = public_text(news.text, field="text", max_length=LONGEST)
    measures = public_text(news.measures, field="measures", max_length=LONGEST, is_needed=False)
    _refuse_names({"text": told, "measures": measures}, found)
    if found:
        raise _invalid(found)
    row.risk, row.people, row.updated_on = news.risk, news.people, clock.today()
    row.measures = measures or row.measures
    _keep(row, "risk", "people", "updated_on", "measures")
    _tell(row, told, actor)
    events.record("hot_spot_updated", actor=actor, is_internal=True, hot_spot=str(row.pk), risk=row.risk)
    _alert(row, actor)
    return row


@atomic
def close_hot_spot(hot_spot_id: UUID, *, result: str, on: date, actor: Actor, version: int | None = None) -> HotSpot:
    """It is one no longer; the result stays. Announces ``hot_spot_closed``. Refuses a day before it was opened or to come."""
    row = _open_one(hot_spot_id, actor, version)
    found: dict[str, list[str]] = {}
    said = public_text(result, field="result", max_length=LONGEST)
    if not row.opened_on <= on <= clock.today():
        found["on"] = [_("Ngày kết thúc từ ngày phát sinh đến hôm nay.")]
    _refuse_names({"result": said}, found)
    if found:
        raise _invalid(found)
    row.closed_on, row.result, row.updated_on = on, said, clock.today()
    _keep(row, "closed_on", "result", "updated_on")
    _tell(row, said, actor)
    events.record("hot_spot_closed", actor=actor, is_internal=True, hot_spot=str(row.pk))
    return row


def _begin(actor: Actor) -> None:
    require_hot_spots(actor)
    lock_unit_writes(actor.unit)
    refuse_if_frozen(actor.unit)


def _open_one(hot_spot_id: UUID, actor: Actor, version: int | None) -> HotSpot:
    # What the actor does not see is not found, whatever his rights; a superior reads and does not write.
    row = visible_hot_spots(actor).filter(pk=hot_spot_id).first()
    if row is None:
        raise hot_spot_not_found()
    if row.unit_id != actor.unit.id:
        raise errors.NotPermitted("not_own", _("Chỉ đơn vị đang theo dõi điểm nóng này được cập nhật."))
    _begin(actor)
    row = HotSpot.objects.select_for_update().get(pk=row.pk)
    if version is not None and version != row.version:
        last = row.updates.order_by("-written_at").first()
        who, at = (last.by_name, last.written_at) if last else ("", clock.now())
        raise errors.Conflict(
            "hot_spot_changed",
            _("Điểm nóng này vừa được cập nhật. Những gì bạn đã nhập vẫn còn; hãy xem lại rồi gửi lại."),
            who=who,
            when=at.isoformat(),
            version=row.version,
        )
    if not row.is_open:
        raise errors.InvalidTransition(
            "hot_spot_closed", _("Điểm nóng đã kết thúc ngày %(day)s.") % {"day": f"{row.closed_on:%d/%m/%Y}"}
        )
    return row


def _alert(row: HotSpot, actor: Actor) -> None:
    # Once a hot spot: news of one that is still of the highest level changes the number of persons alone.
    if row.risk == rules.risks()[0].code:
        raise_alert(
            AlertKind.HOT_SPOT,
            unit_id=row.unit_id,
            place=row.place,
            person_count=row.people,
            object_id=row.pk,
            line=row.line,
            actor=actor,
        )


def _keep(row: HotSpot, *changed: str) -> None:
    row.version += 1
    row.save(update_fields=[*changed, "version"])


def _tell(row: HotSpot, told: str, actor: Actor) -> None:
    HotSpotUpdate.objects.create(
        hot_spot=row,
        on=clock.today(),
        risk=row.risk,
        people=row.people,
        text=told,
        by_id=actor.account_id,
        by_name=actor.name[:200],
    )


def _check_level(risk: str, people: int | None, found: dict[str, list[str]]) -> None:
    if risk not in {one.code for one in rules.risks()}:
        found["risk"] = [_("Chọn mức độ trong danh sách.")]
    if people is not None and not 1 <= people <= MOST_PEOPLE:
        found["people"] = [_("Ghi số người, hoặc để trống khi chưa rõ.")]


def _refuse_names(texts: dict[str, str], found: dict[str, list[str]]) -> None:
    for name, written in texts.items():
        if named := protocols.citizens_named(written):
            said = _("Đơn vị cấp trên đọc được ô này, nên không được ghi tên công dân trong vụ việc: %(names)s.")
            found.setdefault(name, []).append(said % {"names": ", ".join(named)})


def _lines_of(actor: Actor) -> Iterable[str]:
    return {Line.BOTH.value, *(line.value for line in actor.lines)}


def _invalid(found: dict[str, list[str]]) -> errors.Invalid:
    return errors.Invalid("hot_spot_invalid", _("Chưa ghi được: hãy xem các ô được đánh dấu."), fields=found)
