"""Reports in every condition, and who may open which of their addresses."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from exchange import delivery
from kernel import clock
from oversight.actions import reports as decisions
from oversight.actions.expecting import expect_all
from oversight.models import PeriodReport
from oversight.rules.report_periods import ReportPeriod, ended_by
from tenants.reports.actions import signing, snapshotting
from tests.factories import reports as make
from tests.factories.documents import proof_of
from tests.world import PASSWORD

TT06 = make.TT06


def fill(stage: Any) -> None:
    """The ward's reports of windows that are over, one in each condition; ``Closed`` ones lie with the district."""
    world, things = stage.world, stage.things
    today = clock.today()
    expect_all()
    ended = ended_by(today, TT06.periods, within=timedelta(days=400))
    over = [one.code for one in ended]
    # Four windows that ended, one for each condition a step needs; the closed one has words beside its forms.
    closed = next(one.code for one in reversed(ended) if one.kind in TT06.narrated)
    others = [code for code in reversed(over) if code != closed]
    for name, code in zip(("closed", "signed", "sent", "locked"), [closed, *others], strict=False):
        period = ReportPeriod.parse(code)
        row = make.expected(world, "w111", period)
        things[f"report_{name}"] = row.pk
        with world.scope("w111"):
            _bring(world, row, name)
    things["report_accepted"] = _of_sibling(world, over[-1], "accepted")
    things["report_asked"] = _of_sibling(world, over[-2], "asked")
    things["report_own"] = make.expected(world, "w11", ReportPeriod.parse(over[-1])).pk
    with world.scope("w11"):
        snapshotting.take_snapshot(things["report_own"], actor=world.actor("w11", "chief"))
    province = make.expected(world, "w1", ReportPeriod.parse(over[-1]))
    things["report_outside"] = province.pk
    with world.scope("w1"):
        _bring(world, province, "sent", "w1")
    live = [one for one in PeriodReport.objects.of_unit(world.unit("w111").id) if one.last >= today]
    things["report_live"] = next(one.pk for one in live if one.form_set == "TT06")
    things["report_period"] = over[-1]
    delivery.deliver_waiting(things["report_sent"])


def _bring(world: Any, row: PeriodReport, to: str, key: str = "w111") -> None:
    chief, head = world.actor(key, "chief"), world.actor(key, "chairman")
    snapshotting.take_snapshot(row.pk, actor=chief)
    if to == "closed":
        return
    make.make_ready(world, key, row)
    signing.sign_report(row.pk, proof=proof_of(head), actor=head)
    if to == "signed":
        return
    signing.submit_report(row.pk, actor=chief)
    if to == "locked":
        _decide(world, row)


def _of_sibling(world: Any, code: str, to: str) -> Any:
    row = make.expected(world, "w112", ReportPeriod.parse(code))
    with world.scope("w112"):
        _bring(world, row, "sent", "w112")
    boss = world.actor("w11", "chairman")
    with world.scope("w11"):
        decisions.accept_report(PeriodReport.objects.get(pk=row.pk), actor=boss)
        if to == "asked":
            decisions.lock_report(PeriodReport.objects.get(pk=row.pk), actor=boss)
    if to == "asked":
        with world.scope("w112"):
            signing.ask_reopening(row.pk, reason="Thiếu một lượt.", actor=world.actor("w112", "chief"))
    return row.pk


def _decide(world: Any, row: PeriodReport) -> None:
    boss = world.actor("w11", "chairman")
    with world.scope("w11"):
        decisions.accept_report(PeriodReport.objects.get(pk=row.pk), actor=boss)
        decisions.lock_report(PeriodReport.objects.get(pk=row.pk), actor=boss)


