"""A unit's own texts between the fixed parts, and instruments filed as they were issued elsewhere."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kernel import clock
from kernel.errors import Conflict, Invalid, NotPermitted
from kernel.text import normalise
from oversight.models import Instrument
from registry.levels import Line
from tenants.documents.actions.filing import end_instrument, file_instrument
from tenants.documents.actions.texts import reset_texts, set_texts
from tenants.documents.data_steps import vietnamese_placeholders
from tenants.documents.enums import DocumentKind, DocumentStatus
from tenants.documents.queries.texts import own_texts
from tenants.documents.rules import bodies, placeholders, texts
from tenants.staff.models import Setting
from tests.documents import samples
from tests.factories import documents as made
from tests.world import World


@pytest.fixture
def inside(world: World) -> Iterator[World]:
    with world.scope("w111"):
        yield world


def test_own_texts_fill_their_placeholders_in_the_next_draft(inside: World) -> None:
    chief = inside.actor("w111", "chief")
    set_texts(
        DocumentKind.INVITATION, Line.GOVERNMENT, opening="mời {người nhận} lúc {Gio}", closing="Hết", actor=chief
    )
    body = bodies.Invitation(
        recipient="Ông An", matter="đất đai", on=clock.today(), time="08 giờ 00", place="Phòng 1", chair="Chủ tịch"
    )
    document = made.draft(inside, kind=DocumentKind.INVITATION, body=body)
    assert document.body["opening"] == "Mời Ông An lúc 08 giờ 00"
    assert document.body["closing"] == "Hết"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Dòng một\nKính mời {tên}", "Dòng 2"),
        ("{người nhận", "Dòng 1"),
        ("Một\n\n}", "Dòng 3"),
        ("{kỳ}", "Dòng 1"),
        ("{recipient}", "Dòng 1"),
    ],
)
def test_unknown_placeholder_is_refused_with_its_line(inside: World, text: str, says: str) -> None:
    with pytest.raises(Invalid) as refused:
        set_texts(
            DocumentKind.INVITATION, Line.GOVERNMENT, opening=text, closing="", actor=inside.actor("w111", "chief")
        )
    assert says in refused.value.fields["opening"][0]


def test_texts_changed_meanwhile_are_a_conflict_and_reset_brings_the_proposal_back(inside: World) -> None:
    chief = inside.actor("w111", "chief")
    kind, line = DocumentKind.ANSWER, Line.GOVERNMENT
    set_texts(kind, line, opening="A", closing="", actor=chief, version=0)
    with pytest.raises(Conflict):
        set_texts(kind, line, opening="B", closing="", actor=chief, version=0)
    assert own_texts(kind, line).is_own
    reset_texts(kind, line, actor=chief, version=1)
    now = own_texts(kind, line)
    assert (now.is_own, now.version) == (False, 2)


def test_texts_of_the_other_line_and_without_the_right_are_refused(inside: World) -> None:
    for who, line in (("chief", Line.PARTY), ("officer", Line.GOVERNMENT)):
        with pytest.raises(NotPermitted):
            set_texts(DocumentKind.ANSWER, line, opening="A", closing="", actor=inside.actor("w111", who))


def test_every_word_is_known_by_one_name_without_marks_too() -> None:
    bare = {normalise(one.word) for one in placeholders.KNOWN.values()}
    assert len(bare) == len(placeholders.KNOWN)
    for kind, proposed in texts.DEFAULTS.items():
        for text in (proposed.opening, proposed.closing):
            placeholders.check(kind, text, field="opening")
            assert placeholders.GAP not in placeholders.fill(text, placeholders.examples(kind))


def test_texts_kept_with_the_english_words_are_rewritten_once(inside: World) -> None:
    own = Setting.objects.create(
        topic="texts.INVITATION.GOVERNMENT", value={"opening": "Mời { recipient }", "closing": "{x}"}
    )
    other = Setting.objects.create(topic="rooms", value={"name": "{recipient}"})
    assert vietnamese_placeholders(None) is None
    assert vietnamese_placeholders(None) is None
    own.refresh_from_db()
    assert (own.value, own.version) == ({"opening": "Mời {người nhận}", "closing": "{x}"}, 2)
    other.refresh_from_db()
    assert other.value == {"name": "{recipient}"}
    placeholders.check(DocumentKind.INVITATION, own.value["opening"], field="opening")


@pytest.mark.parametrize(
    ("matter", "printed"),
    [
        ("Đề nghị sửa đường.", "Về việc đề nghị sửa đường, cụ thể:"),
        ("Long Xuyên ngập nước", "Về việc Long Xuyên ngập nước, cụ thể:"),
        ("UBND phường chậm trả lời;", "Về việc UBND phường chậm trả lời, cụ thể:"),
        ("", f"Về việc {placeholders.GAP}, cụ thể:"),
    ],
)
def test_sentence_of_a_citizen_goes_on_inside_the_text(matter: str, printed: str) -> None:
    assert placeholders.fill("về việc {nội dung}, cụ thể:", {"matter": matter}) == printed


def test_unknown_value_leaves_a_gap_for_handwriting() -> None:
    assert placeholders.fill("mời {người nhận}", {}) == f"Mời {placeholders.GAP}"


def file(world: World, **more: Any) -> Any:
    given: dict[str, Any] = {
        "line": Line.GOVERNMENT,
        "title": "Quy chế tiếp công dân",
        "number": "12/QC-UBND",
        "dated_on": clock.today() - timedelta(days=3),
        "files": [SimpleUploadedFile("quy-che.pdf", samples.PDF)],
        "actor": world.actor("w111", "chief"),
    }
    return file_instrument(DocumentKind.REGULATION, **{**given, **more})


def test_filed_instrument_is_known_to_the_levels_above_without_its_file(inside: World) -> None:
    document = file(inside)
    assert document.status == DocumentStatus.FILED
    above = Instrument.objects.get(pk=document.pk)
    assert (above.unit_id, above.number, above.kind) == (inside.unit("w111").id, "12/QC-UBND", "REGULATION")
    later = file(inside, number="15/QC-UBND", dated_on=clock.today(), replaces=document)
    document.refresh_from_db()
    assert document.valid_to == clock.today() - timedelta(days=1)
    assert Instrument.objects.get(pk=document.pk).ended_on == clock.today()
    assert Instrument.objects.get(pk=later.pk).ended_on is None
    end_instrument(later, on=clock.today() + timedelta(days=1), actor=inside.actor("w111", "chief"))
    assert Instrument.objects.get(pk=later.pk).ended_on == clock.today() + timedelta(days=1)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"number": " "}, "number"),
        ({"title": ""}, "title"),
        ({"files": []}, "papers"),
        ({"dated_on": "later"}, "dated_on"),
        ({"valid_to": "early"}, "valid_to"),
        ({"files": "text"}, "papers"),
    ],
)
def test_instrument_without_its_particulars_is_refused(inside: World, more: dict[str, Any], field: str) -> None:
    days = {"later": clock.today() + timedelta(days=1), "early": clock.today() - timedelta(days=30)}
    given = {name: days.get(value, value) if isinstance(value, str) else value for name, value in more.items()}
    if given.get("files") == "text":
        given["files"] = [SimpleUploadedFile("quy-che.txt", "chữ".encode())]
    with pytest.raises(Invalid) as refused:
        file(inside, **given)
    assert field in refused.value.fields
