"""Plan S0: the secretary of a ward receives citizens (An Giang)."""

from tests.plans.items import read

PLAN = read(
    "S0",
    "Ward Party committee, An Giang: reception and dialogue of the secretary",
    """
01 D A plan keeps its legal bases in order, from the centre down to the own committee, over the superior's values.
    test: tests/plans/test_ward.py::test_plan_page_keeps_bases_in_order_and_three_people_apart
    test: tests/receptions/test_plans.py::test_values_overlay_those_of_the_plan_above_and_each_names_its_level
    sees: the plan's page names the bases in order; a value says the level it comes from
02 D A collective issues, a deputy signs on its behalf, the secretary has the duty: three fields.
    test: tests/plans/test_ward.py::test_plan_page_keeps_bases_in_order_and_three_people_apart
    sees: issuer, signer and the person with the duty stand apart on the plan's page
03 D Every item of a conclusion names a body and a person who answer for it.
    test: tests/conclusions/test_concluding.py::test_every_open_item_names_who_and_until_when
    sees: a conclusion whose item names no body, person or date is refused, each named
04 D A matter of Party discipline goes the Party way and is hidden from the other line and from the member concerned.
    test: tests/receptions/test_party_discipline.py::test_pages_of_the_member_concerned_show_nothing_of_it
    test: tests/receptions/test_party_discipline.py::test_it_stays_on_the_party_line_even_in_a_linked_session_and_makes_no_shared_case
    sees: the secretary concerned gets 404 for registration, task, conclusion and minutes, and no list, day or register tells of it
05 S How many matters drag on, and how old they are.
    test: tests/oversight/test_ageing.py::test_board_shows_number_and_age_and_the_list_has_exactly_them
    sees: number and age of the long-running cases on the superior's board
06 L Competence is settled and written down before anything else is done.
07 L Whoever complains, denounces, proposes or reports is protected: need to know, masks, a log of who looked.
08 D A session is not ready before its checklist is complete; what departs from the programme is recorded.
    test: tests/plans/test_ward.py::test_session_is_not_ready_before_its_list_and_departures_are_recorded
    sees: ready is refused; what departed from the programme stands in the minutes
09 D Each sentence of the conclusion becomes a task that is followed.
    test: tests/plans/test_ward.py::test_secretary_concludes_in_items_and_each_becomes_a_task
    sees: two items dictated are two tasks of the session
10 D Topics of Party discipline are a branch of their own, apart from administrative ones.
    test: tests/staff/test_settings.py::test_party_discipline_topics_exist_on_the_party_line_only
    sees: topics of Party discipline are offered on the Party's line and not on the other
11 D Four flags (prominent, many people, complex, prolonged) propose matters for the secretary's session.
    test: tests/plans/test_ward.py::test_four_flags_put_a_matter_before_others
    sees: the flagged registration stands first on the page of the head's list
12 D A fifth flag, serious consequences, proposes a matter and is a ground for an ad hoc session.
    test: tests/plans/test_ward.py::test_serious_consequences_propose_a_matter_and_are_a_ground
    sees: the flag stays with the registration; the session's page names the ground
13 D The Party reception is linked to the case on the Government side and shows its result: resolved, not accepted.
    test: tests/plans/test_ward.py::test_party_reception_is_linked_to_the_case_and_shows_its_result
    sees: the registration's page shows number and result of the Government's case
14 D Agenda 1 of 7: the office opens, introduces those present and the programme.
    test: tests/plans/test_ward.py::test_agenda_from_the_opening_to_the_brief_stands_in_the_minutes
    sees: step 1 with the office as its speaker in the minutes
15 D Agenda 2 of 7: the secretary says what the session is for.
    test: tests/plans/test_ward.py::test_agenda_from_the_opening_to_the_brief_stands_in_the_minutes
    sees: step 2 in the minutes
16 D Agenda 3 of 7: the office reads the brief of the matter and what was done so far.
    test: tests/plans/test_ward.py::test_agenda_from_the_opening_to_the_brief_stands_in_the_minutes
    sees: step 3 in the minutes
17 D Agenda 4 of 7: the citizen speaks.
    test: tests/plans/test_ward.py::test_citizen_bodies_and_citizen_again_stand_in_the_minutes
    sees: the citizen's statement in the minutes
18 D Agenda 5 of 7: bodies and organisations give their opinion, each recorded.
    test: tests/plans/test_ward.py::test_citizen_bodies_and_citizen_again_stand_in_the_minutes
    sees: the opinion of a body under its name in the minutes
19 D Agenda 6 of 7: the citizen speaks again; agreement or disagreement is recorded.
    test: tests/plans/test_ward.py::test_citizen_bodies_and_citizen_again_stand_in_the_minutes
    sees: the citizen's last words and the agreement in the minutes
20 D Agenda 7 of 7: the secretary concludes, in items.
    test: tests/plans/test_ward.py::test_secretary_concludes_in_items_and_each_becomes_a_task
    sees: the conclusion's items in the minutes
21 D Periodic reception once a month, on the 15th.
    test: tests/plans/test_ward.py::test_sessions_lie_on_the_fifteenth_and_a_day_off_is_moved_with_its_reason
    sees: the year's page lists the 15th
22 D A 15th on a day off or taken by other work is moved, with a reason; the plan leaves the direction open.
    test: tests/plans/test_ward.py::test_sessions_lie_on_the_fifteenth_and_a_day_off_is_moved_with_its_reason
    test: tests/receptions/test_sessions.py::test_nobody_chose_by_the_last_posting_day_so_the_next_working_day_is_taken_and_marked
    sees: 15/11/2026 waits with two worked days offered; the day taken automatically is marked
23 D Registered citizens and invited bodies are told of a postponement, with proof; the posting changes.
    test: tests/receptions/test_sessions.py::test_a_postponed_session_hands_its_people_on_and_tells_them
    sees: a notice to each registered citizen and invited body
24 D An ad hoc session names its legal ground.
    test: tests/receptions/test_sessions.py::test_only_the_head_of_the_line_approves_an_ad_hoc_session
    sees: an ad hoc session without its ground is refused
25 D Only the secretary decides on time, place and participants of an ad hoc session.
    test: tests/plans/test_ward.py::test_periodic_sessions_have_the_units_room_and_an_ad_hoc_one_what_the_secretary_decides
    sees: the office's approval is refused, the secretary's stands
26 D Periodic sessions have the unit's room, an ad hoc one the place the secretary decides.
    test: tests/plans/test_ward.py::test_periodic_sessions_have_the_units_room_and_an_ad_hoc_one_what_the_secretary_decides
    sees: the plan's room on the periodic session's page, the decided place on the other
27 D The usual participants are invited by default.
    test: tests/plans/test_ward.py::test_usual_participants_come_from_the_plan_and_the_secretary_approves_them
    sees: the plan's participants on the session's page
28 D The secretary approves the participants of each session.
    test: tests/plans/test_ward.py::test_usual_participants_come_from_the_plan_and_the_secretary_approves_them
    sees: the office's approval of the composition is refused
29 D Registrations are listed, screened, shortlisted, proposed and approved.
    test: tests/receptions/test_registrations.py::test_head_approves_sends_back_and_defers_the_list
    sees: the list: approved, sent back, put off by the head alone
30 D Regulation and advisory team are instruments the unit must have; above it is seen which are missing.
    test: tests/staff/test_settings.py::test_a_unit_becomes_ready_and_its_superior_sees_the_same
    sees: the superior's checklist names what is missing
31 D Bodies send reports and papers before the session, by a day.
    test: tests/receptions/test_registrations.py::test_dossier_is_asked_for_and_the_brief_has_case_and_position
    sees: the request has its body and day; what came in is recorded
32 D The position on a matter is agreed with the office before it goes on the agenda.
    test: tests/receptions/test_registrations.py::test_dossier_is_asked_for_and_the_brief_has_case_and_position
    sees: the agreed position stands in the brief
33 D A leader of each invited body attends; a substitute is recorded with the reason.
    test: tests/receptions/test_day.py::test_substitute_needs_a_reason
    sees: a substitute without a reason is refused
34 D Tasks of a conclusion have a status and evidence.
    test: tests/conclusions/test_tasks.py::test_task_ends_with_the_report_and_the_answer
    sees: status and evidence of a task
35 D Progress is reported to the standing committee through the office.
    test: tests/plans/test_ward.py::test_progress_goes_through_the_office_every_thirty_days
    sees: the task's page shows progress, and the next one's day
36 D The police's security plan is on the checklist of every session.
    test: tests/receptions/test_sessions.py::test_ready_names_what_is_missing_and_the_security_plan_is_among_it
    sees: ready is refused while the security plan is missing
37 L Protection of whoever speaks up is asked for, decided and ended.
38 D Incidents before, during and after are recorded; an urgent one alerts at once.
    test: tests/plans/test_ward.py::test_urgent_incident_and_a_quiet_one_are_recorded_with_their_phase
    test: tests/receptions/test_day.py::test_urgent_incident_tells_the_unit_above_without_a_word_of_it
    sees: incidents of three phases on the page; an urgent one is due at once above
39 D Secretaries of cells receive citizens too, inside the unit.
    test: tests/plans/test_ward.py::test_cells_receive_too_and_are_summed_inside_apart_from_the_heads_days
    sees: the cell's row on the page of receptions inside
40 D The cells' receptions are summed inside the unit, apart from the head's days.
    test: tests/plans/test_ward.py::test_cells_receive_too_and_are_summed_inside_apart_from_the_heads_days
    sees: the sum inside; the head's days stay
41 D An obstacle can be raised on any task and must be answered.
    test: tests/conclusions/test_tasks.py::test_obstacle_waits_for_the_head
    sees: the result is refused until the head has answered
42 D The plan goes up; the superior sees which wards have one in force.
    test: tests/plans/test_ward.py::test_superior_sees_that_the_ward_has_a_plan_in_force
    sees: the ward on the superior's page; who the plan was sent to
43 D One day a month is below the legal two: saved, marked with its source, never hidden.
    test: tests/receptions/test_plan_pages.py::test_my_thois_preset_saves_and_is_marked_everywhere
    sees: the mark and its source on plan, print, register and public page
44 D Search knows no marks; a plan without number and date stays a draft.
    test: tests/receptions/test_plans.py::test_without_number_or_date_a_plan_stays_a_draft_and_nothing_is_public
    test: tests/documents/test_pages.py::test_register_lists_what_was_issued_and_finds_without_marks
    sees: issuing without number is refused; a search without marks finds
""",
)
