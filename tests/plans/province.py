"""Plan S2: responsibilities of a provincial secretary (Kon Tum)."""

from tests.plans.items import read

PLAN = read(
    "S2",
    "Provincial Party committee, Kon Tum: responsibilities of the secretary",
    """
01 D Party documents have their own layout and symbol.
    test: tests/documents/test_signing.py::test_party_paper_carries_the_partys_symbol
    sees: the Party's symbol and layout on the paper
02 D Every duty names a leading body and the bodies that help.
    test: tests/plans/test_province.py::test_plan_page_names_who_leads_who_helps_and_the_rhythm
    sees: leading and helping bodies on the plan's page
03 D The secretary receives in person and holds dialogues when needed.
    test: tests/plans/test_province.py::test_secretary_receives_in_person_and_a_dialogue_is_called_when_needed
    sees: the secretary on the session's page, the called conference on its own
04 S The superior directs, instructs, inspects, supervises and urges the heads below.
    test: tests/inspections/test_urging.py::test_province_urges_two_levels_down_and_supervisors_may
    test: tests/inspections/test_urging.py::test_silence_brings_the_second_letter_next_morning_and_then_the_proposal
    sees: a numbered letter in the lower unit's register, the second one by itself, the proposed check of responsibility
05 D Regulations, house rules and procedures are instruments the unit must have.
    test: tests/documents/test_texts_and_filing.py::test_filed_instrument_is_known_to_the_levels_above_without_its_file
    sees: an instrument with number, date and validity
06 S An inbox of the reports of the units below.
    test: tests/reports/test_life.py::test_late_and_missing_stand_in_the_superiors_list
    sees: reports of the units below in one list: received, late, missing
07 S Review meetings with the heads below by quarter, half-year, nine months, year and ad hoc.
    test: tests/inspections/test_meetings.py::test_year_is_planned_once_with_all_units_below
    test: tests/inspections/test_meetings.py::test_invitation_freezes_the_figures_and_brings_each_unit_its_own
    sees: the year's four meetings with all units below; each unit's figures frozen in the agenda
08 S Reports to the centre monthly, quarterly, half-yearly, for nine months, yearly and ad hoc.
    test: tests/reports/test_life.py::test_partys_report_goes_its_own_way
    test: tests/reports/test_life.py::test_superior_asks_for_an_ad_hoc_report
    sees: the Party's report of the month, quarter and year with its days; one asked for ad hoc
09 L Order, safety and protection are led by the police.
10 D Reception once a month.
    test: tests/plans/test_province.py::test_plan_page_names_who_leads_who_helps_and_the_rhythm
    sees: twelve sessions, one a month
11 D A session may be held in the area of a lower unit.
    test: tests/receptions/test_sessions.py::test_a_session_is_held_only_in_the_area_of_a_unit_below
    sees: a place of a unit below is taken, another refused
12 D First ground for an ad hoc session.
    test: tests/plans/test_province.py::test_ad_hoc_session_names_one_of_the_two_grounds
    sees: the first ground on the session's page
13 D Second ground for an ad hoc session.
    test: tests/plans/test_province.py::test_ad_hoc_session_names_one_of_the_two_grounds
    sees: the second ground on the session's page; none is refused
14 D Topic, time and form are proposed to the secretary, who approves.
    test: tests/receptions/test_sessions.py::test_only_the_head_of_the_line_approves_an_ad_hoc_session
    sees: proposed by the office, approved by the head alone
15 D Own authority: handled, and the person is told the result.
    test: tests/conclusions/test_tasks.py::test_citizen_without_an_address_is_answered_by_a_signature
    sees: handled, and the answer to the person has its proof
16 D What is clear and founded is settled at once.
    test: tests/receptions/test_registrations.py::test_guided_and_settled_at_once_have_their_papers
    sees: settled at once, with the answer as a paper
17 R Assigned down: the result is reported up and the citizen told, and both are evidenced before closing.
    test: tests/cases/test_movements.py::test_assignment_is_met_only_by_both_evidences
    sees: the due item of the assignment stays open until answer and report both have a date
18 D Not the unit's business: guided to the right body with a letter.
    test: tests/receptions/test_registrations.py::test_guided_and_settled_at_once_have_their_papers
    sees: guided, with the letter as a paper
19 S District secretaries make plans and have their communes make plans: who has issued one.
    test: tests/oversight/test_duty_board.py::test_matrix_of_instruments_two_levels_down_lacks_most_first
    sees: who has issued plan and instruments, with number and date, two levels down
20 D Guidance of the centre is attached to the basis it belongs to.
    test: tests/receptions/test_plans.py::test_distribution_proof_guidance_and_discarding
    sees: a file of guidance at its basis
21 S The province follows two levels down and reports.
    test: tests/reports/test_pages.py::test_supervision_report_reaches_two_levels_down
    sees: figures of units two levels down in the report to the Standing Committee
22 S Recipients outside the platform get an export.
    test: tests/reports/test_pages.py::test_province_sends_its_signed_report_outside_and_notes_what_came_of_it
    sees: the signed file for the recipient outside, with the proof of its sending
23 D The duty is counted in days, not in times.
    test: tests/receptions/test_duties.py::test_a_day_counts_once_however_many_sessions_it_holds
    sees: two sessions of a day are one day
""",
)
