"""The reception day of plan S0 as one story: from the plan of the year to the last answer, each by who does it, on its day.

While the clerk who takes the minutes is cut off from the server for a minute, the others go on at another one.
"""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from kernel import clock
from registry.levels import Line
from tenants.conclusions.models import Conclusion, Task
from tenants.documents.models import Document
from tenants.receptions.models import MinutesEntry, Plan, ReceptionSession, Registration
from tests.browser.conftest import Server, Stack, free_address
from tests.browser.dated import APPLICATION, turn
from tests.browser.test_reception_day import SAID
from tests.factories import conclusions as bodies
from tests.factories.dialogues import party_office
from tests.world import PASSWORD

AWAY = 60
"""Seconds of real time that the server does not answer."""
WARD = "w111"
DESK = "desk/receptions/"


@dataclass
class Story:
    """Two servers over one database and one office clock, and the people, each in a browser of their own."""

    stack: Stack
    visit: Callable[..., Any]
    main: Server
    other: Server
    folder: Path
    pages: dict[str, Any] = field(default_factory=dict)

    def on(self, year: int, month: int, day: int, hour: int = 8, minute: int = 0) -> None:
        """The office clock of both servers; everybody signs in anew, as a desk left for days is locked."""
        self.pages.clear()
        turn(self.folder, datetime(year, month, day, hour, minute, tzinfo=clock.OFFICE_ZONE))

    def page(self, name: str) -> Any:
        """The browser of one person; an empty name is a citizen without an account."""
        if name not in self.pages:
            self.pages[name] = self.visit(WARD if name else "", name)
            self.pages[name].set_default_timeout(25_000)
        return self.pages[name]

    def see(self, name: str, path: str, server: Server | None = None) -> Any:
        """Open a page of the ward; it must be there."""
        page = self.page(name)
        answer = page.goto(f"{(server or self.main).url}/u/{WARD}/{path}")
        assert answer.status == 200, (name, path, answer.status)
        return page

    def do(self, name: str, path: str, **told: Any) -> Any:
        """Open a form, fill in what is told and send it; it must lead on."""
        page = self.see(name, path)
        for key, value in told.items():
            fill(page, key, value)
        form = page.locator("main form[method=post]:not([action])").last
        with page.expect_navigation() as sent:
            form.locator("button[type=submit]").last.click()
        assert sent.value.status == 200, (name, path, sent.value.status, page.locator("main").inner_text()[:600])
        return page

    def row(self, model: Any, **wanted: Any) -> Any:
        """One row of the ward as it stands."""
        with self.stack.world.scope(WARD):
            return model.objects.get(**wanted)


def fill(page: Any, name: str, value: Any) -> None:
    """One field by its name, whatever it is."""
    box = page.locator(f'main [name="{name}"]')
    kind = box.first.evaluate("one => one.tagName === 'SELECT' ? 'select' : one.type")
    if kind == "select":
        box.select_option(value)
    elif kind == "radio":
        page.locator(f'main [name="{name}"][value="{value}"]').check()
    elif kind == "checkbox":
        for one in value if isinstance(value, list) else [value]:
            page.locator(f'main [name="{name}"][value="{one}"]').check() if isinstance(one, str) else box.check()
    else:
        box.fill(str(value))


@pytest.fixture
def story(stack: Stack, visit: Callable[..., Any], tmp_path: Path) -> Iterator[Story]:
    world = stack.world
    with world.scope(WARD):
        party_office(world)
        bodies.body(world.actor(WARD, "admin"), "Ban Tư pháp", Line.PARTY)
    main, other = (Server(free_address(), tmp_path, APPLICATION) for _server in range(2))
    try:
        main.start()
        other.start()
        yield Story(stack, visit, main, other, tmp_path)
    finally:
        main.stop()
        other.stop()


def test_a_reception_day_from_the_plan_to_the_last_answer(story: Story) -> None:
    session = planned_and_posted(story)
    code, row = asked_to_meet(story)
    prepared(story, session, row)
    received(story, session, row)
    concluded(story, session, row)
    answered(story, code, row)


