"""The half-year and year summary: counted from the rows, due strictly before 15/6 and 10/12; the requests before a session."""

from datetime import date, timedelta

import pytest
from django.test import override_settings

from deadlines import due
from kernel import clock
from oversight.actions.fold import fold_all
from oversight.facts import Fact
from oversight.queries.board import board
from oversight.rules.periods import Period
from registry.levels import Line
from tenants.conclusions.actions import finishing, preparing, tasks
from tenants.conclusions.models import Task
from tenants.conclusions.queries.counts import task_counts
from tenants.conclusions.queries.preparations import open_preparations, preparation_state
from tenants.conclusions.queries.summary import due_on, summary
from tenants.dialogues.actions import answering, concluding, meeting, opinions
from tenants.documents.enums import Subject
from tenants.documents.subjects import describe
from tenants.staff.queries import setting
from tests.factories import conclusions as make
from tests.factories import dialogues, receptions
from tests.world import World

DESK = "/u/w111/desk/"


@pytest.mark.parametrize(
    ("year", "period", "day"),
    [
        (2026, "half", date(2026, 6, 12)),  # 14/6 is a Sunday
        (2026, "year", date(2026, 12, 9)),
        (2025, "half", date(2025, 6, 13)),
        (2021, "year", date(2021, 12, 9)),
    ],
)
def test_summary_is_due_strictly_before_the_day_on_a_working_day(
    world: World, year: int, period: str, day: date
) -> None:
    assert due_on(year, period) == day


def test_summary_counts_items_by_body_and_route(world: World) -> None:
    with world.scope("w111"):
        chief = world.actor("w111", "chief")
        land = make.body(world.actor("w111", "admin"))
        police = make.body(world.actor("w111", "admin"), "Công an phường")
        row = make.issued(
            chief, make.item(land, "Một."), make.item(land, "Hai.", route="VERIFY"), make.item(police, "Ba.")
        )
        make.draft(chief, make.item(land, "Còn dự thảo."))
        one, two, _three = row.tasks.order_by("order")
        finishing.report_result(one, text="Xong.", reported_on=clock.today(), actor=chief)
        finishing.answer_citizen(make.found(one.pk), how="EMAIL", number="3", answered_on=clock.today(), actor=chief)
        finishing.close_task(make.found(one.pk), actor=chief)
        assert two.due_on
        later = two.due_on + timedelta(days=10)
        tasks.extend_task(two, to=later, reason="Chờ.", responsible="", how_told="CV 3", actor=chief)
        year = clock.today().year
        shown = summary(chief, year, "year")
        assert (shown.conclusions, shown.unissued) == (2, 1)
        total = shown.total
        assert (total.items, total.done, total.open, total.answered, total.extended) == (3, 1, 2, 1, 1)
        assert [(count.name, count.items) for count in shown.by_body] == [("Tổ địa chính", 2), ("Công an phường", 1)]
        assert sum(count.items for count in shown.by_route) == 3
        with clock.at(later - timedelta(days=5)):
            assert summary(chief, year, "year").total.overdue == 1
        # What is the other line's is in no figure.
        assert summary(world.actor("w111", "secretary"), year, "year").total.items == 0


def test_summary_leaves_on_paper_and_as_a_sheet(world: World) -> None:
    with world.scope("w111"):
        make.task(world.actor("w111", "chief"), make.body(world.actor("w111", "admin")))
    chief = world.client("w111", "chief")
    year = clock.today().year
    paper = chief.get(f"{DESK}tasks/summary/print/?year={year}&period=year")
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in paper.content.decode()
    assert "Tổ địa chính" in paper.content.decode()
    assert chief.get(f"{DESK}tasks/summary/export/xlsx/?year={year}&period=half").status_code == 200
    # A wrong year or period is left out, not refused.
    assert chief.get(f"{DESK}tasks/summary/?year=abc&period=x").status_code == 200


