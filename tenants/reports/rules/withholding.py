"""The words of a report without the figures its superior may not know.

Where a section is still the drafted one, the hidden figures are left out of the draft. Where somebody wrote it, every number
goes out of a sentence that speaks of denunciations, or of petitions or matters with a hidden figure: too much rather than too
little.
"""

import re
from collections.abc import Collection, Iterable

from kernel.text import normalise
from tenants.reports.rules.narrative import HIDDEN, Figures, Section, drafted, number

_SENTENCES = re.compile(r"(?<=[.;!?])(?=\s)|(?<=\n)")
_NUMBER = re.compile(r"\d+(?:[.,/]\d+)*%?")
_COUNTED = r"(?=\s+(?:đơn|vụ|lượt|người|trường hợp|kết luận|quyết định|nội dung|công dân|tố cáo)\b)"
_DIGIT = "một|mốt|hai|ba|bốn|tư|năm|lăm|sáu|bảy|tám|chín|mười|mươi|chục|linh|lẻ|trăm"
_IN_WORDS = re.compile(rf"\b(?:{_DIGIT})(?:\s+(?:{_DIGIT}))*{_COUNTED}", re.IGNORECASE)
_SECRET = re.compile(r"\bto cao\b|\btc\b")
_COUNTS_MATTERS = re.compile(r"\b(?:don|vu)\b")


def sent_narrative(
    sections: Iterable[Section], form_set: str, figures: Figures, hidden: Collection[tuple[str, int]]
) -> list[Section]:
    """The sections of a report as they are sent up; as they are where nothing is hidden."""
    sections = list(sections)
    if not hidden:
        return sections
    full = {one["heading"]: one["text"] for one in drafted(form_set, figures)}
    bare = {one["heading"]: one["text"] for one in drafted(form_set, figures.without(hidden))}
    counts = figures.counts(hidden)
    return [
        {**one, "text": bare[one["heading"]]}
        if one["text"] == full.get(one["heading"])
        else {**one, "text": without_counts(one["text"], counts)}
        for one in sections
    ]


def without_counts(text: str, counts: Collection[int | float]) -> str:
    """The text with "•" for every number of a sentence that speaks of denunciations, or of petitions with one of ``counts``."""
    return "".join(_blackened(one) if _is_secret(one, counts) else one for one in _SENTENCES.split(text))


def _is_secret(sentence: str, counts: Collection[int | float]) -> bool:
    words = normalise(sentence)
    if _SECRET.search(words):
        return True
    return bool(_COUNTS_MATTERS.search(words)) and any(
        re.search(rf"(?<![\d.,/]){re.escape(number(one))}(?![\d/%]|[.,]\d)", sentence) for one in counts
    )


def _blackened(sentence: str) -> str:
    return _IN_WORDS.sub(HIDDEN, _NUMBER.sub(HIDDEN, sentence))
