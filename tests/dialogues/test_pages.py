"""The pages of a conference as people use them: each step by its form, replays, the other line, an observer, query counts."""

import gzip
import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from identity.models import Account, Membership
from kernel import clock
from tenants.dialogues.actions import meeting
from tenants.dialogues.models import Conference, Opinion
from tenants.dialogues.queries.meeting import ROWS
from tenants.receptions.models import MinutesEntry
from tests.factories import conclusions as bodies
from tests.factories import dialogues as make
from tests.world import FROM, World

pytestmark = pytest.mark.django_db
DESK = "/u/w111/desk/dialogues/"
DAY = make.DAY


def sent(browser: Any, path: str, **typed: Any) -> Any:
    """Open the form, fill it in, send it."""
    form = browser.get(path).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
    return browser.post(path, {**{k: v for k, v in hidden.items() if k != "csrfmiddlewaretoken"}, **typed})


def test_what_is_typed_in_a_step_comes_back_until_it_is_sent(world: World) -> None:
    chief, path = world.client("w111", "chief"), DESK + "opinions/new/"
    page = chief.get(path).content.decode()
    kept_at = page.split('data-draft="', 1)[1].split('"', 1)[0]
    long = "Giá đất tái định cư ở hai bên đường chưa hợp lý. " * 20
    told = {"line": "GOVERNMENT", "source": "FRONT", "source_name": "Mặt trận", "topic": "land", "urgency": "URGENT"}
    assert chief.post(kept_at, {**told, "text": long}).status_code == 204
    back = world.client("w111", "chief").get(path).content.decode()
    assert "data-draft-kept" in back
    assert long.strip() in back
    assert long.strip() not in world.client("w111", "secretary").get(path).content.decode()
    assert sent(chief, path, **told, text=long).status_code == 303
    assert "data-draft-kept" not in chief.get(path).content.decode()
    with world.scope("w111"):
        opinion = Opinion.objects.get()
    step = f"{DESK}opinions/{opinion.pk}/classification/"
    kept_at = chief.get(step).content.decode().split('data-draft="', 1)[1].split('"', 1)[0]
    assert str(opinion.pk) in kept_at


