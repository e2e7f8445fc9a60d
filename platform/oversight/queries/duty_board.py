"""The duty board: rows units, columns months, sorted by what is missing; the same queries however many units there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from kernel import clock
from oversight.enums import Figure
from oversight.queries import duty_figures
from oversight.queries.duty_figures import Asked, Sum
from oversight.rules.cells import Cell, red_since
from registry import tree
from registry.levels import Line
from registry.tree import UnitInfo

PAGE = 50
NOTHING = Cell()
LINES = (Line.PARTY, Line.GOVERNMENT)
#: Figures that belong to no line: a case and the national database are shared by both.
SHARED = frozenset({Figure.ANSWER, Figure.DATABASE})


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One unit: its year so far and its months, in the order of the calendar."""

    unit: UnitInfo
    sum: Sum
    cells: tuple[tuple[date, Cell], ...]
    #: Since which month the figure has been red without a break.
    red_since: date | None
    has_children: bool


@dataclass(frozen=True, slots=True)
class DutyBoard:
    """One page of the matrix and what stands around it."""

    asked: Asked
    own: BoardLine | None
    lines: tuple[BoardLine, ...]
    #: How many units the filter left, how many it could have.
    found: int
    units: int
    months: tuple[tuple[date, Cell], ...]
    as_of: datetime | None

    @property
    def added_up(self) -> Cell:
        """The year so far over all units, months that are over."""
        over = [cell for month, cell in self.months if cell.is_over or self.asked.figure == Figure.CONFERENCE]
        return Cell(
            owed=sum(cell.owed for cell in over),
            done=sum(cell.done for cell in over),
            short=sum(cell.short for cell in over),
            delegated=sum(cell.delegated for cell in over),
            missed=sum(cell.missed for cell in over),
            late=sum(cell.late for cell in over),
        )


def units_under(unit: UnitInfo, *, flat: bool, level: str = "", year: int) -> list[UnitInfo]:
    """The opened units directly below, or all of them (``flat``), as the tree stood at the end of the year."""
    on = min(clock.today(), date(year, 12, 31))
    found = tree.descendants(unit.id, on=on) if flat else tree.children(unit.id, on=on)
    return [one for one in found if one.is_opened and (not level or one.level == level)]


def duty_board(unit: UnitInfo, asked: Asked, *, page: int = 1, size: int = PAGE) -> DutyBoard:
    """The matrix of ``asked.units`` under ``unit``, whose own row stands apart; six queries whatever the number of units."""
    sums, found = duty_figures.page_of(asked, offset=(page - 1) * size, limit=size)
    return _assembled(unit, asked, sums, found)


def own_board(unit: UnitInfo, figure: Figure, line: str, year: int) -> DutyBoard:
    """The matrix of one unit alone: what its head and its office see of themselves."""
    return _assembled(unit, Asked(figure, line, year, ()), [], 0)


def _assembled(unit: UnitInfo, asked: Asked, sums: Sequence[Sum], found: int) -> DutyBoard:
    shown = [*(one.unit_id for one in sums), unit.id]
    cells = duty_figures.cells_of(asked, shown)
    added = duty_figures.months_added_up(asked)
    lines = [_line(one, asked, cells) for one in (duty_figures.sum_of(asked, unit.id), *sums)]
    is_counted = asked.figure in (Figure.RECEPTION, Figure.CONFERENCE, Figure.POSTING)
    return DutyBoard(
        asked=asked,
        own=lines[0],
        lines=tuple(lines[1:]),
        found=found,
        units=len(asked.units),
        months=tuple((month, added.get(month, NOTHING)) for month in asked.months),
        as_of=duty_figures.as_of(shown, asked.line) if is_counted else clock.now(),
    )


def _line(one: Sum, asked: Asked, cells: Mapping[int, Mapping[date, Cell]]) -> BoardLine:
    mine = cells.get(one.unit_id, {})
    return BoardLine(
        unit=tree.get(one.unit_id),
        sum=one,
        cells=tuple((month, mine.get(month, NOTHING)) for month in asked.months),
        red_since=red_since(mine, asked.last_over),
        has_children=bool(tree.children(one.unit_id)),
    )


def figure_help(figure: Figure) -> str:
    """What a cell counts, in the words of the field."""
    return {
        Figure.RECEPTION: _(
            "Ngày người đứng đầu trực tiếp tiếp trên số ngày phải tiếp (số cao hơn giữa luật định và kế hoạch)."
        ),
        Figure.CONFERENCE: _("Hội nghị đối thoại đã tổ chức; cột cả năm so với chỉ tiêu."),
        Figure.POSTING: _("Ngày niêm yết đúng hạn trên số ngày phải niêm yết."),
        Figure.CONCLUSION: _("Thông báo kết luận đúng hạn trên số đến hạn, theo tháng của hạn cuối."),
        Figure.ANSWER: _(
            "Vụ việc trả lời công dân trong 10 ngày làm việc trên số đến hạn, chung hai kênh; không gồm tố cáo."
        ),
        Figure.TASK: _("Nhiệm vụ hoàn thành đúng hạn trên số đến hạn, kể cả việc chuẩn bị trước buổi tiếp."),
        Figure.DATABASE: _("Tháng đơn vị đã xác nhận cập nhật cơ sở dữ liệu quốc gia về khiếu nại, tố cáo."),
        Figure.REPORT: _("Báo cáo kỳ và báo cáo đột xuất gửi đúng hạn trên số đến hạn."),
    }[figure]


def cell_words(cell: Cell) -> str:
    """A cell as it is read aloud: every sign in words."""
    if cell.is_vacant:
        return _("khuyết người đứng đầu")
    if cell.is_blank:
        return _("không có")
    told = [_("%(done)d trên %(owed)d") % {"done": cell.done, "owed": cell.owed}]
    parts = (
        (cell.in_person, _("trực tiếp %(n)d")),
        (cell.delegated, _("ủy quyền %(n)d")),
        (cell.postponed, _("hoãn %(n)d")),
        (cell.made_up, _("tiếp bù %(n)d")),
        (cell.late, _("muộn %(n)d")),
        (cell.missed, _("không thực hiện %(n)d")),
        (cell.ad_hoc, _("đột xuất %(n)d")),
        (cell.ahead, _("chưa đến hạn %(n)d")),
        (cell.short, _("thiếu %(n)d")),
    )
    told += [words % {"n": n} for n, words in parts if n]
    if cell.is_below:
        told.append(_("kế hoạch dưới mức tối thiểu"))
    return ", ".join([*told, *cell.holders])
