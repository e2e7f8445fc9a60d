"""What stands in a line like "Ông Tư, 0912 000 009, tu@vidu.vn": the mail address, the telephone."""

import re

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"\+?\d[\d .]{7,14}\d")


def mail_in(*lines: str) -> str:
    """The first mail address in these lines, or nothing."""
    return _first(_MAIL, lines)


def phone_in(*lines: str) -> str:
    """The first telephone number in these lines, or nothing."""
    return _first(_PHONE, lines)


def _first(wanted: re.Pattern[str], lines: tuple[str, ...]) -> str:
    return next((found[0] for line in lines if (found := wanted.search(line))), "")
