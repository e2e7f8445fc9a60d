"""Pages of tasks and conclusions: who opens them, what a step refuses and keeps, a constant number of queries."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from identity.models import Account, Membership
from kernel import clock
from tenants.conclusions.actions import finishing
from tenants.conclusions.enums import HowAnswered, TaskStatus
from tenants.conclusions.models import Conclusion, Task
from tenants.conclusions.queries.counts import task_counts
from tenants.staff.models import Body
from tests.documents import samples
from tests.factories import conclusions as make
from tests.world import FROM, World

DESK = "/u/w111/desk/"


@pytest.fixture
def lead(world: World) -> Body:
    with world.scope("w111"):
        return make.body(world.actor("w111", "admin"))


def asked(seen: CaptureQueriesContext) -> list[str]:
    """The queries of a page without those whose answer a process remembers for half a minute."""
    remembered = ("deadlines_calendarday", "deadlines_deadlinerule", "registry_epoch")
    return [one["sql"] for one in seen.captured_queries if not any(name in one["sql"] for name in remembered)]


def given(world: World, lead: Body, **changes: Any) -> Task:
    with world.scope("w111"):
        return make.task(world.actor("w111", "chief"), lead, **changes)


def observer(world: World, line: str = "GOVERNMENT") -> Any:
    """The Fatherland Front's observer, made from the administrator's own account for the test."""
    account: Account = world.account("w111", "admin")
    Membership.objects.filter(account=account).delete()
    Membership.objects.create(
        account=account, unit_id=world.unit("w111").id, role="observer", line=line, valid_from=FROM
    )
    return world.client("w111", "admin")


def test_task_runs_through_its_pages(world: World, lead: Body) -> None:
    task = given(world, lead)
    chief = world.client("w111", "chief")
    page = f"{DESK}tasks/{task.pk}/"
    today = f"{clock.today():%d/%m/%Y}"
    scan = SimpleUploadedFile("bien-ban.pdf", samples.PDF, content_type="application/pdf")
    refused = chief.get(page + "closing/")
    assert refused.status_code == 409
    assert "chưa báo cáo người đứng đầu; chưa trả lời công dân" in refused.content.decode()
    steps: list[tuple[str, dict[str, Any]]] = [
        ("acknowledgement/", {}),
        ("progress/", {"text": "Đã mời chủ đất.", "told_by": "Tổ địa chính"}),
        ("result/", {"text": "Đã đo lại.", "reported_on": today, "attachments": [scan]}),
        ("citizen-answer/", {"how": "POST", "answered_on": today, "number": "21/UBND"}),
        ("closing/", {}),
    ]
    for noun, typed in steps:
        assert chief.get(page + noun).status_code == 200
        answer = chief.post(page + noun, typed)
        assert answer.status_code == 303, re.findall(r"errorlist.*?</ul>", answer.content.decode(), re.S)
    shown = chief.get(page).content.decode()
    for words in ("Đã hoàn thành", "bien-ban.pdf", "21/UBND", "Đã mời chủ đất."):
        assert words in shown
    with world.scope("w111"):
        digest = make.found(task.pk).files[0]["digest"]
    file = chief.get(f"{page}files/{digest}/")
    assert file.status_code == 200
    file.close()
    assert chief.get(f"{page}files/{'0' * 64}/").status_code == 404


def test_refused_answer_keeps_what_was_typed(world: World, lead: Body) -> None:
    task = given(world, lead)
    chief = world.client("w111", "chief")
    answer = chief.post(
        f"{DESK}tasks/{task.pk}/citizen-answer/",
        {"how": "HAND", "answered_on": f"{clock.today():%d/%m/%Y}", "note": "Trao tại nhà văn hóa"},
    )
    assert answer.status_code == 422
    assert "phải có tên người ký nhận" in answer.content.decode()
    assert "Trao tại nhà văn hóa" in answer.content.decode()


def test_stale_form_is_refused_with_who_was_faster(world: World, lead: Body) -> None:
    task = given(world, lead)
    officer, chief = world.client("w111", "officer"), world.client("w111", "chief")
    url = f"{DESK}tasks/{task.pk}/progress/"
    version = re.search(r'name="version" value="(\d+)"', chief.get(url).content.decode())
    assert version
    assert officer.post(url, {"text": "Đang đo.", "version": version[1]}).status_code == 303
    answer = chief.post(url, {"text": "Đã đo xong.", "version": version[1]})
    assert answer.status_code == 409
    assert world.actor("w111", "officer").name in answer.content.decode()
    assert "Đã đo xong." in answer.content.decode()


def test_second_click_has_one_effect(world: World, lead: Body) -> None:
    task = given(world, lead)
    chief = world.client("w111", "chief")
    url = f"{DESK}tasks/{task.pk}/urging/"
    key = re.search(r'name="once_key" value="([^"]+)"', chief.get(url).content.decode())
    assert key
    for _click in range(2):
        assert chief.post(url, {"text": "Đề nghị báo cáo.", "once_key": key[1]}).status_code == 303
    with world.scope("w111"):
        assert len(make.found(task.pk).urgings) == 1


def test_other_line_gets_404_on_every_page(world: World, lead: Body) -> None:
    task = given(world, lead)
    secretary = world.client("w111", "secretary")
    for path in (
        f"tasks/{task.pk}/", f"tasks/{task.pk}/progress/", f"tasks/{task.pk}/closing/", f"conclusions/{task.conclusion_id}/",
        f"conclusions/{task.conclusion_id}/items/", f"tasks/{task.pk}/files/{'0' * 64}/",
    ):  # fmt: skip
        assert secretary.get(DESK + path).status_code == 404, path
    assert task.text not in secretary.get(DESK + "tasks/").content.decode()
    assert "Kết luận buổi tiếp" not in secretary.get(DESK + "conclusions/").content.decode()
    chairman = world.client("w111", "chairman")
    assert chairman.post(f"{DESK}conclusions/{task.conclusion_id}/link/", {"is_linked": "on"}).status_code == 303
    assert secretary.get(f"{DESK}tasks/{task.pk}/").status_code == 200
    assert secretary.get(f"{DESK}tasks/{task.pk}/urging/").status_code == 403


def test_handler_sees_the_own_tasks_only(world: World, lead: Body) -> None:
    own = given(world, lead, officer=world.account("w111", "handler").pk, text="Việc của tôi.")
    other = given(world, lead, text="Việc người khác.")
    handler = world.client("w111", "handler")
    shown = handler.get(DESK + "tasks/").content.decode()
    assert "Việc của tôi." in shown
    assert "Việc người khác." not in shown
    assert handler.get(f"{DESK}tasks/{own.pk}/").status_code == 200
    assert handler.get(f"{DESK}tasks/{own.pk}/progress/").status_code == 200
    assert handler.get(f"{DESK}tasks/{own.pk}/extension/").status_code == 403
    assert handler.get(f"{DESK}tasks/{other.pk}/").status_code == 404
    assert handler.get(DESK + "conclusions/").status_code == 403
    assert handler.get(DESK + "tasks/export/xlsx/").status_code == 403


def test_observer_reads_conclusions_and_progress_and_nothing_else(world: World, lead: Body) -> None:
    with world.scope("w111"):
        chief = world.actor("w111", "chief")
        task = make.task(chief, lead)
        scan = SimpleUploadedFile("bien-ban.pdf", samples.PDF, content_type="application/pdf")
        finishing.report_result(task, text="Mật: ông Kín.", reported_on=clock.today(), files=[scan], actor=chief)
        finishing.answer_citizen(
            make.found(task.pk), how=HowAnswered.HAND, signed_by="Quản Thị Kín", answered_on=clock.today(), actor=chief
        )
        draft = make.draft(chief, make.item(lead, "Còn dự thảo."))
        asked = make.preparation(chief, lead)
        digest = make.found(task.pk).files[0]["digest"]
    browser = observer(world)
    for path in ("tasks/", "conclusions/", f"tasks/{task.pk}/", f"conclusions/{task.conclusion_id}/", "tasks/summary/"):
        answer = browser.get(DESK + path)
        assert answer.status_code == 200, path
        for hidden in ("Kín", "bien-ban.pdf", "Còn dự thảo", "Báo cáo nguồn gốc"):
            assert hidden not in answer.content.decode(), (path, hidden)
    for path in (f"conclusions/{draft.pk}/", f"tasks/{asked.pk}/", f"tasks/{task.pk}/files/{digest}/"):
        assert browser.get(DESK + path).status_code == 404, path
    for noun in ("progress/", "urging/", "closing/", "citizen-answer/"):
        assert browser.get(f"{DESK}tasks/{task.pk}/{noun}").status_code == 403
    for path in ("tasks/export/xlsx/", "cases/new/", "inbox/"):
        assert browser.get(DESK + path).status_code == 403
    assert browser.get(f"{DESK}tasks/").content.decode().count("Nhiệm vụ") >= 2


def test_conclusion_is_dictated_and_issued(world: World, lead: Body) -> None:
    with world.scope("w111"):
        row = make.draft(world.actor("w111", "chief"))
    chief = world.client("w111", "chief")
    page = f"{DESK}conclusions/{row.pk}/"
    typed = {
        "text": "Sửa cống khóm 2.", "route": "HANDLE", "lead_body": str(lead.pk), "contact": "Ông Tư, 0912 000 009",
        "due_on": f"{clock.today() + timedelta(days=9):%d/%m/%Y}", "needs_citizen_answer": "on", "co_bodies": [str(lead.pk)],
    }  # fmt: skip
    assert chief.post(page + "items/", typed).status_code == 303
    assert chief.post(page + "words/", {"title": "Kết luận", "text": "Làm ngay."}).status_code == 303
    with world.scope("w111"):
        task = Task.objects.get(conclusion=row)
    assert chief.get(f"{page}items/{task.pk}/").status_code == 200
    assert chief.post(f"{page}items/{task.pk}/", {**typed, "contact": ""}).status_code == 303
    today = f"{clock.today():%d/%m/%Y}"
    lacking = chief.post(page + "issue/", {"symbol": "15/TB-UBND", "on": today})
    assert lacking.status_code == 422
    assert "thiếu người chịu trách nhiệm" in lacking.content.decode()
    assert chief.post(f"{page}items/{task.pk}/", typed).status_code == 303
    assert chief.post(page + "notice/", {}).status_code == 303
    assert chief.post(page + "issue/", {"symbol": "15/TB-UBND", "on": today}).status_code == 303
    with world.scope("w111"):
        assert make.found(task.pk).status == TaskStatus.ASSIGNED
        document = Conclusion.objects.get(pk=row.pk).document
        assert document is not None
        assert document.body["items"][0]["text"] == "Sửa cống khóm 2."
    assert chief.get(f"{page}items/{task.pk}/").status_code == 409
    assert "Sửa cống khóm 2." in chief.get(page).content.decode()


def test_preparation_is_asked_received_and_agreed(world: World, lead: Body) -> None:
    with world.scope("w111"):
        task = make.preparation(world.actor("w111", "chief"), lead)
    chief = world.client("w111", "chief")
    page = f"{DESK}tasks/{task.pk}/"
    today = f"{clock.today():%d/%m/%Y}"
    assert chief.get(page + "closing/").status_code == 409
    assert chief.post(page + "receipt/", {"text": "Báo cáo 12/BC.", "received_on": today}).status_code == 303
    assert chief.post(page + "agreement/", {"text": "Đề nghị đối thoại.", "agreed_on": today}).status_code == 303
    shown = chief.get(page).content.decode()
    assert "Đề nghị đối thoại." in shown
    assert "Trả lời công dân" not in shown


@pytest.mark.parametrize("path", ["tasks/", "conclusions/", "tasks/summary/", ""])
def test_list_asks_the_same_queries_for_one_and_three(world: World, lead: Body, path: str) -> None:
    given(world, lead, officer=world.account("w111", "handler").pk)
    chief = world.client("w111", "chief")

    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert chief.get(DESK + path).status_code == 200
        return len(asked(seen))

    count()
    one = count()
    for number in range(2):
        given(world, lead, text=f"Việc {number}", officer=world.account("w111", "chief").pk)
    assert count() == one


@pytest.mark.parametrize("of", ["tasks", "conclusions"])
def test_page_asks_the_same_queries_whatever_it_holds(world: World, lead: Body, of: str) -> None:
    chief = world.client("w111", "chief")

    def count(row: Conclusion) -> int:
        with world.scope("w111"):
            key = row.pk if of == "conclusions" else make.found_of(row).pk
        with CaptureQueriesContext(connection) as seen:
            assert chief.get(f"{DESK}{of}/{key}/").status_code == 200
        return len(asked(seen))

    with world.scope("w111"):
        actor = world.actor("w111", "chief")
        one = make.issued(actor, make.item(lead))
        three = make.issued(actor, *(make.item(lead, f"Việc {n}") for n in range(3)))
    count(one)
    assert count(one) == count(three)


def test_start_page_says_what_presses(world: World, lead: Body) -> None:
    with world.scope("w111"):
        chief = world.actor("w111", "chief")
        make.task(chief, lead, due_on=clock.today() + timedelta(days=2))
        make.draft(chief, make.item(lead), title="Kết luận chưa thông báo")
    shown = world.client("w111", "chief").get(DESK).content.decode()
    assert "Đo lại ranh thửa đất số 15." in shown
    assert "Kết luận chưa thông báo" in shown
    party = world.client("w111", "secretary").get(DESK).content.decode()
    assert "Đo lại ranh thửa đất số 15." not in party


def test_list_leaves_as_a_sheet(world: World, lead: Body) -> None:
    given(world, lead)
    answer = world.client("w111", "chief").get(DESK + "tasks/export/xlsx/?show=open")
    assert answer.status_code == 200
    assert answer["Content-Type"].endswith("sheet")


def test_counts_for_the_duty_board(world: World, lead: Body) -> None:
    with world.scope("w111"):
        chief = world.actor("w111", "chief")
        task = make.task(chief, lead)
        make.task(chief, lead)
        finishing.report_result(task, text="Xong.", reported_on=clock.today(), actor=chief)
        finishing.answer_citizen(
            make.found(task.pk), how=HowAnswered.POST, number="1", answered_on=clock.today(), actor=chief
        )
        finishing.close_task(make.found(task.pk), actor=chief)
        today = clock.today()
        counts = task_counts(today, today)["GOVERNMENT"]
        assert (counts.open, counts.overdue, counts.closed, counts.closed_late, counts.answered) == (1, 0, 1, 0, 1)
        assert task_counts(today, today, on=today + timedelta(days=60))["GOVERNMENT"].overdue == 1