def planned_and_posted(story: Story) -> str:
    """The plan of the year from the preset, issued; the session of the month, posted in time."""
    story.on(2027, 1, 4)
    story.do("vp", DESK + "plans/new/?preset=s0", signer_name="Võ Trí Dũng")
    plan = story.row(Plan)
    assert (plan.year, plan.preset) == (2027, "s0")
    page = story.do("vp", f"{DESK}plans/{plan.pk}/issue/", number="01-KH/ĐU", dated_on="04/01/2027")
    page.get_by_text("Đã ban hành.").wait_for()
    page = story.see("vp", DESK + "?year=2027")
    page.get_by_text("15/01").first.wait_for()
    session = str(story.row(ReceptionSession, held_on="2027-01-15").pk)
    page = story.do("vp", f"{DESK}{session}/posting/", where="Bảng niêm yết tại phòng tiếp công dân")
    page.get_by_text("Đã ghi niêm yết.").wait_for()
    assert not page.get_by_text("niêm yết muộn").count()
    story.see("", "schedule/").get_by_text("15/01").first.wait_for()
    return session


def asked_to_meet(story: Story) -> tuple[str, Any]:
    """A citizen registers on the public page and gets a code."""
    story.on(2027, 1, 5)
    page = story.see("", "registration/")
    told = {"line": "PARTY", "full_name": "Nguyễn Thị An", "address": "Khóm Đông", "phone": "0912000001",
            "kind": "COMPLAINT", "matter": "Đất làm đường, đã có quyết định nhưng chưa đồng tình."}  # fmt: skip
    for name, value in told.items():
        fill(page, name, value)
    page.get_by_role("button", name="Gửi đăng ký").click()
    page.get_by_text("Mã").first.wait_for()
    found = re.search(r"\b[0-9A-HJ-NP-Z]{4}(?:[- ]?[0-9A-HJ-NP-Z]{2,4}){2,4}\b", page.locator("main").inner_text())
    assert found, page.locator("main").inner_text()
    return found.group(), story.row(Registration)


def prepared(story: Story, session: str, row: Any) -> None:
    """Screened, proposed, approved, invited; dossier in and agreed; composition, security, room: the session is ready."""
    one = f"{DESK}registrations/{row.pk}/"
    story.do("vp", one + "screening/", flags=["NOT_ACCEPTED", "PROLONGED"], note="Đủ điều kiện.")
    story.do("vp", one + "dossier/", unit_name="Chi nhánh đất đai", wanted="Báo cáo bồi thường.", due_on="11/01/2027")
    story.do("vp", one + "proposal/", session=session, proposal="Bí thư trực tiếp tiếp.")
    story.on(2027, 1, 8)
    (task,) = tasks_of(story, row)
    story.do("vp", f"desk/tasks/{task}/receipt/", text="Báo cáo số 5.", received_on="08/01/2027")
    story.do("vp", f"desk/tasks/{task}/agreement/", text="Đo lại thửa đất.", agreed_on="08/01/2027")
    story.do("vp", one + "brief/", anew=True)
    assert "Đo lại thửa đất." in story.row(Registration, pk=row.pk).brief
    story.do("secretary", f"{DESK}{session}/selection/", **{f"decision_{row.pk}": "approve"})
    story.do("secretary", f"{DESK}{session}/composition/")
    page = story.do("vp", one + "invitation/", channel="PHONE")
    refused = story.see("vp", f"{DESK}{session}/readiness/")
    refused.locator("main form[method=post] button[type=submit]").last.click()
    refused.locator(".error-sum").get_by_text("giấy mời đã đến nơi").wait_for()
    page = story.see("vp", "desk/documents/notices/")
    page.get_by_role("link", name="Nguyễn Thị An").first.click()
    page.wait_for_url("**/notices/*-*/")
    path = page.url.split(f"/u/{WARD}/")[1]
    story.do("vp", path + "delivery/", by="Văn thư", on="08/01/2027", at="08:00")
    story.do("vp", f"{DESK}{session}/security/", text="Hai công an phường, một tổ dự phòng.")
    for item in ("bodies", "room"):
        story.do("vp", f"{DESK}{session}/checklist/?code={item}&done=1", note="Đã kiểm tra.")
    story.do("vp", f"{DESK}{session}/readiness/").get_by_text("Buổi tiếp sẵn sàng.").wait_for()


