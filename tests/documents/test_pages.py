"""The pages of documents and notices: who sees what, the steps, constant queries, files."""

import io
from typing import Any
from uuid import UUID, uuid4
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from kernel import clock
from registry.levels import Line
from tenants.documents.actions import notices
from tenants.documents.enums import DocumentKind, DocumentStatus, NoticeChannel, NoticeStatus, Subject
from tenants.documents.models import Document, Notice
from tests.documents import samples
from tests.factories import documents as made
from tests.world import Browser, World

DESK = "/u/w111/desk/documents/"


def page(client: Browser, path: str, status: int = 200) -> str:
    answer = client.get(DESK + path)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def sent(client: Browser, path: str, status: int = 303, **data: Any) -> Any:
    answer = client.post(DESK + path, {"once_key": str(uuid4()), **data})
    assert answer.status_code == status, answer.content.decode()[:4000]
    return answer


def signed(world: World, **more: Any) -> Document:
    with world.scope("w111"):
        return made.signed(world, **more)


def fresh(world: World, document: Document) -> Document:
    with world.scope("w111"):
        return Document.objects.get(pk=document.pk)


def test_register_lists_what_was_issued_and_finds_without_marks(world: World) -> None:
    signed(world, title="Kết luận về thoát nước")
    signed(world, kind=DocumentKind.ANSWER, title="Trả lời về đất đai")
    with world.scope("w111"):
        made.draft(world, title="Còn là dự thảo")
    chief = world.client("w111", "chief")
    text = page(chief, "")
    assert "01/TB-UBND" in text
    assert "Trả lời về đất đai" in text
    assert "Còn là dự thảo" not in text
    found = page(chief, "?q=thoat nuoc")
    assert "Kết luận về thoát nước" in found
    assert "đất đai" not in found
    assert "Còn là dự thảo" in page(chief, "?status=TO_SIGN")
    assert "Trả lời" not in page(chief, "?family=TB")


@pytest.mark.parametrize("path", ["", "notices/", "queue/"])
def test_lists_ask_the_same_number_of_queries_for_one_row_and_for_three(world: World, path: str) -> None:
    client = world.client("w111", "chairman" if path == "queue/" else "chief")

    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page(client, path)
        return len(asked)

    def add() -> None:
        document = signed(world)
        with world.scope("w111"):
            made.draft(world)
            notices.send_document(
                document, to=[(NoticeChannel.PHONE, "An", "0912")], actor=world.actor("w111", "officer")
            )

    add()
    page(client, path)
    one = count()
    add()
    add()
    assert count() == one


def test_party_papers_do_not_exist_for_the_government_line(world: World) -> None:
    document = signed(world, line=Line.PARTY)
    chief = world.client("w111", "chief")
    assert "TB/ĐU" not in page(chief, "?status=all")
    for path in ("", "pdf/", "docx/", "withdrawal/", "sending/", "signature/"):
        page(chief, f"{document.pk}/{path}", 404)


def test_draft_goes_before_the_signer_and_is_signed_by_password(world: World) -> None:
    officer, chairman = world.client("w111", "officer"), world.client("w111", "chairman")
    answer = sent(
        officer, "new/", kind="LETTER", line="GOVERNMENT", title="Về việc nạo vét mương",
        addressees="Phòng Kinh tế", paragraphs="Đề nghị kiểm tra.\nBáo cáo trước ngày 10.", recipients="Phòng Kinh tế",
    )  # fmt: skip
    key = UUID(answer["Location"].rstrip("/").rsplit("/", 1)[-1])
    assert "Đề nghị kiểm tra." in page(officer, f"{key}/")
    sent(officer, f"{key}/submission/")
    assert "Về việc nạo vét mương" in page(chairman, "queue/")
    assert "CHỦ TỊCH" in page(chairman, f"{key}/signature/")
    wrong = sent(chairman, f"{key}/signature/", 422, confirmation="không phải")
    assert "không đúng" in wrong.content.decode()
    once = {"confirmation": world.password, "once_key": str(uuid4())}
    sent(chairman, f"{key}/signature/", **once)
    sent(chairman, f"{key}/signature/", **once)
    with world.scope("w111"):
        row = Document.objects.get(pk=key)
        assert (row.symbol, row.signed_how, row.status) == ("01/UBND", "password", DocumentStatus.SIGNED)
    assert "xác nhận bằng mật khẩu" in page(chairman, f"{key}/")
    first = b"".join(officer.get(f"{DESK}{key}/pdf/").streaming_content)
    assert first.startswith(b"%PDF-")
    assert b"".join(officer.get(f"{DESK}{key}/pdf/").streaming_content) == first


def test_many_wrong_passwords_close_the_signing_for_a_while(world: World) -> None:
    with world.scope("w111"):
        document = made.draft(world)
    chairman = world.client("w111", "chairman")
    statuses = [
        chairman.post(f"{DESK}{document.pk}/signature/", {"confirmation": "sai", "once_key": str(n)}).status_code
        for n in range(12)
    ]
    assert statuses[0] == 422
    assert statuses[-1] == 429
    assert fresh(world, document).number is None


