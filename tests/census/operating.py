"""The addresses of who operates the platform: there for nobody else, and their steps need an envelope under way."""

from typing import Any

# No such envelope: for an officer and for nobody in particular the whole address is not there anyway.
NONE = "=00000000-0000-0000-0000-000000000000"


def rows(SiteRow: Any) -> list[Any]:  # the class of table.py
    """The rows of the table; what an operator gets stands in tests/operating."""

    def hidden(name: str, **more: Any) -> Any:
        return SiteRow(name=name, anonymous=404, signed_in=404, **more)

    return [
        hidden("operating"),
        hidden("operating-history"),
        *(
            hidden(f"operating-{verb}", at={"envelope_id": NONE}, anonymous_post=404, post=404)
            for verb in ("retry", "skip")
        ),
        # The tests' browser comes from loopback.
        SiteRow(name="metrics"),
    ]
