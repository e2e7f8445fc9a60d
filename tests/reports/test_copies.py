"""What comes with a report: its words and a copy of its paper, at the superior and nowhere else; no small denunciation count in either."""

import json
import re
from typing import Any
from uuid import uuid4

from django.db import connection

from exchange import delivery
from identity.actions.tokens import make_token
from identity.permissions import TOKEN_SCOPES
from kernel import clock
from kernel.active import schema_name
from oversight.actions import reports as decisions
from oversight.queries.reports import hidden_on_paper
from oversight.rules.report_cells import figure
from registry import tree
from tenants.cases.enums import CaseKind
from tenants.documents.models import Document, Letter
from tenants.reports.actions import filling, signing, snapshotting
from tenants.reports.models import Report
from tenants.reports.queries.copies import copies_of, paper_for_superior
from tenants.reports.queries.page import report_page
from tenants.reports.rules.withholding import without_counts
from tests.factories import cases
from tests.factories import reports as made
from tests.factories.documents import proof_of
from tests.factories.reports import CLOSING, Q1, TT06
from tests.isolation.markers import text_of, traces
from tests.world import Browser, World

NAME = "Bùi Thị Lời-Văn-Dấu"
COUNTED = re.compile(r"(?:\d|một|hai) đơn tố cáo")


def below(key: str, report: Any) -> str:
    return f"/u/{key}/desk/reports/below/{report.pk}/"


def written(world: World, row: Any, *, name: str = NAME) -> None:
    """The ward rewrites the first part and names somebody in it."""
    with clock.at(CLOSING), world.scope("w111"):
        texts = [part["text"] for part in report_page(row).narrative]
        texts[0] = f"Bà {name} đến nhiều lần.\nPhát sinh 1 đơn tố cáo; hai đơn tố cáo năm trước."
        filling.write_narrative(row.pk, texts=texts, actor=world.actor("w111", "chief"))


def sent(world: World, row: Any) -> None:
    head = world.actor("w111", "chairman")
    with clock.at(CLOSING), world.scope("w111"):
        signing.sign_report(row.pk, proof=proof_of(head), actor=head)
        signing.submit_report(row.pk, actor=world.actor("w111", "chief"))
    with clock.at(CLOSING):
        delivery.deliver_waiting(row.pk)


def schemas_with(word: str) -> set[str]:
    """Every schema, `public` too, in a row of which the word stands."""
    found = set()
    units = [schema_name(unit.id) for unit in tree.opened_units()]
    with connection.cursor() as cursor:
        for schema in ["public", *units]:
            cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [schema])
            for (table,) in cursor.fetchall():
                cursor.execute(f'SELECT t::text FROM {schema}."{table}" t')
                if list(traces([word], "\n".join(str(row) for (row,) in cursor.fetchall()), schema)):
                    found.add(schema)
    return found


def test_words_and_copy_come_to_the_superior_alone_and_every_version_is_kept(world: World) -> None:
    row = made.filled(world, "w111")
    written(world, row)
    sent(world, row)
    row = made.found(world, "w111")
    ward, district = (schema_name(world.unit(key).id) for key in ("w111", "w11"))
    assert schemas_with(NAME) == {ward, district}

    boss = world.client("w11", "chairman")
    page = boss.get(below("w11", row)).content.decode()
    assert NAME in page
    with world.scope("w111"):
        original = Report.objects.get(pk=row.pk).document
        assert original is not None
        assert Document.objects.count() == 1, "the letter goes under the number of the report"
    assert original.pdf_digest in page
    with world.scope("w11"):
        letter = Letter.objects.get(pk=row.pk)
    assert (letter.other_number, letter.number, letter.status) == (row.symbol, "00001/2026/w11", "FILED")
    assert letter.files[0]["digest"] != original.pdf_digest
    pdf = boss.get(f"{below('w11', row)}copies/{row.pk}/")
    assert b"".join(pdf.streaming_content).startswith(b"%PDF")
    assert "attachment" in pdf["Content-Disposition"]
    pdf.close()

    # Who is not addressed has nothing: the superior's superior reads figures, the others not even those.
    above = world.client("w1", "chairman")
    assert not list(traces([NAME], text_of(above.get(below("w1", row))), "two levels up"))
    for key, who in (("w1", "chairman"), ("w12", "chairman"), ("w112", "chairman"), ("w11", "secretary")):
        answer = world.client(key, who).get(f"{below(key, row)}copies/{row.pk}/")
        assert answer.status_code == 404, (key, who)
    assert world.client("w11", "officer").get(f"{below('w11', row)}copies/{row.pk}/").status_code == 403
    assert boss.get(f"{below('w11', row)}copies/{uuid4()}/").status_code == 404

    with clock.at(CLOSING), world.scope("w11"):
        head = world.actor("w11", "chairman")
        decisions.return_report(row, remarks=[("01/TCD", 5, "Kiểm tra lại.")], actor=head)
    written(world, row, name="Bùi Thị Bản-Hai")
    sent(world, row)
    with clock.at(CLOSING), world.scope("w11"):
        again = made.found(world, "w111")
        assert [one.symbol for one in copies_of(again)] == ["02/BC-UBND", "01/BC-UBND"]
        decisions.accept_report(again, actor=head)
        decisions.lock_report(made.found(world, "w111"), actor=head)
    page = boss.get(below("w11", row)).content.decode()
    assert page.index("Bản-Hai") < page.index("Bản trước: 01/BC-UBND") < page.index(NAME)

    # A correction with consent is a report of its own with a copy of its own; each page leads to the other.
    chief = world.actor("w111", "chief")
    with clock.at(CLOSING), world.scope("w111"):
        signing.ask_reopening(row.pk, reason="Thiếu một lượt.", actor=chief)
    with clock.at(CLOSING), world.scope("w11"):
        corrected = decisions.reopen_report(made.found(world, "w111"), actor=head)
    with clock.at(CLOSING), world.scope("w111"):
        snapshotting.take_snapshot(corrected.pk, actor=chief)
    sent(world, corrected)
    secret = make_token_of(world, "w11", "chairman")
    told = secret.get(f"/u/w11/api/v1/reports-below/{corrected.pk}/copies/").json()
    assert [one["symbol"] for one in told] == ["03/BC-UBND"]
    assert "Bản-Hai" in json.dumps(told[0]["narrative"], ensure_ascii=False)
    file = secret.get(f"/u/w11/api/v1/reports-below/{corrected.pk}/copies/{told[0]['id']}/file/")
    assert file.status_code == 200
    file.close()
    assert below("w11", row) in boss.get(below("w11", corrected)).content.decode()
    with world.scope("w11"):
        assert len(copies_of(row)) == 2