def test_who_has_no_power_sees_why_and_cannot_sign(world: World) -> None:
    with world.scope("w111"):
        document = made.draft(world)
    chief = world.client("w111", "chief")
    assert "chưa được ủy quyền ký" in page(chief, f"{document.pk}/")
    sent(chief, f"{document.pk}/signature/", 403, confirmation=world.password)
    sent(world.client("w111", "officer"), f"{document.pk}/signature/", 403, confirmation=world.password)


def test_signer_sends_back_and_the_drafter_corrects(world: World) -> None:
    officer, chairman = world.client("w111", "officer"), world.client("w111", "chairman")
    with world.scope("w111"):
        document = made.draft(world, who="officer")
    sent(chairman, f"{document.pk}/sending-back/", reason="Ghi rõ thời hạn")
    assert "Ghi rõ thời hạn" in page(officer, f"{document.pk}/")
    version = fresh(world, document).version
    sent(officer, f"{document.pk}/edit/", title="Đã ghi thời hạn", recipients="UBND phường", version=version)
    now = fresh(world, document)
    assert (now.title, now.recipients) == ("Đã ghi thời hạn", [{"name": "UBND phường"}])
    assert now.body["items"] == document.body["items"]
    late = sent(officer, f"{document.pk}/edit/", 409, title="Chậm", recipients="", version=version)
    assert "Chậm" in late.content.decode()


def test_withdrawal_names_the_reason_and_the_right_paper(world: World) -> None:
    wrong, right = signed(world), signed(world)
    chief = world.client("w111", "chief")
    sent(chief, f"{wrong.pk}/withdrawal/", 422, reason="")
    sent(chief, f"{wrong.pk}/withdrawal/", reason="Sai ngày", replaced_by=str(right.pk))
    text = page(chief, f"{wrong.pk}/")
    assert "Sai ngày" in text
    assert "02/TB-UBND" in text
    sent(world.client("w111", "officer"), f"{right.pk}/withdrawal/", 403, reason="Không có quyền")


def test_register_leaves_as_xlsx_and_on_paper(world: World) -> None:
    signed(world, title="=HYPERLINK(1)")
    chief = world.client("w111", "chief")
    answer = chief.get(DESK + "export/")
    content = answer.getvalue() if answer.streaming else answer.content
    sheet = load_workbook(io.BytesIO(content)).active
    assert [cell.value for cell in sheet[2]][:4][3] == "=HYPERLINK(1)"
    assert sheet["D2"].data_type == "s"
    assert "SỔ ĐĂNG KÝ VĂN BẢN ĐI" in page(chief, "print/").upper()


def test_docx_of_a_conclusion_opens_and_holds_its_words(world: World) -> None:
    document = signed(world)
    answer = world.client("w111", "chief").get(f"{DESK}{document.pk}/docx/")
    assert answer.status_code == 200
    with ZipFile(io.BytesIO(answer.content)) as file:
        words = file.read("word/document.xml").decode()
    assert "Nạo vét mương thoát nước" in words
    assert "01/TB-UBND" in words
    minutes = signed(world, kind=DocumentKind.MINUTES)
    page(world.client("w111", "chief"), f"{minutes.pk}/docx/", 404)


def test_instrument_is_filed_with_its_file_and_given_out_again(world: World) -> None:
    chief = world.client("w111", "chief")
    given = {
        "kind": "HOUSE_RULES", "line": "GOVERNMENT", "title": "Nội quy tiếp công dân", "number": "05/NQ-UBND",
        "dated_on": f"{clock.today():%d/%m/%Y}",
    }  # fmt: skip
    sent(chief, "instruments/new/", 422, **given)
    answer = sent(chief, "instruments/new/", papers=SimpleUploadedFile("noi-quy.pdf", samples.PDF), **given)
    text = page(chief, answer["Location"].split("/desk/documents/")[1])
    assert "noi-quy.pdf" in text
    key = answer["Location"].rstrip("/").rsplit("/", 1)[-1]
    assert b"".join(chief.get(f"{DESK}{key}/files/0/").streaming_content) == samples.PDF
    page(chief, f"{key}/files/1/", 404)
    bad = SimpleUploadedFile("a.pdf", samples.PROGRAM)
    assert "chương trình" in sent(chief, "instruments/new/", 422, papers=bad, **given).content.decode()


