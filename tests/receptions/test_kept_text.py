"""What is typed into a step of a session, a registration or a plan is kept, comes back after the login session ended, and goes when sent."""

from typing import Any

import pytest

from kernel.journal.models import Draft
from tenants.receptions.actions.plans import change_plan, draft_plan
from tenants.receptions.enums import RegistrationStatus
from tenants.receptions.models import Registration
from tests.factories import receptions as make
from tests.receptions.test_plan_pages import typed
from tests.receptions.test_plans import data, party_chief
from tests.receptions.test_session_pages import address, session_in
from tests.world import World

LONG = "Bố trí hai chốt bảo vệ trước cổng; tổ công tác có mặt từ 6 giờ 30.\nNgười chỉ huy: Trưởng Công an phường."


def draft_address(page: str) -> str:
    """Where the form of a page keeps what is typed."""
    return page.split('data-draft="', 1)[1].split('"', 1)[0]


def again(world: World, name: str, path: str) -> str:
    """The page as the same person sees it in a new login session."""
    return str(world.client("w111", name).get(path).content.decode())


def registration(world: World, **changes: Any) -> Registration:
    row = session_in(world, 20)
    with world.scope("w111"):
        return make.registration(row, status=RegistrationStatus.SUBMITTED, **changes)


def test_a_long_text_comes_back_after_signing_in_again_and_is_forgotten_when_sent(world: World) -> None:
    row = session_in(world, 20)
    path = address(row, "security/")
    chief = world.client("w111", "chief")
    page = chief.get(path).content.decode()
    assert "data-draft-kept" not in page
    assert chief.post(draft_address(page), {"text": LONG}).status_code == 204
    chief.logout()
    back = again(world, "chief", path)
    assert "data-draft-kept" in back
    assert typed(back)["text"] == LONG
    assert LONG not in again(world, "chairman", path)
    assert world.client("w111", "chief").post(path, typed(back)).status_code == 303
    with world.scope("w111"):
        row.refresh_from_db()
        assert row.security_plan == LONG.replace("\r\n", "\n")
        assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("step", "field"),
    [("screening", "note"), ("refusal", "explanation"), ("guidance", "reason"), ("settlement", "result"),
     ("brief", "brief"), ("dossier", "wanted")],
)  # fmt: skip
def test_steps_of_a_registration_keep_their_text(world: World, step: str, field: str) -> None:
    row = registration(world)
    path = f"/u/w111/desk/receptions/registrations/{row.pk}/{step}/"
    chief = world.client("w111", "chief")
    sent = {**typed(chief.get(path).content.decode()), field: LONG}
    chief.post(draft_address(chief.get(path).content.decode()), sent)
    assert typed(again(world, "chief", path))[field] == LONG


def test_a_box_that_was_unticked_stays_so(world: World) -> None:
    row = registration(world, flags=["CROWD", "COMPLEX"])
    path = f"/u/w111/desk/receptions/registrations/{row.pk}/screening/"
    chief = world.client("w111", "chief")
    address_of_draft = draft_address(chief.get(path).content.decode())
    for ticked in (["COMPLEX"], []):
        chief.post(address_of_draft, {"note": "Đã rà soát", "flags": ticked})
        assert typed(again(world, "chief", path)).get("flags", []) == ticked


def test_what_is_typed_beside_a_sealed_name_or_of_a_case_is_not_kept(world: World) -> None:
    row = registration(world, sealed=b"x", kind="DENUNCIATION", people=[])
    for step in ("unsealing", "entry"):
        page = again(world, "secretary", f"/u/w111/desk/receptions/registrations/{row.pk}/{step}/")
        assert "data-draft=" not in page


def test_a_half_typed_plan_comes_back_with_its_periods_and_weekdays(world: World) -> None:
    path = "/u/w111/desk/receptions/plans/new/"
    chief = world.client("w111", "chief")
    page = chief.get(path).content.decode()
    sent = typed(page) | {
        "title": "Kế hoạch gõ dở", "weekday_1_0": "3", "weekday_1_1": "2", "posting_before_0": "7",
        "posting_before_1": "calendar", "criteria": ["CROWD"],
    }  # fmt: skip
    chief.post(draft_address(page), sent)
    back = typed(again(world, "chief", path))
    for name in ("title", "weekday_1_0", "weekday_1_1", "posting_before_0", "posting_before_1", "criteria"):
        assert back[name] == sent[name], name


def test_a_half_typed_registration_comes_back_without_the_fields_of_a_person(world: World) -> None:
    path = "/u/w111/desk/receptions/registrations/new/"
    page = again(world, "officer", path)
    for name in ("full_name", "address", "phone", "email", "id_number", "others"):
        assert "data-secret" in page.split(f'id="id_{name}"')[0][-700:], name
    world.client("w111", "officer").post(draft_address(page), {"matter": "Bồi thường đất", "kind": "COMPLAINT"})
    assert "Bồi thường đất" in again(world, "officer", path)


def test_a_plan_changed_meanwhile_is_not_overwritten_by_what_was_kept_before(world: World) -> None:
    with world.scope("w111"):
        chief = party_chief(world)
        draft = draft_plan(data(), actor=chief)
    path = f"/u/w111/desk/receptions/plans/{draft.pk}/edit/"
    page = again(world, "chief", path)
    world.client("w111", "chief").post(draft_address(page), typed(page) | {"title": "Bản gõ dở"})
    assert typed(again(world, "chief", path))["title"] == "Bản gõ dở"
    with world.scope("w111"):
        change_plan(draft, data(title="Bản của người khác"), version=1, actor=chief)
    assert typed(again(world, "chief", path))["title"] == "Bản của người khác"
