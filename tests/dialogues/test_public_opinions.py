"""Opinions that citizens send on the unit's page: when it takes them, what it refuses, what is kept and told."""

import re
from datetime import timedelta
from typing import Any

import pytest

from kernel import clock
from kernel.errors import Invalid, InvalidTransition, NotPermitted
from registry.levels import Line
from tenants.dialogues.actions import collecting, planning
from tenants.dialogues.models import Conference, Opinion
from tenants.receptions.views.public_registration import citizen
from tests.factories import dialogues as make
from tests.world import Browser, World

pytestmark = pytest.mark.django_db
PAGE = "/u/w111/opinions/"
TOLD = {
    "matter": "OPINION",
    "full_name": "Nguyễn Thị Mười",
    "address": "Khóm 3",
    "phone": "0900000001",
    "text": "Đường khóm 3 ngập mỗi khi mưa.",
}


def announced(world: World, **more: Any) -> Conference:
    """A conference that the public was told of."""
    with world.scope("w111"):
        return make.announced(world.actor("w111", "chief"), world.actor("w111", "chairman"), **more)


def test_citizen_sends_an_opinion_once_and_sees_with_the_code_what_became_of_it(world: World) -> None:
    row = announced(world)
    browser = Browser()
    home = browser.get("/u/w111/").content.decode()
    assert row.title in home
    assert PAGE in home
    form = browser.get(PAGE).content.decode()
    assert "Hội trường phường" in form
    assert str(row.pk) not in form
    done = browser.post(PAGE, {**TOLD, "topic": "land", "once_key": "k1"})
    assert done.status_code == 200
    code = re.search(r'<b class="code">([^<]+)', done.content.decode())
    assert code
    again = browser.post(PAGE, {**TOLD, "topic": "land", "once_key": "k1"})
    assert "đã được nhận trước đó" in again.content.decode()
    with world.scope("w111"):
        one = Opinion.objects.get()
        assert (one.source, one.status, one.conference_id) == ("PAGE", "COLLECTED", row.pk)
        assert (one.person_name, one.topic, one.entered_by_id) == ("Nguyễn Thị Mười", "land", None)
        assert code[1] not in one.code_digest
    shown = browser.post(PAGE + "status/", {"code": code[1]}).content.decode()
    assert "đang chuẩn bị nội dung trả lời" in shown
    assert "Mười" not in shown
    assert "ngập" not in shown
    desk = world.client("w111", "chief").get("/u/w111/desk/dialogues/opinions/?source=PAGE").content.decode()
    assert "Công dân gửi qua trang" in desk
    assert "ngập mỗi khi mưa" in desk


def test_page_says_when_no_conference_takes_opinions(world: World) -> None:
    with world.scope("w111"):
        make.ready(world.actor("w111", "chief"), world.actor("w111", "chairman"))
    browser = Browser()
    assert "không có hội nghị nào nhận ý kiến" in browser.get(PAGE).content.decode()
    assert PAGE not in browser.get("/u/w111/").content.decode()
    late = browser.post(PAGE, {**TOLD, "once_key": "k"})
    assert late.status_code == 409
    assert TOLD["text"] in late.content.decode()
    assert browser.get(PAGE + "?for=0000").status_code == 404
    with world.scope("w111"):
        assert Opinion.objects.count() == 0


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"matter": "DENUNCIATION"}, "Tố cáo không gửi ở đây"),
        ({"matter": "COMPLAINT"}, "Khiếu nại được giải quyết theo trình tự"),
        ({"address": ""}, "Chưa ghi ô này"),
        ({"text": "  "}, "Chưa ghi ô này"),
        ({"website": "http://vidu.vn"}, "Chưa gửi được"),
        ({"topic": "nowhere"}, "nowhere"),
    ],
)
def test_refusal_is_said_in_words_and_keeps_what_was_typed(world: World, wrong: dict[str, str], words: str) -> None:
    announced(world)
    answer = Browser().post(PAGE, {**TOLD, "once_key": "k", **wrong})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "Nguyễn Thị Mười" in answer.content.decode()
    with world.scope("w111"):
        assert Opinion.objects.count() == 0


