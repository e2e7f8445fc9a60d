"""Plan S1: dialogue conferences of a commune (Hà Tĩnh)."""

from tests.plans.items import read

PLAN = read(
    "S1",
    "Commune Party committee, Hà Tĩnh: dialogue conferences of a year",
    """
01 D The plan derives from the district's plan of the same year.
    test: tests/receptions/test_plans.py::test_values_overlay_those_of_the_plan_above_and_each_names_its_level
    sees: a value says that it comes from the district's plan
02 D A plan belongs to one year.
    test: tests/receptions/test_plans.py::test_a_second_plan_of_the_year_and_line_is_refused_and_an_amendment_replaces
    sees: a second plan of the year is refused
03 D An opinion may become a proposal for policy, not only a case.
    test: tests/plans/test_commune.py::test_an_opinion_is_answered_assigned_or_goes_up_and_may_become_a_policy
    sees: an opinion on the route of policy
04 - The tone in which conferences are held.
05 D Topics are chosen from collected opinions.
    test: tests/dialogues/test_conferences.py::test_topics_are_chosen_from_collected_opinions_which_come_along
    sees: the opinions on the chosen topics come along
06 D Topics form a tree: production, land, environment, socio-economy, defence, new countryside, Party building.
    test: tests/plans/test_commune.py::test_topics_are_a_tree_with_the_conduct_of_officials_in_it
    sees: the page of topics shows the tree
07 D The conduct of officials and of the head is a topic.
    test: tests/plans/test_commune.py::test_topics_are_a_tree_with_the_conduct_of_officials_in_it
    sees: the conduct of officials is one of the topics
08 D Three ways for an opinion: answered, assigned, compiled and sent up.
    test: tests/plans/test_commune.py::test_an_opinion_is_answered_assigned_or_goes_up_and_may_become_a_policy
    sees: answered, assigned and sent up beside each other
09 D The standing committee organises, the secretary chairs.
    test: tests/plans/test_commune.py::test_conference_page_says_who_organises_chairs_takes_part_and_how_many_are_expected
    sees: organiser and chair on the conference's page
10 D Who takes part by default.
    test: tests/plans/test_commune.py::test_conference_page_says_who_organises_chairs_takes_part_and_how_many_are_expected
    sees: the plan's participants on the conference's page
11 D Eighty to a hundred people are expected; invitations and attendance are counted.
    test: tests/plans/test_commune.py::test_attendance_stands_beside_what_was_expected
    sees: expected and attended on the page
12 D The head has the preparation assigned to bodies together with the Front.
    test: tests/plans/test_commune.py::test_front_and_unions_hand_in_before_and_the_office_gives_the_preparation_to_a_body
    sees: the preparation is a task of a body
13 D The Front and the organisations hand in opinions before the conference.
    test: tests/plans/test_commune.py::test_front_and_unions_hand_in_before_and_the_office_gives_the_preparation_to_a_body
    sees: the union's opinion on the page of opinions
14 D The office classifies opinions and assigns the preparation to body and person.
    test: tests/plans/test_commune.py::test_front_and_unions_hand_in_before_and_the_office_gives_the_preparation_to_a_body
    sees: topic, body and person of the preparation
15 D The people are told at least seven calendar days before.
    test: tests/dialogues/test_conferences.py::test_notice_too_late_is_refused_without_a_reason_and_marked_with_one
    sees: a notice after the last of seven calendar days is refused
16 D Bodies concerned by a topic are invited because of it.
    test: tests/dialogues/test_conferences.py::test_invitation_follows_the_topics_and_each_has_its_notice
    sees: invited by topic
17 D Agenda 1 of 5: opening; chair, minutes taker and receiving desk are named.
    test: tests/plans/test_commune.py::test_minutes_hold_the_opening_and_what_the_chair_reported
    sees: step 1 with chair, minutes taker and desk on the page of the meeting
18 D Agenda 2 of 5: the chair reports on purpose and content.
    test: tests/plans/test_commune.py::test_minutes_hold_the_opening_and_what_the_chair_reported
    sees: step 2 on the page of the meeting
19 D Agenda 3 of 5: people speak or hand in written questions at the desk.
    test: tests/plans/test_commune.py::test_people_speak_or_write_and_it_is_kept_who_answered
    sees: a written question takes its place on the list
20 D Agenda 4 of 5: the chair answers or has somebody answer; who did is recorded per question.
    test: tests/plans/test_commune.py::test_people_speak_or_write_and_it_is_kept_who_answered
    sees: who answered on the page
21 D What cannot be answered on the spot becomes a task.
    test: tests/plans/test_commune.py::test_what_was_not_answered_at_once_is_a_task_with_its_date
    sees: the task and its due day on its page
22 D What is beyond the commune is sent up, and the commune still owes the answer.
    test: tests/dialogues/test_conferences.py::test_beyond_authority_becomes_a_case_that_goes_up_while_the_duty_to_answer_stays
    sees: the case is on its way up, the answering unit is the commune
23 D Agenda 5 of 5: the exchange goes on to a final conclusion.
    test: tests/plans/test_commune.py::test_exchange_goes_on_until_every_opinion_has_an_outcome
    sees: the conclusion is refused while an opinion is open
24 D The conferences are planned for the second and third quarter.
    test: tests/dialogues/test_conferences.py::test_plan_of_the_year_makes_its_conferences_once_in_its_quarters
    sees: quarters two and three
25 D Two conferences a year.
    test: tests/dialogues/test_conferences.py::test_plan_of_the_year_makes_its_conferences_once_in_its_quarters
    sees: two conferences, and no third
26 D The conclusion is notified within ten days after closing, by the Party office.
    test: tests/plans/test_commune.py::test_notice_of_the_conclusion_is_drafted_by_the_office_within_ten_days_and_answers_follow
    sees: the notice is due on the tenth day, or the next working day
27 D The notice goes to the bodies concerned and lists only what is open.
    test: tests/conclusions/test_concluding.py::test_item_settled_on_the_spot_is_done_and_not_in_the_notice
    sees: the notice has the open items only
28 D Written results within thirty working days after the notice, to the person and the bodies.
    test: tests/plans/test_commune.py::test_notice_of_the_conclusion_is_drafted_by_the_office_within_ten_days_and_answers_follow
    test: tests/dialogues/test_conferences.py::test_commune_counts_its_answers_from_the_notice
    sees: the answer is due thirty working days after the notice
29 D A task closes with two things: the answer to the citizen and the report to the secretary.
    test: tests/conclusions/test_tasks.py::test_closing_without_the_report_is_refused_and_named
    test: tests/conclusions/test_tasks.py::test_closing_without_the_answer_is_refused_and_named
    sees: closing without report or answer is refused
30 D What is beyond authority is compiled into one submission to the superior.
    test: tests/plans/test_commune.py::test_an_opinion_is_answered_assigned_or_goes_up_and_may_become_a_policy
    sees: the submission lists what goes up and nothing else
31 D Complex matters: the person is told who will answer and when.
    test: tests/dialogues/test_conferences.py::test_complex_matter_is_told_in_between_and_its_last_day_does_not_move
    sees: the interim notice names body and day
32 D Results are reported strictly before 15 June and 10 December.
    test: tests/conclusions/test_summary.py::test_summary_is_due_strictly_before_the_day_on_a_working_day
    sees: the day before 15 June and 10 December
33 D The People's Committee has a plan of its own beside the Party's.
    test: tests/plans/test_commune.py::test_the_committee_has_a_plan_of_its_own_beside_the_partys
    sees: two plans of the year beside each other
34 D The Party office prepares the conference and drafts the conclusion notice.
    test: tests/plans/test_commune.py::test_office_drafts_programme_and_notice_of_the_conference
    test: tests/conclusions/test_pages.py::test_conclusion_is_dictated_and_issued
    sees: programme and conclusion notice drafted by the office
35 D The mass-mobilisation bloc reads conclusions and progress as an observer.
    test: tests/conclusions/test_pages.py::test_observer_reads_conclusions_and_progress_and_nothing_else
    sees: the observer's pages, and 404 for the rest
36 D Half-year and year summary inside the commune.
    test: tests/conclusions/test_summary.py::test_summary_counts_items_by_body_and_route
    sees: the summary's table
37 D A plan is amended in versions.
    test: tests/receptions/test_plans.py::test_a_second_plan_of_the_year_and_line_is_refused_and_an_amendment_replaces
    sees: the amendment is version 2 and replaces
38 D The plan is sent up and down, with proof.
    test: tests/receptions/test_plans.py::test_distribution_proof_guidance_and_discarding
    sees: channel, day and proof of each recipient
39 D Calendar days and working days stand side by side; each period has its own kind.
    test: tests/plans/test_commune.py::test_calendar_and_working_days_stand_side_by_side_on_the_plan
    sees: days and working days on the plan's page
""",
)
