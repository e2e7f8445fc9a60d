"""Over-level figures: by home unit and level reached, of whole subtrees, after corrections; on the page, on paper, as a sheet (S3-23)."""

from datetime import timedelta
from typing import Any

import pytest

from kernel import clock
from kernel.errors import Invalid, NotFound
from oversight.models import ArrivalCard
from oversight.policies import visible_unit
from oversight.queries.over_level import Count, arrivals_under, over_level, rows_under
from oversight.rules.periods import Period
from tenants.receptions.queries.day_figures import citizens_above
from tests.factories import arrivals as make
from tests.world import World


def body(answer: Any, status: int = 200) -> str:
    text = str(answer.content.decode())
    assert answer.status_code == status, text[:3000]
    return text


def test_figures_by_home_unit_and_level_follow_correction_and_withdrawal(world: World) -> None:
    year = Period.parse(str(clock.today().year))
    first = make.registered(world, case_number="1")
    make.registered(world, case_number="1", person_count=4)
    make.registered(world, level_reached="NATION", person_count=20)
    make.registered(world, host="w11", home="w112", level_reached="DISTRICT", person_count=1)
    make.registered(world, home="w12", person_count=3)
    mistake = make.registered(world, home="w121", person_count=500)
    make.take(world, "w1", "correct_arrival", first, data=make.data(person_count=30, case_number="1"))
    make.take(world, "w1", "withdraw_arrival", mistake, why="Nhầm.")
    whole, rows = rows_under(world.unit("w1"), year)
    assert [row.unit.key for row in rows] == ["w11", "w12"]
    assert whole.sum == Count(arrivals=5, persons=58, repeated=1, crowds=2, largest=30)
    assert rows[0].by_level == {
        "DISTRICT": Count(1, 1, 0, 0, 1),
        "PROVINCE": Count(2, 34, 1, 1, 30),
        "NATION": Count(1, 20, 0, 1, 20),
    }
    assert rows[0].sum.average == 13.8
    (ward,) = over_level([world.unit("w111")], year)
    assert ward.sum.persons == 54
    before = Period.parse(str(clock.today().year - 1))
    assert over_level([world.unit("w1")], before)[0].sum == Count()
    assert arrivals_under(world.unit("w11"), year).count() == 4
    today = clock.today()
    for key, hosted, above in (("w111", 0, 3), ("w11", 1, 0), ("w1", 4, 0)):
        with world.scope(key):
            told = {one.code: one.n for one in citizens_above(world.unit(key), today, today)}
        assert told == {"arrivals": hosted, "over_level": above}, "each once, so that reports can be summed"

    client = world.client("w1", "supervisor")
    page = body(client.get("/u/w1/desk/oversight/over-level/"))
    assert "5 / 58" in page
    assert page.count("unit=w111&amp;kind=DIRECTIVE") == 3, "urging is one click away (S3-12)"
    assert client.get("/u/w1/desk/oversight/urging/new/?unit=w111&kind=DIRECTIVE").status_code == 200
    below = body(client.get("/u/w1/desk/oversight/w11/over-level/"))
    assert "Phường Hòa Bình" in below
    assert "Huyện Tây Sơn" not in below
    assert "5 / 58" in body(client.get("/u/w1/desk/oversight/w1/over-level/print/"))
    sheet = body(client.get("/u/w1/desk/oversight/w1/over-level/export/?format=csv")).splitlines()
    assert sheet[-1] == "w1,Tỉnh Sông Hồng,1,1,3,37,1,20,5,58,1,2,30"
    listed = body(client.get("/u/w1/desk/oversight/w11/over-level/export/?format=csv&list=1")).splitlines()
    assert len(listed) == 5
    assert client.get("/u/w1/desk/oversight/w1/over-level/export/")["Content-Type"].endswith("sheet")
    assert client.get("/u/w1/desk/oversight/v1/over-level/").status_code == 404
    with pytest.raises(NotFound):
        visible_unit(world.actor("w12", "supervisor"), "w111")
    with pytest.raises(Invalid):
        Period.parse("x")


def test_open_arrivals_of_below_are_late_after_the_time_asked(world: World) -> None:
    make.registered(world)
    assert not ArrivalCard.objects.late(clock.now()).exists()
    with clock.at(clock.now() + timedelta(hours=5)):
        (card,) = ArrivalCard.objects.from_below(world.unit("w11").id).late(clock.now())
        assert card.is_late(clock.now())
        assert not ArrivalCard.objects.from_below(world.unit("w12").id).exists()
        assert not ArrivalCard.objects.from_below(world.unit("w111").id).exists(), "its own are not below it"
        assert "quá giờ hẹn" in body(world.client("w11", "supervisor").get("/u/w11/desk/oversight/over-level/"))