def test_conference_from_the_call_to_the_end_by_its_forms(world: World) -> None:
    chief, chair = world.client("w111", "chief"), world.client("w111", "chairman")
    with world.scope("w111"):
        make.plan()
        body = bodies.body(world.actor("w111", "admin"))
        chairman = world.account("w111", "chairman")
    with clock.at(date(2026, 8, 20)):
        page = chief.get(DESK + "?year=2026").content.decode()
        assert "0/1" in page
        assert sent(chief, DESK + "plan/?year=2026&line=GOVERNMENT").status_code == 303
        assert (
            sent(
                chief,
                DESK + "opinions/new/",
                line="GOVERNMENT",
                source="FRONT",
                source_name="Mặt trận",
                text="Giá đất.",
                topic="land",
                urgency="URGENT",
            ).status_code
            == 303
        )
        with world.scope("w111"):
            row, opinion = Conference.objects.get(), Opinion.objects.get()
        one = f"{DESK}{row.pk}/"
        assert (
            sent(chief, one + "submission/", held_on="24/09/2026", starts_at="8h00", venue="Hội trường").status_code
            == 409
        )
        assert sent(chief, one + "topics/", topics=["land"], opinions=[str(opinion.pk)]).status_code == 303
        arranged = sent(
            chief,
            one + "arrangement/",
            title="Đối thoại về đất",
            organiser="UBND",
            chair=str(chairman.pk),
            chair_name="Chủ tịch",
            target_group="Hộ dân",
            expected_from="80",
            expected_to="100",
            template="5",
        )
        assert arranged.status_code == 303, arranged.content.decode()[-2000:]
        assert (
            sent(
                chief, one + "participants/", **{"name-0": "Công an", "name-1": "Địa chính", "topic-1": "land"}
            ).status_code
            == 303
        )
        assert (
            sent(
                chief, one + "preparation/", opinions=[str(opinion.pk)], body=str(body.pk), due_on="01/09/2026"
            ).status_code
            == 303
        )
        assert (
            sent(
                chief, f"{DESK}opinions/{opinion.pk}/prepared/", text="Theo bảng giá.", legal_basis="Luật Đất đai"
            ).status_code
            == 303
        )
        assert (
            sent(chief, one + "submission/", held_on="24/09/2026", starts_at="8h00", venue="Hội trường").status_code
            == 303
        )
        assert chair.get(one + "decision/").status_code == 200
        assert sent(chair, one + "decision/", decision="back", why="").status_code == 422
        assert sent(chair, one + "decision/", decision="approve").status_code == 303
        assert sent(chief, one + "announcement/", channel="WEBSITE", where="Trang", on="20/08/2026").status_code == 303
        assert sent(chief, one + "paper/", kind="PROGRAMME").status_code == 303
        people = [p["id"] for p in _row(world, row).participants]
        assert sent(chief, one + "invitation/", participants=people).status_code == 303
        assert sent(chief, one + "slip/", person_name="Bà Tám", text="Sửa đường.", urgency="NORMAL").status_code == 303
    with clock.at(DAY):
        # A month later nobody is signed in any more.
        chief, chair = world.client("w111", "chief"), world.client("w111", "chairman")
        assert sent(chief, one + "opening/").status_code == 303
        assert sent(chief, one + "attendance/", attended="90", **{f"mark-{people[0]}": "LEADER"}).status_code == 303
        assert (
            sent(
                chief, one + "question/", source="FLOOR", text="Đèn đường.", person_name="Ông Năm", urgency="NORMAL"
            ).status_code
            == 303
        )
        assert sent(chief, one + "information/", text="Khởi công cầu.").status_code == 303
        page = chief.get(one + "meeting/").content.decode()
        assert "Bà Tám" in page
        with world.scope("w111"):
            slip, floor = Opinion.objects.get(source="SLIP"), Opinion.objects.get(source="FLOOR")
        assert chief.post(f"{DESK}opinions/{slip.pk}/call/", {"once_key": "k1"}).status_code == 303
        assert sent(chief, f"{DESK}opinions/{floor.pk}/answer/", text="Thay ngay.", by="Phòng QLĐT").status_code == 303
        assert sent(chief, f"{DESK}opinions/{opinion.pk}/note/").status_code == 303
        late = sent(
            chief,
            f"{DESK}opinions/{slip.pk}/assignment/",
            route="VERIFY",
            direction="Kiểm tra.",
            body=str(body.pk),
            contact="Ông Tư",
            due_on="01/12/2026",
        )
        assert late.status_code == 422
        assert "Kiểm tra." in late.content.decode()
        assert (
            sent(
                chief,
                f"{DESK}opinions/{slip.pk}/assignment/",
                route="VERIFY",
                direction="Kiểm tra.",
                body=str(body.pk),
                contact="Ông Tư",
                due_on="09/10/2026",
            ).status_code
            == 303
        )
        assert sent(chief, one + "minutes/", attended="90").status_code == 303
        assert sent(chair, one + "conclusion/", text="Xong.").status_code == 303
        assert sent(chair, one + "review/", on="24/09/2026", text="Tốt.").status_code == 303
        assert sent(chief, one + "notice/", symbol="15/TB", on="24/09/2026").status_code == 303
        assert sent(chair, one + "closing/").status_code == 409
        roles = ("PLACE", "PERSON", "LEADERS", "CHAIR")
        proofs = (
            {f"proof_{role}": "Phiếu 1" for role in roles}
            | {f"sent_on_{role}": "24/09/2026" for role in roles}
            | {f"how_{role}": "POST" for role in roles}
        )
        told = {"text": "Đã sửa.", "number": "20/UBND", "on": "24/09/2026", "how": "POST"}
        short = sent(chief, f"{DESK}opinions/{slip.pk}/reply/", **told, **(proofs | {"proof_CHAIR": ""}))
        assert short.status_code == 422
        assert "Người chủ trì" in short.content.decode()
        assert sent(chief, f"{DESK}opinions/{slip.pk}/reply/", **told, **proofs).status_code == 303
        assert sent(chief, one + "results/", to="Thường trực Thành ủy\nHĐND").status_code == 303
        assert chief.get(one).status_code == 200
        assert sent(chair, one + "closing/").status_code == 303
    assert _row(world, row).status == "CLOSED"
    chief = world.client("w111", "chief")
    dossier = chief.get(one + "dossier/").content.decode()
    for column in ("Tên tổ chức, cá nhân", "Nội dung kiến nghị", "Việc cần kiểm tra, làm rõ, trả lời sau", "Bà Tám"):
        assert column in dossier
    assert chief.get(one + "dossier/xlsx/")["Content-Type"].startswith("application/vnd")


