"""Registrations and the day of a session for tests, made through the product's own actions."""

from dataclasses import replace
from datetime import date, time
from typing import Any

from identity.actors import Actor
from kernel import clock
from registry.levels import Line
from tenants.receptions.actions import queue
from tenants.receptions.actions import registrations as act
from tenants.receptions.enums import RegistrationSource, SessionStatus
from tenants.receptions.models import ReceptionSession, Registration
from tenants.receptions.rules.applicants import Applicant, RegistrationData

ALICE = Applicant(full_name="Nguyễn Thị An", address="Ấp Đông, khóm 3", id_number="089185001234", phone="0912000001")
BOB = Applicant(full_name="Trần Văn Bình", address="Ấp Tây")
AGENDA = [
    {"order": 1, "text": "Nêu lý do, giới thiệu thành phần", "role": "Văn phòng", "speaker": ""},
    {"order": 2, "text": "Công dân trình bày", "role": "Công dân", "speaker": ""},
]


def registration(**changes: Any) -> RegistrationData:
    """What somebody tells: one citizen of the Government's line unless told otherwise."""
    data = RegistrationData(
        line=Line.GOVERNMENT,
        kind="COMPLAINT",
        field="land",
        matter="Không đồng ý mức bồi thường khi thu hồi đất.",
        people=(ALICE,),
    )
    return replace(data, **changes)


def registered(
    actor: Actor, *, source: str = RegistrationSource.COUNTER, session: Any = None, **changes: Any
) -> Registration:
    """A registration entered by ``actor``."""
    return act.register(registration(**changes), source=source, session=session, actor=actor).registration


def a_session(
    actor: Actor,
    *,
    on: date | None = None,
    line: str = Line.GOVERNMENT,
    status: str = SessionStatus.PUBLISHED,
    **more: Any,
) -> ReceptionSession:
    """A session as it stands after planning: a row, because only the day itself is looked at here."""
    return ReceptionSession.objects.create(
        **{
            "line": line,
            "planned_on": on or clock.today(),
            "held_on": on or clock.today(),
            "starts_at": time(7, 30),
            "status": status,
            "venue": "Phòng tiếp công dân",
            "head_title": "Chủ tịch",
            "agenda": AGENDA,
            **more,
        }
    )


def open_session(actor: Actor, **more: Any) -> ReceptionSession:
    """A session that is going on."""
    return a_session(actor, status=SessionStatus.OPEN, opened_at=clock.now(), **more)


def waiting(actor: Actor, session: ReceptionSession, **changes: Any) -> Registration:
    """Somebody who came on the day."""
    return registered(actor, source=RegistrationSource.WALK_IN, session=session, **changes)


def received(actor: Actor, session: ReceptionSession, **changes: Any) -> Registration:
    """Somebody who was received."""
    row = waiting(actor, session, **changes)
    queue.begin_reception(row, actor=actor)
    return queue.end_reception(row, actor=actor)
