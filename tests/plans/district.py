"""Plan S3: a district during a session of the National Assembly (Sóc Trăng)."""

from tests.plans.items import read

PLAN = read(
    "S3",
    "District People's Committee, Sóc Trăng: the time of a National Assembly session",
    """
01 C A campaign of the province becomes the district's plan and the communes' duties.
    test: tests/oversight/test_campaigns.py::test_campaign_of_the_province_opens_a_draft_in_each_unit_two_levels_down
    test: tests/oversight/test_campaigns.py::test_unit_asks_for_more_and_never_for_less_than_the_unit_above
    sees: drafts of two levels under their parents; the ward's own plan number on the province's page; what narrows refused
02 C A special period with a name, from and to, or by order.
    test: tests/oversight/test_campaigns.py::test_head_puts_a_campaign_in_force_at_once_and_ends_it_with_a_reason
    sees: a period two weeks ahead in force today by the head's order, with the reason on its page
03 C How many crowds came in the period.
    test: tests/oversight/test_campaign_duty.py::test_crowd_at_the_desk_reaches_those_on_duty_the_head_and_the_centre_above
    sees: the number of crowds since the campaign began on the province's page
04 C Notes on the situation and a forecast.
    test: tests/oversight/test_campaign_duty.py::test_note_says_figures_and_names_no_citizen
    sees: note and forecast read one level up; a citizen's name refused
05 C The reception board receives crowds together with other bodies.
    test: tests/oversight/test_campaign_duty.py::test_crowd_at_the_desk_reaches_those_on_duty_the_head_and_the_centre_above
    test: tests/oversight/test_campaign_duty.py::test_a_group_alerts_once_though_a_petition_is_made_of_it_and_nobody_alerts_without_a_campaign
    sees: mails to those on duty, head and centre; taken once with what was done
06 C A roster with shifts.
    test: tests/oversight/test_campaign_duty.py::test_roster_keeps_who_was_lent_and_refuses_one_person_in_two_places
    sees: shifts, call list, print, who is on duty at noon
07 C Who of the district came to the province or the centre: seen by host and home.
    test: tests/receptions/test_arrivals.py::test_names_stand_in_the_two_units_only
    sees: the arrival at host and home with names; counts only between and above; nothing elsewhere
08 C A list of hot spots with risk, measures and owner.
    test: tests/oversight/test_hot_spots.py::test_hot_spot_is_written_below_and_read_on_every_level_above
    sees: the list with risk, owner and days without news on three levels; the end with its result
09 C Long-standing matters with an agreed solution and its progress.
    test: tests/cases/test_programme.py::test_solution_is_followed_to_its_dialogue_and_seen_above_without_the_case
    test: tests/cases/test_programme_moves.py::test_rows_go_with_the_case_and_come_back
    sees: solution, progress and next step on the case; counts of units at the level above, no case
10 C An alert for a new complex matter.
    test: tests/cases/test_programme.py::test_new_complex_matter_alerts_the_head_and_the_levels_above_at_once
    sees: one alert with the number of persons and mails to the head and the level above
11 C On request, the list of backlog that was resolved, with results and numbers.
    test: tests/cases/test_programme.py::test_list_of_settled_matters_is_given_to_who_asked_and_why
    sees: refused without body, paper and reason; the sheet and the paper; the unit's log
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
    test: tests/inspections/test_inspections.py::test_recommendation_to_the_own_unit_is_a_task_of_one_of_its_bodies
    sees: the scope at 200 and everything else at 404; the recommendation as the ward's task, closed with its result
16 C Seconded staff of seven bodies on the roster.
    test: tests/oversight/test_campaign_duty.py::test_roster_keeps_who_was_lent_and_refuses_one_person_in_two_places
    sees: a lent officer with the body that sent him on roster and print
17 C Party, Council and Committee may direct one matter.
    test: tests/cases/test_programme.py::test_each_principal_directs_in_a_row_of_its_own_and_each_line_sees_its_own
    sees: three rows in order; the other line's is 404 until its head links it
18 C The police pass on what develops.
    test: tests/oversight/test_campaign_duty.py::test_note_says_figures_and_names_no_citizen
    sees: the police as the source of a note
19 - Police files on persons are not kept: there is no place for them.
    test: tests/plans/test_district.py::test_no_record_of_police_files_on_persons_can_be_kept
    test: tests/plans/test_district.py::test_no_form_and_no_address_asks_for_one
    test: tests/plans/test_district.py::test_incidents_notes_and_alerts_have_no_place_for_a_person
    sees: no column, choice, model, form field or address of such a file; an incident is when and what, a note figures
20 C The home commune is told of its citizens who gather often.
    test: tests/receptions/test_arrivals.py::test_often_gathering_citizens_bring_a_letter_with_figures_only
    sees: proposed from three arrivals in ninety days; a numbered letter with figures, without a name
21 C The yearly report on the Party's directive.
    test: tests/oversight/test_campaigns.py::test_yearly_report_on_the_directive_is_asked_of_every_unit
    sees: the directive as basis of a year's campaign; each unit's report of the year and who has not sent it
22 C Matters with a proposed solution and no dialogue yet.
    test: tests/cases/test_programme.py::test_solution_is_followed_to_its_dialogue_and_seen_above_without_the_case
    sees: the filter holds two matters, and one after a dialogue
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
    test: tests/oversight/test_flash_reports.py::test_figures_fill_themselves_in_and_stand_still_once_it_is_issued
    sees: recipients on the print; a unit's own word, typed proof of the others
27 C A flash report by the day.
    test: tests/oversight/test_campaigns.py::test_rhythm_gives_the_reports_of_each_day_the_middle_and_the_end
    test: tests/oversight/test_flash_reports.py::test_unit_above_sees_who_reported_who_is_late_and_the_sum
    test: tests/oversight/test_flash_reports.py::test_missed_report_is_late_on_the_board_and_the_duty_follows_the_plan
    test: tests/oversight/test_flash_reports.py::test_hot_spots_of_the_days_stand_in_the_report
    sees: reports of each day, the middle and the end; late ones and the sum; a missed one on the duty board
""",
)
