"""One digest a day a person: counts with a link, never a name or a title; nobody is mailed at night or twice."""

import logging
from collections.abc import Mapping
from datetime import datetime, time, timedelta

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from identity.actors import system_actor
from identity.models import Account
from kernel import clock
from kernel.active import unit_scope
from kernel.transactions import atomic, lock_unit_writes
from registry import tree
from registry.addresses import absolute, unit_url
from registry.info import UnitInfo
from tenants.documents.actions.notices import notify
from tenants.documents.enums import NoticeChannel, Subject
from tenants.documents.models import Notice
from tenants.documents.rules.wording import DIGEST
from tenants.inspections.queries.reminders import Digest, accounts, digests
from tenants.inspections.rules.reminders import Moment, reminders

log = logging.getLogger(__name__)
KEEP = timedelta(days=30)


def send_digests() -> int:
    """Write the digests of the day that were not written yet; nothing in quiet hours. Returns how many were written.

    May run any number of times a day: each person has one mail. What fails for one unit leaves the others alone.
    """
    if reminders().is_quiet(clock.now()):
        return 0
    found = digests(clock.today())
    people = accounts(found)
    return sum(_send(digest, people[digest.account_id]) for digest in found if digest.account_id in people)


def _send(digest: Digest, person: Account) -> bool:
    unit = _home(digest, person)
    if unit is None:
        return False
    try:
        with unit_scope(unit), translation.override("vi"):
            return _write(digest, person, unit)
    except Exception:
        log.exception("digest not written in unit %s", unit.id)
        return False


@atomic
def _write(digest: Digest, person: Account, unit: UnitInfo) -> bool:
    lock_unit_writes(unit)
    # Of two runs at once the second waits here and then finds the first one's mail.
    Account.objects.select_for_update(no_key=True).get(pk=person.pk)
    written = Notice.objects.filter(matter=DIGEST, account_id=person.pk)
    midnight = datetime.combine(clock.today(), time(), clock.OFFICE_ZONE)
    if written.filter(made_at__gte=midnight).exists():
        return False
    written.filter(made_at__lt=midnight - KEEP).delete()
    notify(
        subject=Subject.UNIT,
        subject_id=None,
        matter=DIGEST,
        channel=NoticeChannel.EMAIL,
        recipient_name=person.full_name,
        address=person.email,
        title=_("Nhắc việc ngày %(day)s") % {"day": f"{clock.today():%d/%m/%Y}"},
        text=f"{text_of(digest)}\n{absolute(unit_url(unit, 'cases:today'))}",
        account_id=person.pk,
        actor=system_actor(unit),
    )
    return True


def text_of(digest: Digest) -> str:
    """The words of the mail: counts by unit, and where to look."""
    lines = []
    for unit_id in sorted({*digest.due, *digest.letters}):
        unit = tree.get(unit_id)
        told: Mapping[Moment, int] = digest.due.get(unit_id, {})
        said = [_words(moment, told[moment]) for moment in Moment if told.get(moment)]
        if n := digest.letters[unit_id]:
            said.append(ngettext("%(n)d văn bản đến chưa xác nhận", "%(n)d văn bản đến chưa xác nhận", n) % {"n": n})
        lines.append(f"{unit.name}: {'; '.join(said)}.")
    return "\n".join([*lines, "", _("Xem và xử lý tại “Hôm nay”; thư này không nêu nội dung vụ việc.")])


def _words(moment: Moment, n: int) -> str:
    days = reminders().rules[Moment.BEFORE].working_days
    match moment:
        case Moment.BEFORE:
            said = ngettext(
                "%(n)d việc đến hạn sau %(days)d ngày làm việc", "%(n)d việc đến hạn sau %(days)d ngày làm việc", n
            )
            return said % {"n": n, "days": days}
        case Moment.ON:
            return ngettext("%(n)d việc đến hạn hôm nay", "%(n)d việc đến hạn hôm nay", n) % {"n": n}
        case Moment.AFTER:
            return ngettext("%(n)d việc vừa quá hạn", "%(n)d việc vừa quá hạn", n) % {"n": n}


def _home(digest: Digest, person: Account) -> UnitInfo | None:
    """The unit whose outbox carries the person's mails: the home unit, else the first that has something to tell."""
    wanted = [person.home_unit_id, *sorted({*digest.due, *digest.letters})]
    units = [tree.get(unit_id) for unit_id in wanted if unit_id is not None]
    return next((unit for unit in units if unit.is_open and not tree.is_behind(unit)), None)
