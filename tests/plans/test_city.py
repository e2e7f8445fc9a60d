"""Plan S4 in a city: set up from its preset, its conference followed through pages, papers and dates."""

from datetime import date

import pytest

from deadlines.models import DueItem
from kernel import clock, errors
from tenants.conclusions.actions import tasks
from tenants.conclusions.models import Conclusion, Task
from tenants.dialogues.actions import answering, concluding, meeting, opinions, papers, planning, speaking
from tenants.dialogues.actions.opinions import OpinionData
from tenants.dialogues.enums import ConferenceStatus
from tenants.dialogues.models import Conference, Opinion
from tenants.documents.enums import DocumentKind
from tenants.documents.models import Document, Notice
from tests.plans import stage as on
from tests.world import World

DAY = on.DAYS["S4"]


@pytest.fixture
def city(world: World) -> on.Stage:
    """The city with its plan of 2026 in force."""
    return on.issued(world, "S4", number="134/KH-UBND")


def test_plan_page_names_state_law_and_the_partys_regulation(city: on.Stage) -> None:
    page = city.page(f"receptions/plans/{city.plan.pk}/")
    assert city.plan.line == "GOVERNMENT"
    for base in city.plan.bases:
        assert base["number"] in page or base["title"] in page
    numbers = " ".join(str(base["number"]) for base in city.plan.bases)
    assert "/QĐ" in numbers or "QĐ" in numbers or "QC" in numbers


def test_plan_is_published_and_its_channels_are_named(city: on.Stage) -> None:
    page = city.public("plan/?year=2026")
    assert "134/KH-UBND" in page
    assert "truyền thanh" in page.lower()


def test_one_conference_a_year_is_planned_and_combined_with_voters_it_counts(city: on.Stage) -> None:
    with city.scope():
        row = on.first_conference(city)
        assert Conference.objects.filter(is_ad_hoc=False).count() == 1
    page = city.page("dialogues/?year=2026")
    assert row.title in page
    assert "0/1" in page


def test_chair_and_usual_participants_come_from_the_plan_and_others_with_the_topic(city: on.Stage) -> None:
    with city.scope():
        row = on.announced(city)
        told = set(Notice.objects.filter(subject_id=row.pk).values_list("recipient_name", flat=True))
    assert "Ủy ban Kiểm tra Thành ủy" in told
    assert "Phòng Tài nguyên" in told
    assert "Phòng Môi trường" not in told
    page = city.page(f"dialogues/{row.pk}/")
    assert city.head.name in page
    assert "Ban Tuyên giáo Thành ủy" in page


def test_plan_programme_and_house_rules_are_papers_of_the_conference(city: on.Stage) -> None:
    with city.scope():
        row = on.approved(city)
        with clock.at(date(2026, 9, 1)):
            for kind in (DocumentKind.PLAN, DocumentKind.PROGRAMME, DocumentKind.HOUSE_RULES):
                papers.draft_paper(on.found(row), kind, actor=city.office)
        made = {one.kind: one for one in Document.objects.filter(subject_id=row.pk)}
    assert {"PLAN", "PROGRAMME", "HOUSE_RULES"} <= set(made)
    assert "Nội quy" in city.page(f"documents/{made['HOUSE_RULES'].pk}/")


def test_chair_approves_content_time_place_people_and_target_in_one_pack(city: on.Stage) -> None:
    with city.scope():
        row = on.approved(city)
        pack = Document.objects.get(subject_id=row.pk, kind=DocumentKind.APPROVAL_PACK)
    page = city.page(f"documents/{pack.pk}/")
    for part in ("24/09/2026", "Hội trường trung tâm", "Nhân dân trên địa bàn", "Ủy ban Kiểm tra Thành ủy"):
        assert part in page, part
    assert row.approved_by_id == city.head.account_id


def test_day_and_place_are_announced_by_radio_and_web_and_the_police_have_a_plan(city: on.Stage) -> None:
    with city.scope():
        row = on.announced(city)
    page = city.page(f"dialogues/{row.pk}/")
    assert "Đài, trang thông tin" in page
    assert "Hội trường trung tâm" in page
    assert "Công an giữ trật tự trước, trong và sau hội nghị." in page
    assert [one["channel"] for one in row.notices] == ["RADIO", "WEBSITE"]


def test_invitation_goes_with_a_slip_and_returned_slips_make_the_list(city: on.Stage) -> None:
    with city.scope():
        row = on.opened(city)
        kinds = set(Document.objects.filter(subject_id=row.pk).values_list("kind", flat=True))
        spoken = list(
            Opinion.objects.filter(source="SLIP").order_by("speaking_no").values_list("person_name", flat=True)
        )
    assert {"INVITATION", "SPEECH_SLIP"} <= kinds
    assert spoken == ["Bà Tám", "Ông Năm"]
    page = city.page(f"dialogues/{row.pk}/meeting/")
    assert page.index("Bà Tám") < page.index("Ông Năm")


