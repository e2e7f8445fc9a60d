"""Bodies of the unit and what it tells citizens about itself."""

from typing import Any

import pytest

from kernel import clock
from kernel.errors import Invalid, NotPermitted
from kernel.journal.models import Event
from registry import tree
from registry.levels import Line
from tenants.staff.actions.bodies import change_body, end_body, open_body
from tenants.staff.actions.profile import change_profile
from tenants.staff.enums import BodyKind
from tenants.staff.models import Body

ADMIN = "/u/w111/desk/admin/"


def test_bodies_stand_in_the_order_of_the_alphabet(world: Any) -> None:
    with world.scope("w111"):
        admin = world.actor("w111", "admin")
        for name in ("Phòng Tư pháp", "Đoàn Thanh niên", "Ban Nội chính", "Ủy ban Mặt trận"):
            open_body(name=name, kind=BodyKind.AGENCY, actor=admin)
        assert [body.name for body in Body.objects.in_order()] == [
            "Ban Nội chính",
            "Đoàn Thanh niên",
            "Phòng Tư pháp",
            "Ủy ban Mặt trận",
        ]
        assert Event.objects.filter(kind="body_opened").count() == 4


def test_same_name_twice_is_refused_unless_the_first_has_ended(world: Any) -> None:
    with world.scope("w111"):
        admin = world.actor("w111", "admin")
        first = open_body(name="Phòng Tư pháp", kind=BodyKind.AGENCY, actor=admin)
        with pytest.raises(Invalid) as refused:
            open_body(name="PHÒNG Tư pháp", kind=BodyKind.AGENCY, actor=admin)
        assert "name" in refused.value.fields
        end_body(first, actor=admin)
        second = open_body(name="Phòng Tư pháp", kind=BodyKind.AGENCY, actor=admin)
        assert list(Body.objects.open()) == [second]


def test_ended_body_is_asked_nothing_from_that_day(world: Any) -> None:
    with world.scope("w111"):
        admin = world.actor("w111", "admin")
        body = open_body(name="Phòng Tư pháp", kind=BodyKind.AGENCY, actor=admin)
        end_body(body, actor=admin)
        assert not Body.objects.open().exists()
        assert Body.objects.get().ended_on == clock.today()


def test_another_unit_has_its_own_bodies(world: Any) -> None:
    with world.scope("w111"):
        body = open_body(name="Phòng Tư pháp", kind=BodyKind.AGENCY, actor=world.actor("w111", "admin"))
    with world.scope("w112"):
        assert not Body.objects.exists()
    assert world.client("w112", "admin").get(f"/u/w112/desk/admin/bodies/{body.pk}/").status_code == 404


def test_officer_may_not_change_the_organisation(world: Any) -> None:
    with world.scope("w111"):
        officer = world.actor("w111", "officer")
        with pytest.raises(NotPermitted):
            open_body(name="X", kind=BodyKind.AGENCY, actor=officer)
        with pytest.raises(NotPermitted):
            change_profile(address="X", hours="", phone="", public_text="", actor=officer)


def test_change_body_keeps_the_old_name_in_the_log(world: Any) -> None:
    with world.scope("w111"):
        admin = world.actor("w111", "admin")
        body = open_body(name="Phòng Tư pháp", kind=BodyKind.AGENCY, actor=admin)
        change_body(body, name="Phòng Nội vụ", kind=BodyKind.AGENCY, line=Line.GOVERNMENT, contact="", actor=admin)
        assert Event.objects.get(kind="body_changed").data["before"] == "Phòng Tư pháp"


def test_profile_reaches_the_public_page(world: Any) -> None:
    browser = world.client("w111", "admin")
    typed = {
        "address": "Số 1 <b>Trần Hưng Đạo</b>",
        "hours": "Thứ Hai\n7:30",
        "phone": "0900 000 001",
        "public_text": "Mang theo giấy tờ.",
    }
    assert browser.post(ADMIN + "profile/", typed).status_code == 303
    assert tree.get(world.unit("w111").id).profile["phone"] == "0900 000 001"
    page = browser.get("/u/w111/").content.decode()
    assert "&lt;b&gt;Trần Hưng Đạo&lt;/b&gt;" in page
    assert "Mang theo giấy tờ." in page


@pytest.mark.parametrize("field", ["address", "hours", "phone", "public_text"])
def test_profile_names_the_field_that_is_too_long(world: Any, field: str) -> None:
    typed = {"address": "X", "hours": "", "phone": "", "public_text": ""} | {field: "x" * 5000}
    with world.scope("w111"), pytest.raises(Invalid) as refused:
        change_profile(**typed, actor=world.actor("w111", "admin"))
    assert field in refused.value.fields
    assert world.client("w111", "admin").post(ADMIN + "profile/", typed).status_code == 422


def test_pages_follow_the_right(world: Any) -> None:
    with world.scope("w111"):
        body = open_body(name="Phòng Tư pháp", kind=BodyKind.AGENCY, actor=world.actor("w111", "admin"))
    for address in ("bodies/", "bodies/new/", f"bodies/{body.pk}/", f"bodies/{body.pk}/ending/", "profile/"):
        assert world.client("w111", "admin").get(ADMIN + address).status_code == 200
        assert world.client("w111", "officer").get(ADMIN + address).status_code == 403
        assert world.client("w11", "admin").get(ADMIN + address).status_code == 404
