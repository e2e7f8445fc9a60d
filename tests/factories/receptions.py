"""Plans and sessions for tests, made through the product's own actions; the caller is inside the unit's scope."""

from datetime import date, timedelta
from typing import Any

from identity.actors import Actor
from identity.models import Account
from kernel import clock
from registry.levels import Line
from tenants.cases.enums import CaseKind
from tenants.receptions.actions import sessions
from tenants.receptions.actions.sessions import Arrangement
from tenants.receptions.enums import Covers, Ground, PlanStatus, RegistrationSource, RegistrationStatus
from tenants.receptions.models import Plan, ReceptionSession, Registration
from tenants.staff.enums import Power
from tenants.staff.models import Delegation

FIFTEENTH: dict[str, Any] = {
    "reception_days": 1,
    "reception_per": "MONTH",
    "reception_on": [{"day": 15}],
    "reception_hours": ["07:30", "11:30"],
    "reception_venue": "Phòng Tiếp công dân phường",
    "reception_agenda": [{"order": 1, "text": "Tuyên bố lý do", "role": "Văn phòng"}],
    "reception_participants": [{"name": "Đại diện lãnh đạo UBND phường"}, {"name": "Ủy ban Mặt trận Tổ quốc"}],
}


def issued_plan(year: int = 2026, line: str = Line.PARTY, **values: Any) -> Plan:
    """An issued plan of the 15th of each month; keywords change its values."""
    plan: Plan = Plan.objects.create(
        year=year, line=line, covers=Covers.BOTH, status=PlanStatus.ISSUED, title=f"Kế hoạch tiếp công dân năm {year}",
        issuer="Ban Thường vụ Đảng ủy", head_position="Bí thư Đảng ủy", number="97-KH/ĐU", dated_on=date(year, 1, 5),
        values={**FIFTEENTH, **values},
    )  # fmt: skip
    return plan


def amended_plan(plan: Plan, **values: Any) -> Plan:
    """The next version of a plan, in force."""
    Plan.objects.filter(pk=plan.pk).update(status=PlanStatus.REPLACED)
    made: Plan = Plan.objects.create(
        year=plan.year, line=plan.line, covers=plan.covers, status=PlanStatus.ISSUED, title=plan.title, issuer=plan.issuer,
        head_position=plan.head_position, number="98-KH/ĐU", dated_on=date(plan.year, 2, 5), amends=plan, version_no=2,
        values={**plan.values, **values},
    )  # fmt: skip
    return made


def year_of(actor: Actor, year: int = 2026, line: str = Line.PARTY, **values: Any) -> list[ReceptionSession]:
    """The sessions of an issued plan, in order."""
    return sessions.generate_sessions(issued_plan(year, line, **values), actor=actor).made


def session_on(actor: Actor, on: date, line: str = Line.PARTY) -> ReceptionSession:
    """One approved session on a day."""
    return sessions.propose_ad_hoc(
        line=line, on=on, ground=Ground.PROMINENT, ground_text="Khiếu nại đông người về đất tái định cư.",
        arrangement=Arrangement(None, None, venue="Phòng tiếp"), actor=actor,
    )  # fmt: skip


def registration(session: ReceptionSession, name: str = "Nguyễn Thị An", **changes: Any) -> Registration:
    """A citizen in the queue of a session."""
    given: dict[str, Any] = {
        "number": "DK-1", "line": session.line, "session": session, "source": RegistrationSource.COUNTER,
        "status": RegistrationStatus.APPROVED, "people": [{"full_name": name, "phone": "0912000001"}],
        "kind": CaseKind.COMPLAINT, "matter": "Bồi thường đất làm đường.",
    }  # fmt: skip
    made: Registration = Registration.objects.create(**{**given, **changes})
    return made


def delegation(to: Account, line: str = Line.PARTY) -> Delegation:
    """A power to receive that holds a year around today."""
    today = clock.today()
    made: Delegation = Delegation.objects.create(
        principal_name="Người đứng đầu", delegate_id=to.pk, delegate_name=to.full_name, line=line, powers=[Power.RECEIVE.value],
        basis="TB 12", valid_from=today - timedelta(days=180), valid_to=today + timedelta(days=180),
    )  # fmt: skip
    return made