def test_opinions_come_from_media_front_unions_deputies_and_citizens_and_are_sorted(city: on.Stage) -> None:
    with city.scope(), clock.at(date(2026, 8, 4)):
        row = on.first_conference(city)
        for source in ("MEDIA", "FRONT", "UNION", "DEPUTY", "CITIZEN"):
            data = OpinionData(source=source, source_name="Nguồn", text=f"Ý kiến {source}.", person_name="Bà Ba")
            one = opinions.collect_opinion(data, line_code="GOVERNMENT", conference=row, actor=city.office)
        opinions.classify_opinion(one, topic="pollution", urgency="URGENT", conference=on.found(row), actor=city.office)
    page = city.page("dialogues/opinions/")
    for words in ("Phương tiện thông tin", "Mặt trận tổng hợp", "Đoàn thể tổng hợp", "Đại biểu dân cử chuyển"):
        assert words in page
    assert "Khẩn cấp" in page
    assert "Ô nhiễm môi trường" in page


def test_body_prepares_and_a_commune_clears_before_the_day(city: on.Stage) -> None:
    with city.scope():
        row, body = on.approved(city), city.body("Phòng Quản lý đô thị")
        first, second = Opinion.objects.filter(conference=row).order_by("text")
        with clock.at(date(2026, 8, 20)):
            opinions.assign_preparation(
                on.found(row), opinions=[first.pk], body=body, due_on=date(2026, 9, 15), actor=city.office
            )
            opinions.clear_opinion(
                Opinion.objects.get(pk=second.pk), on=date(2026, 8, 20), note="Xã đã vá đường.", actor=city.office
            )
        task = Task.objects.get(opinion_id=first.pk)
    assert (task.lead_name, task.due_on) == ("Phòng Quản lý đô thị", date(2026, 9, 15))
    page = city.page("dialogues/opinions/")
    assert "Đã giải quyết trước hội nghị" in page


def test_agenda_has_its_six_steps_with_who_leads_each(city: on.Stage) -> None:
    with city.scope():
        row = on.opened(city)
    page = city.page(f"dialogues/{row.pk}/meeting/")
    for words in (
        "cử thư ký ghi biên bản",
        "Thông báo mục đích, yêu cầu, nội dung tiếp xúc, đối thoại",
        "Thông qua biên bản, kết thúc Hội nghị",
    ):
        assert words in page, words
    assert "Lãnh đạo Văn phòng HĐND-UBND thành phố" in page


def test_chair_answers_on_the_spot_with_the_law_or_lets_a_leader_answer(city: on.Stage) -> None:
    with city.scope():
        row = on.opened(city)
        with clock.at(DAY):
            one = Opinion.objects.get(person_name="Bà Tám")
            speaking.call_speaker(one, actor=city.office)
            answering.answer_on_spot(
                Opinion.objects.get(pk=one.pk), text="Thành phố sẽ bồi thường.", by="Trưởng phòng Tài nguyên",
                legal_basis="Điều 91 Luật Đất đai", actor=city.office,
            )  # fmt: skip
    sheet = city.page(f"dialogues/{row.pk}/dossier/")
    assert "Thành phố sẽ bồi thường." in sheet
    page = city.page(f"dialogues/{row.pk}/")
    assert "Trưởng phòng Tài nguyên" in page
    assert "Điều 91 Luật Đất đai" in page


def test_people_are_informed_at_the_conference_and_the_minutes_are_adopted_there(city: on.Stage) -> None:
    with city.scope():
        row = on.opened(city)
        with clock.at(DAY):
            meeting.inform(on.found(row), text="Khởi công cầu số 4.", actor=city.office)
            held = meeting.adopt_minutes(on.found(row), attended=88, actor=city.office)
        assert held.status == ConferenceStatus.HELD
        assert held.minutes_adopted_at is not None
        assert clock.day_of(held.minutes_adopted_at) == DAY
        minutes_id = held.minutes_id
    assert "Khởi công cầu số 4." in city.page(f"documents/{minutes_id}/")


def test_dossier_has_exactly_the_nine_columns(city: on.Stage) -> None:
    with city.scope():
        row = on.opened(city)
    sheet = city.page(f"dialogues/{row.pk}/dossier/")
    columns = (
        "Ý kiến thu thập được", "Tên tổ chức, cá nhân", "Nội dung kiến nghị", "Nội dung trả lời",
        "Kết quả đã giải quyết hoặc hướng sẽ giải quyết", "Thời gian giải quyết", "Cơ quan giải quyết",
        "Việc cần kiểm tra, làm rõ, trả lời sau", "Việc ghi nhận, báo cáo cấp có thẩm quyền",
    )  # fmt: skip
    assert [sheet.index(f"{column}</th>") for column in columns] == sorted(sheet.index(f"{c}</th>") for c in columns)
    assert sheet.count("</th>") == len(columns) + 1  # the running number stands before them


