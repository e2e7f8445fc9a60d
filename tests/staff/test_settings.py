"""What a unit sets for itself, its positions, and the checklist that its superiors read, too."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from identity.models import Membership
from kernel import clock
from kernel.errors import Conflict
from oversight.models import Instrument, InstrumentKind
from oversight.queries.readiness import readiness
from registry import tree
from registry.levels import Line
from tenants.documents.actions.filing import file_instrument
from tenants.documents.enums import DocumentKind
from tenants.staff.actions.settings import save_setting
from tenants.staff.forms.settings import EDITORS
from tenants.staff.queries import holders_between, setting
from tenants.staff.queries.positions import positions
from tenants.staff.rules.desks import FIVE_DESKS, Desks
from tenants.staff.rules.settings import Letterhead, Letterheads, Room, Rooms
from tenants.staff.rules.topics import Topics, shipped
from tests.documents import samples
from tests.receptions.test_plans import issued

PAGE = "/u/w111/desk/admin/settings/"


def rows(*given: dict[str, Any], version: int = 0, initial: int = 0) -> dict[str, Any]:
    typed: dict[str, Any] = {
        "version": str(version), "rows-TOTAL_FORMS": str(len(given)), "rows-INITIAL_FORMS": str(initial),
    }  # fmt: skip
    for number, row in enumerate(given):
        typed |= {f"rows-{number}-{name}": value for name, value in row.items()}
    return typed


def test_a_room_keeps_its_id_and_is_closed_not_lost(world: Any) -> None:
    admin = world.client("w111", "admin")
    assert admin.post(PAGE + "rooms/", rows({"name": "Phòng 1", "is_open": "on"})).status_code == 303
    with world.scope("w111"):
        room = setting(Rooms).open[0]
    kept = rows({"id": str(room.id), "name": "Phòng số 1", "seats": "20", "is_open": "on"}, version=1, initial=1)
    assert admin.post(PAGE + "rooms/", kept).status_code == 303
    stale = admin.post(PAGE + "rooms/", kept | {"rows-0-name": "Khác"})
    assert stale.status_code == 422
    assert "người khác sửa" in stale.content.decode()
    with world.scope("w111"):
        assert [(one.id, one.name, one.seats) for one in setting("rooms").open] == [(room.id, "Phòng số 1", 20)]
    assert admin.post(PAGE + "rooms/", rows(version=2)).status_code == 303
    with world.scope("w111"):
        assert (setting(Rooms).open, setting(Rooms).get(room.id).name) == ((), "Phòng số 1")


def test_saving_the_same_again_changes_nothing_and_a_stale_version_is_refused(world: Any) -> None:
    with world.scope("w111"):
        admin = world.actor("w111", "admin")
        value = Letterheads(party=Letterhead(issuer="Đảng ủy phường", place="Hòa Bình"))
        assert save_setting(value, version=0, actor=admin) == 1
        assert save_setting(value, version=1, actor=admin) == 1
        with pytest.raises(Conflict):
            save_setting(Letterheads(), version=0, actor=admin)


@pytest.mark.parametrize("topic", list(EDITORS))
def test_every_topic_has_a_page_with_the_same_queries_for_one_and_three_rows(world: Any, topic: str) -> None:
    admin = world.client("w111", "admin")
    address = f"{PAGE}{topic}/"
    assert admin.get(address).status_code == 200
    with CaptureQueriesContext(connection) as one:
        admin.get(address)
    if topic == "rooms":
        admin.post(address, rows(*({"name": f"Phòng {n}", "is_open": "on"} for n in range(3))))
        admin.get(address)
        with CaptureQueriesContext(connection) as three:
            admin.get(address)
        assert len(one) == len(three)


def test_a_province_is_offered_its_five_desks_and_routes_by_topic(world: Any) -> None:
    page = world.client("w1", "admin").get("/u/w1/desk/admin/settings/desks/").content.decode()
    assert all(desk.name in page for desk in FIVE_DESKS)
    desks = Desks(FIVE_DESKS)
    assert desks.desk_for("party_discipline").code == "PARTY_INSPECTION"  # type: ignore[union-attr]
    assert desks.desk_for("corruption").code == "INTERNAL_AFFAIRS"  # type: ignore[union-attr]
    assert desks.desk_for("land").code == "RECEPTION_BOARD"  # type: ignore[union-attr]


def test_party_discipline_topics_exist_on_the_party_line_only(world: Any) -> None:
    with world.scope("w111"):
        topics = setting(Topics)
    party = {row.code for row in topics.visible([Line.PARTY])}
    government = {row.code for row in topics.visible([Line.GOVERNMENT])}
    discipline = {row.code for row in shipped() if row.is_discipline}
    assert discipline
    assert discipline <= party
    assert not discipline & government
    assert topics.is_hidden_from("cadre_degradation", [Line.GOVERNMENT])
    assert not topics.is_hidden_from("cadre_degradation", [Line.PARTY, Line.GOVERNMENT])
    assert not topics.is_hidden_from("land", [Line.GOVERNMENT])


def test_own_topics_hang_under_the_products_and_inherit_discipline(world: Any) -> None:
    admin = world.client("w111", "admin")
    new = {"name": "Chợ đêm", "parent": "economy", "line": "", "is_open": "on"}
    secret = {"name": "Vi phạm nêu gương", "parent": "party_discipline", "line": "", "is_open": "on"}
    assert admin.post(PAGE + "topics/", rows(new, secret)).status_code == 303
    with world.scope("w111"):
        own = {row.name: row for row in setting(Topics).rows if row.is_own}
        assert (own["Chợ đêm"].parent, own["Chợ đêm"].line) == ("economy", "")
        assert (own["Vi phạm nêu gương"].line, own["Vi phạm nêu gương"].is_discipline) == (Line.PARTY, True)


def test_positions_show_the_vacancy(world: Any) -> None:
    Membership.objects.filter(account=world.account("w111", "secretary")).update(valid_to=date(2026, 1, 1))
    with world.scope("w111"):
        rows_ = positions()
    assert any(row.is_head and row.is_vacant and row.line == Line.PARTY for row in rows_)
    assert any(row.is_head and not row.is_vacant and row.line == Line.GOVERNMENT for row in rows_)
    page = world.client("w111", "admin").get("/u/w111/desk/admin/positions/").content.decode()
    assert "khuyết" in page


def test_holders_between_has_no_gap(world: Any) -> None:
    Membership.objects.filter(account=world.account("w111", "secretary")).update(valid_to=date(2026, 6, 10))
    with world.scope("w111"):
        held = holders_between(Line.PARTY, date(2026, 6, 1), date(2026, 6, 30))
    assert [(row.account_id is None, row.first, row.last) for row in held] == [
        (False, date(2026, 6, 1), date(2026, 6, 10)),
        (True, date(2026, 6, 11), date(2026, 6, 30)),
    ]


def test_a_unit_becomes_ready_and_its_superior_sees_the_same(world: Any) -> None:
    unit, today = world.unit("w111"), clock.today()

    def missing() -> set[str]:
        return {item.need.code for item in readiness([unit], [Line.GOVERNMENT])[0].missing}

    assert missing() == {"room", "plan", "regulation", "house_rules", "advisory_team", "letterhead"}
    with world.scope("w111"):
        admin, chief = world.actor("w111", "admin"), world.actor("w111", "chief")
        from kernel import ids

        save_setting(Rooms((Room(ids.new_id(), "Phòng 1"),)), actor=admin)
        save_setting(Letterheads(government=Letterhead(issuer="UBND phường", place="Hòa Bình")), actor=admin)
        issued(world, at=today, year=today.year)
        for kind in (DocumentKind.REGULATION, DocumentKind.HOUSE_RULES, DocumentKind.ADVISORY_TEAM):
            file_instrument(
                kind, line=Line.GOVERNMENT, title="Văn bản", number="1", dated_on=today, valid_from=today,
                files=[samples.upload("van-ban.pdf", samples.PDF)], actor=chief,
            )  # fmt: skip
    assert missing() == set()
    assert "chưa có thể thức" in world.client("w111", "admin").get("/u/w111/desk/admin/readiness/").content.decode()
    above = world.client("w11", "supervisor").get("/u/w11/desk/oversight/readiness/").content.decode()
    assert "Phường Hòa Bình" in above
    Instrument.objects.filter(kind=InstrumentKind.REGULATION).update(
        valid_to=date(2026, 1, 2), valid_from=date(2026, 1, 1)
    )
    assert missing() == {"regulation"}


def test_the_checklist_costs_the_same_for_one_unit_and_for_many(world: Any) -> None:
    units = [tree.get(world.unit(key).id) for key in ("w111", "w112", "w121", "w122", "w11", "w12", "w1")]
    with CaptureQueriesContext(connection) as one:
        readiness(units[:1], [Line.PARTY, Line.GOVERNMENT])
    with CaptureQueriesContext(connection) as many:
        readiness(units, [Line.PARTY, Line.GOVERNMENT])
    assert (len(one), len(many)) == (2, 2)
