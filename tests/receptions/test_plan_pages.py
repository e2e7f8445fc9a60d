"""Pages of plans and duties: made from a preset, marked, printed, public; constant queries."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kernel.ids import new_id
from kernel.journal.models import Event
from registry.levels import Line
from tenants.receptions.actions.plans import change_plan, draft_plan
from tenants.receptions.enums import PlanStatus
from tenants.receptions.models import Plan
from tenants.staff.actions.bodies import open_body
from tenants.staff.actions.settings import save_setting
from tenants.staff.enums import BodyKind
from tenants.staff.rules.settings import Participant, Participants
from tests.receptions.test_plans import data, issued, party_chief

PLANS = "/u/w111/desk/receptions/plans/"


def typed(page: str) -> dict[str, Any]:
    """What a browser would send of the form as it stands."""
    from html.parser import HTMLParser

    class Reader(HTMLParser):
        found: dict[str, Any] = {}
        select = text = ""

        def handle_starttag(self, tag: str, attrs: Any) -> None:
            at = dict(attrs)
            name = at.get("name") or ""
            if tag == "input" and name:
                if at.get("type") in ("checkbox", "radio"):
                    if "checked" in at:
                        self.found.setdefault(name, []).append(at.get("value", "on"))
                else:
                    self.found[name] = at.get("value", "")
            elif tag == "select":
                self.select = name
            elif tag == "option" and self.select and ("selected" in at or self.select not in self.found):
                self.found[self.select] = at.get("value", "")
            elif tag == "textarea":
                self.text = name
                self.found[name] = ""

        def handle_endtag(self, tag: str) -> None:
            if tag == "textarea":
                self.found[self.text] = self.found[self.text].removeprefix("\n")
                self.text = ""
            elif tag == "select":
                self.found.setdefault(self.select, "")
                self.select = ""

        def handle_data(self, data: str) -> None:
            if self.text:
                self.found[self.text] += data

    reader = Reader()
    reader.found = {}
    reader.feed(page[page.index('<form method="post" class="stack"') :])
    return reader.found


def test_my_thois_preset_saves_and_is_marked_everywhere(world: Any, client: Any) -> None:
    with world.scope("w111"):
        party_chief(world)
    chief = world.client("w111", "chief")
    page = chief.get(PLANS + "new/?preset=s0").content.decode()
    sent = typed(page)
    assert sent["days_of_month"] == "15"
    made = chief.post(PLANS + "new/?preset=s0", sent)
    assert made.status_code == 303, made.content.decode()[:3000]
    with world.scope("w111"):
        plan = Plan.objects.get()
        assert (plan.preset, plan.values["reception_days"], len(plan.values["reception_agenda"])) == ("s0", 1, 7)
        assert len(plan.distribution) == 7
    again = chief.post(PLANS + "new/?preset=s0", sent)
    assert again["Location"] == made["Location"]
    shown = chief.get(made["Location"]).content.decode()
    assert "dưới mức tối thiểu" in shown
    assert "11-QĐi/TW" in shown
    assert "S0-21" in shown
    issue = {"number": "12-KH/ĐU", "dated_on": "20/11/2026", "version": "1"}
    assert chief.post(f"{PLANS}{plan.pk}/issue/", {**issue, "number": ""}).status_code == 422
    assert chief.post(f"{PLANS}{plan.pk}/issue/", issue).status_code == 303
    for address in (PLANS, f"{PLANS}{plan.pk}/print/", "/u/w111/desk/receptions/duties/?line=PARTY&year=2026"):
        assert "dưới mức tối thiểu" in chief.get(address).content.decode().lower(), address
    public = client.get("/u/w111/plan/?year=2026").content.decode()
    assert "Dưới mức tối thiểu" in public
    assert "12-KH/ĐU" in public


@pytest.mark.parametrize("code", ["s1", "s4"])
def test_the_form_keeps_every_value_of_a_preset(world: Any, code: str) -> None:
    from tenants.receptions.rules.presets import presets

    with world.scope("w111"):
        party_chief(world)
    chief = world.client("w111", "chief")
    sent = typed(chief.get(f"{PLANS}new/?preset={code}").content.decode())
    assert chief.post(f"{PLANS}new/?preset={code}", sent).status_code == 303
    with world.scope("w111"):
        kept = Plan.objects.get().values
    wanted = presets()[code].values
    for key, value in wanted.items():
        if key == "conference_channels":
            assert sorted(kept[key]) == sorted(value)
        else:
            assert kept[key] == value, key
    assert {row["is_leader"] for row in presets()["s1"].values["conference_participants"]} == {True, False}


def test_a_plan_orders_several_weekdays_and_saving_it_again_loses_none(world: Any) -> None:
    days = [{"day": 10}, {"nth": 2, "weekday": 3}, {"nth": 5, "weekday": 1}, {"nth": 1, "weekday": 5}]
    with world.scope("w111"):
        draft = draft_plan(data(values={"reception_days": 4, "reception_on": days[:3]}), actor=party_chief(world))
    browser, path = world.client("w111", "chief"), f"{PLANS}{draft.pk}/edit/"
    sent = typed(browser.get(path).content.decode())
    assert (sent["weekday_1_0"], sent["weekday_1_1"], sent["weekday_2_0"]) == ("1", "5", "")
    half = browser.post(path, sent | {"weekday_2_0": "5"})
    assert half.status_code == 422
    assert "Chọn cả thứ và thứ mấy của tháng." in half.content.decode()
    assert browser.post(path, sent | {"weekday_2_0": "5", "weekday_2_1": "1"}).status_code == 303
    with world.scope("w111"):
        draft.refresh_from_db()
    assert draft.values["reception_on"] == days
    shown = browser.get(f"{PLANS}{draft.pk}/").content.decode()
    for words in ("Thứ Năm thứ hai của tháng", "Thứ Ba cuối cùng của tháng", "Thứ Bảy thứ nhất của tháng"):
        assert words in shown


def test_who_takes_part_keeps_the_body_and_that_no_leader_is_needed(world: Any) -> None:
    with world.scope("w111"):
        chief = party_chief(world)
        body = open_body(name="Công an phường", kind=BodyKind.AGENCY, actor=world.actor("w111", "admin"))
        people = [
            {"name": "Công an phường", "body_id": str(body.pk), "is_leader": False, "when": ""},
            {"name": "Mặt trận Tổ quốc", "body_id": "", "is_leader": True, "when": "khi cần"},
        ]
        draft = draft_plan(data(values={"reception_days": 1, "reception_participants": people}), actor=chief)
    browser, path = world.client("w111", "chief"), f"{PLANS}{draft.pk}/edit/"
    sent = typed(browser.get(path).content.decode())
    assert sent["reception_participants"].splitlines() == ["Công an phường |  | cán bộ", "Mặt trận Tổ quốc | khi cần"]
    unclear = browser.post(path, sent | {"reception_participants": "Công an phường | khi cần | ai cũng được"})
    assert unclear.status_code == 422
    assert "không phải “ai cũng được”" in unclear.content.decode()
    assert browser.post(path, sent).status_code == 303
    with world.scope("w111"):
        draft.refresh_from_db()
    assert draft.values["reception_participants"] == people


def test_a_new_plan_begins_with_the_participants_that_the_unit_has_set_for_the_line(world: Any) -> None:
    rows = {
        line: Participant(new_id(), name, is_leader=leads)
        for line, name, leads in (("party", "Ban Tổ chức Đảng ủy", True), ("government", "Ban Tư pháp", False))
    }
    with world.scope("w111"):
        party_chief(world)
        value = Participants(party=(rows["party"],), government=(rows["government"],))
        save_setting(value, actor=world.actor("w111", "admin"))
    browser = world.client("w111", "chief")
    party = typed(browser.get(PLANS + "new/").content.decode())
    other = typed(browser.get(PLANS + "new/?line=GOVERNMENT").content.decode())
    assert (party["line"], party["reception_participants"]) == ("PARTY", "Ban Tổ chức Đảng ủy")
    assert (other["line"], other["reception_participants"]) == ("GOVERNMENT", "Ban Tư pháp |  | cán bộ")
    preset = typed(browser.get(PLANS + "new/?preset=s0").content.decode())
    assert "Ban Tổ chức Đảng ủy" not in preset["reception_participants"]


def test_another_lines_plan_is_404_on_every_page(world: Any) -> None:
    with world.scope("w111"):
        party_chief(world)
        plan = issued(world, line=Line.PARTY)
    officer = world.client("w111", "officer")
    for part in ("", "print/"):
        assert officer.get(f"{PLANS}{plan.pk}/{part}").status_code == 404
    assert plan.title not in officer.get(PLANS).content.decode()
    assert world.client("w111", "secretary").get(f"{PLANS}{plan.pk}/").status_code == 200


def test_lists_ask_the_same_number_of_queries_for_one_and_three_plans(world: Any) -> None:
    with world.scope("w111"):
        issued(world)
    chief = world.client("w111", "chief")
    chief.get(PLANS)
    with CaptureQueriesContext(
        connection,
    ) as one:
        chief.get(PLANS)
    with world.scope("w111"):
        for year in (2024, 2025):
            Plan.objects.create(
                year=year, line=Line.GOVERNMENT, status=PlanStatus.ISSUED, title=f"Kế hoạch {year}", issuer="UBND",
                head_position="Chủ tịch", number="1", dated_on=date(year, 1, 5), values={"reception_days": 1},
            )  # fmt: skip
    with CaptureQueriesContext(connection) as three:
        chief.get(PLANS)
    assert len(one) == len(three)


def test_a_wrong_line_of_the_form_is_refused_and_nothing_is_lost(world: Any) -> None:
    chief = world.client("w111", "chief")
    sent = typed(chief.get(PLANS + "new/").content.decode()) | {
        "title": "Kế hoạch A", "issuer": "UBND", "head_position": "Chủ tịch", "reception_days": "1",
        "days_of_month": "10, 25", "bases": "Luật | 42 | 32/13/2013",
    }  # fmt: skip
    page = chief.post(PLANS + "new/", sent)
    assert page.status_code == 422
    assert "Kế hoạch A" in page.content.decode()
    assert "dd/mm/yyyy" in page.content.decode()
    page = chief.post(PLANS + "new/", sent | {"bases": ""})
    assert page.status_code == 422
    assert "nhiều ngày hơn" in page.content.decode()


def test_who_saves_second_keeps_what_was_typed_and_the_next_click_saves(world: Any) -> None:
    with world.scope("w111"):
        chief = party_chief(world)
        draft = draft_plan(data(), actor=chief)
    browser, path = world.client("w111", "chief"), f"{PLANS}{draft.pk}/edit/"
    form = typed(browser.get(path).content.decode())
    with world.scope("w111"):
        change_plan(draft, data(title="Kế hoạch của người khác"), version=1, actor=chief)
    late = browser.post(path, form | {"title": "Kế hoạch đã gõ rất lâu"})
    page = late.content.decode()
    assert (late.status_code, "Kế hoạch đã gõ rất lâu" in page, "vừa được người khác sửa" in page) == (422, True, True)
    assert browser.post(path, typed(page)).status_code == 303
    with world.scope("w111"):
        draft.refresh_from_db()
    assert (draft.title, draft.version) == ("Kế hoạch đã gõ rất lâu", 3)


def test_plan_issued_twice_by_one_form_is_issued_once_and_nothing_is_said_to_be_wrong(world: Any) -> None:
    with world.scope("w111"):
        draft = draft_plan(data(), actor=party_chief(world))
    browser, path = world.client("w111", "chief"), f"{PLANS}{draft.pk}/issue/"
    form = typed(browser.get(path).content.decode()) | {"number": "01/KH", "attachments": ""}
    first, second = browser.post(path, form), browser.post(path, form)
    assert (
        (first.status_code, first["Location"])
        == (second.status_code, second["Location"])
        == (303, f"{PLANS}{draft.pk}/")
    )
    with world.scope("w111"):
        assert Event.objects.filter(kind="plan_issued").count() == 1
