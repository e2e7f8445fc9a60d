"""Steps on one case: what is typed is done once, a refusal keeps it, a loser reads who was faster."""

from datetime import timedelta
from typing import Any

import pytest

from kernel import clock
from kernel.journal import events
from tenants.cases.enums import CaseKind, CaseStatus
from tenants.cases.models import Answer, Attachment, Case, Request
from tenants.staff.models import Body
from tests.factories import cases

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(world: Any) -> Case:
    with world.scope("w111"):
        return cases.take_in(world.actor("w111", "officer"))


def step(case: Case, noun: str) -> str:
    return f"/u/w111/desk/cases/{case.pk}/{noun}/"


def later(days: int = 5) -> str:
    return (clock.today() + timedelta(days=days)).strftime("%d/%m/%Y")


def kinds(world: Any, case: Case) -> list[str]:
    with world.scope("w111"):
        return [event.kind for event in events.of_case(case.pk)]


def test_assign_note_ask_answer_close(world, case):
    chief, handler = world.client("w111", "chief"), world.client("w111", "handler")
    response = chief.post(
        step(case, "assignment"),
        {"to": str(world.account("w111", "handler").pk), "note": "Gấp", "version": case.version},
    )
    assert response.status_code == 303
    page = handler.get(f"/u/w111/desk/cases/{case.pk}/").content.decode()
    assert "Phân công cho" in page
    assert "Gấp" in page
    assert handler.post(step(case, "note"), {"text": "Đã gọi cho công dân", "is_internal": "on"}).status_code == 303
    asked = handler.post(step(case, "supplement"), {"text": "Bản sao giấy chứng nhận", "due_on": later()})
    assert asked.status_code == 303
    assert asked["Location"].endswith("/letter/")
    assert "Bản sao giấy chứng nhận" in handler.get(asked["Location"]).content.decode()
    refused = chief.get(step(case, "closing"))
    assert refused.status_code == 409
    assert "trả lời" in refused.content.decode()
    with world.scope("w111"):
        request = Request.objects.get()
    assert (
        handler.post(f"/u/w111/desk/cases/{case.pk}/requests/{request.pk}/reply/", {"reply": "Đã nộp"}).status_code
        == 303
    )
    answer = handler.post(
        step(case, "answer"),
        {"kind": "ACCEPTED", "text": "Đã giải quyết.", "answered_on": later(0), "how_sent": "POST"},
    )
    assert answer.status_code == 303
    assert "Đã giải quyết." in handler.get(answer["Location"]).content.decode()
    assert handler.post(step(case, "closing"), {"outcome": "Công dân đồng ý."}).status_code == 303
    with world.scope("w111"):
        assert Case.objects.get(pk=case.pk).status == CaseStatus.CLOSED
    assert kinds(world, case)[-2:] == ["case_answered", "case_closed"]


def test_second_click_has_one_effect(world, case):
    browser = world.client("w111", "officer")
    for _click in range(3):
        assert browser.post(step(case, "note"), {"text": "Một lần thôi", "once_key": "abc"}).status_code == 303
    assert kinds(world, case).count("note_added") == 1