def rows(Row: Any, later: Callable[[int], str], later_iso: Callable[[int], str]) -> list[Any]:  # the class of table.py
    """The rows of the table."""

    def own(noun: str, at: str, **more: Any) -> Any:
        """A page or a step of the ward's own report; on the other line it does not exist."""
        told = {"post": 303, "admin": 404, "operator": 404, "colleague": ("chairman", 403), **more}
        return Row(name=f"reports:{noun}", at={"report_id": at, **told.pop("args", {})}, **told)

    def seen(noun: str, at: str, **more: Any) -> Any:
        """A page that everybody reads who has to do with reports."""
        return own(noun, at, post=0, admin=403, operator=403, colleague=("secretary", 404), **more)

    def below(noun: str, at: str, **more: Any) -> Any:
        """A page or a step of the district on a ward's report."""
        told = {"unit": "w11", "post": 303, "colleague": ("officer", 403), **more}
        return Row(name=f"reports:{noun}", at={"report_id": at}, **told)

    def call(noun: str, at: str, **more: Any) -> Any:
        told = {"get": 0, "post": 200, "colleague": ("chairman", 403), **more}
        return Row(name=f"api:report-{noun}", at={"report_id": at, **told.pop("args", {})}, **told)

    def typed(**values: Any) -> Any:
        return lambda stage: values

    cell = {"slug": "=01-tcd", "no": "=5"}
    return [
        Row(name="reports:list", colleague=("handler", 403)),
        seen("page", "report_closed"),
        seen("cell", "report_closed", args=cell),
        seen("cell_sheet", "report_closed", args={**cell, "kind": "=xlsx"}),
        seen("sheet", "report_closed", args={"slug": "=01-tcd", "kind": "=xlsx"}),
        seen("print", "report_closed"),
        seen("difference", "report_closed"),
        seen("own_copy", "report_signed"),
        seen("consolidated", "report_own", unit="w11"),
        own("snapshot", "report_closed"),
        own("cells", "report_closed", args={"slug": "=06-qlkntc"}, body=typed(c4="2", source="Sổ")),
        own("words", "report_closed", args={"slug": "=01-tcd", "no": "=22"}, body=typed(text="Không.")),
        own("comment", "report_closed", args=cell, body=typed(text="Xem lại.")),
        own("explain", "report_closed", body=typed(key="x", text="Không khớp."), post=422),
        own("narrate", "report_closed"),
        own("consolidate", "report_own", unit="w11"),
        own("sign", "report_closed", who="chairman", colleague=("officer", 403), post=422, body=typed(confirmation=PASSWORD)),
        own("take_back", "report_signed", body=typed(reason="Sửa.")),
        own("submit", "report_signed"),
        own("ask_reopening", "report_locked", body=typed(reason="Thiếu.")),
        own("outcome", "report_outside", unit="w1", colleague=("officer", 403)),
        Row(name="reports:below", unit="w11", colleague=("officer", 403)),
        Row(name="reports:supervision", unit="w1", colleague=("officer", 403)),
        Row(
            name="reports:ask", unit="w11", post=303, colleague=("officer", 403),
            body=lambda s: {"form_set": "TT06", "first": later(-20), "last": later(-1), "due_on": later(5), "units": ["w111"]},
        ),
        Row(
            name="reports:lock_all", unit="w11", at={"form_set": "=TT06", "period": "report_period"}, post=303,
            colleague=("officer", 403),
        ),
        below("below_page", "report_sent", post=0),
        Row(
            name="reports:received_copy", unit="w11", at={"report_id": "report_sent", "letter_id": "report_sent"},
            colleague=("officer", 403),
        ),
        below(
            "return", "report_sent", body=typed(cell0="01/TCD|5", text0="Kiểm tra lại."),
        ),
        below("accept", "report_sent"),
        below("lock", "report_accepted"),
        below("reopen", "report_asked"),
        Row(name="api:reports", colleague=("handler", 403)),
        Row(name="api:report", at={"report_id": "report_closed"}, colleague=("chairman", 403)),
        Row(name="api:report-cell", at={"report_id": "report_closed", **cell}, colleague=("chairman", 403)),
        call("snapshot", "report_closed"),
        call("typed-cells", "report_closed", body=typed(form="06/QLKNTC", cells={"4": "2"}, said_by="Sổ")),
        call("consolidation", "report_own", unit="w11"),
        call("submission", "report_signed"),
        call("reopening-request", "report_locked", body=typed(reason="Thiếu.")),
        Row(name="api:reports-below", unit="w11", colleague=("officer", 403)),
        Row(name="api:report-below-copies", unit="w11", at={"report_id": "report_sent"}, colleague=("officer", 403)),
        Row(
            name="api:report-below-copy-file", unit="w11", at={"report_id": "report_sent", "letter_id": "report_sent"},
            colleague=("officer", 403),
        ),
        Row(name="api:report-below", unit="w11", at={"report_id": "report_sent"}, colleague=("officer", 403)),
        call(
            "below-return", "report_sent", unit="w11", colleague=("officer", 403),
            body=typed(remarks=[{"form": "01/TCD", "no": 5, "text": "Kiểm tra lại."}]),
        ),
        call("below-acceptance", "report_sent", unit="w11", colleague=("officer", 403)),
        call("below-lock", "report_accepted", unit="w11", colleague=("officer", 403)),
        call("below-reopening", "report_asked", unit="w11", colleague=("officer", 403)),
    ]  # fmt: skip
