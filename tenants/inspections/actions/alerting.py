"""Mails about alerts: neutral words and a link, to those on duty, the unit's head and the centre above; each person once."""

import logging
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from identity import members
from identity.actors import system_actor
from identity.models import Account
from identity.permissions import Permission as P
from kernel import clock
from kernel.active import unit_scope
from kernel.transactions import atomic, lock_unit_writes
from oversight.models import Alert, ShiftPerson
from registry import tree
from registry.addresses import absolute, unit_url
from registry.info import UnitInfo
from tenants.documents.actions.notices import notify
from tenants.documents.enums import NoticeChannel, Subject
from tenants.documents.models import Notice
from tenants.documents.rules.wording import ALERT

log = logging.getLogger(__name__)
AT_ONCE = 100


def tell_alerts() -> int:
    """Write the mails of alerts nobody was told of yet; may run any number of times and at once. Returns how many alerts were told.

    What fails for one unit leaves the others alone and is tried again by the next run.
    """
    return sum(_tell(alert) for alert in Alert.objects.untold().order_by("raised_at")[:AT_ONCE])


def _tell(alert: Alert) -> bool:
    # Every unit is tried, also after one that failed.
    done = [_write(alert, unit, people) for unit, people in _listeners(alert) if not tree.is_behind(unit)]
    return all(done) and bool(Alert.objects.untold().filter(pk=alert.pk).update(told_at=clock.now()))


def _listeners(alert: Alert) -> list[tuple[UnitInfo, list[Account]]]:
    """The unit with its heads and who is on duty; units above with who is on duty, else the nearest with who urges for it."""
    own = tree.get(alert.unit_id)
    above = [unit for unit in tree.ancestors(own.id) if unit.is_open]
    accounts: dict[int, set[UUID]] = {}
    for one in ShiftPerson.objects.on_duty([own.id, *(unit.id for unit in above)], clock.now()):
        if one.account_id:
            accounts.setdefault(one.shift.unit_id, set()).add(one.account_id)
    if own.is_open:
        accounts.setdefault(own.id, set()).update(row.account_id for row in members.heads(own.id))
    if above and not any(unit.id in accounts for unit in above):
        accounts[above[0].id] = {one.pk for one in members.holders(above[0].id, P.OVERSIGHT_URGE)}
    wanted = Account.objects.filter(pk__in={pk for found in accounts.values() for pk in found}, is_active=True)
    people = {one.pk: one for one in wanted.exclude(email="")}
    return [
        (tree.get(unit_id), [people[pk] for pk in sorted(found) if pk in people]) for unit_id, found in accounts.items()
    ]


def _write(alert: Alert, unit: UnitInfo, people: list[Account]) -> bool:
    try:
        with unit_scope(unit), translation.override("vi"):
            _notify(alert, unit, people)
    except Exception:
        log.exception("alert not told in unit %s", unit.id)
        return False
    return True


@atomic
def _notify(alert: Alert, unit: UnitInfo, people: list[Account]) -> None:
    lock_unit_writes(unit)
    # Of two runs at once the second waits here and then finds the first one's mails.
    list(Account.objects.select_for_update(no_key=True).filter(pk__in=[one.pk for one in people]).order_by("pk"))
    told = set(Notice.objects.filter(matter=ALERT, subject_id=alert.pk).values_list("account_id", flat=True))
    hour = f"{alert.raised_at.astimezone(clock.OFFICE_ZONE):%H:%M %d/%m/%Y}"
    for person in people:
        if person.pk in told:
            continue
        notify(
            subject=Subject.UNIT,
            subject_id=alert.pk,
            matter=ALERT,
            channel=NoticeChannel.EMAIL,
            recipient_name=person.full_name,
            address=person.email,
            title=_("Cảnh báo mới tại %(unit)s") % {"unit": tree.get(alert.unit_id).name},
            text=_("Có cảnh báo lúc %(hour)s, cần người đang trực xem ngay; thư này không nêu nội dung.")
            % {"hour": hour}
            + f"\n{absolute(unit_url(unit, 'campaigns:alert', alert.pk))}",
            account_id=person.pk,
            actor=system_actor(unit),
        )
