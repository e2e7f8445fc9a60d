"""The duty roster: a shift with its people; one person never stands in two places at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from identity import members
from identity.actors import Actor
from identity.models import Account
from kernel import clock
from kernel.errors import Conflict, Invalid
from kernel.journal import events
from kernel.text import clean, normalise
from kernel.transactions import atomic
from oversight import campaign_policies as policies
from oversight.actions.campaign_changing import lock
from oversight.models import Campaign, Shift, ShiftPerson
from oversight.rules.public_texts import wrong
from registry import tree

LONGEST = timedelta(hours=24)
MOST = 40


@dataclass(frozen=True, kw_only=True)
class OnDuty:
    """One person of a shift: an account of the unit, or typed. ``home``: who sent a seconded officer."""

    account_id: UUID | None = None
    name: str = ""
    position: str = ""
    phone: str = ""
    home: str = ""
    is_leader: bool = False


@dataclass(frozen=True, kw_only=True)
class ShiftData:
    """A shift as it was typed."""

    starts_at: datetime
    ends_at: datetime
    place: str
    people: Sequence[OnDuty]


@atomic
def add_shift(campaign: Campaign | UUID, *, data: ShiftData, actor: Actor) -> Shift:
    """Put a shift on the roster. Announces ``shift_added``.

    Refuses a day outside the period, more than 24 hours, nobody or two leaders, an account that is no member of the unit, and who stands in
    a shift at that time already, also on another campaign's or another unit's roster.
    """
    row = lock(campaign, "roster", actor=actor)
    shift = Shift(campaign=row, unit_id=actor.unit.id)
    _write(shift, data, actor)
    events.record("shift_added", actor=actor, campaign=str(row.pk), shift=str(shift.pk), people=len(data.people))
    return shift


@atomic
def change_shift(shift: Shift | UUID, *, data: ShiftData, actor: Actor, version: int | None = None) -> Shift:
    """Write a shift anew with its people. Announces ``shift_changed``. Refuses as ``add_shift`` does, and a stale version."""
    found = policies.get_shift(actor, shift.pk if isinstance(shift, Shift) else shift)
    lock(found.campaign_id, "roster", actor=actor)
    found.refresh_from_db()
    _refuse_stale(found, version)
    found.version += 1
    found.people.all().delete()
    _write(found, data, actor)
    events.record("shift_changed", actor=actor, campaign=str(found.campaign_id), shift=str(found.pk))
    return found


@atomic
def remove_shift(shift: Shift | UUID, *, campaign: Campaign | UUID, actor: Actor, version: int | None = None) -> None:
    """Take a shift off the roster. Announces ``shift_removed``. Refuses one that has begun: it stands as it was."""
    row = lock(campaign, "roster", actor=actor)
    found = row.shifts.filter(pk=shift.pk if isinstance(shift, Shift) else shift).first()
    if found is None:
        raise policies.shift_not_found()
    _refuse_stale(found, version)
    if found.starts_at <= clock.now():
        raise Conflict("shift_begun", _("Ca trực đã bắt đầu nên không bỏ được; sửa người trực nếu có thay đổi."))
    events.record("shift_removed", actor=actor, campaign=str(row.pk), shift=str(found.pk))
    found.delete()


def _write(shift: Shift, data: ShiftData, actor: Actor) -> None:
    campaign = shift.campaign
    shift.starts_at, shift.ends_at = data.starts_at, data.ends_at
    shift.place = clean(data.place, field="place", max_length=200)
    found: dict[str, list[str]] = {}
    day = clock.day_of(data.starts_at)
    begins = min(campaign.first, campaign.active_from or campaign.first)
    if not begins <= day <= campaign.last:
        found["day"] = [
            _("Chọn một ngày từ %(first)s đến %(last)s.")
            % {"first": f"{begins:%d/%m/%Y}", "last": f"{campaign.last:%d/%m/%Y}"}
        ]
    if not timedelta() < data.ends_at - data.starts_at <= LONGEST:
        found["ends_at"] = [_("Giờ kết thúc phải sau giờ bắt đầu, một ca dài nhất 24 giờ.")]
    if not shift.place:
        found["place"] = [_("Ghi nơi trực.")]
    people = [one for one in data.people if one.account_id or one.name.strip()]
    if not people or len(people) > MOST:
        found["people"] = [_("Ghi ít nhất một người trực, nhiều nhất %(n)d người.") % {"n": MOST}]
    if sum(one.is_leader for one in people) > 1:
        found["people"] = [_("Mỗi ca chỉ có một lãnh đạo trực.")]
    if found:
        raise Invalid("shift_invalid", _("Chưa lưu được ca trực: hãy xem các ô được đánh dấu."), found)
    rows = _people(people, actor)
    _refuse_twice(shift, rows)
    shift.save()
    for number, row in enumerate(rows):
        row.shift, row.place_no = shift, number
    ShiftPerson.objects.bulk_create(rows)


def _people(people: Sequence[OnDuty], actor: Actor) -> list[ShiftPerson]:
    """The rows; of an account name, position and telephone are the account's where nothing else was typed."""
    held = {row.account_id: row for row in members.current(actor.unit.id)}
    rows = []
    for one in people:
        member = held.get(one.account_id) if one.account_id else None
        if one.account_id and member is None:
            raise wrong("people", "no_member", _("Người trực được chọn không làm việc tại đơn vị."))
        account = member.account if member else None
        name = account.full_name if account else clean(one.name, field="people", max_length=200)
        position = one.position or (member.position or str(member.get_role_display()) if member else "")
        phone = clean(one.phone or (account.phone if account else ""), field="people", max_length=32)
        rows.append(
            ShiftPerson(
                account_id=one.account_id,
                name=name,
                position=clean(position, field="people", max_length=200),
                phone=phone,
                home=clean(one.home or _home(account, actor), field="people", max_length=200),
                is_leader=one.is_leader,
                key=str(one.account_id) if one.account_id else f"{normalise(name)}|{normalise(phone)}"[:250],
            )
        )
    return rows


