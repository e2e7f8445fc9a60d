"""What people add to the counted figures: typed cells with their source, words, explanations, comments."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from identity.actors import Actor
from kernel import clock
from kernel.errors import Invalid
from kernel.text import clean
from kernel.transactions import atomic
from oversight.rules.forms import FormSet
from oversight.rules.report_cells import problems
from tenants.reports.actions.changing import begin_with, finish, tell
from tenants.reports.models import Report
from tenants.reports.queries.totals import total_of
from tenants.reports.queries.wording import narrative_of

MOST = Decimal("1000000000000")
MAX_SOURCE, MAX_TEXT, MAX_NARRATIVE, MAX_COMMENTS = 300, 2000, 10_000, 500


@atomic
def type_cells(
    report_id: UUID,
    *,
    form: str,
    values: Mapping[int, Decimal | None],
    source: str,
    rest_is_zero: bool = False,
    actor: Actor,
    version: int | None = None,
) -> Report:
    """Type figures of one form that the product does not hold; ``None`` empties a cell. Each keeps its source and who typed it;
    a figure that stays what it was keeps those it had.

    ``rest_is_zero``: the cells still empty get 0 with the same source: a person's word, never the product's. Records
    `report_typed`. Refuses a counted column, a missing source, negative figures and more than two decimals.
    """
    public, row = begin_with(report_id, "fill", actor=actor, version=version)
    wanted = row.forms.form(form)
    source = clean(source, field="source", max_length=MAX_SOURCE)
    if not source:
        raise _invalid("source_missing", "source", _("Ghi nguồn của số liệu nhập tay (sổ, báo cáo, văn bản nào)."))
    typed: dict[str, Any] = dict(row.typed.get(form, {}))
    for no, value in values.items():
        column = row.forms.column(form, no)
        if not column.is_typed:
            message = _("Cột %(no)d do hệ thống tính, không nhập tay.") % {"no": no}
            raise _invalid("column_counted", f"c{no}", message)
        if value is None:
            typed.pop(str(no), None)
        elif (figure := _checked(value, no)) != typed.get(str(no), {}).get("value"):
            typed[str(no)] = _entry(figure, source, actor)
    if rest_is_zero:
        for column in wanted.columns:
            if column.is_typed and str(column.no) not in typed:
                typed[str(column.no)] = _entry(0, source, actor)
    row.typed = {**row.typed, form: typed}
    tell("report_typed", public, actor=actor, form=form, columns=sorted(values), source=source)
    return finish(row, "typed")


@atomic
def write_words(report_id: UUID, *, form: str, no: int, text: str, actor: Actor, version: int | None = None) -> Report:
    """The column of words of a form (notes; difficulties). Records `report_words_written`. Refuses a column of figures."""
    public, row = begin_with(report_id, "fill", actor=actor, version=version)
    if row.forms.column(form, no).is_figure:
        raise _invalid("column_of_figures", "text", _("Cột này ghi số liệu, không ghi chữ."))
    words = clean(text, field="text", max_length=MAX_TEXT, multiline=True)
    row.texts = {**row.texts, form: {**row.texts.get(form, {}), str(no): words}}
    tell("report_words_written", public, actor=actor, form=form, no=no)
    return finish(row, "texts")


@atomic
def explain_rule(report_id: UUID, *, key: str, text: str, actor: Actor, version: int | None = None) -> Report:
    """Say why a rule between columns does not hold; printed as a note. Records `report_rule_explained`. Refuses an unknown rule."""
    public, row = begin_with(report_id, "fill", actor=actor, version=version)
    if key not in {one.key for one in problems(total_of(row), row.forms)}:
        raise _invalid("rule_holds", "text", _("Quy tắc này đang đúng hoặc không có trong biểu."))
    words = clean(text, field="text", max_length=MAX_TEXT, multiline=True)
    if not words:
        raise _invalid("text_missing", "text", _("Ghi lý do số liệu không khớp."))
    row.explained = {**row.explained, key: words}
    tell("report_rule_explained", public, actor=actor, rule=key)
    return finish(row, "explained")


@atomic
def write_narrative(
    report_id: UUID, *, texts: Iterable[str] | None, actor: Actor, version: int | None = None
) -> Report:
    """The words of the report, one text a heading; ``None`` drafts them from the figures again.

    Records `report_narrative_written`. Refuses another number of texts, and a period that is reported by forms alone.
    """
    public, row = begin_with(report_id, "fill", actor=actor, version=version)
    parts = narrative_of(public, row)
    said = [clean(one, field="texts", max_length=MAX_NARRATIVE, multiline=True) for one in texts or ()]
    if not parts or (texts is not None and len(said) != len(parts)):
        raise _invalid("narrative_parts", "texts", _("Số phần của báo cáo không khớp; hãy mở lại trang."))
    row.narrative = [{**part, "text": text} for part, text in zip(parts, said, strict=False)]
    tell("report_narrative_written", public, actor=actor)
    return finish(row, "narrative")


@atomic
def comment(report_id: UUID, *, form: str, no: int, text: str, actor: Actor) -> Report:
    """A word inside the unit about one cell. Records `report_commented`. Refuses an unknown cell and an empty word."""
    public, row = begin_with(report_id, "comment", actor=actor)
    _known(row.forms, form, no)
    words = clean(text, field="text", max_length=MAX_TEXT, multiline=True)
    if not words:
        raise _invalid("text_missing", "text", _("Ghi nội dung ý kiến."))
    if len(row.comments) >= MAX_COMMENTS:
        raise _invalid("too_many_comments", "text", _("Đã có quá nhiều ý kiến trong báo cáo này."))
    said = {"at": clock.now().isoformat(), "by": actor.name, "form": form, "no": no, "text": words}
    row.comments = [*row.comments, said]
    tell("report_commented", public, actor=actor, form=form, no=no)
    return finish(row, "comments")


def _known(forms: FormSet, form: str, no: int) -> None:
    forms.column(form, no)


def _checked(value: Decimal, no: int) -> int | float:
    if not value.is_finite() or not 0 <= value < MOST or value != round(value, 2):
        message = _("Cột %(no)d: số không âm, nhiều nhất hai chữ số thập phân.") % {"no": no}
        raise _invalid("figure_invalid", f"c{no}", message)
    return int(value) if value == value.to_integral_value() else float(value)


def _entry(value: int | float, source: str, actor: Actor) -> dict[str, Any]:
    return {"value": value, "source": source, "by": actor.name, "at": clock.now().isoformat()}


def _invalid(code: str, field: str, message: str) -> Invalid:
    return Invalid(code, message, {field: [message]})
