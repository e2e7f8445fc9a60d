"""How tests render: ``response.context`` is that of the page, not that of its parts."""

import threading
from typing import Any

from django.template.base import Template
from django.test.signals import template_rendered

# As it is before Django's test environment puts its own in its place.
_render = Template._render
_page = threading.local()


def of_page_alone(template: Template, context: Any) -> Any:
    """Tell of the outermost template only."""
    if getattr(_page, "is_rendering", False):
        return _render(template, context)
    _page.is_rendering = True
    try:
        template_rendered.send(sender=template, template=template, context=context)
        return _render(template, context)
    finally:
        _page.is_rendering = False