def test_two_people_in_one_field_keep_both_texts(world: World) -> None:
    with world.scope("w111"):
        make.plan()
        row = make.opened(world.actor("w111", "chief"), world.actor("w111", "chairman"))
    path = f"{DESK}{row.pk}/note/"
    with clock.at(DAY):
        chief, officer = world.client("w111", "chief"), world.client("w111", "officer")
        assert "data-notes" in chief.get(f"{DESK}{row.pk}/meeting/").content.decode()
        first = chief.post(path, {"step": "1", "version": "0", "text": "Khai mạc."}, headers={"X-Notes": "1"})
        assert first.json()["version"] == 1
        # The same text again, because its answer was lost: one save.
        again = chief.post(path, {"step": "1", "version": "0", "text": "Khai mạc."}, headers={"X-Notes": "1"})
        assert again.json()["version"] == 1
        # By its button, without a script.
        assert chief.post(path, {"step": "1", "version": "1", "text": "Khai mạc. Giới thiệu."}).status_code == 303
        blind = officer.post(path, {"step": "1", "version": "0", "text": "Thư ký hai."}, headers={"X-Notes": "1"})
        assert blind.status_code == 409
        assert (blind.json()["text"], blind.json()["version"]) == ("Khai mạc. Giới thiệu.", 2)
        second = officer.post(path, {"step": "1", "version": "1", "text": "Thư ký hai ghi."})
        assert second.status_code == 409
        both = "Khai mạc. Giới thiệu.\nThư ký hai ghi."
        assert both in second.content.decode()
        assert officer.post(path, {"step": "1", "version": "2", "text": both}).status_code == 303
        unknown = officer.post(path, {"step": "99", "version": "0", "text": "Lạc bước."})
        assert unknown.status_code == 422
        assert "Lạc bước." in unknown.content.decode()
    with world.scope("w111"):
        entry = MinutesEntry.objects.get()
        assert (entry.text, entry.step, entry.occasion_id) == (both, 1, row.pk)


def test_notes_are_taken_only_at_the_meeting(world: World) -> None:
    with world.scope("w111"):
        make.plan()
        row = make.announced(world.actor("w111", "chief"), world.actor("w111", "chairman"))
    chief = world.client("w111", "chief")
    told = {"step": "1", "version": "0", "text": "Ghi trước."}
    early = chief.post(f"{DESK}{row.pk}/note/", told, headers={"X-Notes": "1"})
    assert early.status_code == 409
    assert "đang họp" in early.json()["message"]
    assert "data-notes" not in chief.get(f"{DESK}{row.pk}/meeting/").content.decode()


def test_other_line_does_not_find_it_unless_the_head_links_it(world: World) -> None:
    with world.scope("w111"):
        row = make.called(world.actor("w111", "chief"))
        opinion = make.collected(world.actor("w111", "chief"), row)
    secretary = world.client("w111", "secretary")
    paths = [
        f"{DESK}{row.pk}/",
        f"{DESK}{row.pk}/dossier/",
        f"{DESK}{row.pk}/meeting/",
        f"{DESK}{row.pk}/decision/",
        f"{DESK}opinions/{opinion.pk}/reply/",
    ]
    assert {secretary.get(path).status_code for path in paths} == {404}
    assert row.title not in secretary.get(f"{DESK}?year={row.year}").content.decode()
    assert opinion.text not in secretary.get(f"{DESK}opinions/").content.decode()
    assert sent(world.client("w111", "chairman"), f"{DESK}{row.pk}/link/", is_linked="on").status_code == 303
    assert secretary.get(paths[0]).status_code == 200
    assert secretary.get(f"{DESK}{row.pk}/decision/").status_code == 403


def test_observer_sees_conclusions_and_progress_without_names(world: World) -> None:
    with world.scope("w111"):
        make.plan()
        chief, chairman = world.actor("w111", "chief"), world.actor("w111", "chairman")
        body = bodies.body(world.actor("w111", "admin"))
        row = make.opened(chief, chairman)
        with clock.at(DAY):
            make.assigned(chief, make.slip(chief, row), body, date(2026, 10, 9))
    account = Account.objects.create(username="mttq.w111", full_name="Quan Sát", home_unit_id=world.unit("w111").id)
    Membership.objects.create(
        account=account, unit_id=world.unit("w111").id, role="observer", line="BOTH", valid_from=FROM
    )
    observer = _signed_in(world, account)
    assert observer.get(f"{DESK}{row.pk}/").status_code == 404
    with world.scope("w111"), clock.at(DAY):
        meeting.adopt_minutes(make.found(row), attended=80, actor=chief)
    page = observer.get(f"{DESK}{row.pk}/")
    assert page.status_code == 200
    assert "Tổ địa chính" in page.content.decode()
    assert "Bà Tám" not in page.content.decode()
    assert observer.get(f"{DESK}{row.pk}/dossier/").status_code == 403
    assert observer.get(f"{DESK}{row.pk}/arrangement/").status_code == 403