def test_same_key_with_other_text_is_told_and_keeps_the_text(world, case):
    browser = world.client("w111", "officer")
    browser.post(step(case, "note"), {"text": "Thứ nhất", "once_key": "abc"})
    response = browser.post(step(case, "note"), {"text": "Thứ hai", "once_key": "abc"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Thứ hai" in page
    assert 'value="abc"' not in page


def test_loser_of_two_officers_reads_who_and_when_and_keeps_the_text(world, case):
    chief, officer = world.client("w111", "chief"), world.client("w111", "officer")
    handler = str(world.account("w111", "handler").pk)
    chief.post(step(case, "assignment"), {"to": handler, "version": case.version})
    late = officer.post(step(case, "assignment"), {"to": handler, "note": "Lời dặn của tôi", "version": case.version})
    page = late.content.decode()
    assert late.status_code == 409
    assert world.account("w111", "chief").full_name in page
    assert "lúc" in page
    assert "Lời dặn của tôi" in page
    assert "Vừa có thay đổi: Phân công cho" in page
    assert kinds(world, case).count("case_assigned") == 1
    # Having read that, the next click counts: the form now holds the newer version.
    with world.scope("w111"):
        assert f'name="version" value="{Case.objects.get(pk=case.pk).version}"' in page


def test_refused_closing_keeps_what_was_typed(world, case):
    response = world.client("w111", "chief").post(step(case, "closing"), {"outcome": "Đã thỏa thuận xong."})
    assert response.status_code == 409
    assert "Đã thỏa thuận xong." in response.content.decode()


@pytest.mark.parametrize(
    "noun", ["note", "supplement", "answer", "withdrawal", "transfer", "escalation", "split", "pin", "correction"]
)
def test_empty_form_names_its_fields(world, case, noun):
    response = world.client("w111", "chief").post(step(case, noun), {})
    assert response.status_code == 422
    assert "error-sum" in response.content.decode()


@pytest.mark.parametrize("typed", ["31/02/2026", "mai", "2026/1/1/1", "99"])
def test_date_that_is_none_is_named_and_kept(world, case, typed):
    response = world.client("w111", "chief").post(step(case, "supplement"), {"text": "Giấy tờ", "due_on": typed})
    page = response.content.decode()
    assert response.status_code == 422
    assert "dd/mm/yyyy" in page
    assert f'value="{typed}"' in page


def test_opinion_asks_a_body_of_the_unit(world, case):
    with world.scope("w111"):
        body = Body.objects.create(name="Địa chính", sort_key="dia chinh")
    browser = world.client("w111", "officer")
    assert (
        browser.post(
            step(case, "opinion"), {"body": str(body.pk), "text": "Xin số liệu", "due_on": later()}
        ).status_code
        == 303
    )
    page = browser.get(f"/u/w111/desk/cases/{case.pk}/").content.decode()
    assert "Địa chính" in page
    assert "Ghi phúc đáp" in page


def test_correction_leaves_a_trace_and_needs_a_change(world, case):
    browser = world.client("w111", "officer")
    same = {"kind": case.kind, "field": case.field, "content": case.content, "place": case.place, "channel": case.channel,
            "received_on": case.received_on.strftime("%d/%m/%Y"), "reason": "Gõ nhầm", "version": case.version}  # fmt: skip
    with world.scope("w111"):
        person = case.people.get()
        same |= {
            f"{person.pk}.{name}": getattr(person.person, name)
            for name in ("full_name", "address", "id_number", "phone")
        }
    assert browser.post(step(case, "correction"), same).status_code == 422
    response = browser.post(
        step(case, "correction"), {**same, "place": "Khóm 7", f"{person.pk}.full_name": "Nguyễn Thị Ánh"}
    )
    assert response.status_code == 303, response.content.decode()[-2000:]
    page = browser.get(f"/u/w111/desk/cases/{case.pk}/").content.decode()
    assert "Khóm 7" in page
    assert "Nguyễn Thị Ánh" in page
    assert "Gõ nhầm" in page


def test_joining_searches_and_joins(world, case):
    with world.scope("w111"):
        second = cases.take_in(world.actor("w111", "officer"))
    browser = world.client("w111", "officer")
    looked = browser.post(
        step(second, "joining"), {"find": case.number, "reason": "Cùng thửa đất", "look": "1"}
    ).content.decode()
    assert str(case.pk) in looked
    assert "Cùng thửa đất" in looked
    response = browser.post(step(second, "joining"), {"into": str(case.pk), "reason": "Cùng thửa đất"})
    assert response.status_code == 303
    assert str(case.pk) in response["Location"]
    with world.scope("w111"):
        assert Case.objects.get(pk=second.pk).status == CaseStatus.JOINED


def test_split_makes_a_case_of_its_own(world, case):
    with world.scope("w111"):
        petition = case.petitions.get()
    data = {
        "petition": str(petition.pk),
        "kind": "REFLECTION",
        "field": "other",
        "content": "Tiếng ồn",
        "reason": "Hai nội dung",
    }
    response = world.client("w111", "officer").post(step(case, "split"), data)
    assert response.status_code == 303
    with world.scope("w111"):
        assert Case.objects.count() == 2
        assert petition.case.petitions.count() == 1


def test_new_pin_is_shown_once(world, case):
    browser = world.client("w111", "officer")
    response = browser.post(step(case, "pin"), {"checked": "Đối chiếu căn cước"})
    assert response["Location"].endswith("/receipt/")
    assert "Mã PIN<b>" in browser.get(response["Location"]).content.decode()
    assert "Mã PIN<b>" not in browser.get(response["Location"]).content.decode()


def test_unsealing_shows_the_identity_in_one_answer_and_logs_it(world):
    with world.scope("w111"):
        case = cases.take_in(world.actor("w111", "officer"), kind=CaseKind.DENUNCIATION)
    chairman = world.client("w111", "chairman")
    assert "Nguyễn Thị An" not in chairman.get(step(case, "unsealing")).content.decode()
    response = chairman.post(step(case, "unsealing"), {"reason": "Mời đến làm việc"})
    assert response.status_code == 200
    assert "Nguyễn Thị An" in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert "identity_unsealed" in kinds(world, case)
    page = chairman.get(f"/u/w111/desk/cases/{case.pk}/").content.decode()
    assert "Nguyễn Thị An" not in page
    assert "Danh tính niêm phong" in page
    assert world.client("w111", "officer").post(step(case, "unsealing"), {"reason": "Tò mò"}).status_code in (403, 409)


def test_draft_of_a_step_comes_back(world, case):
    browser = world.client("w111", "officer")
    browser.post(f"/u/w111/desk/drafts/note-{case.pk}/", {"text": "Đang viết dở"})
    assert "Đang viết dở" in browser.get(step(case, "note")).content.decode()
    browser.post(step(case, "note"), {"text": "Xong"})
    assert "Đang viết dở" not in browser.get(step(case, "note")).content.decode()


def test_pending_pin_cannot_be_written_through_the_drafts(world, case):
    assert (
        world.client("w111", "officer").post(f"/u/w111/desk/drafts/receipt-{case.pk}/", {"pin": "000000"}).status_code
        == 404
    )


def test_files_are_added_all_or_none(world, case):
    from django.core.files.uploadedfile import SimpleUploadedFile

    pdf = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    good = SimpleUploadedFile("a.pdf", pdf, content_type="application/pdf")
    bad = SimpleUploadedFile("b.pdf", b"", content_type="application/pdf")
    browser = world.client("w111", "officer")
    assert browser.post(step(case, "attachments"), {"attachments": [good, bad]}).status_code == 422
    with world.scope("w111"):
        assert Attachment.objects.count() == 0
    good.seek(0)
    assert browser.post(step(case, "attachments"), {"attachments": [good]}).status_code == 303
    with world.scope("w111"):
        assert Attachment.objects.count() == 1
        assert Answer.objects.count() == 0