def test_start_page_names_the_summary_before_its_day(world: World) -> None:
    chief = world.client("w111", "chief")
    with clock.at(date(2026, 11, 25)):
        assert "Tổng hợp năm thực hiện kết luận" in chief.get(DESK).content.decode()
    with clock.at(date(2026, 12, 15)):
        assert "Tổng hợp năm thực hiện kết luận" not in chief.get(DESK).content.decode()


def test_checklist_waits_for_what_was_asked(world: World) -> None:
    with world.scope("w111"):
        chief = world.actor("w111", "chief")
        lead = make.body(world.actor("w111", "admin"))
        first = make.preparation(chief, lead)
        second = make.preparation(chief, lead, subject_id=first.subject_id, text="Hồ sơ gốc.")
        subject = first.subject_id
        assert {task.pk for task in open_preparations(subject)} == {first.pk, second.pk}
        preparing.receive_preparation(first, text="Đã gửi.", received_on=clock.today(), actor=chief)
        assert [task.pk for task in open_preparations(subject)] == [second.pk]
        finishing.cancel_task(second, reason="Không cần.", actor=chief)
        state = preparation_state(subject)
        assert (state.asked, state.received, state.agreed, state.is_complete) == (1, 1, 0, False)
        preparing.agree_position(make.found(first.pk), text="Đối thoại lại.", agreed_on=clock.today(), actor=chief)
        assert preparation_state(subject).is_complete


def test_request_is_made_on_the_page_of_its_session(world: World) -> None:
    with world.scope("w111"):
        lead = make.body(world.actor("w111", "admin"))
        session = receptions.session_on(
            world.actor("w111", "chairman"), clock.today() + timedelta(days=10), line=Line.GOVERNMENT
        )
    page = f"{DESK}tasks/preparations/session/{session.pk}/"
    chief = world.client("w111", "chief")
    assert chief.get(page).status_code == 200
    due = f"{clock.today() + timedelta(days=5):%d/%m/%Y}"
    typed = {"text": "Báo cáo nguồn gốc đất.", "due_on": due}
    nobody = chief.post(page, typed)
    assert nobody.status_code == 422
    assert "Báo cáo nguồn gốc đất." in nobody.content.decode()
    key = {"once_key": "one"}
    for _click in range(2):
        assert chief.post(page, {**typed, **key, "lead_body": str(lead.pk)}).status_code == 303
    with world.scope("w111"):
        (task,) = Task.objects.filter(subject_id=session.pk)
        assert (task.line, task.lead_name) == (Line.GOVERNMENT, "Tổ địa chính")
    assert f"{session.held_on:%d/%m/%Y}" in chief.get(f"{DESK}tasks/{task.pk}/").content.decode()
    shown = chief.get(f"{DESK}receptions/{session.pk}/").content.decode()
    assert page in shown
    assert f"{DESK}tasks/?subject={session.pk}" in shown
    # The other line's session does not exist.
    assert world.client("w111", "secretary").get(page).status_code in (403, 404)
    assert world.client("w111", "handler").get(page).status_code == 403


def test_late_task_is_in_the_own_counts_and_not_among_the_cases_of_the_board(world: World) -> None:
    unit = world.unit("w111")
    with world.scope("w111"):
        task = make.task(world.actor("w111", "chief"), make.body(world.actor("w111", "admin")))
        assert task.due_on
        with clock.at(task.due_on + timedelta(days=1)):
            assert due.sweep() >= 1
            fold_all()
            shown = board(unit, Period.parse(str(clock.today().year)))
            assert {figure.fact: figure.value for figure in shown.own.figures}[Fact.OVERDUE] == 0
            assert task_counts(clock.today(), clock.today())["GOVERNMENT"].overdue == 1


def test_conference_asks_for_preparation_too(world: World) -> None:
    with world.scope("w111"):
        lead = make.body(world.actor("w111", "admin"))
        conference = dialogues.called(world.actor("w111", "chief"))
    chief = world.client("w111", "chief")
    page = f"{DESK}tasks/preparations/conference/{conference.pk}/"
    due_on = f"{clock.today() + timedelta(days=5):%d/%m/%Y}"
    assert chief.post(page, {"text": "Số liệu.", "due_on": due_on, "lead_body": str(lead.pk)}).status_code == 303
    with world.scope("w111"):
        assert Task.objects.get(subject_id=conference.pk).line == conference.line


