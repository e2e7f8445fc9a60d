"""A dump with its constraints inside the tables: the same schema from 120 statements instead of 200.

pg_dump writes a table first and each key and reference as a change of it afterwards, because rows come in between. A unit
begins without rows, so PostgreSQL may make everything of a table at once.
"""

import re
from collections.abc import Iterator

_ADDED = re.compile(r"ALTER TABLE ONLY (\S+)\n    ADD (CONSTRAINT .+);", re.DOTALL)
_REFERS_TO = re.compile(r" FOREIGN KEY .* REFERENCES (\S+?)\(")
_END = "\n);"


def folded(dump: str) -> str:
    """The statements of pg_dump, tables after those they refer to; what fits into no table stays where it was."""
    tables: dict[str, str] = {}
    references: dict[str, list[str]] = {}
    rest: list[str] = []
    for statement in _statements(dump):
        added = _ADDED.fullmatch(statement)
        if statement.startswith("CREATE TABLE "):
            tables[statement.split()[2]] = statement
        elif added is None or not tables.get(added[1], "").endswith(_END):
            rest.append(statement)
        elif _REFERS_TO.search(added[2]):
            references.setdefault(added[1], []).append(added[2])
        else:
            tables[added[1]] = _with(tables[added[1]], added[2])
    return "\n".join([*_in_order(tables, references), *rest, *_left_over(references)])


def _statements(dump: str) -> Iterator[str]:
    lines: list[str] = []
    for line in dump.splitlines():
        lines.append(line)
        if line.endswith(";"):
            yield "\n".join(lines)
            lines = []
    if lines:
        yield "\n".join(lines)


def _in_order(tables: dict[str, str], references: dict[str, list[str]]) -> Iterator[str]:
    """The tables, each with the references to itself and to those before it; `references` keeps the others (circles)."""
    waiting, made = list(tables), set[str]()
    while waiting:
        name = min(waiting, key=lambda name: len(_ahead(references.get(name, []), made | {name})))
        waiting.remove(name)
        made.add(name)
        ahead = _ahead(references.get(name, []), made)
        for reference in references.get(name, []):
            if reference not in ahead:
                tables[name] = _with(tables[name], reference)
        references[name] = ahead
        yield tables[name]


def _ahead(references: list[str], made: set[str]) -> list[str]:
    return [one for one in references if _REFERS_TO.search(one)[1] not in made]  # type: ignore[index]


def _left_over(references: dict[str, list[str]]) -> Iterator[str]:
    for name, left in references.items():
        if left:
            yield f"ALTER TABLE ONLY {name}\n    ADD " + ",\n    ADD ".join(left) + ";"


def _with(table: str, constraint: str) -> str:
    return f"{table.removesuffix(_END)},\n    {constraint}{_END}"