def test_open_matters_get_body_and_date_and_three_ways(city: on.Stage) -> None:
    with city.scope():
        row, body = on.opened(city), city.body()
        with clock.at(DAY):
            first, second = Opinion.objects.filter(source="SLIP").order_by("speaking_no")
            with pytest.raises(errors.Invalid):
                on.assigned(city, first, None, date(2026, 10, 9))
            on.assigned(city, first, body, date(2026, 10, 9), route="VERIFY")
            on.assigned(city, second, body, date(2026, 10, 12), route="HANDLE")
            routes = set(Opinion.objects.filter(source="SLIP").values_list("route", flat=True))
            assert routes == {"VERIFY", "HANDLE"}
    sheet = city.page(f"dialogues/{row.pk}/dossier/")
    assert "Tổ địa chính" in sheet
    assert "09/10/2026" in sheet


def test_review_notice_and_answers_have_the_days_of_the_plan(city: on.Stage) -> None:
    with city.scope():
        row, opinion = on.concluded(city, date(2026, 10, 9))
        due = {one.kind: one.due_on for one in DueItem.objects.filter(case_id=row.pk)}
        assert due["E2"] == date(2026, 10, 1)  # five working days after the conference of 24 September
        conclusion = Conclusion.objects.get(source_id=row.pk)
        assert conclusion.notice_due_on == date(2026, 10, 1)
        assert Opinion.objects.get(pk=opinion.pk).reply_due_on == date(2026, 10, 15)
        with clock.at(date(2026, 9, 29)):
            concluding.review_conference(on.found(row), text="Tốt.", on=date(2026, 9, 29), actor=city.head)
            concluding.issue_notice(on.found(row), symbol="15/TB-UBND", on=date(2026, 9, 29), actor=city.office)
    page = city.page(f"dialogues/{row.pk}/")
    assert "29/09/2026" in page
    assert "15/TB-UBND" in city.page(f"conclusions/{conclusion.pk}/")


def test_office_follows_and_urges_what_is_late(city: on.Stage) -> None:
    with city.scope():
        row, opinion = on.concluded(city, date(2026, 10, 9))
        with clock.at(date(2026, 9, 29)):
            concluding.issue_notice(on.found(row), symbol="15/TB-UBND", on=date(2026, 9, 29), actor=city.office)
        task = Task.objects.get(opinion_id=opinion.pk, kind="CONCLUSION")
        with clock.at(date(2026, 10, 12)):
            tasks.urge_task(task, text="Đề nghị báo cáo ngay.", actor=city.office)
            page = city.page(f"tasks/{task.pk}/")
    assert "Đề nghị báo cáo ngay." in page
    assert "Tổ địa chính" in page


def test_bodies_send_their_leader_or_say_why_not(city: on.Stage) -> None:
    with city.scope():
        row = on.opened(city)
        one = row.participants[0]
        with clock.at(DAY):
            marks = {one["id"]: ("SUBSTITUTE", "Ông Phó", "")}
            with pytest.raises(errors.Invalid) as refused:
                meeting.take_attendance(on.found(row), attended=80, marks=marks, actor=city.office)
            marks = {one["id"]: ("SUBSTITUTE", "Ông Phó", "Trưởng ban đi họp tỉnh")}
            meeting.take_attendance(on.found(row), attended=80, marks=marks, actor=city.office)
    assert refused.value.code == "substitute_without_reason"
    page = city.page(f"dialogues/{row.pk}/")
    assert "Trưởng ban đi họp tỉnh" in page or "Ông Phó" in page


def test_front_proposes_and_an_ad_hoc_conference_is_called(city: on.Stage) -> None:
    with city.scope(), clock.at(date(2026, 4, 6)):
        planning.call_conference(
            line_code="GOVERNMENT", title="Đối thoại về bãi rác", why="Khiếu kiện đông người.", topics=("environment",),
            proposed_by="Ủy ban Mặt trận Tổ quốc thành phố", actor=city.office,
        )  # fmt: skip
        row = Conference.objects.get(is_ad_hoc=True)
        with pytest.raises(errors.Invalid):
            planning.call_conference(line_code="GOVERNMENT", title="Trống", why="", actor=city.office)
    page = city.page(f"dialogues/{row.pk}/")
    assert "Ủy ban Mặt trận Tổ quốc thành phố" in page
    assert "Khiếu kiện đông người." in page


def test_results_go_to_committee_council_and_front_each_with_a_notice(city: on.Stage) -> None:
    with city.scope():
        row, _opinion = on.concluded(city, date(2026, 10, 9))
        with clock.at(date(2026, 9, 29)):
            concluding.issue_notice(on.found(row), symbol="15/TB-UBND", on=date(2026, 9, 29), actor=city.office)
            to = city.plan.values["results_to"]
            concluding.report_results(on.found(row), to=to, actor=city.office)
        told = Notice.objects.filter(subject_id=row.pk, matter="report_sent")
        assert set(told.values_list("recipient_name", flat=True)) == {
            "Thường trực Thành ủy", "Hội đồng nhân dân thành phố", "Ủy ban Mặt trận Tổ quốc thành phố",
        }  # fmt: skip
    assert "Hội đồng nhân dân thành phố" in city.page(f"dialogues/{row.pk}/")
