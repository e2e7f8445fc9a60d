"""Nobody is shown a way that ends at a refusal: every link on every page that a person reaches opens for that person."""

import re
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve

from tests.census.stage import Stage
from tests.world import PEOPLE

pytestmark = pytest.mark.usefixtures("db")

READERS = [("w111", name) for name in PEOPLE if name != "supervisor"]
READERS += [("w111", "clerk"), ("w111", "operator"), ("w11", "supervisor"), ("w11", "chief"), ("w1", "chairman")]
_LINK = re.compile(r'<a\b[^>]*?\bhref="([^"#]+)')


@pytest.mark.parametrize(("key", "who"), READERS, ids=[f"{who} of {key}" for key, who in READERS])
def test_every_link_opens(key: str, who: str, stage: Stage) -> None:
    browser = stage.browser(key, who)
    waiting, seen, dead = [(f"/u/{key}/desk/start/", "")], set[str](), list[str]()
    # Of pages of one kind (cases, letters, months of the board) the first is opened.
    kinds = set[str]()
    while waiting:
        path, found_on = waiting.pop(0)
        kind = _kind(path)
        if kind in kinds or "signout" in path or path.startswith("/static/"):
            continue
        seen.add(path)
        kinds.add(kind)
        answer = browser.get(path)
        answer.close()
        if answer.status_code in (301, 302, 303):
            waiting.append((urljoin(path, answer["Location"]), path))
        elif answer.status_code != 200:
            dead.append(f"{answer.status_code} {path} on {found_on}")
        elif answer["Content-Type"].startswith("text/html") and not getattr(answer, "streaming", False):
            for link in _LINK.findall(answer.content.decode()):
                target = urlsplit(urljoin(path, unescape(link)))
                if target.scheme in ("", "http") and target.netloc in ("", "testserver", "127.0.0.1:8000"):
                    waiting.append((target.path + (f"?{target.query}" if target.query else ""), path))
    assert not dead, "\n".join(dead)
    assert len(seen) > 5


def _kind(path: str) -> str:
    bare = path.partition("?")[0]
    unit = re.match(r"/u/[\w-]+(/.*)", bare)
    try:
        return resolve(unit[1], "config.urls_unit").view_name if unit else resolve(bare, "config.urls_site").view_name
    except Resolver404:
        return bare