def test_document_names_the_conclusion_it_is_about(world: World) -> None:
    with world.scope("w111"), override_settings(ROOT_URLCONF="config.urls_unit"):
        chief, secretary = world.actor("w111", "chief"), world.actor("w111", "secretary")
        row = make.draft(chief, make.item(make.body(world.actor("w111", "admin"))))
        pair = (Subject.CONCLUSION.value, row.pk)
        assert describe(chief, [pair])[pair].name == row.title
        assert describe(secretary, [pair]) == {}


def test_summary_counts_opinions_and_items_by_topic(world: World) -> None:
    with world.scope("w111"):
        dialogues.plan()
        chief, chairman = world.actor("w111", "chief"), world.actor("w111", "chairman")
        lead = make.body(world.actor("w111", "admin"))
        row = dialogues.opened(chief, chairman)
        with clock.at(dialogues.DAY):
            spoken = dialogues.slip(chief, row)
            opinions.classify_opinion(
                spoken, topic="environment", urgency="NORMAL", conference=dialogues.found(row), actor=chief
            )
            dialogues.assigned(chief, spoken, lead, date(2026, 10, 9))
            heard = dialogues.slip(chief, row, "Bà Ba")
            opinions.classify_opinion(
                heard, topic="land", urgency="NORMAL", conference=dialogues.found(row), actor=chief
            )
            answering.answer_on_spot(heard, text="Đã có.", by="Chủ tịch", actor=chief)
            plain = dialogues.slip(chief, row, "Ông Chín")
            answering.note_opinion(plain, actor=chief)
            meeting.adopt_minutes(dialogues.found(row), attended=80, actor=chief)
            concluding.conclude_conference(dialogues.found(row), actor=chairman)
            concluding.issue_notice(dialogues.found(row), symbol="15/TB", on=dialogues.DAY, actor=chief)
            shown = summary(chief, 2026, "year")
        told = [(one.name, one.opinions, one.settled, one.items, one.open) for one in shown.by_topic]
        assert sorted(told) == sorted(
            [
                (name_of("land"), 1, 1, 0, 0),
                (name_of("environment"), 1, 0, 1, 1),
                ("Chưa phân loại", 1, 1, 0, 0),
            ]
        )
        assert told[-1][0] == "Chưa phân loại"
        # What the other line discussed is in no figure, and the first half-year had none of it.
        assert summary(world.actor("w111", "secretary"), 2026, "year").by_topic == []
        assert summary(chief, 2026, "half").by_topic == []
    browser = world.client("w111", "chief")
    for page in ("tasks/summary/", "tasks/summary/print/"):
        shown_page = browser.get(f"{DESK}{page}?year=2026&period=year").content.decode()
        assert "Ý kiến tại hội nghị" in shown_page
    sheet = browser.get(f"{DESK}tasks/summary/export/csv/?year=2026&period=year").content.decode()
    assert "Chủ đề" in sheet
    assert "Chưa phân loại" in sheet


def name_of(code: str) -> str:
    """A topic in words."""
    return str(setting("topics").name_of(code))


@pytest.mark.parametrize(
    ("who", "says", "not_says"),
    [
        ("secretary", ("ĐẢNG CỘNG SẢN VIỆT NAM", "T/M BAN THƯỜNG VỤ"), "CỘNG HÒA XÃ HỘI"),
        ("chairman", ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "TM. ỦY BAN NHÂN DÂN"), "ĐẢNG CỘNG SẢN"),
    ],
)
def test_summary_on_paper_has_the_form_of_its_line(
    world: World, who: str, says: tuple[str, ...], not_says: str
) -> None:
    paper = world.client("w111", who).get("/u/w111/desk/tasks/summary/print/?year=2026&period=year").content.decode()
    for words in says:
        assert words in paper
    assert not_says not in paper
    assert world.actor("w111", who).name in paper
