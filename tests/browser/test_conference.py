"""A dialogue conference in the browser, from its place in the plan to the last written answer: S1's five steps and S4's six."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time, timedelta
from typing import Any

import pytest
from django.db.models import F

from identity.actors import Actor
from kernel import clock
from registry.levels import Line
from tenants.conclusions.models import Conclusion
from tenants.dialogues.actions import approving, collecting, concluding, meeting, papers, planning
from tenants.dialogues.actions.planning import ConferenceData
from tenants.dialogues.models import Conference, Opinion
from tenants.documents.enums import DocumentKind
from tenants.receptions.actions.plans import PlanData, draft_plan, issue_plan
from tenants.receptions.models import MinutesEntry
from tenants.receptions.rules.presets import presets
from tests.browser.conftest import PHONE, Stack
from tests.factories import conclusions as bodies
from tests.factories import dialogues as make

Visit = Callable[..., Any]
AHEAD = timedelta(days=24)
ROLES = ("PLACE", "PERSON", "LEADERS", "CHAIR")


@dataclass
class Case:
    """One of the two plans: where it is in force, who does the office's work, who is in the chair."""

    plan: str
    key: str
    office: str
    head: str
    steps: int


S1 = Case("s1", "w121", "vp", "secretary", 5)
S4 = Case("s4", "w11", "chief", "chairman", 6)


def planned(stack: Stack, case: Case) -> Conference:
    """The plan of the year set up from its preset and issued; its first conference, and a body that settles."""
    world, today = stack.world, clock.today()
    preset = presets()[case.plan]
    with world.scope(case.key):
        office: Actor = make.party_office(world, case.key) if case.office == "vp" else world.actor(case.key, "chief")
        bodies.body(world.actor(case.key, "admin"), "Tổ địa chính", preset.line)
        data = PlanData(
            year=today.year, line=preset.line, title=preset.title, issuer=preset.issuer, head_position=preset.head_position,
            covers=preset.covers, purpose=preset.purpose, signer_name="Lê Văn Phó", signer_title=preset.signer_title,
            bases=list(preset.bases), values=preset.values, distribution=list(preset.distribution),
        )  # fmt: skip
        plan = draft_plan(data, preset=preset.code, actor=office)
        plan = issue_plan(plan, number="15-KH", dated_on=today, actor=office)
        found = Conference.objects.filter(plan_id=plan.pk).order_by("ordinal").first()
        assert found is not None
        return found


def now(stack: Stack, case: Case) -> Conference:
    """The first conference as it stands."""
    with stack.world.scope(case.key):
        found = Conference.objects.order_by("ordinal").first()
        assert found is not None
        return found


def let_the_day_come(stack: Stack, case: Case) -> None:
    """The server's clock cannot be turned: what was dated is dated back instead."""
    with stack.world.scope(case.key):
        Conference.objects.filter(held_on__gt=clock.today()).update(
            held_on=F("held_on") - AHEAD, announced_at=F("announced_at") - AHEAD
        )


def send(page: Any, button: str, **fields: str) -> None:
    """Fill in a form by its labels and send it; the page that follows says that it was done."""
    for label, text in fields.items():
        page.get_by_label(re.compile(rf"^\s*{re.escape(label)}\s*(\(không bắt buộc\))?\s*$")).fill(text)
    page.get_by_role("button", name=button, exact=True).click()


