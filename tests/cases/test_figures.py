"""After any work the figures say what the rows say: the recount finds no difference."""

from datetime import date

from exchange import delivery
from kernel import clock
from oversight.actions import recount
from tenants.cases.actions import answering, intake, joining
from tenants.cases.actions.correcting import correct_case
from tenants.cases.enums import AnswerKind, CaseKind, Channel
from tests.cases.test_joining import part
from tests.factories import cases as make
from tests.world import World


def test_recount_finds_no_difference_after_every_kind_of_step(world: World) -> None:
    officer, chief = world.actor("w111", "officer"), world.actor("w111", "chief")
    chairman = world.account("w111", "chairman")
    with clock.at(date(2026, 7, 14)), world.scope("w111"):
        first = make.take_in(officer)
        make.take_in(officer, make.group(12, 3))
        intake.join_petition(first, make.petition(people=(make.BOB,)), actor=officer)
        second = make.take_in(officer, channel=Channel.POST)
        joining.join_cases(second, first, reason="Trùng.", actor=officer)
        joining.split_case(first, part(first.petitions.order_by("id")[0]), actor=officer)
        make.close(make.take_in(officer, kind=CaseKind.REFLECTION), chief)
        longer = make.answer(make.take_in(officer), chief, kind=AnswerKind.NEEDS_LONGER)
        make.answer(longer, chief)
        correct_case(
            make.found(longer.pk),
            changes={"kind": CaseKind.PROPOSAL, "received_on": date(2026, 7, 13)},
            reason="Gõ nhầm.",
            actor=officer,
            version=None,
        )
        answering.withdraw_case(make.take_in(officer), reason="Thôi.", on=clock.today(), actor=officer)
        make.take_in(officer, kind=CaseKind.DENUNCIATION)
        sealed = make.receipt(officer, kind=CaseKind.DENUNCIATION, denounced_heads=(chairman.pk,))
        assert sealed.sealed

    units = [world.unit(key) for key in ("w111", "w11", "w1")]
    with clock.at(date(2026, 7, 14)):
        assert [recount.recount_unit(unit) for unit in units] == [[], [], []]
        delivery.deliver_waiting(sealed.case_id)
        assert [recount.recount_unit(unit) for unit in units] == [[], [], []]
