"""When a matter is complex: a legal status with its source, not an adjective (it opens the longer terms).

Complaints: Decree 124/2020/NĐ-CP, Art. 3a as added by Decree 155/2026/NĐ-CP; denunciations: Decree 31/2019/NĐ-CP, Art. 3.2.
"""

from collections.abc import Sequence

from tenants.cases.enums import CaseKind, Ground, Principal

SOURCES: dict[str, str] = {
    CaseKind.COMPLAINT: "Nghị định 155/2026/NĐ-CP, Điều 3a",
    CaseKind.DENUNCIATION: "Nghị định 31/2019/NĐ-CP, Điều 3 khoản 2",
}
#: From so many criteria on a denunciation is especially complex: its term may be extended twice.
ESPECIALLY = 2
#: Whose line the directive of a principal belongs to; empty: both see it.
LINE_OF: dict[str, str] = {
    Principal.PARTY_COMMITTEE: "PARTY",
    Principal.COUNCIL: "",
    Principal.PEOPLES_COMMITTEE: "GOVERNMENT",
}


def may_be_complex(kind: str) -> bool:
    """Whether the law knows complex matters of this kind."""
    return kind in SOURCES


def is_especially_complex(kind: str, grounds: Sequence[str]) -> bool:
    """A denunciation with two criteria or more (Decree 31/2019, Art. 3.2)."""
    return kind == CaseKind.DENUNCIATION and len(set(grounds)) >= ESPECIALLY


def words_of(grounds: Sequence[str]) -> list[str]:
    """The criteria in the office's words, in the decrees' order."""
    return [str(ground.label) for ground in Ground if ground.value in grounds]
