"""The operator's page: who may open it, what stands there, and the two steps on an envelope that does not get through."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from config.operating.actions.chains import verify_chains
from exchange import custody, delivery
from exchange.enums import EnvelopeStatus
from exchange.models import Envelope
from identity.actors import actor_for
from identity.models import Account
from kernel import clock
from kernel.ids import new_id
from kernel.journal import chain, events
from kernel.journal.models import ChainLink, Event
from kernel.operating import OperatorAct, Sample
from kernel.outbox import OutboxRow
from registry.lifecycle import freeze_unit
from registry.models import Unit
from tenants.cases.models import Parcel
from tenants.cases.rules.intake import PersonData
from tenants.documents import hints, sending
from tenants.documents.actions import notices
from tenants.documents.enums import NoticeChannel, Subject
from tests.documents.gateway import free_port
from tests.factories.moves import Mover
from tests.isolation.markers import text_of, traces
from tests.world import Browser, World

PAGE, HISTORY = "/operating/", "/operating/history/"
MARKED = PersonData(full_name="Tạ Thị Mốc-Xanh", address="Ngõ Vườn-Quýt 77", phone="0912777001")


@pytest.fixture
def mover(world: World) -> Mover:
    return Mover(world)


def stuck(mover: Mover, **changes: Any) -> Envelope:
    """An escalation sent half an hour ago that never gets through: the parcel differs from its envelope."""
    with clock.at(clock.now() - timedelta(minutes=30)):
        case_id = mover.take_in("w111", people=(MARKED,), content="Nội dung Bí-Mật-Riêng")
        mover.escalate(case_id, "w111", deliver=False, reason="Lý do Kín-Đáo")
    envelope = Envelope.objects.get(case_id=case_id)
    Envelope.objects.filter(pk=envelope.pk).update(**{"sha256": "0" * 64, **changes})
    envelope.refresh_from_db()
    return envelope


def token(browser: Browser, path: str) -> dict[str, str]:
    """The hidden fields of a form as its page gives them."""
    form = browser.get(path).context["form"]
    return {name: str(form.initial[name]) for name in ("seen", "once_key")}


def test_page_is_there_for_an_operator_with_the_second_factor_only(world: World, operator: Account) -> None:
    assert [world.client("w1", who).get(PAGE).status_code for who in ("admin", "chairman", "secretary")] == [404] * 3
    assert Browser().get(PAGE).status_code == 404
    plain = Browser()
    plain.force_login(operator, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert plain.get(PAGE).headers["Location"].startswith("/account/second-factor/?next=%2Foperating%2F")
    browser = world.client("w1", "operator")
    assert "Trang vận hành" in text_of(browser.get("/account/units/"))
    assert browser.get(PAGE).status_code == 200
    with clock.at(clock.now() + timedelta(minutes=16)):
        assert browser.get(PAGE).headers["Location"].startswith("/account/lock/?next=%2Foperating%2F")
    # No right in any unit comes with it.
    actor = actor_for(operator, world.unit("w1"))
    assert actor is not None
    assert not actor.permissions
    assert browser.get("/u/w1/desk/oversight/").status_code == 403
    assert browser.get("/u/w111/desk/cases/").status_code == 404


def test_stuck_envelope_is_shown_without_its_case_tried_again_and_given_up(
    world: World, mover: Mover, operator: Account
) -> None:
    envelope = stuck(mover, attempts=3, last_failure="parcel_damaged")
    browser = world.client("w1", "operator")
    said = text_of(browser.get(PAGE))
    for word in ("Phường Hòa Bình", "Thành phố Đông Hà", "Đề nghị cấp trên giải quyết", "parcel_damaged", "30 phút"):
        assert word in said
    retry, skip = (f"{PAGE}envelopes/{envelope.pk}/{verb}/" for verb in ("retry", "skip"))
    with world.scope("w111"):
        number = mover.case(envelope.case_id).number
    secrets = [MARKED.full_name, MARKED.address, MARKED.phone, "Bí-Mật-Riêng", "Kín-Đáo", number, str(envelope.case_id)]
    told = [said, text_of(browser.get(retry)), text_of(browser.get(skip))]
    assert not [leak for page in told for leak in traces(secrets, page, "page")]
    # Tried again: it fails as before, once however often the form is sent.
    form = token(browser, retry)
    for _twice in range(2):
        assert browser.post(retry, form).headers["Location"] == PAGE
    envelope.refresh_from_db()
    assert (envelope.status, envelope.attempts, envelope.last_failure) == ("sent", 4, "parcel_damaged")
    # Given up: not without a reason, not after another try than the page showed.
    assert browser.post(skip, {**token(browser, skip), "reason": "  "}).status_code == 422
    assert browser.post(skip, {**form, "reason": "Gói hỏng"}).status_code == 409
    assert browser.post(skip, {**token(browser, skip), "reason": "Gói hỏng"}).status_code == 303
    envelope.refresh_from_db()
    held = custody.get(envelope.case_id)
    assert envelope.status == EnvelopeStatus.UNDELIVERABLE
    assert (held.handling_unit, held.transit) == (world.unit("w111").id, None)
    assert browser.get(skip).status_code == browser.post(skip, {**form, "reason": "x"}).status_code == 409
    with world.scope("w111"):
        logged = Event.objects.filter(actor_id=operator.pk).order_by("id")
        assert [(one.kind, one.data["reason"]) for one in logged] == [
            ("envelope_retried", ""),
            ("envelope_skipped", "Gói hỏng"),
        ]
        page = world.client("w111", "chief").get(f"/u/w111/desk/cases/{envelope.case_id}/")
        assert "Người vận hành hệ thống dừng chuyển: Gói hỏng" in text_of(page)
    acts = OperatorAct.objects.order_by("at").values_list("verb", "outcome")
    assert list(acts) == [("retry", "failed"), ("skip", "undeliverable")]
    # The sender may send it again.
    mover.escalate(envelope.case_id, "w111")
    assert custody.get(envelope.case_id).handling_unit == world.unit("w11").id


def test_envelope_whose_cause_is_gone_arrives_and_a_frozen_sender_is_left_alone(
    world: World, mover: Mover, operator: Account
) -> None:
    right = Envelope.objects.filter(pk=stuck(mover).pk)
    good = stuck(mover)
    envelope = right.get()
    with world.scope("w111"):
        parcel = Parcel.objects.get(pk=envelope.pk)
        right.update(sha256=parcel.sha256)
    browser = world.client("w1", "operator")
    path = f"{PAGE}envelopes/{envelope.pk}/retry/"
    assert browser.post(path, token(browser, path)).status_code == 303
    assert "Phong bì đã đến nơi nhận." in text_of(browser.get(PAGE))
    assert right.get().status == EnvelopeStatus.DELIVERED
    path = f"{PAGE}envelopes/{good.pk}/skip/"
    form = token(browser, path)
    freeze_unit(Unit.objects.get(key="w111"), wait=False)
    assert browser.post(path, {**form, "reason": "Thử"}).status_code == 503
    assert Envelope.objects.get(pk=good.pk).status == EnvelopeStatus.SENT


def test_mail_that_waits_is_counted_without_whom_and_what_it_tells(
    world: World, operator: Account, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    with world.scope("w112"), hints.paused(), clock.at(clock.now() - timedelta(minutes=20)):
        notices.notify(
            subject=Subject.UNIT, subject_id=None, matter="session_postponed", channel=NoticeChannel.EMAIL,
            recipient_name="Tạ Thị Mốc-Xanh", address="moc.xanh@vidu.vn", title="Tiêu-Đề-Kín", text="Bí-Mật-Riêng",
            actor=world.actor("w112", "officer"),
        )  # fmt: skip
    sending.sweep()
    said = text_of(world.client("w1", "operator").get(PAGE))
    assert "Phường Thống Nhất, Thành phố Đông Hà" in said
    assert "unreachable" in said
    assert not list(traces(["Tạ Thị Mốc-Xanh", "moc.xanh@vidu.vn", "Tiêu-Đề-Kín", "Bí-Mật-Riêng"], said, "page"))


def test_page_costs_the_same_for_one_and_for_many(world: World, mover: Mover, operator: Account) -> None:
    browser = world.client("w1", "operator")
    stuck(mover)
    OutboxRow.objects.update(written_at=clock.now() - timedelta(minutes=5))

    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as taken:
            assert browser.get(PAGE).status_code == 200
        return len(taken)

    browser.get(PAGE)
    once = cost()
    for _n in range(3):
        stuck(mover)
    OutboxRow.objects.update(written_at=clock.now() - timedelta(minutes=5))
    assert cost() == once
    assert delivery.sweep().outcomes


def test_history_shows_the_worst_of_each_step_with_its_table_and_names_what_is_missing(
    world: World, operator: Account
) -> None:
    browser = world.client("w1", "operator")
    assert "Chưa có mẫu nào" in text_of(browser.get(HISTORY))
    now = clock.now()
    for minutes, envelopes, free in ((300, 1, 50), (299, 41, 44), (40, 2, 60), (5, 3, 61)):
        Sample.objects.create(
            at=now - timedelta(minutes=minutes), envelopes=envelopes, envelope_seconds=120, sweep_seconds=0,
            outbox_rows=7, outbox_seconds=3, units_behind=0, disk_free=free,
        )  # fmt: skip
    shown = browser.get(HISTORY)
    history = shown.context["history"]
    assert sum(values[0] for _at, values in history.rows) in (41 + 2 + 3, 1 + 41 + 2 + 3)
    assert min(values[5] for _at, values in history.rows) == 44
    assert len(history.gaps) >= 1
    assert "đã dừng" in text_of(shown)
    assert text_of(shown).count('<svg class="trend-chart"') == len(history.heads)
    assert browser.get(HISTORY + "?span=fortnight").context["span"] == "fortnight"
    assert browser.get(HISTORY + "?span=%27").context["span"] == "day"


def test_broken_chain_is_found_at_night_and_shown_with_its_unit(world: World, operator: Account) -> None:
    for key in ("w111", "w11"):
        with world.scope(key):
            events.record("note_added", actor=world.actor(key, "officer"), text="Ghi chú")
            chain.seal_pending()
    assert verify_chains() == 0
    with world.scope("w111"):
        # As if the event of the second link had been taken away.
        ChainLink.objects.create(number=2, event_id=new_id(), prev_hash=bytes(32), hash=bytes(32))
    assert verify_chains() == 1
    said = text_of(world.client("w1", "operator").get(PAGE))
    assert "Phường Hòa Bình" in said
    assert "mắt xích 2 bị mất" in said
