"""Marked citizens are taken in, worked on and moved; then everything outside their units is searched for them."""

import logging
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from celery.signals import before_task_publish
from django.core import mail

from deadlines.models import DueItem
from kernel import clock
from kernel.journal import drafts
from oversight.enums import Figure
from oversight.models import Alert, Duty, DutyDay
from registry import tree
from tenants.cases.rules.intake import PersonData
from tenants.conclusions.actions.preparing import request_preparation
from tenants.receptions.actions.duties import refresh_duty
from tenants.receptions.models import ReceptionSession
from tests import cluster
from tests.factories import campaigns
from tests.factories import cases as make
from tests.factories.moves import Mover
from tests.factories.receptions import registration
from tests.isolation.markers import disguises, in_database, text_of, traces
from tests.world import World

NAME = "Đặng Thị Đánh-Dấu Ngọc"
ADDRESS = "Xóm Đánh-Dấu-Ổi, khóm Lẻ"
NUMBER = "089199777555"
PHONE = "0977111333"
CONTENT = "Nội dung Đánh-Dấu về thửa đất số 4711"
DENOUNCED = "Quách Văn Bị-Tố-Dấu"
NOTE = "Ghi chú Đánh-Dấu nội bộ"
MARKERS = [NAME, ADDRESS, NUMBER, PHONE, CONTENT, DENOUNCED, NOTE]
CITIZEN = PersonData(full_name=NAME, address=ADDRESS, id_number=NUMBER, phone=PHONE)


@pytest.fixture
def messages() -> Iterator[list[str]]:
    """Every task message that was published, headers and body."""
    sent: list[str] = []

    def take(headers: Any = None, body: Any = None, **_: Any) -> None:
        sent.append(repr((headers, body)))

    before_task_publish.connect(take, weak=False, dispatch_uid="markers")
    yield sent
    before_task_publish.disconnect(dispatch_uid="markers")


def test_a_disguised_marker_is_found() -> None:
    for text in disguises(NAME).values():
        assert list(traces([NAME], f"…{text}…", "here")), text
    assert not list(traces([NAME], "Nguyễn Thị An", "here"))


