"""The reception sessions of a year, from the schedule that hangs out to the last citizen of the day."""

from datetime import date, timedelta
from uuid import UUID

from config.simulate.asking import Asking
from config.simulate.day import Day
from config.simulate.office import Office
from config.simulate.telling import deliver
from identity.actors import system_actor
from kernel import clock
from registry.levels import Level
from tenants.documents.enums import Subject
from tenants.receptions.actions import sessions as act
from tenants.receptions.actions.sessions import Arrangement
from tenants.receptions.actions.sessions.generating import expected_day
from tenants.receptions.enums import ChangeReason, Ground
from tenants.receptions.models import Plan, ReceptionSession
from tenants.receptions.policies.sessions import BEFORE
from tenants.receptions.queries.terms import posting_day
from tenants.staff.actions.delegations import delegate
from tenants.staff.enums import DelegationForm, Power

# What happens to a session, as shares of all sessions.
POSTPONED, CANCELLED, DELEGATED, FORGOTTEN, LATE_POSTING, CHOSEN = 0.12, 0.04, 0.12, 0.05, 0.12, 0.6
TICKS = ("bodies", "room")
GROUNDS = (
    (Ground.PROMINENT, "Nhiều hộ dân cùng khiếu nại việc thu hồi đất, kéo dài, liên quan nhiều cơ quan."),
    (Ground.CONSEQUENCES, "Tranh chấp có nguy cơ xô xát, ảnh hưởng an ninh trật tự trên địa bàn."),
)


