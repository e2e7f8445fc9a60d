"""Signing: who may, which number, and that nothing of it ever changes."""

import hashlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from kernel import active, clock
from kernel.errors import Conflict, Invalid, InvalidTransition, NotFound, NotPermitted
from kernel.journal.models import Event
from registry.levels import Line
from tenants.documents import policies, storage, typesetting
from tenants.documents.actions import drafting, signing
from tenants.documents.actions.signing import sign_document
from tenants.documents.enums import Capacity, DocumentKind, DocumentStatus
from tenants.documents.models import Document
from tenants.documents.queries.papers import paper_of
from tenants.staff.models import Delegation, Setting
from tests.factories import documents as made
from tests.world import World


@pytest.fixture
def inside(world: World) -> Iterator[World]:
    with world.scope("w111"):
        yield world


def bytes_of(document: Document) -> bytes:
    with storage.open(active.current(), document.pdf_digest) as file:
        return file.read()


def test_sign_document_fixes_number_date_and_digest(inside: World) -> None:
    document = made.signed(inside)
    assert document.status == DocumentStatus.SIGNED
    assert document.symbol == "01/TB-UBND"
    assert document.dated_on == clock.today()
    assert document.capacity == Capacity.TM
    data = bytes_of(document)
    assert data.startswith(b"%PDF-")
    assert hashlib.sha256(data).hexdigest() == document.pdf_digest
    event = Event.objects.get(kind="document_signed")
    assert (event.data["symbol"], event.data["digest"]) == ("01/TB-UBND", document.pdf_digest)


def test_party_paper_carries_the_partys_symbol(inside: World) -> None:
    assert made.signed(inside, line=Line.PARTY).symbol == "01-TB/ĐU"


def test_series_of_lines_and_kinds_are_counted_apart(inside: World) -> None:
    symbols = [
        made.signed(inside).symbol,
        made.signed(inside, line=Line.PARTY).symbol,
        made.signed(inside, kind=DocumentKind.ANSWER).symbol,
        made.signed(inside, kind=DocumentKind.SCHEDULE_NOTICE).symbol,
    ]
    assert symbols == ["01/TB-UBND", "01-TB/ĐU", "01/UBND", "02/TB-UBND"]


def test_numbers_begin_anew_on_the_first_of_january(inside: World) -> None:
    with clock.at(datetime(2026, 12, 31, 23, 59, tzinfo=clock.OFFICE_ZONE)):
        assert [made.signed(inside).symbol for _ in range(2)] == ["01/TB-UBND", "02/TB-UBND"]
    with clock.at(datetime(2027, 1, 1, 0, 0, tzinfo=clock.OFFICE_ZONE)):
        first = made.signed(inside)
    assert (first.symbol, first.dated_on, first.year) == ("01/TB-UBND", date(2027, 1, 1), 2027)


def test_unit_writes_its_own_symbol_and_letterhead(inside: World) -> None:
    Setting.objects.create(topic="series", value={"rows": [{"line": "GOVERNMENT", "kind": "", "symbol": "TB-TCD"}]})
    Setting.objects.create(topic="letterheads", value={"government": {"place": "Núi Sập", "issuer": "UBND\nPhường Lạ"}})
    document = made.signed(inside)
    assert document.symbol == "01/TB-TCD"
    assert paper_of(document).head.place == "Núi Sập"
    assert paper_of(document).head.office == ("UBND", "Phường Lạ")


@pytest.mark.parametrize("who", ["chief", "officer"])
def test_who_has_no_power_to_sign_is_refused_and_leaves_no_hole(inside: World, who: str) -> None:
    document = made.draft(inside)
    actor = inside.actor("w111", who)
    with pytest.raises(NotPermitted):
        sign_document(document, proof=made.proof_of(actor), actor=actor)
    assert made.signed(inside).symbol == "01/TB-UBND"


def test_deputy_signs_for_the_head_while_the_delegation_holds(inside: World) -> None:
    chief, chairman = inside.actor("w111", "chief"), inside.account("w111", "chairman")
    Delegation.objects.create(
        principal=chairman, principal_name=chairman.full_name, delegate_id=chief.account_id, delegate_name=chief.name,
        line=Line.GOVERNMENT, powers=["sign"], form="TUQ", valid_from=clock.today(), valid_to=clock.today(),
    )  # fmt: skip
    document = sign_document(made.draft(inside), proof=made.proof_of(chief), actor=chief)
    assert document.capacity == Capacity.TUQ
    assert paper_of(document).block == ["TUQ. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"]
    with clock.at(clock.today() + timedelta(days=1)), pytest.raises(NotPermitted):
        sign_document(made.draft(inside), proof=made.proof_of(chief), actor=chief)


def test_office_signs_minutes_in_its_own_name(inside: World) -> None:
    chief = inside.actor("w111", "chief")
    document = sign_document(made.draft(inside, kind=DocumentKind.MINUTES), proof=made.proof_of(chief), actor=chief)
    assert document.capacity == Capacity.OWN


