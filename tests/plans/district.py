"""Plan S3: a district during a session of the National Assembly (Sóc Trăng)."""

from tests.plans.items import read

PLAN = read(
    "S3",
    "District People's Committee, Sóc Trăng: the time of a National Assembly session",
    """
01 C A campaign of the province becomes the district's plan and the communes' duties.
02 C A special period with a name, from and to, or by order.
03 C How many crowds came in the period.
04 C Notes on the situation and a forecast.
05 C The reception board receives crowds together with other bodies.
06 C A roster with shifts.
07 C Who of the district came to the province or the centre: seen by host and home.
    test: tests/receptions/test_arrivals.py::test_names_stand_in_the_two_units_only
    sees: the arrival at host and home with names; counts only between and above; nothing elsewhere
08 C A list of hot spots with risk, measures and owner.
09 C Long-standing matters with an agreed solution and its progress.
10 C An alert for a new complex matter.
11 C On request, the list of backlog that was resolved, with results and numbers.
12 C Communes are urged on crowd matters.
    test: tests/oversight/test_over_level.py::test_figures_by_home_unit_and_level_follow_correction_and_withdrawal
    sees: from each open arrival a directive to its home unit is one click away
13 C A crowd going up: alert, report, summon, persuade, bring home, log.
    test: tests/receptions/test_arrivals.py::test_group_is_told_home_fetched_handed_over_and_confirmed
    sees: the alert and the mail, five representatives, officers, handing over, return; the same steps in both logs
14 C The province asks to take citizens home: who is sent, when, handed over.
    test: tests/receptions/test_arrivals.py::test_group_is_told_home_fetched_handed_over_and_confirmed
    sees: the request with its time and due item; named officers, plan, departure; the record of the handing over
15 C Inspections of the head's responsibility.
    test: tests/inspections/test_inspection_reading.py::test_team_reads_exactly_the_scope_and_nothing_else_of_the_unit
    test: tests/inspections/test_inspections.py::test_recommendation_becomes_a_task_of_the_unit_and_its_result_comes_back
    sees: the scope at 200 and everything else at 404; the recommendation as the ward's task, closed with its result
16 C Seconded staff of seven bodies on the roster.
17 C Party, Council and Committee may direct one matter.
18 C The police pass on what develops.
19 - Police files on persons are not kept: there is no place for them.
20 C The home commune is told of its citizens who gather often.
    test: tests/receptions/test_arrivals.py::test_often_gathering_citizens_bring_a_letter_with_figures_only
    sees: proposed from three arrivals in ninety days; a numbered letter with figures, without a name
21 C The yearly report on the Party's directive.
22 C Matters with a proposed solution and no dialogue yet.
23 C Over-level indicator by home unit and level.
    test: tests/oversight/test_over_level.py::test_figures_by_home_unit_and_level_follow_correction_and_withdrawal
    sees: arrivals and persons of each subtree by level reached; repeated ones, crowds, the largest group
24 C Officials are sent to explain and bring citizens home.
    test: tests/receptions/test_arrivals.py::test_group_is_told_home_fetched_handed_over_and_confirmed
    sees: names and positions of who is sent, at both units; no handing over before
25 D Government documents: signed for the collective by a deputy, the number blank until it is issued.
    test: tests/plans/test_district.py::test_deputy_signs_for_the_collective_and_the_number_is_blank_until_then
    sees: KT. in the signature block; no number before the signing
26 C To whom the plan goes.
27 C A flash report by the day.
""",
)