@pytest.mark.parametrize("path", ["", "dossier/", "meeting/"])
def test_queries_do_not_grow_with_the_opinions(world: World, path: str) -> None:
    with world.scope("w111"):
        make.plan()
        chief, chairman = world.actor("w111", "chief"), world.actor("w111", "chairman")
        row = make.opened(chief, chairman)
    address = f"{DESK}{row.pk}/{path}"
    with clock.at(DAY):
        browser = world.client("w111", "chief")
        counts = []
        for wanted in (1, 3):
            with world.scope("w111"):
                for _index in range(wanted):
                    make.slip(chief, row)
            browser.get(address)
            counts.append(_counted(lambda: browser.get(address)))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("path", ["?year=2026", "opinions/"])
def test_queries_of_a_list_do_not_grow_with_its_rows(world: World, path: str) -> None:
    browser = world.client("w111", "chief")
    chief = world.actor("w111", "chief")
    counts = []
    for wanted in (1, 3):
        with world.scope("w111"):
            for _index in range(wanted):
                make.collected(chief, make.called(chief))
        browser.get(DESK + path)
        counts.append(_counted(lambda: browser.get(DESK + path)))
    assert counts[0] == counts[1]


def test_start_page_tells_the_chair_what_waits(world: World) -> None:
    with world.scope("w111"):
        make.plan()
        chief, chairman = world.actor("w111", "chief"), world.actor("w111", "chairman")
        row = make.ready(chief, chairman)
        Conference.objects.filter(pk=row.pk).update(approved_at=None, status="TOPIC_CHOSEN")
    page = world.client("w111", "chairman").get("/u/w111/desk/").content.decode()
    assert "chờ duyệt nội dung" in page
    assert f"/u/w111/desk/dialogues/{row.pk}/decision/" in page


def _row(world: World, row: Conference) -> Conference:
    with world.scope("w111"):
        return make.found(row)


def _counted(read: Any) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert read().status_code == 200
    return len(seen)


def _signed_in(world: World, account: Account) -> Any:
    from identity import second_factor
    from tests.world import Browser, _sign_in_backend

    browser = Browser()
    browser.force_login(account, backend=_sign_in_backend())
    session = browser.session
    second_factor.note_given(session)
    session.save()
    return browser


def test_long_dossier_is_shown_by_pages_and_whole_for_printing(world: World) -> None:
    with world.scope("w111"):
        row = make.called(world.actor("w111", "chief"))
        Opinion.objects.bulk_create(
            Opinion(conference=row, line="GOVERNMENT", source="CITIZEN", text=f"Ý kiến {n:03d}.") for n in range(101)
        )
    browser = world.client("w111", "chief")
    first = browser.get(f"{DESK}{row.pk}/dossier/").content.decode()
    assert first.count('class="row"') == 100
    assert browser.get(f"{DESK}{row.pk}/dossier/?page=2").content.decode().count('class="row"') == 1
    assert browser.get(f"{DESK}{row.pk}/dossier/?all=1").content.decode().count('class="row"') == 101


def test_meeting_of_hundreds_of_opinions_is_shown_list_by_list(world: World) -> None:
    with world.scope("w111"):
        make.plan()
        row = make.opened(world.actor("w111", "chief"), world.actor("w111", "chairman"))
        for status, n in (("WAITING", 120), ("COLLECTED", 60), ("ANSWERED", 60), ("ASKED", 60)):
            Opinion.objects.bulk_create(
                Opinion(
                    conference=row,
                    line="GOVERNMENT",
                    source="SLIP",
                    person_name=f"{status} {i:03d}",
                    text=f"{status} ý kiến {i:03d}. " + "Đề nghị xem xét bồi thường. " * 60,
                    status=status,
                    speaking_no=i,
                )
                for i in range(n)
            )
    address = f"{DESK}{row.pk}/meeting/"
    with clock.at(DAY):
        browser = world.client("w111", "chief")
        first = browser.get(address)
        assert len(gzip.compress(first.content)) <= 60_000
        shown = first.content.decode()
        assert shown.count('class="opinion"') == 2 * ROWS
        for words in ("WAITING 000", "ASKED 000", "COLLECTED ý kiến 000", "ANSWERED ý kiến 000"):
            assert words in shown
        assert "WAITING 025" not in shown
        # Without a script the same address shows the next page of one list, the others stay.
        second = browser.get(address + "?part=waiting&page=2").content.decode()
        assert "WAITING 025" in second
        assert "ASKED 000" in second
        assert 'value="26"' in second
        part = browser.get(address + "?part=waiting&page=2", headers={"HX-Request": "true"}).content.decode()
        assert "WAITING 025" in part
        assert "ASKED 000" not in part
        assert "<html" not in part
