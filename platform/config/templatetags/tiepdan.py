"""Tags and filters of every template; a builtin library, nothing has to be loaded."""

from datetime import date, datetime
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from config import chips, icons
from deadlines import dates
from deadlines.models import DueItem
from kernel import clock
from registry import addresses, tree
from registry.levels import Level

register = template.Library()


@register.simple_tag
def icon(name: str, label: str = "", css: str = "icon") -> SafeString:
    """An icon of the sprite; silent for screen readers unless it has a label. An unknown name is a programming error."""
    return icons.svg(name, label, css)


@register.filter
def day(value: date | datetime | None) -> str:
    """dd/mm/yyyy in the office's time zone; a dash for nothing."""
    if not value:
        return "–"
    if isinstance(value, datetime):
        value = clock.day_of(value)
    return f"{value:%d/%m/%Y}"


@register.filter
def moment(value: datetime | None) -> str:
    """24-hour time and day: 14:05 21/11/2026."""
    return f"{value.astimezone(clock.OFFICE_ZONE):%H:%M %d/%m/%Y}" if value else "–"


@register.filter
def machine(value: date | datetime | None) -> str:
    """For the datetime attribute of <time>."""
    return value.isoformat() if value else ""


@register.filter
def number(value: Any) -> str:
    """10.794: thousands with a dot; a dash for nothing, other text unchanged."""
    if value is None or value == "":
        return "–"
    if isinstance(value, int):
        return f"{value:,}".replace(",", ".")
    return str(value)


@register.filter
def file_size(value: int) -> str:
    """34 KB, 2,1 MB."""
    if value < 1024:
        return _("%(size)s byte") % {"size": value}
    if value < 1024 * 1024:
        return f"{value / 1024:.0f} KB"
    return f"{value / 1024 / 1024:.1f} MB".replace(".", ",")


@register.simple_tag
def chip(text: str, tone: str = "", icon: str = "", href: str = "") -> SafeString:
    """Words with an icon and a tone: ok, warn, late, info, accent, line or nothing."""
    return chips.Chip(str(text), tone, icon, href).html()


@register.simple_tag
def status_chip(status: Any) -> SafeString:
    """The status of a case or a movement; takes the code, the enum or an object with ``status``."""
    return chips.status_html(getattr(status, "status", status))


@register.simple_tag
def kind_chip(kind: Any, href: str = "") -> SafeString:
    """Khiếu nại, tố cáo, kiến nghị, phản ánh; takes the code, the enum or an object with ``kind``."""
    return chips.kind_html(getattr(kind, "kind", kind), href)


@register.simple_tag
def deadline_chip(item: Any, href: str = "") -> SafeString:
    """How long is left, in words, icon and colour; takes a due item, a date or None. ``href`` shows the derivation."""
    found = chips.of_deadline(item, href)
    return found.html() if found else SafeString("")


@register.simple_tag
def due_day(item: DueItem, on: date | None = None) -> str:
    """A date of a due item (the last permitted one unless told) as dd/mm/yyyy, "(dự kiến)" where no decree fixed its year."""
    return dates.with_mark(day(on or item.due_on), dates.is_expected(item, on))


@register.simple_tag
def unit_name(unit: Any) -> str:
    """The name of a unit given by id or by itself; a plain sentence when the registry does not know it."""
    found = _unit(unit)
    return found.name if found else _("Đơn vị không rõ")


@register.simple_tag
def unit_url(unit: Any, viewname: str, *args: Any, **kwargs: Any) -> str:
    """An address inside a unit, from any page."""
    return addresses.unit_url(_unit(unit), viewname, *args, **kwargs)


@register.simple_tag
def site_url(viewname: str, *args: Any, **kwargs: Any) -> str:
    """An address of the site, from any page (inside a unit ``{% url %}`` means the unit's own addresses)."""
    return addresses.site_url(viewname, *args, **kwargs)


@register.filter
def level_label(level: str) -> str:
    """Cấp tỉnh, cấp huyện, cấp xã."""
    return str(Level(level).label)


@register.simple_tag
def page_numbers(page: Page[Any]) -> list[int]:
    """The numbers a pager shows; 0 stands for what is left out."""
    last = page.paginator.num_pages
    near = {1, 2, page.number - 1, page.number, page.number + 1, last - 1, last}
    shown = [n for n in sorted(near) if 1 <= n <= last]
    found: list[int] = []
    for n in shown:
        if found and n - found[-1] > 1:
            found.append(0)
        found.append(n)
    return found


@register.simple_tag
def with_autofocus(field: BoundField) -> SafeString:
    """The input of a field that has the focus when the page opens."""
    return field.as_widget(attrs={"autofocus": True})


def _unit(unit: Any) -> Any:
    # Pages of the past name units that ended long ago; the registry keeps them, but a damaged reference must not break a list.
    return tree.get(unit) if isinstance(unit, int) else unit
