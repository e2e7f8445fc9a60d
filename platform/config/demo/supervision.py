"""What supervision looks at in the demonstration: citizens who went above their level, hot spots, a long-running case, inspections."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from config.demo import inspecting
from config.demo.desk import Desk, account_of, next_working_day
from config.demo.setup import PLAN_UNITS
from exchange import delivery, hints
from identity import members
from identity.actors import Actor, actor_for
from identity.roles import Role
from kernel import clock
from kernel.active import unit_scope
from oversight.actions import hot_spots
from oversight.actions.hot_spots import HotSpotData, News
from oversight.models import ArrivalCard, Duty, HotSpot, InspectionCard
from registry import tree
from registry.levels import Level, Line
from registry.tree import UnitInfo
from tenants.cases.actions.programme import directing, marking, solving
from tenants.cases.actions.programme.directing import DirectiveData
from tenants.cases.enums import CaseKind, Ground, PetitionForm, Principal
from tenants.receptions.actions import arrivals
from tenants.receptions.actions.arrivals import ArrivalData, Ending, Handover, Plan
from tenants.receptions.actions.duties import refresh_today

LONG_AGO, MARKED_AGO, AGREED_AGO, DIRECTED_AGO, TOLD_AGO = 210, 60, 35, 20, 4
"""Days before today: the complaint of the long-running case, its mark, the agreed solution, directives and news."""
RETURNED_AGO = 2
GROUP = 12
AGREED = "Bố trí mười hai nền tái định cư tại cụm dân cư, hỗ trợ thuê nhà trong thời gian chờ nhận nền."


@dataclass(frozen=True)
class Chain:
    """A province, a district and a ward of the demonstration, each under the one before."""

    province: Desk
    district: Desk
    ward: Desk


def watch(desks: dict[int, Desk], staffed: frozenset[int]) -> Iterator[UnitInfo]:
    """Fill the pages of supervision of every plan's province, once each; yields the province that is done."""
    for chain in chains(desks, staffed):
        if fill_chain(chain):
            yield chain.province.unit


def count_month() -> int:
    """What every head owes this month, as the night counts it: the duty board shows it from the first day on. Returns how many units."""
    month = Duty.objects.filter(line=Line.GOVERNMENT, period=clock.today().replace(day=1))
    counted = set(month.values_list("unit_id", flat=True))
    waiting = [unit for unit in tree.open_units() if unit.id not in counted]
    for unit in waiting:
        with unit_scope(unit):
            refresh_today()
    return len(waiting)


def chains(desks: dict[int, Desk], staffed: frozenset[int]) -> Iterator[Chain]:
    """The chain through each plan's unit that is open here; a ward with a full staff before one without."""
    for key in PLAN_UNITS.values():
        unit = tree.by_key(key)
        if unit is None or unit.id not in desks:
            continue
        wards = [one for one in (unit, *tree.descendants(unit.id)) if one.level == Level.COMMUNE and one.id in desks]
        found = sorted(wards, key=lambda one: (one.id not in staffed, one.code))[:1]
        above = [desks[one.id] for ward in found for one in tree.ancestors(ward.id) if one.id in desks]
        of_level = {desk.unit.level: desk for desk in above}
        if Level.PROVINCE in of_level and Level.DISTRICT in of_level:
            yield Chain(of_level[Level.PROVINCE], of_level[Level.DISTRICT], desks[found[0].id])


def fill_chain(chain: Chain) -> bool:
    """A long-running case with its hot spot, another one in the district, two arrivals, two inspections: what is not there yet.

    Returns whether anything was missing.
    """
    province, district, ward = chain.province, chain.district, chain.ward
    spots, arrived, inspected = HotSpot.objects, ArrivalCard.objects, InspectionCard.objects
    steps: list[tuple[Callable[[], bool], Callable[[], None]]] = [
        (spots.filter(unit_id=ward.unit.id).exists, lambda: _long_running(ward)),
        (spots.filter(unit_id=district.unit.id).exists, lambda: _handled_hot_spot(district)),
        (arrived.filter(host_unit=province.unit.id, person_count=GROUP).exists, lambda: _brought_home(chain)),
        (arrived.filter(host_unit=province.unit.id).exclude(person_count=GROUP).exists, lambda: _standing_there(chain)),
        (inspected.of_unit(ward.unit.id).exists, lambda: inspecting.finished(province, ward)),
        (inspected.of_unit(district.unit.id).exists, lambda: inspecting.under_way(province, district)),
    ]
    is_new = False
    with hints.paused():
        for is_there, tell in steps:
            if not is_there():
                tell()
                is_new = True
    return is_new


def _long_running(ward: Desk) -> None:
    """A complaint of many, complex and long-running: in a hot spot, with a solution nobody has spoken about with the citizens yet."""
    case = ward.take_in(_ago(LONG_AGO), kind=CaseKind.COMPLAINT, form=PetitionForm.GROUP, group=GROUP)
    ward.assign(case, _ago(LONG_AGO - 3))
    with ward.on(_ago(MARKED_AGO), case):
        marking.mark_complex(
            ward.case(case),
            grounds=[Ground.MANY, Ground.BODIES],
            number="45/TB-UBND",
            on=clock.today(),
            by="Chủ tịch Ủy ban nhân dân",
            actor=ward.chief,
        )
        spot = hot_spots.open_hot_spot(
            _spot(ward, "Tuyến đường vành đai", "Bồi thường, tái định cư khi mở tuyến đường.", people=40),
            actor=ward.chief,
        )
        marking.link_hot_spot(ward.case(case), hot_spot=spot.pk, actor=ward.chief)
    with ward.on(_ago(AGREED_AGO), case):
        solving.agree_solution(
            ward.case(case), text=AGREED, on=clock.today(), by="Họp liên ngành", number="12/BB", actor=ward.chief
        )
    _direct(ward, case, ward.chief, Principal.PEOPLES_COMMITTEE, "320/UBND-TCD", "Chủ tịch Ủy ban nhân dân")
    _direct(ward, case, _secretary(ward.unit), Principal.PARTY_COMMITTEE, "88-CV/ĐU", "Bí thư")
    with ward.on(_ago(TOLD_AGO), case):
        solving.note_progress(
            ward.case(case), text="Đã cắm mốc mười hai nền; còn chờ kéo điện.", on=clock.today(), actor=ward.chief
        )
        news = News(text="Các hộ đã xem mốc nền, chưa thống nhất ngày nhận.", risk="MEDIUM", people=40)
        hot_spots.update_hot_spot(spot.pk, news, actor=ward.chief)