def _home(account: Account | None, actor: Actor) -> str:
    if account is None or account.home_unit_id in (None, actor.unit.id):
        return ""
    return tree.get(account.home_unit_id).name


def _refuse_twice(shift: Shift, rows: list[ShiftPerson]) -> None:
    keys = [row.key for row in rows]
    twice = next((row for row in rows if keys.count(row.key) > 1), None)
    if twice is not None:
        raise wrong("people", "person_twice", _("%(name)s được ghi hai lần trong ca này.") % {"name": twice.name})
    accounts = sorted(row.account_id for row in rows if row.account_id)
    # Two rosters may take one person at the same instant: the second waits here and then finds the first.
    list(Account.objects.select_for_update(no_key=True).filter(pk__in=accounts).order_by("pk"))
    busy = Shift.objects.overlapping(shift.starts_at, shift.ends_at).exclude(pk=shift.pk)
    own = ShiftPerson.objects.filter(shift__in=busy.filter(unit_id=shift.unit_id), key__in=keys)
    taken = own.select_related("shift").first() or (
        ShiftPerson.objects.filter(shift__in=busy, account_id__in=accounts).select_related("shift").first()
    )
    if taken is not None:
        raise Conflict(
            "person_on_duty",
            _("%(name)s đã trực ca %(from)s–%(to)s tại %(place)s; chọn người khác hoặc đổi giờ.")
            % {
                "name": taken.name,
                "from": f"{taken.shift.starts_at.astimezone(clock.OFFICE_ZONE):%H:%M %d/%m}",
                "to": f"{taken.shift.ends_at.astimezone(clock.OFFICE_ZONE):%H:%M %d/%m}",
                "place": taken.shift.place,
            },
            name=taken.name,
        )


def _refuse_stale(shift: Shift, version: int | None) -> None:
    if version is not None and version != shift.version:
        raise Conflict(
            "shift_changed", _("Ca trực vừa được người khác thay đổi; hãy xem lại rồi gửi lại."), version=shift.version
        )