def before_the_day(stack: Stack, visit: Visit, case: Case) -> None:
    """Opinion from the unit's page, topic, decision of the chair, public notice; the rest of the planning by its actions."""
    row, world = planned(stack, case), stack.world
    one = stack.at(case.key, f"desk/dialogues/{row.pk}/")
    actor = world.actor(case.key, case.office)
    with world.scope(case.key):
        collecting.take_opinions_until(row, until=clock.today() + timedelta(days=9), actor=actor)

    citizen = visit(size=PHONE)
    citizen.goto(stack.at(case.key))
    citizen.get_by_role("link", name="Gửi ý kiến").click()
    citizen.get_by_label("Tố cáo", exact=True).check()
    told = {"Họ và tên": "Nguyễn Thị Mười", "Địa chỉ": "Khóm 3", "Nội dung": "Đường ngập mỗi khi mưa."}
    send(citizen, "Gửi ý kiến", **told)
    citizen.get_by_text("Tố cáo không gửi ở đây: nội dung").first.wait_for()
    citizen.get_by_label("Ý kiến, câu hỏi, kiến nghị, phản ánh").check()
    citizen.get_by_label("Chủ đề").select_option(value="land")
    send(citizen, "Gửi ý kiến")
    code = citizen.locator(".code").inner_text()
    citizen.goto(stack.at(case.key, "opinions/status/"))
    send(citizen, "Xem", **{"Mã xem kết quả": code})
    citizen.get_by_text("đang chuẩn bị nội dung trả lời").wait_for()
    citizen.context.close()

    office, head = visit(case.key, case.office), visit(case.key, case.head)
    office.goto(one + "topics/")
    office.locator("input[name=topics][value=land]").check()
    send(office, "Chọn các chủ đề này")
    office.get_by_text("Đường ngập mỗi khi mưa.").wait_for()
    with world.scope(case.key):
        submit(now(stack, case), actor, world.actor(case.key, case.head))
    head.goto(one + "decision/")
    head.get_by_label("Đồng ý").check()
    send(head, "Ghi quyết định")
    head.get_by_text("Đã ghi quyết định.").wait_for()
    head.context.close()
    office.goto(one)
    office.get_by_role("link", name="Thông báo công khai").first.click()
    office.get_by_label(re.compile("Niêm yết")).check()
    send(office, "Ghi thông báo", **{"Nơi thông báo": "Bảng tin trụ sở", "Bằng chứng": "Biên bản niêm yết"})
    office.get_by_role("link", name="Gửi giấy mời").first.click()
    send(office, "Gửi giấy mời")
    for paper in ("Giấy mời", "Phiếu đăng ký phát biểu"):
        office.get_by_role("link", name=paper, exact=True).wait_for()
    office.context.close()
    with world.scope(case.key):
        papers.draft_paper(now(stack, case), DocumentKind.PROGRAMME, actor=actor)
        make.slip(actor, row, "Bà Tám", "Đề nghị đo lại đất.")
        make.slip(actor, row, "Ông Năm", "Chợ chưa có nước.")


def submit(row: Conference, office: Actor, head: Actor) -> None:
    """For whom it is, and the pack before the chair."""
    data = ConferenceData(
        title=row.title, organiser=row.organiser, chair=head.account_id, chair_name=head.name, chair_title=row.chair_title,
        desk="Văn phòng", target_group="Nhân dân trên địa bàn", with_voter_meeting=row.with_voter_meeting,
        voter_meeting="Tiếp xúc cử tri" if row.with_voter_meeting else "",
    )  # fmt: skip
    planning.arrange_conference(row, data, actor=office)
    approving.submit_for_approval(
        make.found(row), held_on=clock.today() + AHEAD, starts_at=time(8), venue="Hội trường trung tâm", actor=office
    )


