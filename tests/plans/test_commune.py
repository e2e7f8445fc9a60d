"""Plan S1 in a commune: set up from its preset, one of its conferences followed through pages, papers and dates."""

from datetime import date
from typing import Any

import pytest

from deadlines.models import DueItem
from kernel import clock, errors
from registry.levels import Line
from tenants.conclusions.models import Conclusion, Task
from tenants.dialogues.actions import answering, concluding, meeting, papers, speaking
from tenants.dialogues.actions import opinions as collecting
from tenants.dialogues.actions.opinions import OpinionData
from tenants.dialogues.models import Opinion
from tenants.documents.enums import DocumentKind
from tenants.documents.models import Document
from tenants.receptions.actions.plans import PlanData, draft_plan, issue_plan
from tenants.receptions.models import Plan
from tests.plans import stage as on
from tests.world import World

DAY = on.DAYS["S1"]


@pytest.fixture
def commune(world: World) -> on.Stage:
    """The commune with its plan of 2026 in force."""
    return on.issued(world, "S1", number="86-KH/ĐU")


def test_conference_page_says_who_organises_chairs_takes_part_and_how_many_are_expected(commune: on.Stage) -> None:
    with commune.scope():
        row = on.approved(commune)
    page = commune.page(f"dialogues/{row.pk}/")
    assert "Ban Thường vụ Đảng ủy xã" in page
    assert commune.head.name in page
    assert "Ủy ban Mặt trận Tổ quốc và các đoàn thể nhân dân cấp xã" in page
    assert "80" in page
    assert "100" in page


def test_attendance_stands_beside_what_was_expected(commune: on.Stage) -> None:
    with commune.scope():
        row = on.opened(commune)
        with clock.at(DAY):
            meeting.take_attendance(on.found(row), attended=93, marks={}, actor=commune.office)
    assert "93" in commune.page(f"dialogues/{row.pk}/")
    assert (on.DAYS["S1"], row.expected_from, row.expected_to) == (DAY, 80, 100)


def test_minutes_hold_the_opening_and_what_the_chair_reported(commune: on.Stage) -> None:
    with commune.scope():
        row = on.opened(commune)
    page = commune.page(f"dialogues/{row.pk}/meeting/")
    assert "Tuyên bố lý do, giới thiệu thành phần tham dự, chủ trì, thư ký, bộ phận tiếp nhận" in page
    assert "chỉ rõ mục đích, yêu cầu, nội dung chủ yếu" in page
    assert "Văn phòng Đảng ủy" in page


def test_people_speak_or_write_and_it_is_kept_who_answered(commune: on.Stage) -> None:
    with commune.scope():
        row = on.opened(commune)
        with clock.at(DAY):
            written = speaking.take_question(
                on.found(row), OpinionData(source="WRITTEN", text="Bao giờ có nước sạch?", person_name="Bà Tư"),
                actor=commune.office,
            )  # fmt: skip
            spoken = Opinion.objects.get(person_name="Bà Tám")
            speaking.call_speaker(spoken, actor=commune.office)
            answering.answer_on_spot(
                Opinion.objects.get(pk=spoken.pk), text="Xã sẽ đo lại.", by="Công chức địa chính", actor=commune.office
            )
    page = commune.page(f"dialogues/{row.pk}/meeting/")
    assert "Bao giờ có nước sạch?" in page
    assert "Công chức địa chính" in commune.page(f"dialogues/{row.pk}/")
    assert written.speaking_no == 3


def test_exchange_goes_on_until_every_opinion_has_an_outcome(commune: on.Stage) -> None:
    with commune.scope():
        row = on.opened(commune)
        with clock.at(DAY):
            meeting.adopt_minutes(on.found(row), attended=90, actor=commune.office)
            with pytest.raises(errors.InvalidTransition) as refused:
                concluding.conclude_conference(on.found(row), actor=commune.head)
    assert refused.value.code == "opinions_without_outcome"
    assert "Tiếp tục trao đổi" in commune.page(f"dialogues/{row.pk}/meeting/")


def test_an_opinion_is_answered_assigned_or_goes_up_and_may_become_a_policy(commune: on.Stage) -> None:
    with commune.scope():
        row, body = on.opened(commune), commune.body()
        with clock.at(DAY):
            first, second = Opinion.objects.filter(source="SLIP").order_by("speaking_no")
            on.assigned(commune, first, body, date(2026, 7, 15), route="POLICY")
            on.assigned(commune, second, body, date(2026, 7, 15), route="SUBMIT_UP")
            for one in Opinion.objects.filter(conference=row).without_outcome():
                answering.answer_on_spot(one, text="Đã rõ.", by="Bí thư", actor=commune.office)
            meeting.adopt_minutes(on.found(row), attended=90, actor=commune.office)
            paper = papers.draft_paper(on.found(row), DocumentKind.SUBMISSION, actor=commune.office)
        routes = dict(Opinion.objects.filter(source="SLIP").values_list("person_name", "route"))
    assert routes == {"Bà Tám": "POLICY", "Ông Năm": "SUBMIT_UP"}
    submission = commune.page(f"documents/{paper.pk}/")
    assert "Đất của Ông Năm." in submission
    assert "Giá đất bồi thường chưa rõ." not in submission
    sheet = commune.page(f"dialogues/{row.pk}/dossier/")
    assert "Đã rõ." in sheet
    assert "15/07/2026" in sheet