class Receptions:
    """The sessions of one plan and what becomes of each."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.asking = Asking(office)
        self.day = Day(office, self.asking)

    def follow(self, plan: Plan) -> None:
        """Enter every session of the year and the ad hoc ones into the agenda."""
        for row in ReceptionSession.objects.of_year(plan.year).filter(plan=plan).order_by("planned_on"):
            self._announce(row)
        for index, (ground, text) in enumerate(GROUNDS):
            month = self.office.random.randint(2, 6) + 6 * index
            day = self.office.workday(date(plan.year, min(month, 11), self.office.random.randint(3, 24)))
            self.office.on(day, lambda ground=ground, text=text: self._propose(ground, text))  # type: ignore[misc]

    def _announce(self, row: ReceptionSession) -> None:
        """Citizens ask to be received; somebody fixes the day; then the session is prepared."""
        office, pk = self.office, row.pk
        day = expected_day(row)
        for _index in range(office.random.randint(3, 8)):
            office.on(office.workday(day - timedelta(days=office.random.randint(12, 32))), self.asking.register)
        if row.is_waiting_for_day:
            last = posting_day(row)
            if office.chance(CHOSEN):
                office.on(office.workday(last, -2), lambda: self._choose(pk))
            office.on(last, self._sweep, hour=7)
            office.on(last, lambda: self.prepare(pk))
        else:
            office.on(office.workday(day, -9), lambda: self.prepare(pk))

    def _choose(self, pk: UUID) -> None:
        row = ReceptionSession.objects.get(pk=pk)
        offered = date.fromisoformat(row.proposals[0]["on"])
        self.office.step("choose_day", lambda: act.choose_day(row, on=offered, actor=self.office.cast.head))

    def meet(self, days_ahead: int, on: date, begin: bool) -> None:
        """Enter a session that surely takes place: proposed so many working days before, and today's is left open.

        For the demonstration, which is looked at in the middle of a year.
        """
        office, text = self.office, GROUNDS[0][1]
        asked = office.workday(on, -days_ahead)
        office.on(asked, lambda: self._propose_for(on, text, begin=begin), hour=8)

    def put_off_untold(self, today: date) -> None:
        """A session put off yesterday of which one registered citizen was not told: the red line of the start page."""
        office = self.office
        day = office.workday(today, 4)
        office.on(office.workday(today, -6), lambda: self._propose_for(day, GROUNDS[1][1], put_off=True), hour=8)

    def _propose_for(self, on: date, text: str, *, begin: bool = False, put_off: bool = False) -> None:
        office, cast = self.office, self.office.cast
        row = self._proposed(on, GROUNDS[0][0], text)
        if row is None:
            return
        pk = row.pk
        office.step("approve_ad_hoc", lambda: act.approve_ad_hoc(pk_of(pk), actor=cast.head))
        for _index in range(3 if put_off else 6):
            office.on(office.workday(clock.today(), 1), self.asking.register)
        if not put_off:
            self._prepare_on(pk, on)
            if begin:
                office.at_the_end.append(lambda: self.day.begin(pk))
            else:
                office.on(on, lambda: self.day.hold(pk), hour=8)
            return
        for shift, work in (
            (0, self._post),
            (4, self.asking.shortlist),
            (4, self.asking.decide),
            (4, self.asking.invite),
        ):
            office.on(office.workday(clock.today(), shift), lambda work=work: work(pk), hour=15)  # type: ignore[misc]
        office.on(office.workday(clock.today(), 5), lambda: self._postpone(pk, leave=1), hour=16)

    def prepare(self, pk: UUID) -> None:
        """The day is fixed: posting, list, composition, security, checklist, and what may come between."""
        row = ReceptionSession.objects.get(pk=pk)
        if row.status not in BEFORE:
            return
        office, day = self.office, row.held_on
        if self._upset(pk, day):
            office.on(office.workday(day, -7), lambda: self._post(pk))
            return
        self._prepare_on(pk, day)
        if not office.chance(FORGOTTEN):
            office.on(day, lambda: self.day.hold(pk), hour=8)
        office.on(office.workday(day, 1), self._sweep, hour=7)

    def _prepare_on(self, pk: UUID, day: date) -> None:
        office, before = self.office, self.office.workday
        office.on(before(day, -2 if office.chance(LATE_POSTING) else -7), lambda: self._post(pk))
        office.on(before(day, -5), lambda: self.asking.shortlist(pk), hour=9)
        office.on(before(day, -4), lambda: self.asking.decide(pk), hour=9)
        office.on(before(day, -4), lambda: self._compose(pk), hour=14)
        office.on(before(day, -3), lambda: self._secure(pk))
        office.on(before(day, -3), lambda: self.asking.invite(pk))
        office.on(before(day, -1), lambda: self._make_ready(pk), hour=15)

    def _upset(self, pk: UUID, day: date) -> bool:
        """Whether the session will not take place on its day; who is told and when is on the agenda then."""
        office, fate = self.office, self.office.random.random()
        soon = office.workday(day, -office.random.randint(2, 4))
        if fate < POSTPONED:
            office.on(soon, lambda: self._postpone(pk))
        elif fate < POSTPONED + CANCELLED:
            office.on(soon, lambda: self._cancel(pk))
        elif fate < POSTPONED + CANCELLED + DELEGATED:
            office.on(office.workday(day, -5), lambda: self._delegate(pk))
            return False
        else:
            return False
        return True

    def _post(self, pk: UUID) -> None:
        row = ReceptionSession.objects.get(pk=pk)
        office = self.office.cast.office
        self.office.step(
            "post_session", lambda: act.post_session(row, where="Bảng tin trụ sở, nhà văn hóa", actor=office)
        )
        if self.office.chance(0.3):
            self.office.step(
                "post_session",
                lambda: act.post_session(pk_of(row), where="Trang thông tin", channel="WEBSITE", actor=office),
            )

    def _postpone(self, pk: UUID, leave: int = 0) -> None:
        row = ReceptionSession.objects.get(pk=pk)
        to = self.office.workday(row.held_on, self.office.random.randint(3, 7))
        reason = self.office.random.choice([ChangeReason.WORK, ChangeReason.HEALTH, ChangeReason.WEATHER])
        new = self.office.step(
            "postpone_session",
            lambda: act.postpone_session(
                row,
                to=to,
                reason=reason,
                why="Người đứng đầu dự họp đột xuất của cấp trên.",
                actor=self.office.cast.office,
            ),
        )
        deliver(self.office, Subject.SESSION, pk, leave=leave)
        if new is not None:
            self.office.on(self.office.workday(clock.today(), 1), lambda: self.prepare(new.pk))

    def _cancel(self, pk: UUID) -> None:
        row = ReceptionSession.objects.get(pk=pk)
        self.office.step(
            "cancel_session",
            lambda: act.cancel_session(
                row, reason=ChangeReason.WEATHER, why="Bão vào đất liền.", actor=self.office.cast.office
            ),
        )
        deliver(self.office, Subject.SESSION, pk)

    def _delegate(self, pk: UUID) -> None:
        row, cast = ReceptionSession.objects.get(pk=pk), self.office.cast
        if cast.deputy is None or cast.deputy.account_id is None:
            return
        to = cast.deputy.account_id
        self.office.step(
            "delegate",
            lambda: delegate(
                to=to,
                line=cast.line,
                powers=[Power.RECEIVE],
                form=DelegationForm.KT,
                basis="Giấy ủy quyền của người đứng đầu",
                valid_from=clock.today(),
                valid_to=row.held_on,
                actor=cast.head,
            ),
        )
        self.office.step(
            "delegate_session",
            lambda: act.delegate_session(row, why="Người đứng đầu đi công tác.", actor=cast.office),
        )

    def _compose(self, pk: UUID) -> None:
        row, cast = ReceptionSession.objects.get(pk=pk), self.office.cast
        self.office.step("approve_composition", lambda: act.approve_composition(row, actor=cast.head))

    def _secure(self, pk: UUID) -> None:
        row, cast = ReceptionSession.objects.get(pk=pk), self.office.cast
        text = "Hai công an thường trực; một người tại cổng, một người trong phòng chờ."
        self.office.step("set_security_plan", lambda: act.set_security_plan(row, text=text, actor=cast.office))

    def _make_ready(self, pk: UUID) -> None:
        actor = self.office.cast.office
        for code in TICKS:
            if self.office.chance(0.97):
                self.office.step("tick", lambda code=code: act.tick(pk_of(pk), code, actor=actor))  # type: ignore[misc]
        self.office.step("make_ready", lambda: act.make_ready(pk_of(pk), actor=actor))

    def _propose(self, ground: Ground, text: str) -> None:
        """A session outside the plan, before the head the next day."""
        row = self._proposed(self.office.workday(clock.today(), self.office.random.randint(6, 10)), ground, text)
        if row is not None:
            self.office.on(self.office.workday(clock.today(), 1), lambda: self._decide_ad_hoc(row.pk))

    def _proposed(self, on: date, ground: Ground, text: str) -> ReceptionSession | None:
        cast = self.office.cast
        where = "Nhà văn hóa khóm" if cast.unit.level == Level.COMMUNE else "Trụ sở Tiếp công dân"
        return self.office.step(
            "propose_ad_hoc",
            lambda: act.propose_ad_hoc(
                line=cast.line,
                on=on,
                ground=ground,
                ground_text=text,
                arrangement=Arrangement(None, None, venue=where, expected=text),
                actor=cast.office,
            ),
        )

    def _decide_ad_hoc(self, pk: UUID) -> None:
        head = self.office.cast.head
        if self.office.chance(0.2):
            self.office.step(
                "decline_ad_hoc", lambda: act.decline_ad_hoc(pk_of(pk), why="Đưa vào buổi tiếp định kỳ.", actor=head)
            )
            return
        self.office.step("approve_ad_hoc", lambda: act.approve_ad_hoc(pk_of(pk), actor=head))
        self.asking.register()
        self.prepare(pk)

    def _sweep(self) -> None:
        actor = system_actor(self.office.cast.unit)
        self.office.step("sweep_sessions", lambda: act.sweep_sessions(actor=actor))


def pk_of(row: ReceptionSession | UUID) -> ReceptionSession:
    """The session as it stands now."""
    return ReceptionSession.objects.get(pk=row.pk if isinstance(row, ReceptionSession) else row)