def at_the_meeting(stack: Stack, visit: Visit, case: Case) -> None:
    """Opened; speakers in the chair's order; notes; an answer, an assignment, a question from the floor; minutes adopted."""
    office = visit(case.key, case.office)
    office.goto(stack.at(case.key, f"desk/dialogues/{now(stack, case).pk}/meeting/"))
    office.get_by_role("link", name="Khai mạc").click()
    send(office, "Khai mạc hội nghị")
    assert office.locator("form.note").count() == case.steps

    note = office.locator("form.note").first
    note.locator("textarea").fill("Khai mạc lúc 8 giờ, 92 người dự.")
    note.locator("[data-state]", has_text="Đã lưu lúc").wait_for()

    waiting = office.locator("#waiting li")
    assert [waiting.nth(n).locator("b").inner_text() for n in range(2)] == ["Bà Tám", "Ông Năm"]
    waiting.nth(1).get_by_text("Việc khác").click()
    waiting.nth(1).get_by_label("Đổi sang thứ tự").fill("1")
    waiting.nth(1).get_by_role("button", name="Đổi", exact=True).click()
    office.get_by_text("Đã đổi thứ tự.").wait_for()
    assert waiting.first.locator("b").inner_text() == "Ông Năm"
    # What was noted is still there: it was saved without a click.
    assert office.locator("form.note textarea").first.input_value() == "Khai mạc lúc 8 giờ, 92 người dự."

    waiting.first.get_by_role("button", name="Mời phát biểu").click()
    asked = office.locator("#asked li")
    asked.first.get_by_role("link", name="Trả lời").click()
    send(
        office,
        "Ghi câu trả lời",
        **{"Nội dung trả lời": "Tháng sau có nước.", "Căn cứ pháp luật": "Luật Xây dựng"},
    )
    office.locator("#waiting li").first.get_by_role("button", name="Mời phát biểu").click()
    office.locator("#asked li").first.get_by_role("link", name="Giao giải quyết").click()
    office.get_by_label("Kiểm tra, xác minh, trả lời sau").check()
    office.get_by_label("Cơ quan giải quyết").select_option(label="Tổ địa chính")
    send(
        office,
        "Giao, ấn định thời hạn",
        **{
            "Ý kiến chỉ đạo": "Đo lại đất, trả lời bà Tám.",
            "Người chịu trách nhiệm": "Ông Tư",
            "Thời hạn": f"{clock.today() + timedelta(days=8):%d/%m/%Y}",
        },
    )
    office.get_by_role("link", name="Câu hỏi, ý kiến tại chỗ").click()
    send(office, "Ghi lại", **{"Nội dung ý kiến, kiến nghị": "Khen đội vệ sinh."})
    office.locator("#asked li").first.get_by_role("link", name="Ghi nhận").click()
    send(office, "Ghi nhận, không phải trả lời")
    office.locator("#silent li", has_text="Đường ngập").get_by_role("link", name="Trả lời").click()
    send(office, "Ghi câu trả lời", **{"Nội dung trả lời": "Đã có dự án thoát nước."})
    office.get_by_role("link", name="Thông qua biên bản, bế mạc").click()
    send(office, "Biên bản đã thông qua, bế mạc", **{"Số người dự": "92"})
    office.get_by_text("Hội nghị đã kết thúc; biên bản đã được lập").wait_for()
    office.context.close()


def after_the_day(stack: Stack, visit: Visit, case: Case) -> None:
    """Conclusion, review where the plan orders one, notice signed, written answer with its proofs, results, closed."""
    office, head = visit(case.key, case.office), visit(case.key, case.head)
    row = now(stack, case)
    one = stack.at(case.key, f"desk/dialogues/{row.pk}/")
    head.goto(one)
    head.get_by_role("link", name="Kết luận", exact=True).first.click()
    send(head, "Lập kết luận", **{"Ý kiến kết luận của chủ trì": "Giải quyết dứt điểm."})
    head.get_by_text("Đã lập kết luận;").wait_for()
    actor = stack.world.actor(case.key, case.office)
    with stack.world.scope(case.key):
        concluding.review_conference(
            row, text="Tổ chức tốt.", on=clock.today(), actor=stack.world.actor(case.key, case.head)
        )
        conclusion = Conclusion.objects.get(source_id=row.pk)
    office.goto(stack.at(case.key, f"desk/conclusions/{conclusion.pk}/"))
    office.get_by_text("Đo lại đất, trả lời bà Tám.").wait_for()
    office.get_by_role("link", name="Soạn thông báo").click()
    send(office, "Soạn thông báo")
    office.get_by_role("link", name="Mở dự thảo, trình ký").click()
    office.get_by_role("link", name="Trình ký").click()
    send(office, "Trình người có thẩm quyền ký")
    office.get_by_text("Đã trình ký.").wait_for()
    head.goto(stack.at(case.key, "desk/documents/queue/"))
    head.get_by_role("link", name="Xem và ký").click()
    send(head, "Ký, cấp số và khóa nội dung", **{"Mật khẩu hoặc mã xác thực 6 số": stack.world.password})
    head.get_by_text("Đã ký và cấp số.").wait_for()
    assert now(stack, case).concluded_on == clock.today()

    office.goto(one)
    office.get_by_role("link", name="Trả lời bằng văn bản").click()
    for role in ROLES[1:]:
        office.locator(f"#id_proof_{role}").fill(f"Phiếu gửi {role}")
    send(office, "Ghi văn bản trả lời", **{"Nội dung trả lời": "Đã đo lại đất.", "Số, ký hiệu văn bản": "20/UBND"})
    # One of the four has no proof: refused, named, and what was typed is kept.
    office.get_by_text("bằng chứng gửi đến: Cơ quan, đơn vị, cơ sở nơi có kiến nghị").first.wait_for()
    office.locator("#id_proof_PLACE").fill("Sổ giao nhận 7")
    send(office, "Ghi văn bản trả lời")
    office.get_by_text("Đã ghi văn bản trả lời đến bốn nơi nhận.").wait_for()
    with stack.world.scope(case.key):
        concluding.report_results(now(stack, case), to=["HĐND"], actor=actor)
    head.goto(one)
    head.get_by_role("link", name="Kết thúc theo dõi").first.click()
    send(head, "Kết thúc theo dõi")
    head.get_by_text("Mọi ý kiến đã có kết quả; hội nghị kết thúc theo dõi.").wait_for()