def test_topics_are_a_tree_with_the_conduct_of_officials_in_it(commune: on.Stage) -> None:
    with commune.scope():
        row = on.first_conference(commune)
    page = commune.page(f"dialogues/{row.pk}/topics/")
    for topic in ("Sản xuất", "đất đai", "Môi trường", "nông thôn mới", "Xây dựng Đảng"):
        assert topic in page, topic
    assert "cán bộ" in page
    assert "– " in page


def test_front_and_unions_hand_in_before_and_the_office_gives_the_preparation_to_a_body(commune: on.Stage) -> None:
    with commune.scope():
        row, body = on.first_conference(commune), commune.body("Văn phòng Đảng ủy")
        with clock.at(date(2026, 5, 4)):
            data = OpinionData(
                source="UNION", source_name="Hội Nông dân xã", text="Giá lúa giống.", topic="agriculture"
            )
            one = collecting.collect_opinion(data, line_code="PARTY", conference=row, actor=commune.office)
            collecting.assign_preparation(
                on.found(row), opinions=[one.pk], body=body, due_on=date(2026, 6, 10), contact="Chánh Văn phòng",
                actor=commune.office,
            )  # fmt: skip
            task = Task.objects.get(opinion_id=one.pk)
    assert (task.kind, task.lead_name, task.contact, task.due_on) == (
        "PREPARATION", "Văn phòng Đảng ủy", "Chánh Văn phòng", date(2026, 6, 10),
    )  # fmt: skip
    assert "Hội Nông dân xã" in commune.page("dialogues/opinions/")
    assert "Văn phòng Đảng ủy" in commune.page(f"tasks/{task.pk}/")


def test_notice_of_the_conclusion_is_drafted_by_the_office_within_ten_days_and_answers_follow(
    commune: on.Stage,
) -> None:
    with commune.scope():
        row, opinion = on.concluded(commune, date(2026, 7, 15))
        conclusion = Conclusion.objects.get(source_id=row.pk)
        assert conclusion.notice_due_on == date(2026, 6, 29)  # the tenth day, the 28th, is a Sunday
        with clock.at(date(2026, 6, 25)):
            concluding.issue_notice(on.found(row), symbol="12-TB/ĐU", on=date(2026, 6, 25), actor=commune.office)
        # Thirty working days after the notice of 25 June.
        assert Opinion.objects.get(pk=opinion.pk).reply_due_on == date(2026, 8, 6)
        assert Document.objects.filter(subject_id=row.pk, kind=DocumentKind.MINUTES).exists()
    page = commune.page(f"conclusions/{conclusion.pk}/")
    assert "12-TB/ĐU" in page


def test_the_committee_has_a_plan_of_its_own_beside_the_partys(commune: on.Stage) -> None:
    chief = commune.world.actor(commune.key, "chief")
    with commune.scope(), clock.at(on.JANUARY):
        data = PlanData(year=2026, line=Line.GOVERNMENT, title="Kế hoạch của UBND xã", issuer="Ủy ban nhân dân xã",
                        head_position="Chủ tịch", values={"reception_days": 2})  # fmt: skip
        own = issue_plan(draft_plan(data, actor=chief), number="5/KH-UBND", dated_on=on.JANUARY, actor=chief)
        assert {(one.line, one.number) for one in Plan.objects.filter(year=2026)} == {
            ("PARTY", "86-KH/ĐU"),
            ("GOVERNMENT", "5/KH-UBND"),
        }
    assert "86-KH/ĐU" in commune.page("receptions/plans/")
    assert "5/KH-UBND" not in commune.page("receptions/plans/")
    assert own.version_no == 1


def test_calendar_and_working_days_stand_side_by_side_on_the_plan(commune: on.Stage) -> None:
    page = commune.page(f"receptions/plans/{commune.plan.pk}/")
    assert "7 ngày" in page
    assert "10 ngày" in page
    assert "30 ngày làm việc" in page


def test_office_drafts_programme_and_notice_of_the_conference(commune: on.Stage) -> None:
    with commune.scope():
        row = on.approved(commune)
        with clock.at(date(2026, 5, 20)):
            paper: Any = papers.draft_paper(on.found(row), DocumentKind.PROGRAMME, actor=commune.office)
    assert paper.drafted_by_id == commune.office.account_id
    assert paper.line == Line.PARTY
    page = commune.page(f"documents/{paper.pk}/")
    assert "Chương trình" in page


def test_what_was_not_answered_at_once_is_a_task_with_its_date(commune: on.Stage) -> None:
    with commune.scope():
        row, opinion = on.concluded(commune, date(2026, 7, 15))
        with clock.at(date(2026, 6, 25)):
            concluding.issue_notice(on.found(row), symbol="12-TB/ĐU", on=date(2026, 6, 25), actor=commune.office)
        task = Task.objects.get(opinion_id=opinion.pk, kind="CONCLUSION")
        assert (task.status, task.due_on) == ("ASSIGNED", date(2026, 7, 15))
        assert DueItem.objects.filter(case_id=task.pk, due_on=date(2026, 7, 15)).exists()
    assert "15/07/2026" in commune.page(f"tasks/{task.pk}/")
