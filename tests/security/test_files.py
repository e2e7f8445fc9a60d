"""Files of who means harm or does not know better: each is refused in its own words through every door, or taken harmlessly."""

import unicodedata
from collections.abc import Callable
from typing import Any

import pytest

from kernel.ids import new_id
from registry.addresses import unit_url
from tenants.cases.models import Attachment, Case
from tenants.documents import content
from tests.census.stage import STRANGER, Stage
from tests.census.table import petition
from tests.census.undoing import undone
from tests.documents import samples
from tests.documents.samples import upload

pytestmark = pytest.mark.usefixtures("db")

LONG_NAME = f"{('Đơn khiếu nại về việc thu hồi đất của hộ bà Nguyễn Thị Hoà ' * 4)[:196]}.pdf"
# What comes in → its words.
REFUSED = {
    "0 bytes": ("don.pdf", b"", "rỗng"),
    "eicar": ("don.txt", content.EICAR, "vi-rút"),
    "renamed program": ("don.pdf", samples.PROGRAM, "tệp chương trình"),
    "polyglot": ("anh.jpg", samples.JPEG + samples.docx(), "ghép làm một"),
    "page in a pdf": ("don.pdf", b"%PDF-1.4\n<html><script>1</script>\n%%EOF", "ghép làm một"),
    "zip bomb": ("don.docx", samples.docx(**{"word/a.bin": b"\0" * 20_000_000}), "bom nén"),
    "200 letters and empty": (LONG_NAME, b"", "rỗng"),
}
# What may take a file: form → what is typed beside it, and whose form it is.
FORMS: dict[str, tuple[str, Callable[[Stage], dict[str, Any]]]] = {
    "cases:new": ("officer", petition),
    "cases:attach": ("chief", lambda stage: {"is_internal": ""}),
}


def address(stage: Stage, form: str) -> str:
    return unit_url("w111", form, *([stage["fresh"]] if form != "cases:new" else []))


def rows(stage: Stage) -> tuple[int, int]:
    with stage.world.scope("w111"):
        return Case.objects.count(), Attachment.objects.count()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("bad", REFUSED.values(), ids=REFUSED)
def test_form_refuses_in_words_and_takes_nothing(form: str, bad: tuple[str, bytes, str], stage: Stage) -> None:
    name, data, words = bad
    who, typed = FORMS[form]
    before = rows(stage)
    with undone():
        files = [upload("tốt.pdf", samples.PDF), upload(name, data)]
        answer = stage.browser("w111", who).post(address(stage, form), {**typed(stage), "attachments": files})
        page = answer.content.decode()
        assert (answer.status_code, rows(stage)) == (422, before)
    told = page.partition('class="error-sum"')[2].partition("</div>")[0]
    assert words in told, told
    assert name[:60] in told
    if form == "cases:new":
        assert 'value="Nguyễn Thị An"' in page


@pytest.mark.parametrize("bad", REFUSED.values(), ids=REFUSED)
def test_call_refuses_in_words_and_takes_nothing(bad: tuple[str, bytes, str], stage: Stage) -> None:
    name, data, words = bad
    before = rows(stage)
    with undone():
        sent = {"file": upload(name, data)}
        answer = stage.program("w111", "chief").post(unit_url("w111", "api:case-attachments", stage["fresh"]), sent)
        assert (answer.status_code, rows(stage)) == (422, before)
    assert answer["Content-Type"] == "application/problem+json"
    assert list(answer.json()["fields"]) == ["file"]
    assert words in str(answer.json()["fields"])


@pytest.mark.parametrize("form", FORMS)
def test_form_refuses_51_files_at_once(form: str, stage: Stage) -> None:
    who, typed = FORMS[form]
    before = rows(stage)
    files = [upload(f"{n}.pdf", samples.PDF) for n in range(51)]
    with undone():
        answer = stage.browser("w111", who).post(address(stage, form), {**typed(stage), "attachments": files})
        assert (answer.status_code, rows(stage)) == (422, before)
    assert "tối đa 50 tệp" in answer.content.decode()


def test_call_takes_one_file_and_says_so(stage: Stage) -> None:
    before = rows(stage)
    with undone():
        files = [upload(f"{n}.pdf", samples.PDF) for n in range(51)]
        answer = stage.program("w111", "chief").post(
            unit_url("w111", "api:case-attachments", stage["fresh"]), {"file": files}
        )
        assert (answer.status_code, rows(stage)) == (422, before)
    assert "một tệp" in str(answer.json()["fields"]["file"])


@pytest.mark.parametrize("form", FORMS)
def test_form_shortens_a_name_of_200_letters_and_says_so(form: str, stage: Stage) -> None:
    who, typed = FORMS[form]
    assert len(LONG_NAME) == 200
    for name in (LONG_NAME, unicodedata.normalize("NFD", LONG_NAME)[:251] + ".pdf"):
        with undone():
            browser = stage.browser("w111", who)
            answer = browser.post(address(stage, form), {**typed(stage), "attachments": [upload(name, samples.PDF)]})
            assert answer.status_code == 303
            page = browser.get(answer["Location"]).content.decode()
            with stage.world.scope("w111"):
                kept = Attachment.objects.order_by("-added_at", "-id")[0].name
        assert len(kept) <= 120
        assert f"Tên tệp quá dài đã được rút gọn thành “{kept}”." in page


def test_call_shortens_a_name_of_200_letters_and_says_so(stage: Stage) -> None:
    path = unit_url("w111", "api:case-attachments", stage["fresh"])
    with undone():
        long = stage.program("w111", "chief").post(path, {"file": upload(LONG_NAME, samples.PDF)}).json()
        short = stage.program("w111", "chief").post(path, {"file": upload("đơn.pdf", samples.PDF)}).json()
    assert long["name"] in long["notice"]
    assert len(long["name"]) <= 120
    assert (short["name"], short["notice"]) == ("đơn.pdf", "")


def test_file_leaves_as_a_download_through_both_doors(stage: Stage) -> None:
    for answer in (
        stage.browser("w111", "chief").get(link(stage, "cases:attachment")),
        stage.program("w111", "chief").get(link(stage, "api:case-attachment")),
    ):
        assert b"".join(answer.streaming_content) == samples.PDF
        assert (answer["X-Content-Type-Options"], answer["Content-Type"]) == ("nosniff", "application/pdf")
        assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
        assert answer["Content-Disposition"].startswith("attachment;")
        assert "sandbox" in answer["Content-Security-Policy"]
        answer.close()


def test_link_of_another_case_person_or_unit_is_not_found(stage: Stage) -> None:
    """The same for a file that is there and one that never was."""
    doors = (("cases:attachment", stage.browser), ("api:case-attachment", stage.program))
    seen = set[int]()
    for name, door in doors:
        for attachment in (stage["attachment"], new_id()):
            # Another case of the same unit, which the reader may see.
            seen.add(door("w111", "chief").get(link(stage, name, case="twin", attachment=attachment)).status_code)
            # A colleague who does not see the case; people of other units, below their own address and below this one.
            seen.add(door("w111", "handler").get(link(stage, name, attachment=attachment)).status_code)
            for key in (STRANGER["w111"], "w11", "w1"):
                for who in ("chief", "supervisor"):
                    if (key, who) in stage.cookies:
                        seen.add(door(key, who).get(link(stage, name, key, attachment=attachment)).status_code)
                        seen.add(door(key, who).get(link(stage, name, attachment=attachment)).status_code)
    assert seen == {404}


def link(stage: Stage, name: str, key: str = "w111", case: str = "fresh", attachment: Any = None) -> str:
    return unit_url(key, name, stage[case], attachment or stage["attachment"])
