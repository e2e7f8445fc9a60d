"""The words of a report (form 02 of circular 06/2025/TT-TTCP; the Party's has none, so a shorter one), filled with its figures.

Official papers are Vietnamese whatever the screen speaks, so these are no translated texts. A unit rewrites what it likes.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import Self

from oversight.rules.report_cells import Cells, Number, figure

Section = dict[str, str]
Outline = tuple[tuple[str, Callable[["Figures"], str]], ...]
OPEN = "(đơn vị ghi)"
#: In place of a figure that the reader may not know.
HIDDEN = "•"


@dataclass(frozen=True, slots=True)
class Figures:
    """This period and, where the unit reported it, the same period of the year before. ``hidden``: cells not to be said."""

    now: Cells
    before: Cells | None = None
    hidden: Collection[tuple[str, int]] = ()

    def said(self, form: str, no: int, unit: str) -> str:
        """ "12 lượt (cùng kỳ năm trước 10, tăng 20%)"; a figure nobody typed stays open."""
        value = figure(self.now, form, no)
        if (form, no) in self.hidden:
            return f"{HIDDEN} {unit}"
        if value is None:
            return f"…… {unit}"
        was = figure(self.before, form, no) if self.before else None
        words = f"{number(value)} {unit}"
        return words if was is None else f"{words} (cùng kỳ năm trước {number(was)}, {change(was, value)})"

    def without(self, hidden: Collection[tuple[str, int]]) -> Self:
        """The same, saying nothing of some cells."""
        return replace(self, hidden=frozenset(hidden))

    def counts(self, cells: Collection[tuple[str, int]]) -> set[Number]:
        """What these cells hold, of this period and of the year before."""
        both = [one for one in (self.now, self.before) if one]
        return {value for one in both for cell in cells if (value := figure(one, *cell)) is not None}


def number(value: Number) -> str:
    """As it stands in Vietnamese text: 1.234 or 12,5."""
    whole = f"{value:,.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else f"{value:,}"
    return whole.replace(",", "#").replace(".", ",").replace("#", ".")


def change(before: Number, after: Number) -> str:
    """ "tăng 20%", "giảm 5%", "không đổi"; from nothing in whole numbers."""
    if before == after:
        return "không đổi"
    word = "tăng" if after > before else "giảm"
    if not before:
        return f"{word} {number(abs(after - before))}"
    return f"{word} {number(round(abs(after - before) * 100 / before))}%"


def drafted(form_set: str, figures: Figures) -> list[Section]:
    """The outline with its figures."""
    return [{"heading": heading, "text": make(figures)} for heading, make in OUTLINES[form_set]]


def _situation(f: Figures) -> str:
    return (
        f"Trong kỳ phát sinh {f.said('02/XLD', 6, 'đơn khiếu nại')}, {f.said('02/XLD', 12, 'đơn tố cáo')}, "
        f"{f.said('02/XLD', 19, 'đơn kiến nghị, phản ánh')} thuộc thẩm quyền.\n"
        f"Nguyên nhân khách quan: {OPEN}.\nNguyên nhân chủ quan: {OPEN}."
    )


def _reception(f: Figures) -> str:
    return (
        f"Tổng số đã tiếp {f.said('01/TCD', 1, 'lượt')}, {f.said('01/TCD', 2, 'người')} về "
        f"{f.said('01/TCD', 3, 'vụ việc')}, có {f.said('01/TCD', 4, 'đoàn đông người')}.\n"
        f"Người đứng đầu trực tiếp tiếp {f.said('01/TCD', 10, 'ngày')}, {f.said('01/TCD', 11, 'lượt')}; "
        f"ủy quyền tiếp {f.said('01/TCD', 16, 'ngày')}, {f.said('01/TCD', 17, 'lượt')}."
    )


def _petitions(f: Figures) -> str:
    return (
        f"Tổng số {f.said('02/XLD', 1, 'đơn')}; đã xử lý {f.said('02/XLD', 2, 'đơn')}; thuộc thẩm quyền "
        f"{f.said('02/XLD', 4, 'đơn')}; hướng dẫn {f.said('02/XLD', 24, 'đơn')}, chuyển {f.said('02/XLD', 25, 'đơn')}."
    )


def _settlement(f: Figures) -> str:
    return (
        f"Khiếu nại: {f.said('03/GQKN', 2, 'vụ việc thuộc thẩm quyền')}, đã thụ lý {f.said('03/GQKN', 4, 'vụ việc')}, "
        f"ban hành {f.said('03/GQKN', 7, 'quyết định')}.\n"
        f"Tố cáo: {f.said('04/GQTC', 2, 'vụ việc thuộc thẩm quyền')}, đã thụ lý {f.said('04/GQTC', 4, 'vụ việc')}, "
        f"ban hành {f.said('04/GQTC', 7, 'kết luận')}."
    )


def _enforcement(f: Figures) -> str:
    return (
        f"Quyết định giải quyết khiếu nại phải thi hành: {f.said('05/KQTH', 1, 'quyết định')}, đã xong "
        f"{f.said('05/KQTH', 2, 'quyết định')}. Kết luận tố cáo phải thực hiện: {f.said('05/KQTH', 16, 'kết luận')}, đã xong "
        f"{f.said('05/KQTH', 17, 'kết luận')}."
    )


def _management(f: Figures) -> str:
    return (
        f"Ban hành mới {f.said('06/QLKNTC', 1, 'văn bản')}, sửa đổi {f.said('06/QLKNTC', 2, 'văn bản')}; tập huấn "
        f"{f.said('06/QLKNTC', 4, 'lớp')}; thanh tra trách nhiệm {f.said('06/QLKNTC', 6, 'cuộc')}."
    )


def _party_reception(f: Figures) -> str:
    form = "ĐẢNG/TCD"
    return (
        f"Theo quy định phải tiếp {f.said(form, 1, 'ngày')}; đã trực tiếp tiếp {f.said(form, 2, 'ngày')}, ủy quyền "
        f"{f.said(form, 3, 'ngày')}, đột xuất {f.said(form, 4, 'buổi')}, không tiếp {f.said(form, 5, 'ngày')}.\n"
        f"Đã tiếp {f.said(form, 6, 'lượt')}, {f.said(form, 7, 'người')} về {f.said(form, 8, 'vụ việc')}."
    )


def _party_results(f: Figures) -> str:
    form = "ĐẢNG/TCD"
    return (
        f"Đã thông báo {f.said(form, 10, 'kết luận')}; hoàn thành {f.said(form, 12, 'nhiệm vụ')}, đúng hạn "
        f"{f.said(form, 13, 'nhiệm vụ')}; đã trả lời công dân {f.said(form, 14, 'nội dung')}."
    )


def _party_dialogue(f: Figures) -> str:
    form = "ĐẢNG/TCD"
    return (
        f"Đã tổ chức {f.said(form, 15, 'hội nghị đối thoại')} với {f.said(form, 16, 'người dự')}, "
        f"{f.said(form, 17, 'ý kiến')}; đã trả lời {f.said(form, 18, 'ý kiến')}."
    )


def _party_backlog(f: Figures) -> str:
    form = "ĐẢNG/TCD"
    return (
        f"Còn {f.said(form, 19, 'nhiệm vụ chưa xong')}, quá hạn {f.said(form, 20, 'nhiệm vụ')}; "
        f"{f.said(form, 21, 'đăng ký gặp chưa tiếp')}; {f.said(form, 22, 'ý kiến chưa trả lời')}."
    )


def _open(_f: Figures) -> str:
    return OPEN


OUTLINES: dict[str, Outline] = {
    "TT06": (
        ("Tình hình khiếu nại, tố cáo", _situation),
        ("Kết quả tiếp công dân", _reception),
        ("Kết quả xử lý đơn", _petitions),
        ("Kết quả giải quyết khiếu nại, tố cáo", _settlement),
        ("Kết quả thi hành quyết định, kết luận", _enforcement),
        ("Bảo vệ người tố cáo", _open),
        ("Công tác quản lý nhà nước", _management),
        ("Đánh giá", _open),
        ("Dự báo", _open),
        ("Phương hướng, nhiệm vụ", _open),
        ("Kiến nghị, đề xuất", _open),
    ),
    "DANG": (
        ("Kết quả tiếp dân của người đứng đầu cấp ủy", _party_reception),
        ("Kết quả xử lý, giải quyết sau tiếp dân", _party_results),
        ("Đối thoại", _party_dialogue),
        ("Tồn đọng", _party_backlog),
        ("Khó khăn, vướng mắc, kiến nghị", _open),
    ),
}