def test_stale_or_foreign_proof_is_refused(inside: World) -> None:
    document, chairman = made.draft(inside), inside.actor("w111", "chairman")
    stale = made.proof_of(chairman)
    with clock.at(clock.now() + timedelta(minutes=6)), pytest.raises(NotPermitted):
        sign_document(document, proof=stale, actor=chairman)
    with pytest.raises(NotPermitted):
        sign_document(document, proof=made.proof_of(inside.actor("w111", "secretary")), actor=chairman)


def test_signed_paper_is_signed_once_and_changed_no_more(inside: World) -> None:
    document, chairman = made.signed(inside), inside.actor("w111", "chairman")
    with pytest.raises(InvalidTransition):
        sign_document(document, proof=made.proof_of(chairman), actor=chairman)
    with pytest.raises(InvalidTransition):
        drafting.change_draft(document, title="Khác", actor=chairman)
    with pytest.raises(Conflict):
        drafting.change_draft(document, title="Khác", actor=chairman, version=document.version - 1)


def test_failing_to_set_the_pdf_leaves_no_hole(inside: World, monkeypatch: pytest.MonkeyPatch) -> None:
    broken, chairman = made.draft(inside), inside.actor("w111", "chairman")

    def fail(*args: Any, **more: Any) -> bytes:
        raise OSError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(storage, "put", fail)
        with pytest.raises(OSError):
            sign_document(broken, proof=made.proof_of(chairman), actor=chairman)
    assert made.signed(inside).symbol == "01/TB-UBND"
    assert Document.objects.get(pk=broken.pk).number is None


def test_withdrawn_paper_keeps_its_number_and_the_next_gets_another(inside: World) -> None:
    clerk = inside.actor("w111", "chief")
    wrong, right = made.signed(inside), made.signed(inside)
    with pytest.raises(Invalid):
        signing.withdraw_document(wrong, reason=" ", actor=clerk)
    gone = signing.withdraw_document(wrong, reason="Sai thời hạn", replaced_by=right, actor=clerk)
    assert (gone.status, gone.symbol, gone.replaced_by) == (DocumentStatus.WITHDRAWN, "01/TB-UBND", right)
    assert bytes_of(gone).startswith(b"%PDF-")
    assert made.signed(inside).symbol == "03/TB-UBND"


def test_old_document_reprints_byte_for_byte_after_texts_and_letterhead_changed(inside: World) -> None:
    document = made.signed(inside)
    before = bytes_of(document)
    Setting.objects.create(topic="letterheads", value={"government": {"place": "Nơi Khác"}})
    Setting.objects.create(topic="texts.CONCLUSION_NOTICE.GOVERNMENT", value={"opening": "Khác", "closing": ""})
    again = Document.objects.get(pk=document.pk)
    assert bytes_of(again) == before
    assert "Khác" not in again.body["opening"]


def test_same_paper_at_the_same_moment_is_the_same_bytes(inside: World) -> None:
    document = made.signed(inside)
    assert document.signed_at is not None
    assert typesetting.pdf(paper_of(document), moment=document.signed_at) == bytes_of(document)


def test_sent_back_paper_returns_to_its_drafter_with_the_reason(inside: World) -> None:
    chairman, officer = inside.actor("w111", "chairman"), inside.actor("w111", "officer")
    document = made.draft(inside, who="officer")
    back = drafting.send_back(document, reason="Ghi rõ thời hạn", actor=chairman)
    assert (back.status, back.sent_back) == (DocumentStatus.DRAFT, "Ghi rõ thời hạn")
    again = drafting.submit_document(drafting.change_draft(back, title="Đã sửa", actor=officer), actor=officer)
    assert again.status == DocumentStatus.TO_SIGN


def test_dropped_draft_takes_no_number(inside: World) -> None:
    dropped = drafting.drop_draft(made.draft(inside, submit=False), actor=inside.actor("w111", "chairman"))
    assert dropped.status == DocumentStatus.DROPPED
    assert made.signed(inside).symbol == "01/TB-UBND"


def test_paper_of_the_other_line_does_not_exist_unless_the_head_links_it(inside: World) -> None:
    secretary, chief = inside.actor("w111", "secretary"), inside.actor("w111", "chief")
    document = made.signed(inside, line=Line.PARTY)
    with pytest.raises(NotFound):
        policies.get_document(chief, document.pk)
    assert document not in policies.visible_documents(chief)
    signing.link_document(document, linked=True, actor=secretary)
    assert policies.get_document(chief, document.pk) == document
    with pytest.raises(NotPermitted):
        signing.withdraw_document(document, reason="Nhầm", actor=chief)


def test_twenty_at_once_get_twenty_numbers_in_a_row(committing: World) -> None:
    world = committing
    with world.scope("w111"):
        waiting = [made.draft(world, title=f"Thông báo {n}").pk for n in range(20)]
        refused = made.draft(world, submit=False).pk

    def sign(document_id: Any) -> str:
        try:
            with world.scope("w111"):
                actor = world.actor("w111", "chairman")
                return sign_document(document_id, proof=made.proof_of(actor), actor=actor).symbol
        except InvalidTransition:
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=8) as pool:
        symbols = list(pool.map(sign, [*waiting[:7], refused, *waiting[7:]]))
    assert symbols.count("refused") == 1
    assert sorted(s for s in symbols if s != "refused") == [f"{n:02d}/TB-UBND" for n in range(1, 21)]