def test_one_address_pauses_after_several_opinions_and_guesses(world: World) -> None:
    announced(world)
    browser = Browser()
    answers = [browser.post(PAGE, {**TOLD, "once_key": f"n{n}"}) for n in range(7)]
    assert [one.status_code for one in answers] == [200] * 5 + [429] * 2
    assert "thử lại sau" in answers[-1].content.decode()
    guesses = [browser.post(PAGE + "status/", {"code": "ABCD-EFGH-JKLM-NP"}).status_code for _n in range(7)]
    assert guesses[0] == 404
    assert guesses[-1] == 429


def test_office_opens_the_page_before_the_notice_and_ends_it(world: World) -> None:
    with world.scope("w111"):
        chief = world.actor("w111", "chief")
        row = make.called(chief, topics=())
        until = clock.today() + timedelta(days=9)
        with pytest.raises(NotPermitted):
            collecting.take_opinions_until(row, until=until, actor=world.actor("w111", "chairman"))
        with pytest.raises(Invalid):
            collecting.take_opinions_until(row, until=clock.today() - timedelta(days=1), actor=chief)
        collecting.take_opinions_until(row, until=until, actor=chief)
    browser = Browser()
    assert row.title in browser.get(PAGE).content.decode()
    with clock.at(until + timedelta(days=1)):
        assert "không có hội nghị nào" in Browser().get(PAGE).content.decode()
    with world.scope("w111"):
        collecting.take_opinions_until(make.found(row), until=None, actor=chief)
        with pytest.raises(InvalidTransition) as refused:
            collecting.send_opinion(
                row, full_name="Bà Tám", address="Khóm 1", text="Đường.", actor=citizen(world.unit("w111"))
            )
        assert refused.value.code == "not_collecting"


def test_announced_conference_takes_opinions_until_the_day_before(world: World) -> None:
    day = make.DAY
    with clock.at(day - timedelta(days=20)):
        row = announced(world, on=day)
    with clock.at(day - timedelta(days=1)):
        assert row.title in Browser().get(PAGE).content.decode()
    with clock.at(day):
        assert row.title not in Browser().get(PAGE).content.decode()


def test_of_several_conferences_the_citizen_chooses_one(world: World) -> None:
    first = announced(world, title="Đối thoại về đất")
    second = announced(world, title="Đối thoại về chợ")
    browser = Browser()
    page = browser.get(PAGE).content.decode()
    assert first.title in page
    assert second.title in page
    links = re.findall(r'href="([^"]*\?for=[^"]+)"', page)
    assert len(links) == 2
    form = browser.get(links[1]).content.decode()
    named = re.search(r'name="conference" value="(\w+)"', form)
    assert named
    chosen = second if second.title in form else first
    assert browser.post(PAGE, {**TOLD, "conference": named[1], "once_key": "k"}).status_code == 200
    # Without its name the text is taken for neither, and not lost.
    unnamed = browser.post(PAGE, {**TOLD, "once_key": "k2"})
    assert unnamed.status_code == 409
    assert TOLD["text"] in unnamed.content.decode()
    with world.scope("w111"):
        assert Opinion.objects.get().conference_id == chosen.pk


def test_party_discipline_is_never_offered_on_the_page(world: World) -> None:
    from tenants.dialogues.queries.public_opinions import public_topics
    from tenants.staff.queries import setting

    with world.scope("w111"):
        office = make.party_office(world)
        make.plan(Line.PARTY)
        row = planning.call_conference(line_code=Line.PARTY, title="Đối thoại", why="Theo kế hoạch.", actor=office)
        hidden = {one.code for one in setting("topics").rows if one.is_discipline}
        assert hidden
        assert hidden.isdisjoint({code for code, _name in public_topics(row)})
        collecting.take_opinions_until(row, until=clock.today() + timedelta(days=5), actor=office)
        with pytest.raises(Invalid) as refused:
            collecting.send_opinion(
                make.found(row),
                full_name="Bà Tám",
                address="Khóm 1",
                text="Đường.",
                topic=next(iter(hidden)),
                actor=citizen(world.unit("w111")),
            )
        assert refused.value.code == "topic_unknown"


def test_personal_data_stays_out_of_the_events(world: World) -> None:
    from kernel.journal.models import Event

    announced(world)
    Browser().post(PAGE, {**TOLD, "once_key": "k"})
    with world.scope("w111"):
        told = str(list(Event.objects.values()))
    assert "opinion_sent" in told
    for word in ("Mười", "0900000001", "ngập"):
        assert word not in told