def test_texts_are_tried_kept_and_refused_with_their_line(world: World) -> None:
    chief = world.client("w111", "chief")
    path = "texts/INVITATION/GOVERNMENT/"
    assert "{người nhận}" in page(chief, path)
    tried = sent(chief, path, 200, opening="Mời {người nhận}", closing="", look="1").content.decode()
    assert "Mời Ông Nguyễn Văn An" in tried
    refused = sent(chief, path, 422, opening="Mời\n{tên}", closing="", version=0).content.decode()
    assert "Dòng 2" in refused
    sent(chief, path, opening="Kính mời {người nhận}", closing="", version=0)
    assert "của đơn vị" in page(chief, "texts/")
    sent(chief, path + "reset/")
    page(chief, "texts/INVITATION/PARTY/", 404)
    page(chief, "texts/NOTHING/GOVERNMENT/", 404)
    page(world.client("w111", "officer"), path, 403)


def test_notice_by_post_is_printed_proved_and_shown_with_a_masked_address(world: World) -> None:
    document = signed(world)
    officer = world.client("w111", "officer")
    sent(officer, f"{document.pk}/sending/", channel="POST", to="Nguyễn Thị An; Số 5, Ấp Đông, xã Phú Lâm")
    with world.scope("w111"):
        notice = Notice.objects.get()
    assert "Số 5, Ấp Đông, xã Phú Lâm" in page(officer, f"notices/{notice.pk}/letter/")
    now = clock.now().astimezone(clock.OFFICE_ZONE)
    told = {"by": "Bưu tá Bình", "on": f"{now:%d/%m/%Y}", "at": f"{now:%H:%M}"}
    sent(officer, f"notices/{notice.pk}/delivery/", 422, **told)
    sent(
        officer,
        f"notices/{notice.pk}/delivery/",
        number="RR1VN",
        papers=samples.upload("phieu.png", samples.png()),
        **told,
    )
    text = page(officer, f"notices/{notice.pk}/")
    assert "RR1VN" in text
    assert "Số 5, Ấp Đông, xã" not in text
    assert "phieu.png" in text
    proof = officer.get(f"{DESK}notices/{notice.pk}/files/0/")
    assert b"".join(proof.streaming_content) == samples.png()
    assert "Bưu tá Bình" in page(officer, f"{document.pk}/")


def test_letters_that_wait_are_printed_in_one_go(world: World) -> None:
    document = signed(world)
    officer = world.client("w111", "officer")
    assert "Không có thư nào chờ in" in page(officer, "notices/letters/")
    sent(officer, f"{document.pk}/sending/", channel="POST", to="Người Một; Ấp Đông\nNgười Hai; Ấp Tây")
    text = page(officer, "notices/letters/")
    assert text.count('class="one-letter"') == 2
    assert "Ấp Tây" in text
    page(world.client("w111", "chairman"), "notices/letters/", 403)


def test_notices_of_a_subject_have_their_page(world: World) -> None:
    session = uuid4()
    with world.scope("w111"):
        for line in (Line.GOVERNMENT, Line.PARTY):
            notices.notify(
                subject=Subject.SESSION, subject_id=session, matter="session_postponed", channel=NoticeChannel.PHONE,
                recipient_name=f"Người {line}", title="Hoãn", line=line, actor=world.actor("w111", "officer"),
            )  # fmt: skip
    officer = world.client("w111", "officer")
    text = page(officer, f"notices/of/session/{session}/")
    assert "Người GOVERNMENT" in text
    assert "Người PARTY" not in text
    page(officer, f"notices/of/session/{uuid4()}/", 404)
    page(officer, f"notices/of/nothing/{session}/", 404)


def test_notice_is_cancelled_with_its_reason_and_a_failed_mail_goes_again(world: World) -> None:
    with world.scope("w111"):
        officer_actor = world.actor("w111", "officer")
        row = notices.notify(
            subject=Subject.UNIT, subject_id=None, matter="invitation", channel=NoticeChannel.EMAIL,
            recipient_name="An", address="an@vidu.vn", title="Mời", actor=officer_actor,
        )  # fmt: skip
        Notice.objects.filter(pk=row.pk).update(status=NoticeStatus.FAILED, next_try_at=None)
    officer = world.client("w111", "officer")
    sent(officer, f"notices/{row.pk}/retry/", address="an.moi@vidu.vn")
    with world.scope("w111"):
        again = Notice.objects.get(pk=row.pk)
        assert (again.status, again.address) == (NoticeStatus.WAITING, "an.moi@vidu.vn")
    sent(officer, f"notices/{row.pk}/cancellation/", reason="Đã gọi điện")
    assert "Đã gọi điện" in page(officer, f"notices/{row.pk}/")


def test_link_is_the_heads_alone(world: World) -> None:
    document = signed(world, line=Line.PARTY)
    sent(world.client("w111", "secretary"), f"{document.pk}/linking/")
    page(world.client("w111", "chief"), f"{document.pk}/")
    mine = signed(world)
    sent(world.client("w111", "chief"), f"{mine.pk}/linking/", 403)


def test_dropped_draft_is_gone_from_the_desk(world: World) -> None:
    with world.scope("w111"):
        document = made.draft(world, who="officer", submit=False)
    sent(world.client("w111", "officer"), f"{document.pk}/dropping/")
    assert fresh(world, document).status == DocumentStatus.DROPPED
