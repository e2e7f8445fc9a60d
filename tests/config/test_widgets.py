"""Widgets drawn without templates look, byte for byte, like Django's."""

from datetime import date
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.forms.renderers import DjangoTemplates
from django.utils.module_loading import import_string

AWKWARD = {
    "id": "id_x",
    "class": 'a "b" <c>',
    "required": True,
    "disabled": False,
    "data-n": 1234567,
    "maxlength": "40",
}
NAMES = [("", "Tất cả"), ("a&b", "Đất đai <1>"), (1000, 2500), ("Nhóm & khác", [("x", "X"), ("y", "Y")])]


@pytest.mark.parametrize(
    ("widget", "value"),
    [
        (forms.TextInput(AWKWARD), 'Ông "A" & <bà> B\n'),
        (forms.TextInput(AWKWARD), None),
        (forms.TextInput(), ""),
        (forms.NumberInput({"min": 0}), 12345),
        (forms.EmailInput(), "a@b.vn"),
        (forms.PasswordInput(render_value=True), "x'y"),
        (forms.HiddenInput(), "<0>"),
        (forms.DateInput(format="%d/%m/%Y"), date(2026, 11, 28)),
        (forms.CheckboxInput(AWKWARD), True),
        (forms.CheckboxInput(), False),
        (forms.Textarea(AWKWARD), "\n dòng 1 <b>\r\ndòng 2 "),
        (forms.Textarea(), None),
        (forms.Select(AWKWARD, choices=NAMES), "a&b"),
        (forms.Select(choices=[]), None),
        (forms.SelectMultiple(AWKWARD, choices=NAMES), ["x", 1000]),
        (forms.RadioSelect(AWKWARD, choices=NAMES[:2]), "a&b"),
        (forms.CheckboxSelectMultiple(choices=NAMES), ["x"]),
    ],
    ids=lambda one: type(one).__name__,
)
def test_same_markup_as_from_templates(widget: forms.Widget, value: Any) -> None:
    ours = import_string(settings.FORM_RENDERER)()
    theirs = DjangoTemplates()
    assert type(ours) is not type(theirs)
    assert widget.render("x", value, renderer=ours) == widget.render("x", value, renderer=theirs)
    assert ours.get_template("django/forms/widgets/select.html") is not None
