"""The list of cases: filters, search, sorting, export, marking several."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from kernel import clock
from kernel.errors import Invalid
from kernel.journal import events
from kernel.journal.models import Event
from tenants.cases.actions import saved_filters as action
from tenants.cases.enums import CaseKind
from tenants.cases.models import Case
from tenants.cases.queries.saved_filters import saved_filters
from tenants.cases.rules.intake import PersonData
from tests.factories import cases

pytestmark = pytest.mark.django_db

LIST = "/u/w111/desk/cases/"


def add(world: Any, **changes: Any) -> Case:
    with world.scope("w111"):
        return cases.take_in(world.actor("w111", "officer"), **changes)


def queries(browser: Any, address: str) -> int:
    browser.get(address)
    with CaptureQueriesContext(connection) as counted:
        assert browser.get(address).status_code == 200
    return len(counted)


@pytest.mark.parametrize(
    ("address", "who", "most"),
    [
        (LIST, "chief", 13),
        ("/u/w111/desk/", "chief", 32),
        (f"{LIST}?due=overdue", "chief", 13),
        ("/u/w111/desk/workload/", "chief", 13),
        ("/u/w111/desk/inbox/", "officer", 20),
    ],
)
def test_same_number_of_queries_for_one_row_and_for_three(world, address, who, most):
    browser = world.client("w111", who)
    with clock.at(clock.today() - timedelta(days=20)):
        add(world)
    one = queries(browser, address)
    with clock.at(clock.today() - timedelta(days=20)):
        add(world)
        add(world, kind=CaseKind.PROPOSAL)
    assert queries(browser, address) == one <= most


def test_search_finds_with_and_without_marks(world):
    number = add(world, people=(PersonData(full_name="Đặng Thị Hòa", address="Khóm 5"),)).number
    add(world)
    browser = world.client("w111", "officer")
    for text in ("dang thi hoa", "ĐẶNG THỊ HOÀ", "Đặng Thị Hòa", number):
        page = browser.get(LIST, {"q": text}).content.decode()
        assert "<b>Đặng Thị Hòa</b>" in page
        assert "<b>Nguyễn Thị An</b>" not in page
    assert "Không có vụ việc nào khớp" in browser.get(LIST, {"q": "không có ai"}).content.decode()


def test_quick_filters_and_columns(world):
    old = clock.today() - timedelta(days=40)
    with clock.at(old):
        late = add(world)
    new = add(world, kind=CaseKind.PROPOSAL)
    browser = world.client("w111", "officer")
    assert late.number in browser.get(LIST, {"due": "overdue"}).content.decode()
    assert new.number not in browser.get(LIST, {"due": "overdue"}).content.decode()
    assert new.number in browser.get(LIST, {"kind": "PROPOSAL"}).content.decode()
    ascending = browser.get(LIST, {"sort": "received"}).content.decode()
    assert ascending.index(late.number) < ascending.index(new.number)
    descending = browser.get(LIST).content.decode()
    assert descending.index(new.number) < descending.index(late.number)


@pytest.mark.parametrize(
    "query", ["sort=nonsense", "kind=X&status=Y&assignee=zzz", "page=999", "received_from=abc", "assignee=me"]
)
def test_nonsense_in_the_address_is_left_out(world, query):
    add(world)
    assert world.client("w111", "officer").get(f"{LIST}?{query}").status_code == 200


def test_fragment_is_the_part_of_the_page(world):
    number = add(world).number
    page = world.client("w111", "officer").get(LIST, headers={"HX-Request": "true"}).content.decode()
    assert number in page
    assert "<html" not in page


def test_handler_lists_what_is_assigned_and_nothing_else(world):
    mine, other = add(world), add(world)
    with world.scope("w111"):
        from tenants.cases.actions import assigning

        assigning.assign_case(mine, to=world.account("w111", "handler"), actor=world.actor("w111", "chief"))
    page = world.client("w111", "handler").get(LIST).content.decode()
    assert mine.number in page
    assert other.number not in page


def test_export_keeps_filters_and_makes_no_formula(world):
    add(world, content="=HYPERLINK(1)", people=(PersonData(full_name="+84 Nguyễn", address="@nhà"),))
    add(world, kind=CaseKind.PROPOSAL)
    browser = world.client("w111", "chief")
    book = load_workbook(io.BytesIO(browser.get(f"{LIST}export/xlsx/", {"kind": "COMPLAINT"}).content))
    rows = list(book.active.iter_rows())
    assert len(rows) == 2
    assert all(cell.data_type != "f" for row in rows for cell in row)
    text = browser.get(f"{LIST}export/csv/", {"kind": "COMPLAINT"}).content.decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert "'=HYPERLINK(1)" in cells
    assert "'+84 Nguyễn" in cells


def test_export_stands_in_the_log_without_what_was_searched(world):
    add(world)
    world.client("w111", "chief").get(f"{LIST}export/csv/", {"q": "Nguyễn Thị An"})
    with world.scope("w111"):
        event = Event.objects.get(kind="cases_exported")
        assert event.data["rows"] == 1
        assert event.data["filters"] == ["text"]


def test_export_never_names_a_denouncer(world):
    add(world, kind=CaseKind.DENUNCIATION, people=(PersonData(full_name="Người Tố Cáo Kín", address="Khóm 9"),))
    browser = world.client("w111", "chief")
    assert "Người Tố Cáo Kín" not in browser.get(f"{LIST}export/csv/").content.decode()
    assert "Người Tố Cáo Kín" not in browser.get(LIST, {"q": "nguoi to cao kin"}).content.decode().replace(
        'value="nguoi', ""
    )


def test_several_cases_are_given_at_once_and_once(world):
    rows = [add(world), add(world)]
    browser = world.client("w111", "chief")
    data = {
        "cases": [str(row.pk) for row in rows],
        "to": str(world.account("w111", "handler").pk),
        "once_key": "k1",
        "back": LIST,
    }
    for _click in range(2):
        response = browser.post(f"{LIST}assignment/", data)
        assert response.status_code == 303
        assert response["Location"] == LIST
    with world.scope("w111"):
        assert Case.objects.filter(assignee=world.account("w111", "handler")).count() == 2
        assert sum(event.kind == "case_assigned" for row in rows for event in events.of_case(row.pk)) == 2


def test_bulk_assignment_never_leads_elsewhere(world):
    row = add(world)
    data = {"cases": [str(row.pk)], "to": str(world.account("w111", "handler").pk), "back": "https://example.com/"}
    assert world.client("w111", "chief").post(f"{LIST}assignment/", data)["Location"] == LIST


FILTERS = f"{LIST}filters/"


def test_filter_is_kept_under_a_name_and_stands_above_the_list(world):
    late, new = add(world), add(world, kind=CaseKind.PROPOSAL)
    officer = world.client("w111", "officer")
    assert "Lưu bộ lọc này" in officer.get(LIST, {"kind": "PROPOSAL"}).content.decode()
    kept = officer.post(FILTERS, {"name": "  Kiến  nghị ", "query": "kind=PROPOSAL&page=7&nonsense=1&sort=xyz"})
    assert (kept.status_code, kept["Location"]) == (303, f"{LIST}?kind=PROPOSAL")
    page = officer.get(kept["Location"]).content.decode()
    assert ">Kiến nghị</a>" in page
    assert new.number in page
    assert late.number not in page
    assert "Lưu bộ lọc này" not in page
    assert "Loại: Kiến nghị" in officer.get(FILTERS).content.decode()


def test_filter_of_the_same_name_is_replaced(world):
    officer = world.client("w111", "officer")
    for query in ("due=overdue", "due=overdue", "due=soon"):
        officer.post(FILTERS, {"name": "Việc gấp", "query": query})
    with world.scope("w111"):
        kept = saved_filters(world.actor("w111", "officer"))
    assert [(one.name, one.query) for one in kept] == [("Việc gấp", "due=soon")]


def test_filters_are_personal_and_stay_in_their_unit(world):
    officer = world.client("w111", "officer")
    officer.post(FILTERS, {"name": "Của riêng tôi", "query": "due=overdue"})
    with world.scope("w111"):
        mine = saved_filters(world.actor("w111", "officer"))[0]
    chief = world.client("w111", "chief")
    assert "Của riêng tôi" not in chief.get(LIST).content.decode()
    assert "Của riêng tôi" not in chief.get(FILTERS).content.decode()
    assert chief.post(f"{FILTERS}{mine.id}/", {"name": "Lấy"}).status_code == 404
    assert chief.post(f"{FILTERS}{mine.id}/deletion/").status_code == 303
    assert "Của riêng tôi" in officer.get(LIST).content.decode()


def test_filter_is_renamed_and_deleted(world):
    officer = world.client("w111", "officer")
    for name, query in (("Một", "due=overdue"), ("Hai", "due=soon")):
        officer.post(FILTERS, {"name": name, "query": query})
    with world.scope("w111"):
        one, _two = saved_filters(world.actor("w111", "officer"))
    taken = officer.post(f"{FILTERS}{one.id}/", {"name": "hai"})
    assert taken.status_code == 422
    assert "Đã có bộ lọc khác mang tên này." in taken.content.decode()
    assert 'value="hai"' in taken.content.decode()
    assert officer.post(f"{FILTERS}{one.id}/", {"name": "Ba"}).status_code == 303
    assert ">Ba</a>" in officer.get(LIST).content.decode()
    assert officer.post(f"{FILTERS}{one.id}/deletion/").status_code == 303
    assert ">Ba</a>" not in officer.get(LIST).content.decode()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"name": "", "query": "due=soon"}, "Đặt tên cho bộ lọc."),
        ({"name": "x" * 61, "query": "due=soon"}, "tối đa 60 chữ"),
        ({"name": "Trống", "query": "nonsense=1"}, "Hãy lọc danh sách trước rồi lưu."),
    ],
)
def test_filter_that_cannot_be_kept_says_why_and_loses_nothing(world, data, words):
    page = world.client("w111", "officer").post(FILTERS, data)
    assert page.status_code == 422
    assert words in page.content.decode()
    assert f'value="{data["name"]}"' in page.content.decode() or not data["name"]


def test_filters_have_a_limit(world):
    officer = world.actor("w111", "officer")
    with world.scope("w111"):
        for n in range(action.MOST):
            action.keep_filter(f"Bộ lọc {n}", query="due=soon", actor=officer)
        with pytest.raises(Invalid, match="tối đa 20 bộ lọc"):
            action.keep_filter("Một bộ nữa", query="due=soon", actor=officer)


def test_draft_door_does_not_reach_kept_filters(world):
    officer = world.client("w111", "officer")
    officer.post(FILTERS, {"name": "Giữ", "query": "due=soon"})
    assert officer.post("/u/w111/desk/drafts/kept-case-filters/", {"discard": "1"}).status_code == 404
    assert ">Giữ</a>" in officer.get(LIST).content.decode()


def test_list_is_narrowed_by_days_of_receipt(world):
    with clock.at(clock.today() - timedelta(days=40)):
        old = add(world)
    new = add(world)
    since = clock.today() - timedelta(days=5)
    page = world.client("w111", "officer").get(LIST, {"received_from": f"{since:%d/%m/%Y}"}).content.decode()
    assert new.number in page
    assert old.number not in page
