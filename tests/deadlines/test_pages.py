"""The page of rules and calendar, and the unit administrator's forms on it; the command line's list."""

import argparse
import json
from datetime import date
from typing import Any

import pytest

from deadlines import cli, overlay
from deadlines.enums import RuleCode
from deadlines.models import CalendarDay, DeadlineRule

PAGE = "/u/w111/desk/admin/rules/"


def test_page_shows_rules_with_sources_to_every_member(world: Any) -> None:
    text = world.client("w111", "officer").get(PAGE).content.decode()
    assert "Luật Tiếp công dân số 42/2013/QH13, Điều 28 khoản 1" in text
    assert "Thứ Bảy 22/08/2026" in text
    assert "Ngày Văn hóa Việt Nam" in text
    assert "Thời hạn riêng của đơn vị" not in text


def test_page_of_a_year_without_decree_says_expected(world: Any) -> None:
    text = world.client("w111", "officer").get(PAGE, {"year": "2027"}).content.decode()
    assert "Lịch năm 2027" in text
    assert "dự kiến" in text


@pytest.mark.parametrize("year", ["x", "0000", "99999", "２０２６", "-1"])
def test_page_with_a_strange_year_still_answers(world: Any, year: str) -> None:
    assert world.client("w111", "officer").get(PAGE, {"year": year}).status_code == 200


def test_administrator_shortens_a_term_and_takes_it_back(world: Any) -> None:
    admin = world.client("w111", "admin")
    assert admin.post(PAGE + "own/", {"code": "B2", "length": "5"}).status_code == 303
    assert "riêng của đơn vị" in admin.get(PAGE).content.decode()
    assert admin.post(PAGE + "own/B2/end/").status_code == 303
    assert not DeadlineRule.objects.filter(unit_id__isnull=False, valid_to__isnull=True).exists()


def test_longer_term_is_refused_and_what_was_typed_stays(world: Any) -> None:
    answer = world.client("w111", "admin").post(PAGE + "own/", {"code": "B2", "length": "30"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "ngắn hơn quy định của pháp luật" in text
    assert 'value="30"' in text


def test_administrator_adds_and_takes_back_a_day(world: Any) -> None:
    admin = world.client("w111", "admin")
    data = {"day": "2026-11-20", "is_working": "0", "name": "Nghỉ do bão", "source": "CĐ 12"}
    assert admin.post(PAGE + "days/", data).status_code == 303
    row = CalendarDay.objects.get(unit_id=world.unit("w111").id)
    assert (row.day, row.is_working) == (date(2026, 11, 20), False)
    assert admin.post(PAGE + "days/", data).status_code == 422
    assert admin.post(f"{PAGE}days/{row.pk}/end/").status_code == 303


def test_who_may_not_configure_gets_403_and_strangers_404(world: Any, client: Any) -> None:
    data = {"code": "B2", "length": "5"}
    assert world.client("w111", "officer").post(PAGE + "own/", data).status_code == 403
    assert world.client("w112", "admin").post(PAGE + "own/", data).status_code == 404
    assert client.post(PAGE + "own/", data).status_code == 303
    assert not DeadlineRule.objects.filter(unit_id__isnull=False).exists()


def test_rules_list_shows_source_validity_and_overlay(world: Any, capsys: pytest.CaptureFixture[str]) -> None:
    overlay.prolong_districts(source="giả định trình diễn", until=date(2030, 12, 31))
    parser = argparse.ArgumentParser()
    cli.register(parser.add_subparsers())
    plain = parser.parse_args(["rules", "list", "--code", "b2"])
    assert plain.handler(plain) == 0
    out = capsys.readouterr().out
    assert "Nghị định 124/2020/NĐ-CP" in out
    assert "10/12/2020–30/06/2026" in out
    assert "giả định trình diễn" in out
    machine = parser.parse_args(["rules", "list", "--json"])
    machine.handler(machine)
    rows = json.loads(capsys.readouterr().out)
    assert {row["code"] for row in rows} == {*RuleCode.values, "MINIMUM"}
    ward = next(
        row
        for row in rows
        if row["code"] == "MINIMUM"
        and row["source"].startswith("Quy định số 11-QĐi/TW, Điều 4; K")
        and row["levels"] == ["COMMUNE"]
    )
    assert (ward["length"], ward["mark"]) == ("2 ngày mỗi tháng", "N")
