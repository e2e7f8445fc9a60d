"""Plan S2: responsibilities of a provincial secretary (Kon Tum)."""

from tests.plans.items import read

PLAN = read(
    "S2",
    "Provincial Party committee, Kon Tum: responsibilities of the secretary",
    """
01 D Party documents have their own layout and symbol.
02 D Every duty names a leading body and the bodies that help.
03 D The secretary receives in person and holds dialogues when needed.
04 S The superior directs, instructs, inspects, supervises and urges the heads below.
05 D Regulations, house rules and procedures are instruments the unit must have.
06 S An inbox of the reports of the units below.
07 S Review meetings with the heads below by quarter, half-year, nine months, year and ad hoc.
08 S Reports to the centre monthly, quarterly, half-yearly, for nine months, yearly and ad hoc.
09 L Order, safety and protection are led by the police.
10 D Reception once a month.
11 D A session may be held in the area of a lower unit.
12 D First ground for an ad hoc session.
13 D Second ground for an ad hoc session.
14 D Topic, time and form are proposed to the secretary, who approves.
15 D Own authority: handled, and the person is told the result.
16 D What is clear and founded is settled at once.
17 R Assigned down: the result is reported up and the citizen told, and both are evidenced before closing.
    test: tests/cases/test_movements.py::test_assignment_is_met_only_by_both_evidences
    sees: the due item of the assignment stays open until answer and report both have a date
18 D Not the unit's business: guided to the right body with a letter.
19 S District secretaries make plans and have their communes make plans: who has issued one.
20 D Guidance of the centre is attached to the basis it belongs to.
21 S The province follows two levels down and reports.
22 S Recipients outside the platform get an export.
23 D The duty is counted in days, not in times.
""",
)