def _direct(ward: Desk, case: UUID, actor: Actor, principal: Principal, number: str, by: str) -> None:
    with ward.on(_ago(DIRECTED_AGO), case):
        data = DirectiveData(
            principal=principal,
            text="Giải quyết dứt điểm, báo cáo kết quả trước kỳ tiếp công dân tới.",
            number=number,
            on=clock.today(),
            by=by,
            due_on=next_working_day(clock.today(), 30),
        )
        directing.direct(ward.case(case, actor), data, actor=actor)


def _handled_hot_spot(district: Desk) -> None:
    """One of the highest level, told of every other day."""
    with district.on(_ago(9)):
        data = _spot(
            district, "Khu chợ trung tâm", "Sắp xếp, di dời tiểu thương khi xây lại chợ.", risk="HIGH", people=70
        )
        spot = hot_spots.open_hot_spot(data, actor=district.chief)
    for ago, text in (
        (6, "Lãnh đạo đã gặp đại diện tiểu thương, ghi nhận kiến nghị về nơi bán tạm."),
        (2, "Đã mở khu bán tạm; phần lớn tiểu thương đồng ý dời."),
    ):
        with district.on(_ago(ago)):
            hot_spots.update_hot_spot(spot.pk, News(text=text, risk="HIGH", people=70), actor=district.chief)


def _spot(desk: Desk, place: str, matter: str, *, risk: str = "MEDIUM", people: int) -> HotSpotData:
    return HotSpotData(
        line=Line.GOVERNMENT,
        place=place,
        matter=matter,
        field="land" if risk == "MEDIUM" else "construction",
        risk=risk,
        people=people,
        measures="Tổ công tác gặp từng nhóm hộ, niêm yết phương án, tiếp tại chỗ mỗi tuần.",
        owner=account_of(desk.head),
    )


def _brought_home(chain: Chain) -> None:
    """A group of twelve at the provincial headquarters: five were received, all were handed over and brought home."""
    came = datetime.combine(_ago(RETURNED_AGO), time(8, 10), clock.OFFICE_ZONE)
    arrival = _register(chain, came, "Không đồng ý phương án tái định cư khi mở tuyến đường.", chain.province.officer)
    five = [{"name": one.full_name, "address": one.address} for one in chain.ward.citizens(5)]
    officers = [{"name": chain.ward.head.name, "position": "Chủ tịch Ủy ban nhân dân", "phone": "0900 000 003"}]
    plan = Plan(
        text="Giải thích tại chỗ, đón bằng xe của phường.",
        officers=officers,
        vehicle="Xe 16 chỗ",
        departs_at=came + timedelta(minutes=50),
    )
    handed = came + timedelta(hours=3)
    home = Ending(result="RETURNED", at=came + timedelta(hours=5), persons=GROUP, note="Đã về đến địa phương an toàn.")
    _step(chain.ward, came + timedelta(minutes=30), arrival, arrivals.answer_arrival, plan=plan)
    heard = came + timedelta(hours=1)
    _step(chain.province, heard, arrival, arrivals.hear_representatives, people=five, at=heard)
    handover = Handover(at=handed, giver=chain.province.officer.name, taker=chain.ward.head.name, persons=GROUP)
    _step(chain.province, handed, arrival, arrivals.hand_over, handover=handover)
    _step(chain.ward, home.at, arrival, arrivals.end_arrival, ending=home)


def _standing_there(chain: Chain) -> None:
    """Citizens of the same ward stand at the headquarters right now."""
    _register(
        chain, clock.now() - timedelta(minutes=40), "Hỏi ngày nhận nền tái định cư.", chain.province.officer, count=6
    )


def _register(chain: Chain, came: datetime, matter: str, actor: Actor, *, count: int = GROUP) -> UUID:
    data = ArrivalData(
        level_reached=Level.PROVINCE,
        arrived_at=came,
        asked_until=came + timedelta(hours=4),
        person_count=count,
        matter=matter,
        place="Trụ sở Tiếp công dân tỉnh",
    )
    with unit_scope(chain.province.unit.ref), clock.at(came + timedelta(minutes=5)):
        row = arrivals.register_arrival(chain.ward.unit, data=data, actor=actor)
        delivery.deliver_waiting(row.pk)
    return row.pk


def _step(desk: Desk, moment: datetime, arrival: UUID, action: Callable[..., object], **told: object) -> None:
    with unit_scope(desk.unit.ref), clock.at(moment):
        action(arrival, actor=desk.officer, **told)
        delivery.deliver_waiting(arrival)


def _secretary(unit: UnitInfo) -> Actor:
    seat = members.current(unit.id).filter(role=Role.SECRETARY).first()
    actor = actor_for(seat.account, unit) if seat is not None else None
    if actor is None:
        raise LookupError(f"no secretary in {unit.key}")
    return actor


def _ago(days: int) -> date:
    """A working day about so many days ago, never one to come."""
    return min(next_working_day(clock.today() - timedelta(days=days)), clock.today())