@pytest.mark.parametrize("case", [S1, S4], ids=["S1", "S4"])
def test_conference_from_the_plan_to_the_last_answer(stack: Stack, visit: Visit, case: Case) -> None:
    before_the_day(stack, visit, case)
    let_the_day_come(stack, case)
    at_the_meeting(stack, visit, case)
    after_the_day(stack, visit, case)
    with stack.world.scope(case.key):
        row = now(stack, case)
        assert (row.status, row.attended, row.line) == ("CLOSED", 92, Line.PARTY if case is S1 else Line.GOVERNMENT)
        found = {one.person_name: (one.source, one.status) for one in Opinion.objects.filter(conference=row)}
        answered = Opinion.objects.get(person_name="Bà Tám")
        assert found == {
            "Nguyễn Thị Mười": ("PAGE", "ANSWERED"),
            "Ông Năm": ("SLIP", "ANSWERED"),
            "Bà Tám": ("SLIP", "REPLIED"),
            "": ("FLOOR", "INFORMATION"),
        }
        assert sorted(one["role"] for one in answered.recipients if one["proof"]) == sorted(ROLES)
        assert answered.task is not None
        assert answered.task.answered_on == clock.today()
        (entry,) = MinutesEntry.objects.filter(occasion_id=row.pk)
        assert (entry.step, entry.text) == (1, "Khai mạc lúc 8 giờ, 92 người dự.")


def test_desk_and_public_page_are_accessible_and_fit_a_phone(
    stack: Stack, visit: Visit, assert_accessible: Callable[[Any], None]
) -> None:
    world, today = stack.world, clock.today()
    with world.scope("w111"):
        chief, chairman = world.actor("w111", "chief"), world.actor("w111", "chairman")
        make.plan(year=today.year)
        coming = make.announced(chief, chairman)
        with clock.at(today - timedelta(days=20)):
            row = make.announced(chief, chairman, on=today)
        row = meeting.open_conference(make.found(row), actor=chief)
        for name in ("Bà Tám", "Ông Năm"):
            make.slip(chief, row, name)
    office, citizen = visit("w111", "chief", size=PHONE), visit(size=PHONE)
    for page, paths in (
        (office, [f"desk/dialogues/{row.pk}/meeting/", f"desk/dialogues/{coming.pk}/"]),
        (citizen, ["opinions/", "opinions/status/"]),
    ):
        for path in paths:
            page.goto(stack.at("w111", path))
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path
            assert_accessible(page)
