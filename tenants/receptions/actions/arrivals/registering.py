"""A higher unit has citizens of a lower one before it: registered, and told to the home unit at once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from deadlines import due
from exchange.sending import Address
from identity.actors import Actor
from kernel import clock
from kernel.transactions import atomic
from oversight.actions import alerts
from oversight.models import AlertKind, ArrivalCard
from registry import tree
from registry.info import UnitInfo
from registry.levels import Line
from registry.rules import refuse_if_ended
from tenants.documents.actions.letters import send_letter
from tenants.documents.enums import LetterTopic
from tenants.receptions.actions.arrivals.changing import DUE, finish, lines, refuse, refuse_to_come, words
from tenants.receptions.actions.registrations.changing import enter
from tenants.receptions.enums import ArrivalSide, ArrivalStep
from tenants.receptions.models import Arrival
from tenants.receptions.policies import arrivals as policies
from tenants.receptions.queries.arrivals import visit_to_tell
from tenants.receptions.rules import arrivals as rules

MOST_PEOPLE = 10_000
LONGEST = timedelta(days=7)
"""Nobody is asked to come later than this."""


@dataclass(frozen=True, kw_only=True)
class ArrivalData:
    """An arrival as it was typed. ``asked_until``: by when the home unit is asked to have its officers there."""

    level_reached: str
    arrived_at: datetime
    asked_until: datetime
    person_count: int
    matter: str
    place: str = ""
    case_number: str = ""
    occurrence: int = 1


@atomic
def register_arrival(
    home: UnitInfo,
    *,
    data: ArrivalData,
    visit_id: UUID | None = None,
    arrival_id: UUID | None = None,
    actor: Actor,
) -> Arrival:
    """Register that citizens of a lower unit stand here (or at the level above that told this unit), and alert their home unit.

    The home unit gets it over the exchange, an alert, a due item for the time asked, and mail to its office; one off the platform
    gets a numbered letter to print. Announces ``arrival_registered``. Refuses a unit that is not below, one that has ended, a level
    that is not above it, a moment to come, and a visit in which somebody denounces.
    """
    enter(actor)
    policies.require_host(actor)
    refuse_if_ended(actor.unit, clock.today())
    policies.home_of(actor, home)
    refuse_if_ended(home, clock.today())
    row = Arrival(
        side=ArrivalSide.HOST,
        host_unit_id=actor.unit.id,
        home_unit_id=home.id,
        host_name=actor.unit.full_name[:250],
        home_name=home.full_name[:250],
        is_on_paper=Address(home.id).is_on_paper,
        visit_id=visit_to_tell(actor, visit_id).pk if visit_id is not None else None,
        made_by_id=actor.account_id,
    )
    if arrival_id is not None:
        row.pk = arrival_id
    fill(row, data, home)
    row.occurrence = max(row.occurrence, _times(row))
    row.save(force_insert=True)
    card = ArrivalCard(
        id=row.pk, host_unit=row.host_unit_id, home_unit=row.home_unit_id, is_on_paper=row.is_on_paper, **counts_of(row)
    )
    card.save(force_insert=True)
    if row.is_on_paper:
        row.letter_id = _write(row, home, actor)
    else:
        open_duty(row)
    alert_home(row, actor)
    return finish(row, card, ArrivalStep.REGISTERED, "letter_id", actor=actor)


def fill(row: Arrival, data: ArrivalData, home: UnitInfo) -> None:
    """Put what was typed into the row, checked."""
    refuse_to_come(data.arrived_at, "arrived_at")
    if data.arrived_at < clock.now() - rules.OLDEST:
        raise refuse("arrived_at", _("Chỉ ghi lượt đến trong 31 ngày gần đây."), "arrived_long_ago")
    if not data.arrived_at < data.asked_until <= data.arrived_at + LONGEST:
        message = _("Giờ hẹn địa phương phải sau lúc công dân đến, không quá 7 ngày.")
        raise refuse("asked_until", message, "asked_until_wrong")
    if not 1 <= data.person_count <= MOST_PEOPLE:
        raise refuse("person_count", _("Ghi số người đã đến."), "person_count_wrong")
    if not 1 <= data.occurrence <= 999:
        raise refuse("occurrence", _("Ghi đoàn này đến lần thứ mấy."), "occurrence_wrong")
    if data.level_reached not in rules.levels_reached(tree.get(row.host_unit_id).level, home.level):
        message = _("Cấp đến phải cao hơn cấp của %(unit)s.") % {"unit": home.name}
        raise refuse("level_reached", message, "level_wrong")
    row.level_reached, row.arrived_at, row.asked_until = data.level_reached, data.arrived_at, data.asked_until
    row.person_count, row.occurrence = data.person_count, data.occurrence
    row.place = words(data.place, "place")
    row.matter = lines(data.matter, "matter", needed=_("Ghi tóm tắt việc công dân trình bày."))
    row.case_number = words(data.case_number, "case_number", 60)


def counts_of(row: Arrival) -> dict[str, object]:
    """What the card says of the row: no name, no matter."""
    return {
        "level_reached": row.level_reached,
        "arrived_at": row.arrived_at,
        "arrived_on": clock.day_of(row.arrived_at),
        "person_count": row.person_count,
        "occurrence": row.occurrence,
        "asked_until": row.asked_until,
    }


def alert_home(row: Arrival, actor: Actor) -> None:
    """An alert with the home unit: its head, those on duty there and above are told. More persons later: the same alert."""
    alerts.raise_alert(
        AlertKind.ARRIVAL,
        unit_id=row.home_unit_id,
        place=tree.get(row.host_unit_id).name,
        person_count=row.person_count,
        object_id=row.pk,
        actor=actor,
    )


def open_duty(row: Arrival) -> None:
    """The home unit owes its coming and its word on the result; late from the day after the time asked."""
    day = clock.day_of(row.asked_until)
    with translation.override("vi"):
        source = _("%(host)s đề nghị phối hợp đưa công dân trở về") % {"host": row.host_name}
        asked = _("Đề nghị có mặt trước %(at)s.") % {
            "at": f"{row.asked_until.astimezone(clock.OFFICE_ZONE):%H:%M %d/%m/%Y}"
        }
    due.open_planned(
        row.home_unit_id, DUE, row.pk, clock.day_of(row.arrived_at), due_on=day, source=source, lines=[asked]
    )


def _times(row: Arrival) -> int:
    """For the how many-th time the same group came here, as far as the case number it shows tells."""
    if not row.case_number:
        return 1
    earlier = Arrival.objects.hosted().counted().filter(home_unit_id=row.home_unit_id, case_number=row.case_number)
    return earlier.exclude(pk=row.pk).count() + 1


def _write(row: Arrival, home: UnitInfo, actor: Actor) -> UUID:
    """A letter to a home unit off the platform: numbered, printed, sent by hand; its notice waits for the proof."""
    line = Line.GOVERNMENT if Line.GOVERNMENT in actor.lines else Line.PARTY
    at = row.arrived_at.astimezone(clock.OFFICE_ZONE)
    until = row.asked_until.astimezone(clock.OFFICE_ZONE)
    with translation.override("vi"):
        told = [
            _("Lúc %(at)s, %(n)d công dân của %(home)s có mặt tại %(place)s để trình bày việc sau:")
            % {
                "at": f"{at:%H:%M} ngày {at:%d/%m/%Y}",
                "n": row.person_count,
                "home": home.name,
                "place": row.place or actor.unit.name,
            },
            row.matter,
            _("Số vụ việc công dân trình: %(number)s.") % {"number": row.case_number} if row.case_number else "",
            _("Đề nghị %(home)s cử cán bộ có thẩm quyền đến trước %(until)s để tiếp, giải thích, vận động và tổ chức đưa công dân"
              " trở về địa phương; thông báo họ tên, chức vụ người được cử và phương tiện, giờ xuất phát.")
            % {"home": home.name, "until": f"{until:%H:%M} ngày {until:%d/%m/%Y}"},
        ]  # fmt: skip
        title = _("Đề nghị phối hợp đưa công dân trở về địa phương")
    letter = send_letter(
        LetterTopic.COMMENT,
        to=Address(home.id),
        line=line,
        title=title,
        text="\n".join(part for part in told if part),
        facts={"arrival": str(row.pk)},
        actor=actor,
    )
    return letter.pk
