"""Taking in a petition at the counter, as the browser does it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kernel import clock
from kernel.journal.models import Draft
from registry import epoch, snapshot
from registry.models import Unit
from tenants.cases.models import Attachment, Case, CasePerson, Petition, Visit
from tests.factories import cases

pytestmark = pytest.mark.django_db

NEW = "/u/w111/desk/cases/new/"
DRAFT = "/u/w111/desk/drafts/intake/"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"


def typed(**changes: Any) -> dict[str, Any]:
    """What the clerk types for one citizen in person."""
    return {
        "who": "ONE",
        "full_name": "Nguyễn Thị An",
        "address": "Ấp Đông, khóm 3",
        "id_number": "089185001234",
        "phone": "0912000001",
        "kind": "COMPLAINT",
        "field": "land",
        "content": "Không đồng ý mức bồi thường.",
        "place": "Khóm 3",
        "channel": "IN_PERSON",
        "once_key": "one-click",
        "same_as": "new",
        "persons-TOTAL_FORMS": "4",
        "persons-INITIAL_FORMS": "0",
        **changes,
    }


def denunciation(**changes: Any) -> dict[str, Any]:
    return typed(
        kind="DENUNCIATION",
        field="administrative",
        denounced_name="Phạm Văn Xấu",
        denounced_position="Địa chính",
        **changes,
    )


def case_of(response: Any) -> str:
    return re.search(r"/cases/([0-9a-f-]{36})/", response["Location"]).group(1)


def counts(world: Any) -> tuple[int, int, int]:
    with world.scope("w111"):
        return Case.objects.count(), Petition.objects.count(), Visit.objects.count()


def test_one_citizen_in_person_makes_case_petition_visit_and_receipt(world):
    browser = world.client("w111", "officer")
    response = browser.post(NEW, typed())
    assert response.status_code == 303
    assert response["Location"].endswith("/receipt/")
    assert counts(world) == (1, 1, 1)
    first = browser.get(response["Location"]).content.decode()
    assert "Nguyễn Thị An" in first
    assert "000001/2026/w111" in first
    pin = re.search(r"Mã PIN<b>(\d{6})</b>", first).group(1)
    again = browser.get(response["Location"]).content.decode()
    assert pin not in again
    assert "không hiện lại" in again


def test_plain_case_has_at_most_twelve_stops(world):
    page = world.client("w111", "officer").get(NEW).content.decode()
    form = page[page.index('<form method="post" enctype') : page.index('name="next"')]
    # What :has() keeps closed for one citizen in person is cut out; a group of radio buttons is one stop.
    form = re.sub(r'(?s)<fieldset class="field group when.*?</fieldset>\s*(?=<|$)', "", form)
    form = re.sub(r'(?s)<div class="when when-[a-z-]+">.*?</div>\s*</div>', "", form)
    names = re.findall(
        r'<(?:input|select|textarea)[^>]*?name="([a-z_0-9-]+)"', re.sub(r'<input type="hidden"[^>]*>', "", form)
    )
    stops = list(dict.fromkeys(name for name in names if not name.startswith("persons-")))
    hidden = {"complained_about", "denounced_name", "denounced_position", "denounced_heads", "wants_tracking", "person_count",
              "received_on", "forwarded_by", "forwarded_number", "forwarded_on", "save"}  # fmt: skip
    assert len([name for name in stops if name not in hidden]) + 1 <= 12, stops


def test_second_click_of_the_same_form_has_one_effect(world):
    browser = world.client("w111", "officer")
    first, second = browser.post(NEW, typed()), browser.post(NEW, typed())
    assert first["Location"] == second["Location"]
    assert counts(world) == (1, 1, 1)


def test_missing_fields_are_named_and_nothing_typed_is_lost(world):
    browser = world.client("w111", "officer")
    response = browser.post(NEW, typed(kind="", content="", full_name="Đỗ Thị Dài"))
    page = response.content.decode()
    assert response.status_code == 422
    assert "Những gì đã nhập vẫn còn" in page
    assert 'value="Đỗ Thị Dài"' in page
    assert 'value="089185001234"' in page
    assert counts(world) == (0, 0, 0)


def test_refusal_of_the_action_stands_at_its_field(world):
    response = world.client("w111", "officer").post(NEW, typed(address=" "))
    assert response.status_code == 422
    response = world.client("w111", "officer").post(NEW, denunciation(channel="ONLINE"))
    page = response.content.decode()
    assert response.status_code == 422
    assert "Luật Tố cáo (Điều 22)" in page
    assert "Nguyễn Thị An" in page


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "=1+1|cmd", "\u202eđảo ngược", "𝕏 " * 50, "Ấp “Đông” & ‘Tây’"]
)
def test_any_text_is_kept_and_shown_harmlessly(world, text):
    browser = world.client("w111", "officer")
    response = browser.post(NEW, typed(content=text, full_name="<b>An</b>"))
    assert response.status_code in (303, 422)
    if response.status_code == 303:
        page = browser.get(f"/u/w111/desk/cases/{case_of(response)}/").content.decode()
        assert "<script>alert" not in page
        assert "<b>An</b>" not in page
        assert "&lt;b&gt;An&lt;/b&gt;" in page


def test_nul_is_refused_with_the_field_named(world):
    response = world.client("w111", "officer").post(NEW, typed(content="a\x00b"))
    assert response.status_code == 422
    assert "Nội dung:" in response.content.decode()


def test_save_and_next_keeps_channel_and_date_of_a_days_post(world):
    browser = world.client("w111", "officer")
    day = clock.today().strftime("%d/%m/%Y")
    response = browser.post(NEW, typed(channel="POST", received_on=day, next="1"))
    assert response.status_code == 303
    assert "/cases/new/?channel=POST" in response["Location"]
    page = browser.get(response["Location"]).content.decode()
    assert 'value="POST" id="id_channel_1" checked' in page.replace("required ", "") or re.search(
        r'value="POST"[^>]*checked', page
    )
    assert "In biên nhận" in page
    assert 'value="Nguyễn Thị An"' not in page
    with world.scope("w111"):
        assert Visit.objects.count() == 0


def test_several_people_share_one_petition(world):
    browser = world.client("w111", "officer")
    browser.post(
        NEW,
        typed(
            who="SEVERAL",
            **{
                "persons-0-full_name": "Trần Văn Bình",
                "persons-1-full_name": "Lê Thị Cúc",
                "persons-1-address": "Khóm 5",
            },
        ),
    )
    with world.scope("w111"):
        found = list(CasePerson.objects.order_by("order").values_list("person__full_name", "person__address"))
        assert found == [
            ("Nguyễn Thị An", "Ấp Đông, khóm 3"),
            ("Trần Văn Bình", "Ấp Đông, khóm 3"),
            ("Lê Thị Cúc", "Khóm 5"),
        ]


def test_group_of_twelve_is_one_petition_of_twelve_people(world):
    browser = world.client("w111", "officer")
    browser.post(NEW, typed(who="GROUP", person_count="12", **{"persons-0-full_name": "Trần Văn Bình"}))
    with world.scope("w111"):
        visit = Visit.objects.get()
        assert visit.person_count == 12
        assert visit.is_crowd


def test_leftovers_of_a_closed_part_are_not_sent(world):
    browser = world.client("w111", "officer")
    browser.post(
        NEW, typed(forwarded_by="Báo An Giang", denounced_name="Ai đó", **{"persons-0-full_name": "Người thừa"})
    )
    with world.scope("w111"):
        assert Petition.objects.get().forwarded_by == ""
        assert CasePerson.objects.count() == 1


def test_denunciation_of_the_head_leaves_number_and_receipt_only(world):
    browser = world.client("w111", "officer")
    with world.scope("w111"):
        head = world.account("w111", "chairman")
    response = browser.post(NEW, denunciation(denounced_heads=str(head.pk), full_name="Người Tố Cáo Kín"))
    assert response.status_code == 303
    receipt = browser.get(response["Location"]).content.decode()
    assert "000001/2026/w111" in receipt
    assert "Người Tố Cáo Kín" not in receipt
    case_id = case_of(response)
    assert browser.get(f"/u/w111/desk/cases/{case_id}/").status_code == 404
    for who in ("chief", "chairman", "secretary", "admin", "handler"):
        other = world.client("w111", who)
        assert other.get(f"/u/w111/desk/cases/{case_id}/").status_code == 404
        assert other.get(f"/u/w111/desk/cases/{case_id}/receipt/").status_code == 404
        assert "000001/2026" not in other.get("/u/w111/desk/cases/?q=000001").content.decode().replace("q=000001", "")
    assert "000001/2026/w111" in browser.get("/u/w111/desk/").content.decode()


def test_identity_of_a_denouncer_never_reaches_a_draft(world):
    browser = world.client("w111", "officer")
    browser.post(DRAFT, denunciation())
    with world.scope("w111"):
        kept = Draft.objects.get().data
        assert kept["content"] == "Không đồng ý mức bồi thường."
        assert not {"full_name", "address", "id_number", "phone", "denounced_name"} & set(kept)
    # The kind is not known yet: it may become a denunciation.
    browser.post(DRAFT, typed(kind=""))
    with world.scope("w111"):
        assert "full_name" not in Draft.objects.get().data


def test_draft_of_a_complaint_comes_back_and_can_be_dropped(world):
    browser = world.client("w111", "officer")
    assert (
        browser.post(
            DRAFT, typed(content="Đang gõ dở", who="SEVERAL", **{"persons-0-full_name": "Trần Văn Bình"})
        ).status_code
        == 204
    )
    page = browser.get(NEW).content.decode()
    assert "Đang gõ dở" in page
    assert 'value="Nguyễn Thị An"' in page
    assert 'value="Trần Văn Bình"' in page
    assert "data-draft-kept" in page
    assert "Đang gõ dở" not in world.client("w111", "chief").get(NEW).content.decode()
    browser.post(DRAFT, {"discard": "1"})
    assert "Đang gõ dở" not in browser.get(NEW).content.decode()


def test_draft_ends_when_the_form_is_sent(world):
    browser = world.client("w111", "officer")
    browser.post(DRAFT, typed())
    browser.post(NEW, typed())
    assert "data-draft-kept" not in browser.get(NEW).content.decode()


def test_second_letter_joins_the_earlier_case(world):
    browser = world.client("w111", "officer")
    case_id = case_of(browser.post(NEW, typed()))
    found = browser.post("/u/w111/desk/cases/new/earlier/", typed(), headers={"HX-Request": "true"}).content.decode()
    assert case_id in found
    looked = browser.post(NEW, typed(look="1")).content.decode()
    assert case_id in looked
    assert 'value="Nguyễn Thị An"' in looked
    browser.post(NEW, typed(once_key="two", same_as=case_id, content="Đơn thứ hai."))
    assert counts(world) == (1, 2, 2)


def test_citizen_who_was_here_before_is_not_typed_twice(world):
    browser = world.client("w111", "officer")
    browser.post(NEW, typed())
    found = browser.post(
        "/u/w111/desk/cases/new/earlier/", typed(full_name="nguyen thi an", address="")
    ).content.decode()
    person_id = re.search(r'name="use" value="([0-9a-f-]{36})"', found).group(1)
    page = browser.post(
        NEW, typed(full_name="nguyen thi an", address="", phone="", content="Đơn khác", use=person_id)
    ).content.decode()
    assert 'value="Ấp Đông, khóm 3"' in page
    assert 'value="0912000001"' in page
    assert "Đơn khác" in page
    assert counts(world) == (1, 1, 1)


def test_earlier_case_is_found_by_its_number(world):
    browser = world.client("w111", "officer")
    case_id = case_of(browser.post(NEW, typed()))
    data = typed(full_name="Người khác", id_number="", look="1", find="000001/2026")
    assert case_id in browser.post(NEW, data).content.decode()


def test_earlier_cases_are_not_looked_up_for_a_denouncer(world):
    browser = world.client("w111", "officer")
    case_id = case_of(browser.post(NEW, typed()))
    found = browser.post("/u/w111/desk/cases/new/earlier/", denunciation()).content.decode()
    assert case_id not in found


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("rong.pdf", b"", "rỗng"),
        ("don.pdf", b"MZ\x90\x00" + b"\x00" * 200, "don.pdf"),
        ("virus.pdf", b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*", "virus.pdf"),
    ],
)
def test_refused_upload_is_named_and_nothing_is_entered(world, name, content, told):
    browser = world.client("w111", "officer")
    response = browser.post(NEW, typed(attachments=[SimpleUploadedFile(name, content, content_type="application/pdf")]))
    page = response.content.decode()
    assert response.status_code == 422, page[:500]
    assert told in page
    assert 'value="Nguyễn Thị An"' in page
    assert counts(world) == (0, 0, 0)


def test_fifty_one_files_are_refused_at_once(world):
    files = [SimpleUploadedFile(f"{n}.pdf", PDF, content_type="application/pdf") for n in range(51)]
    response = world.client("w111", "officer").post(NEW, typed(attachments=files))
    assert response.status_code == 422
    assert "tối đa 50 tệp" in response.content.decode()


def test_attachment_is_downloaded_only_through_its_case(world):
    browser = world.client("w111", "officer")
    case_id = case_of(
        browser.post(NEW, typed(attachments=[SimpleUploadedFile("don.pdf", PDF, content_type="application/pdf")]))
    )
    with world.scope("w111"):
        attachment = Attachment.objects.get()
        other = cases.take_in(world.actor("w111", "officer")).pk
    response = browser.get(f"/u/w111/desk/cases/{case_id}/attachments/{attachment.pk}/")
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert browser.get(f"/u/w111/desk/cases/{other}/attachments/{attachment.pk}/").status_code == 404
    assert (
        world.client("w111", "handler").get(f"/u/w111/desk/cases/{case_id}/attachments/{attachment.pk}/").status_code
        == 404
    )
    assert (
        world.client("w121", "officer").get(f"/u/w121/desk/cases/{case_id}/attachments/{attachment.pk}/").status_code
        == 404
    )


def test_ended_unit_refuses_names_who_follows_and_keeps_the_text(world):
    with world.scope("w111"):
        old = cases.take_in(world.actor("w111", "officer"))
    browser = world.client("w111", "officer")
    Unit.objects.filter(key="w111").update(valid_to=clock.today() - timedelta(days=1))
    epoch.bump()
    snapshot.doubt()
    assert "đã kết thúc hoạt động ngày" in browser.get(NEW).content.decode()
    response = browser.post(NEW, typed(full_name="Đỗ Thị Dài"))
    page = response.content.decode()
    assert response.status_code == 409
    assert "đã kết thúc hoạt động ngày" in page
    assert 'value="Đỗ Thị Dài"' in page
    assert browser.get(f"/u/w111/desk/cases/{old.pk}/").status_code == 200
    assert counts(world) == (1, 1, 1)