def test_nothing_outside_a_unit_tells_of_its_citizens(
    committing: World, messages: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    mover = Mover(committing)
    officer, chief = committing.actor("w111", "officer"), committing.actor("w111", "chief")
    # While a campaign runs a group of whom one is marked raises an alert that every level reads.
    campaign = campaigns.issued(committing, "w111", crowd=2)
    with committing.scope("w111"):
        complaint = make.take_in(officer, people=(CITIZEN,), content=CONTENT)
        make.take_in(officer, replace(make.group(12, 1), people=(CITIZEN,), content=CONTENT))
        make.take_in(officer, kind="DENUNCIATION", people=(CITIZEN,), content=CONTENT, denounced=(DENOUNCED,))
        make.note(complaint, chief, NOTE, is_internal=True)
        drafts.save(officer, "case-new", {"full_name": NAME, "content": CONTENT})
    escalated = mover.take_in("w111", people=(CITIZEN,), content=CONTENT)
    mover.escalate(escalated, "w111")
    mover.accept(escalated, "w11")

    browser = committing.client("w111", "officer")
    for path in (
        "/u/w111/desk/", "/u/w111/desk/cases/", f"/u/w111/desk/cases/{complaint.pk}/", "/u/w111/desk/inbox/",
        f"/u/w111/desk/cases/?q={NAME}", "/u/w111/desk/workload/",
    ):  # fmt: skip
        browser.get(path)
    browser.post("/u/w111/desk/cases/new/", {"full_name": NAME, "content": CONTENT, "received_on": "x"})
    assert NAME in text_of(browser.get(f"/u/w111/desk/cases/{complaint.pk}/"))

    found: list[str] = []
    strangers = [("w112", "chief"), ("w12", "supervisor"), ("w1", "supervisor"), ("w1", "chief"), ("w1", "admin")]
    for key, who in strangers:
        stranger = committing.client(key, who)
        for path in (
            f"/u/{key}/desk/", f"/u/{key}/desk/cases/", f"/u/{key}/desk/cases/{complaint.pk}/", f"/u/{key}/desk/inbox/",
            f"/u/{key}/desk/oversight/", f"/u/w111/desk/cases/{complaint.pk}/", f"/u/{key}/desk/cases/{escalated}/",
            "/units/", "/track/", f"/u/{key}/desk/campaigns/alerts/", f"/u/{key}/desk/campaigns/{campaign.pk}/",
        ):  # fmt: skip
            found += traces(MARKERS, text_of(stranger.get(path)), f"{who} of {key} at {path}")
    assert Alert.objects.filter(campaign=campaign, person_count=12).count() == 1

    allowed = {committing.unit("w111").id, committing.unit("w11").id}
    found += in_database(MARKERS, allowed, [unit.id for unit in tree.opened_units()])
    found += traces(MARKERS, "\n".join(messages), "task messages")
    found += traces(MARKERS, caplog.text, "logs")
    found += traces(MARKERS, "\n".join(f"{m.subject} {m.body}" for m in mail.outbox), "mails")
    server_log = Path(os.environ[cluster.RUN_FOLDER], "log").read_text(encoding="utf-8", errors="replace")
    found += traces(MARKERS, server_log, "log of PostgreSQL")
    assert found == []
    # The search itself finds them where they belong; an internal note stayed where it was written.
    at_home = in_database(MARKERS, set(), [committing.unit("w111").id])
    assert {marker for marker in MARKERS if any(marker in line for line in at_home)} >= {NAME, CONTENT, NOTE}
    assert not list(in_database([NOTE], allowed - {committing.unit("w11").id}, list(allowed)))


def test_nothing_of_the_duty_board_tells_of_citizens(world: World) -> None:
    """A citizen comes to a session and is answered late; every page, sheet and call over it is searched for him."""
    chief = world.actor("w111", "chief")
    today = clock.today()
    with world.scope("w111"):
        held = ReceptionSession.objects.create(
            planned_on=today, held_on=today, status="HELD", line="GOVERNMENT", posted_at=clock.now(), head_present=True,
            delegated_why=f"Đi gặp {NAME}", moved_why=CONTENT, expected=CONTENT,
        )  # fmt: skip
        registration(held, NAME, matter=CONTENT, brief=CONTENT)
        make.take_in(world.actor("w111", "officer"), people=(CITIZEN,), content=CONTENT)
        request_preparation(
            "SESSION",
            held.pk,
            line="GOVERNMENT",
            text=f"{NAME}: {CONTENT}",
            due_on=today,
            lead_name="Công an",
            actor=chief,
        )
        refresh_duty("GOVERNMENT", today)
    assert DutyDay.objects.filter(unit_id=world.unit("w111").id).exists()
    found: list[str] = []
    supervisor = world.client("w1", "supervisor")
    words = f"year={today.year}&line=GOVERNMENT&depth=all"
    for key in ("w1", "w11", "w111"):
        for page in (
            "duties/",
            "duties/print/",
            "duties/export/",
            "duties/ranking/",
            "duties/pictures/",
            "instruments/",
        ):
            for figure in Figure.values:
                path = f"/u/w1/desk/oversight/{key}/{page}?{words}&figure={figure}&format=csv"
                found += traces(MARKERS, text_of(supervisor.get(path)), path)
        for page in ("duties/days/", "duties/days/export/"):
            for figure in Figure.values:
                path = f"/u/w1/desk/oversight/{key}/{page}?{words}&figure={figure}&format=csv"
                answer = supervisor.get(path)
                assert answer.status_code == 200
                found += traces(MARKERS, text_of(answer), path)
    public = " ".join(str(row) for table in (Duty, DutyDay, DueItem) for row in table.objects.values())
    found += traces(MARKERS, public, "tables of the board")
    assert found == []
