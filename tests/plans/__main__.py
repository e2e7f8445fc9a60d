"""`make plans`: run exactly the tests the items name and say, plan by plan, what is shown.

*shown*: all its tests passed · *open*: of a finished part and not shown · *later*: of a part that is not finished ·
*none*: no matter of software. Prints a line a plan and the open items; `PLANS_JSON=<path>` writes the same as JSON. Returns 1
when an item of a finished part is open.
"""

import json
import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

from tests.plans.items import LANDED, Item, plans

ROOT = Path(__file__).resolve().parents[2]


def run(tests: list[str]) -> frozenset[str]:
    """The node ids (without parameters) whose every case passed."""
    if not tests:
        return frozenset()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.xml")
        subprocess.run(
            [sys.executable, "-m", "pytest", "-q", f"--junitxml={report}", "-o", "junit_family=xunit1", *tests],
            cwd=ROOT,
            check=False,
        )
        cases = ET.parse(report).iter("testcase")
        outcomes: dict[str, bool] = {}
        for case in cases:
            name = f"{case.get('file')}::{(case.get('name') or '').partition('[')[0]}"
            passed = not any(child.tag in ("failure", "error", "skipped") for child in case)
            outcomes[name] = outcomes.get(name, True) and passed
    return frozenset(name for name, passed in outcomes.items() if passed)


def status_of(item: Item, passed: frozenset[str]) -> str:
    """Where an item stands."""
    if item.part == "-":
        return "none"
    if item.tests and all(test.partition("[")[0] in passed for test in item.tests):
        return "shown"
    return "open" if item.part in LANDED else "later"


def main() -> int:
    """Run, print, write."""
    passed = run(sorted({test for plan in plans() for item in plan.items for test in item.tests}))
    told, is_open = [], False
    for plan in plans():
        statuses = {item.id: status_of(item, passed) for item in plan.items}
        counts = Counter(statuses.values())
        print(f"{plan.code}  " + "  ".join(f"{name} {counts[name]:>2}" for name in ("shown", "open", "later", "none")))
        for item in plan.items:
            if statuses[item.id] == "open":
                is_open = True
                print(f"    {item.id} {item.words}")
        told.append(
            {
                "plan": plan.code,
                "title": plan.title,
                "counts": dict(counts),
                "items": [
                    {
                        "id": item.id,
                        "part": item.part,
                        "words": item.words,
                        "status": statuses[item.id],
                        "tests": list(item.tests),
                        "observes": item.observes,
                    }
                    for item in plan.items
                ],
            }
        )
    if path := os.environ.get("PLANS_JSON"):
        Path(path).write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    return int(is_open)


if __name__ == "__main__":
    sys.exit(main())
