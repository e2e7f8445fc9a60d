"""A unit as its plan needs it: bodies, rooms, letterhead, default participants, and the plan of the year from its preset."""

from datetime import date
from uuid import UUID

from config.simulate.office import Office
from deadlines.actions.own_days import set_own_day
from kernel import clock
from kernel.ids import new_id
from registry.levels import Line
from tenants.receptions.actions.plans import PlanData, draft_plan, issue_plan, record_sent
from tenants.receptions.models import Plan
from tenants.receptions.rules.presets import presets
from tenants.staff.actions.bodies import open_body
from tenants.staff.actions.settings import save_setting
from tenants.staff.enums import BodyKind
from tenants.staff.models import Body
from tenants.staff.queries import setting, stored
from tenants.staff.rules.settings import Letterhead, Letterheads, Participant, Participants, Room, Rooms

BODIES: tuple[tuple[str, BodyKind], ...] = (
    ("Bộ phận Địa chính – Xây dựng", BodyKind.AGENCY),
    ("Bộ phận Tư pháp – Hộ tịch", BodyKind.AGENCY),
    ("Bộ phận Lao động – Thương binh và Xã hội", BodyKind.AGENCY),
    ("Công an", BodyKind.AGENCY),
    ("Văn phòng", BodyKind.OFFICE),
    ("Ủy ban Mặt trận Tổ quốc", BodyKind.FRONT),
    ("Chi bộ khóm Đông", BodyKind.PARTY_CELL),
    ("Chi bộ khóm Tây", BodyKind.PARTY_CELL),
)
SENT_UP, PAPER = "up", "Công văn kèm kế hoạch, có ký nhận"


def set_up(office: Office) -> None:
    """What the unit sets once; what is there already stays."""
    admin = office.cast.admin
    known = set(Body.objects.open().values_list("name", flat=True))
    for name, kind in BODIES:
        if name not in known:
            line = Line.PARTY if kind == BodyKind.PARTY_CELL else Line.GOVERNMENT
            _open(office, name, kind, line)
    if not setting(Rooms).rows:
        rooms = Rooms(
            (Room(new_id(), "Phòng tiếp công dân", "Tầng trệt, trụ sở", 12), Room(new_id(), "Hội trường", "", 150))
        )
        office.step("save_setting", lambda: save_setting(rooms, actor=admin))
    if not stored(Letterheads.topic)[0]:
        place, name = office.cast.unit.name.split(" ", 1)[-1], office.cast.unit.name.upper()
        heads = Letterheads(
            party=Letterhead(
                f"ĐẢNG ỦY {name}", "", place, "T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Lưu VP."
            ),
            government=Letterhead(
                f"ỦY BAN NHÂN DÂN {name}", "", place, "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lưu: VT."
            ),
        )  # fmt: skip
        office.step("save_setting", lambda: save_setting(heads, actor=admin))
    if not stored(Participants.topic)[0]:
        usual = tuple(Participant(new_id(), name) for name, _kind in BODIES[:2])
        people = Participants(party=usual, government=usual)
        office.step("save_setting", lambda: save_setting(people, actor=admin))


def own_day_off(office: Office, day: date) -> None:
    """A day on which this unit alone does not work."""
    office.step(
        "set_own_day",
        lambda: set_own_day(
            day,
            is_working=False,
            name="Ngày truyền thống của địa phương",
            source="Thông báo của đơn vị",
            actor=office.cast.admin,
        ),
    )


def plan_from_preset(office: Office, code: str, year: int, number: str) -> Plan | None:
    """The preset, drafted, issued today with number and date, and sent to who is to have it."""
    preset, actor = presets()[code.lower()], office.cast.office
    data = PlanData(
        year=year,
        line=preset.line,
        title=f"{preset.title} năm {year}",
        issuer=preset.issuer,
        head_position=preset.head_position,
        covers=preset.covers,
        purpose=preset.purpose,
        signer_title=preset.signer_title,
        signer_name=office.cast.deputy.name if office.cast.deputy else office.cast.head.name,
        bases=list(preset.bases),
        values=preset.values,
        distribution=list(preset.distribution),
    )
    plan = office.step("draft_plan", lambda: draft_plan(data, preset=preset.code, actor=actor))
    if plan is None:
        return None
    issued = office.step("issue_plan", lambda: issue_plan(plan, number=number, dated_on=clock.today(), actor=actor))
    if issued is None:
        return None
    for index, row in enumerate(issued.distribution):
        if row.get("direction") == SENT_UP or office.chance(0.7):
            _send(office, issued, index)
    return issued


def body_ids() -> list[UUID]:
    """The unit's bodies in the order of the alphabet, whichever ids they have."""
    return list(Body.objects.open().order_by("sort_key", "name").values_list("pk", flat=True))


def _open(office: Office, name: str, kind: BodyKind, line: Line) -> None:
    office.step(
        "open_body",
        lambda: open_body(name=name, kind=kind, line=line, contact="0900 000 111", actor=office.cast.admin),
    )


def _send(office: Office, plan: Plan, row: int) -> None:
    office.step(
        "record_sent",
        lambda: record_sent(plan, row, channel="văn thư", sent_on=clock.today(), proof=PAPER, actor=office.cast.office),
    )