def received(story: Story, session: str, row: Any) -> None:
    """The day: queue, screen, seven steps with their notes, a minute without the server, visit, case, signature."""
    story.on(2027, 1, 15, 7, 30)
    day = f"{DESK}{session}/reception/"
    one = f"{DESK}registrations/{row.pk}/"
    story.do("vp", f"{DESK}{session}/opening/")
    page = story.see("vp", day)
    press(page, "Đã đến")
    screen = screen_of(story, page)
    screen.get_by_text("Xin chờ gọi số").wait_for()
    press(page, "Gọi vào")
    screen.locator(".called", has_text="1").wait_for()
    assert "Nguyễn Thị An" not in screen.content()
    press(page, "Bắt đầu tiếp")
    away = cut_off(story, day)
    agenda(story, page)
    attended(story, session)
    item(story, session, row)
    walk_in(story, session)
    back(story, session, away)
    story.do("vp", one + "agreement/", agreement="PARTLY", outcome="Chờ đo lại.")
    page = story.do("vp", one + "signing/", signing="SIGNED")
    page.get_by_text("Công dân đã ký bản ghi.").wait_for()
    press(page, "Tiếp xong")
    page.get_by_text("Đã tiếp").first.wait_for()
    figures = page.locator(".figures")
    assert re.search(r"lượt tiếp\s+1\b.*đơn\s+0\b.*vụ việc\s+0\b", figures.inner_text(), re.DOTALL)
    page = story.do("vp", one + "entry/", field="land")
    page.get_by_text("Sau: 1 lượt, 1 người, 1 đơn, 1 vụ việc").wait_for()
    press(page, "Lập biên bản")
    signed(story, session)
    page = story.do("vp", day + "minutes/reading/", was_read=True, signed="ALL")
    page.get_by_text("Mọi người đã ký.").wait_for()
    press(page, "Không đến")
    page = story.do("vp", f"{DESK}{session}/closing/", head_present="yes")
    page.get_by_text("Buổi tiếp đã kết thúc.").wait_for()


def press(page: Any, label: str) -> None:
    """A button of the day's page; the page comes again."""
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=re.compile(f"^{label}")).first.click()


def screen_of(story: Story, page: Any) -> Any:
    """The screen of the waiting room: a browser of nobody in particular."""
    address = page.get_by_role("link", name="Màn hình phòng chờ").get_attribute("href")
    screen = story.visit()
    screen.goto(address)
    return screen


@dataclass
class CutOff:
    """The page of who takes the minutes, and since when the server is away."""

    page: Any
    note: Any
    since: float


def cut_off(story: Story, day: str) -> CutOff:
    """Who takes the minutes types at the other server, which stops in the middle of a sentence."""
    taker = story.visit(WARD, "vp")
    taker.goto(f"{story.other.url}/u/{WARD}/{day}")
    note = taker.get_by_label("Công dân trình bày").first
    note.press_sequentially(SAID[:100])
    taker.locator("[data-state]", has_text="Đã lưu lúc").wait_for()
    story.other.stop()
    since = time.monotonic()
    note.press_sequentially(SAID[100:250])
    taker.locator("#band", has_text="Máy chủ chưa trả lời").wait_for()
    return CutOff(taker, note, since)


def back(story: Story, session: str, away: CutOff) -> None:
    """After a minute of real time the server is there again: the text arrived once, in order, and the band is gone."""
    away.note.press_sequentially(SAID[250:])
    rest = AWAY - (time.monotonic() - away.since)
    if rest > 0:
        away.page.wait_for_function(
            "until => Date.now() >= until", arg=(time.time() + rest) * 1000, timeout=AWAY * 1000
        )
    assert time.monotonic() - away.since >= AWAY
    assert away.page.locator("#band").is_visible()
    assert away.note.input_value() == SAID
    story.other.start()
    away.page.locator("#band").wait_for(state="hidden")
    away.page.locator("form.note", has=away.note).locator("[data-state]", has_text="Đã lưu lúc").wait_for()
    assert story.row(MinutesEntry, kind="STATEMENT").text == SAID


def agenda(story: Story, page: Any) -> None:
    """The seven steps of the plan, each with a note that saves itself."""
    notes = page.locator("section", has=page.locator("#h-agenda")).locator("form.note")
    assert notes.count() == 7
    for number in range(7):
        notes.nth(number).locator("textarea").fill(f"Bước {number + 1}.")
    for number in range(7):
        notes.nth(number).locator("[data-state]", has_text="Đã lưu lúc").wait_for()
    page.get_by_label("Ý kiến cuối của công dân").first.fill("Đồng ý đo lại, chưa đồng ý mức giá.")
    page.locator("form.note", has_text="Ý kiến cuối").locator("[data-state]", has_text="Đã lưu lúc").first.wait_for()