def make_token_of(world: World, key: str, who: str) -> Browser:
    actor = world.actor(key, who)
    with world.scope(key):
        secret = make_token(name="test", scopes=actor.permissions & TOKEN_SCOPES, days=365, actor=actor).secret
    return Browser(HTTP_AUTHORIZATION=f"Bearer {secret}")


def test_no_denunciation_count_of_a_commune_stands_in_words_or_paper(world: World) -> None:
    with world.scope("w111"), clock.at(Q1.last):
        officer = world.actor("w111", "officer")
        cases.take_in(officer, kind=CaseKind.DENUNCIATION)
        for _ in range(4):
            cases.take_in(officer)
    row = made.filled(world, "w111")
    hidden = hidden_on_paper(row)
    with world.scope("w111"):
        own = Report.objects.get(pk=row.pk).own
        secret = {figure(own, *cell) for cell in hidden} - {0, None}
        assert secret, "there is something to hide"
        assert any(COUNTED.search(part["text"]) for part in report_page(row).narrative)
    with clock.at(CLOSING), world.scope("w111"):
        texts = [part["text"] for part in report_page(row).narrative]
        texts[-1] = "Cả kỳ nhận 5 đơn, trong đó có một đơn tố cáo. Tiếp 12 lượt."
        filling.write_narrative(row.pk, texts=texts, actor=world.actor("w111", "chief"))
    head = world.actor("w111", "chairman")
    with clock.at(CLOSING), world.scope("w111"):
        signing.sign_report(row.pk, proof=proof_of(head), actor=head)
    preview = world.client("w111", "chief").get(f"/u/w111/desk/reports/{row.pk}/copy/")
    assert preview.content.startswith(b"%PDF")
    with clock.at(CLOSING), world.scope("w111"):
        kept = Report.objects.select_related("document").get(pk=row.pk)
        paper = paper_for_superior(made.found(world, "w111"), kept).as_json()
    printed = {
        (form.code, int(line[0])): line[2]
        for form, section in zip(TT06.forms, paper["sections"][-len(TT06.forms) :], strict=True)
        for line in section["table"]["rows"]
    }
    assert {printed[cell] for cell in hidden} == {"•"}
    assert printed["01/TCD", 3] != "•"
    words = "\n".join(line for part in paper["sections"] for line in part["paragraphs"])
    assert "• đơn tố cáo" in words
    assert "Cả kỳ nhận • đơn, trong đó có • đơn tố cáo. Tiếp 12 lượt." in words
    assert not COUNTED.search(words)
    assert "Tổng số • đơn; đã xử lý" in words

    sent_now = made.found(world, "w111")
    with clock.at(CLOSING), world.scope("w111"):
        signing.submit_report(row.pk, actor=world.actor("w111", "chief"))
    delivery.deliver_waiting(row.pk)
    shown = world.client("w11", "chairman").get(below("w11", sent_now)).content.decode()
    assert "• đơn tố cáo" in shown
    assert not COUNTED.search(shown)


def test_numbers_go_out_of_sentences_that_could_tell() -> None:
    assert without_counts("Nhận 5 đơn, 3 đơn khiếu nại. Họp 5 buổi.", {5}) == "Nhận • đơn, • đơn khiếu nại. Họp 5 buổi."
    assert without_counts("Tố cáo tăng 20%; hai mươi mốt đơn tố cáo.\nNăm 2026 họp 2 buổi.", set()) == (
        "Tố cáo tăng •; • đơn tố cáo.\nNăm 2026 họp 2 buổi."
    )
    assert without_counts("Ngày 5/3/2026 nhận 1.205 đơn.", {5, 205}) == "Ngày 5/3/2026 nhận 1.205 đơn."


def test_a_report_whose_recipient_is_outside_goes_as_before(world: World) -> None:
    made.filled(world, "w1")
    row = made.found(world, "w1")
    head = world.actor("w1", "chairman")
    with clock.at(CLOSING), world.scope("w1"):
        signing.sign_report(row.pk, proof=proof_of(head), actor=head)
        signing.submit_report(row.pk, actor=world.actor("w1", "chief"))
        assert not Letter.objects.exists()
    assert world.client("w1", "chief").get(f"/u/w1/desk/reports/{row.pk}/copy/").status_code == 404
