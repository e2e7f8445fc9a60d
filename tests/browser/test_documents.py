"""A paper from the desk of who writes it to the signature of the head, in a real browser."""

from collections.abc import Callable
from typing import Any

from kernel import clock
from tenants.documents import hints
from tenants.documents.actions import notices
from tenants.documents.enums import NoticeChannel
from tests.browser.conftest import PHONE, Stack
from tests.factories import documents as made

Visit = Callable[..., Any]


def test_paper_is_written_submitted_and_signed(
    visit: Visit, stack: Stack, assert_accessible: Callable[[Any], None]
) -> None:
    officer = visit("w111", "officer")
    officer.goto(stack.at("w111", "desk/documents/new/"))
    assert_accessible(officer)
    officer.get_by_label("Trích yếu").fill("Về việc nạo vét mương thoát nước")
    officer.get_by_label("Nội dung").fill("Đề nghị kiểm tra hiện trạng.\nBáo cáo trước ngày 10/12.")
    officer.get_by_role("button", name="Lưu dự thảo").click()
    officer.get_by_role("link", name="Trình ký").click()
    officer.get_by_role("button", name="Trình người có thẩm quyền ký").click()
    head = visit("w111", "chairman", size=PHONE)
    head.goto(stack.at("w111", "desk/documents/queue/"))
    assert_accessible(head)
    head.get_by_role("link", name="Xem và ký").click()
    assert_accessible(head)
    head.get_by_label("Mật khẩu hoặc mã xác thực 6 số").fill(stack.world.password)
    head.get_by_role("button", name="Ký, cấp số và khóa nội dung").click()
    head.get_by_role("heading", name="Công văn 01/UBND").wait_for()
    assert_accessible(head)


def test_pages_of_documents_are_accessible_and_fit(
    visit: Visit, stack: Stack, assert_accessible: Callable[[Any], None], assert_fits: Callable[[Any], None]
) -> None:
    world = stack.world
    with world.scope("w111"), hints.paused():
        document = made.signed(world)
        told = [
            (NoticeChannel.POST, "Nguyễn Thị An", "Số 5, Ấp Đông"),
            (NoticeChannel.PHONE, "Trần Bưởi", "0912345678"),
        ]
        letter, call = notices.send_document(document, to=told, actor=world.actor("w111", "officer"))
        notices.record_delivery(call, at=clock.now(), by="Lê Thị C", actor=world.actor("w111", "officer"))
    chief = visit("w111", "chief")
    for path in (
        "",
        f"{document.pk}/",
        f"{document.pk}/sending/",
        "notices/",
        f"notices/{call.pk}/",
        f"notices/{letter.pk}/letter/",
        f"notices/{letter.pk}/delivery/",
        "texts/INVITATION/GOVERNMENT/",
        "instruments/new/",
    ):
        chief.goto(stack.at("w111", f"desk/documents/{path}"))
        assert_accessible(chief)
        if "letter" not in path:
            assert_fits(chief)