def attended(story: Story, session: str) -> None:
    """A leader who came and one who sent somebody else."""
    first, second = story.row(ReceptionSession, pk=session).participants[:2]
    story.do("vp", f"{DESK}{session}/reception/attendance/{first['id']}/", attended="leader")
    story.do(
        "vp", f"{DESK}{session}/reception/attendance/{second['id']}/",
        attended="substitute", substitute="Ông Lê Văn Phó, phó trưởng ban", reason="Họp tại thành phố",
    )  # fmt: skip


def item(story: Story, session: str, row: Any) -> None:
    """The secretary's conclusion, item by item, on the phone of nobody: the office writes it down."""
    page = story.see("vp", f"{DESK}{session}/reception/conclusion/?registration={row.pk}")
    lead = page.locator('[name="lead_body"] option', has_text="Ban Tư pháp").get_attribute("value")
    story.do(
        "vp", f"{DESK}{session}/reception/conclusion/?registration={row.pk}",
        text="Đo lại thửa đất.", lead_body=lead, contact="Ông Phó, 0912000009", due_on="22/01/2027",
    )  # fmt: skip


def walk_in(story: Story, session: str) -> None:
    """Somebody comes without an appointment and goes away again."""
    story.do(
        "vp", f"{DESK}registrations/new/?session={session}",
        line="PARTY", full_name="Trần Văn Bình", address="Khóm Tây", kind="REFLECTION", matter="Đường ngập.",
    )  # fmt: skip


def signed(story: Story, session: str) -> None:
    """The minutes go to the secretary, who signs with the password."""
    minutes = story.row(Document, kind="MINUTES")
    path = f"desk/documents/{minutes.pk}/"
    story.do("vp", path + "submission/")
    story.do("secretary", path + "signature/", confirmation=PASSWORD)
    assert story.row(Document, pk=minutes.pk).status == "SIGNED"


def concluded(story: Story, session: str, row: Any) -> None:
    """The notice of the conclusion: drafted by the office, signed by the secretary, told to who has to carry it out."""
    story.on(2027, 1, 18)
    conclusion = story.row(Conclusion, source_id=session)
    one = f"desk/conclusions/{conclusion.pk}/"
    story.do("vp", one + "words/", text="Giải quyết dứt điểm trong tháng 01/2027.")
    story.do("vp", one + "notice/")
    notice = story.row(Document, kind="CONCLUSION_NOTICE")
    story.do("vp", f"desk/documents/{notice.pk}/submission/")
    mine = story.see("secretary", DESK + "mine/")
    mine.locator(f'a[href$="/{notice.pk}/signature/"]').wait_for()
    story.do("secretary", f"desk/documents/{notice.pk}/signature/", confirmation=PASSWORD)
    assert story.row(Document, pk=notice.pk).status == "SIGNED"
    page = story.see("vp", one)
    page.get_by_text("Đo lại thửa đất.").first.wait_for()
    assert story.row(Conclusion, pk=conclusion.pk).issued_on is not None


def answered(story: Story, code: str, row: Any) -> None:
    """Result and answer; only both close the task; the citizen reads with the code that it was received."""
    story.on(2027, 1, 20)
    (task,) = concluded_of(story, row)
    one = f"desk/tasks/{task}/"
    story.do("vp", one + "result/", text="Đã đo lại, trả thêm 12 m².", reported_on="20/01/2027")
    page = story.page("vp")
    assert page.goto(f"{story.main.url}/u/{WARD}/{one}closing/").status == 409
    page.get_by_text("công dân").first.wait_for()
    story.do("vp", one + "citizen-answer/", how="HAND", answered_on="20/01/2027", signed_by="Nguyễn Thị An")
    page = story.do("vp", one + "closing/")
    page.get_by_text("Nhiệm vụ đã hoàn thành.").wait_for()
    page = story.see("", "registration/status/")
    fill(page, "code", code)
    page.locator("main form[method=post] button[type=submit]").click()
    page.get_by_text("Ông/bà đã được tiếp.").wait_for()
    page = story.see("secretary", DESK + "mine/")
    for done in ("Đo lại thửa đất.", "Báo cáo bồi thường."):
        assert not page.get_by_text(done).count(), done


def concluded_of(story: Story, row: Any) -> list[Any]:
    """The tasks that the conclusion made of one citizen's matter."""
    with story.stack.world.scope(WARD):
        return list(Task.objects.concluded().filter(registration_id=row.pk).values_list("pk", flat=True))


def tasks_of(story: Story, row: Any) -> list[Any]:
    """What bodies were asked for before the day."""
    with story.stack.world.scope(WARD):
        return list(Task.objects.preparations().filter(registration_id=row.pk).values_list("pk", flat=True))
