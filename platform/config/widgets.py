"""Selects and inputs drawn without templates: Django renders three small templates for every option of a select.

The markup is Django's own, byte for byte (`tests/config/test_widgets.py`); any other widget goes through its template.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils.formats import localize
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

Widget = Mapping[str, Any]
_FOLDER = "django/forms/widgets/"


class WidgetRenderer(DjangoTemplates):
    """The form renderer of the product."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        draw = _DRAWN.get(template_name)
        if draw is None:
            return super().render(template_name, context, request)
        # Every part of it is escaped.
        return mark_safe(draw(context["widget"]).strip())


def _attributes(widget: Widget) -> str:
    return "".join(
        f" {conditional_escape(name)}" + ("" if value is True else f'="{_word(value)}"')
        for name, value in widget["attrs"].items()
        if value is not False
    )


def _input(widget: Widget) -> str:
    value = widget["value"]
    shown = "" if value is None else f' value="{_word(value)}"'
    return f'<input type="{conditional_escape(widget["type"])}" name="{conditional_escape(widget["name"])}"{shown}{_attributes(widget)}>'


def _textarea(widget: Widget) -> str:
    value = conditional_escape(localize(widget["value"])) if widget["value"] else ""
    return f'<textarea name="{conditional_escape(widget["name"])}"{_attributes(widget)}>\n{value}</textarea>'


def _option(widget: Widget) -> str:
    return f'<option value="{_word(widget["value"])}"{_attributes(widget)}>{conditional_escape(localize(widget["label"]))}</option>'


def _select(widget: Widget) -> str:
    groups = [_group(name, options) for name, options, _number in widget["optgroups"]]
    return f'<select name="{conditional_escape(widget["name"])}"{_attributes(widget)}>{"".join(groups)}\n</select>'


def _group(name: Any, options: list[Widget]) -> str:
    drawn = "".join(f"\n  {_option(option)}\n" for option in options)
    if not name:
        return drawn
    return f'\n  <optgroup label="{conditional_escape(localize(name))}">{drawn}\n  </optgroup>'


def _word(value: Any) -> str:
    return conditional_escape(value if isinstance(value, str) else str(value))


_INPUTS = ("checkbox", "date", "email", "hidden", "input", "number", "password", "search", "tel", "text", "time", "url")
_DRAWN: dict[str, Callable[[Widget], str]] = {
    **{f"{_FOLDER}{name}.html": _input for name in _INPUTS},
    f"{_FOLDER}select.html": _select,
    f"{_FOLDER}select_option.html": _option,
    f"{_FOLDER}textarea.html": _textarea,
}
