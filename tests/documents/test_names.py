"""File names from anywhere become names that fit a header, an archive and a disk."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.documents.names import safe_name


@pytest.mark.parametrize(
    ("given_name", "safe"),
    [
        ("đơn.pdf", "đơn.pdf"),
        (unicodedata.normalize("NFD", "đơn thư.pdf"), "đơn thư.pdf"),
        ("C:\\Users\\A\\đơn.pdf", "đơn.pdf"),
        ("../../etc/passwd", "passwd"),
        ("a\r\nSet-Cookie: x.pdf", "a__Set-Cookie_ x.pdf"),
        ("\u202efdp.exe", "_fdp.exe"),
        ("", "tep"),
        ("...", "tep"),
    ],
)
def test_safe_name_of_hostile_names(given_name: str, safe: str) -> None:
    assert safe_name(given_name) == safe


@given(st.text(max_size=400))
def test_safe_name_of_anything_fits_and_stays(name: str) -> None:
    safe = safe_name(name)
    assert 0 < len(safe) <= 120
    assert len(safe.encode()) <= 200
    assert not set(safe) & set('\\/:*?"<>|\0\r\n')
    assert safe_name(safe) == safe
