"""Plan S4: dialogue of the chairman of a city (Lai Châu)."""

from tests.plans.items import read

PLAN = read(
    "S4",
    "City People's Committee, Lai Châu: dialogue of the chairman with the people",
    """
01 D A Government plan that rests on State law and on a Party regulation.
    test: tests/plans/test_city.py::test_plan_page_names_state_law_and_the_partys_regulation
    sees: the bases on the plan's page
02 - The spirit in which dialogues are held.
03 D An answer is short and names its legal basis.
    test: tests/plans/test_city.py::test_chair_answers_on_the_spot_with_the_law_or_lets_a_leader_answer
    sees: the legal basis beside the answer
04 D The conference has house rules.
    test: tests/plans/test_city.py::test_plan_programme_and_house_rules_are_papers_of_the_conference
    sees: the house rules as a paper
05 D The chairman chairs.
    test: tests/plans/test_city.py::test_chair_and_usual_participants_come_from_the_plan_and_others_with_the_topic
    sees: the chairman in the chair on the page
06 D A default list of participants, and others when a topic concerns them.
    test: tests/plans/test_city.py::test_chair_and_usual_participants_come_from_the_plan_and_others_with_the_topic
    sees: usual participants and those of the topic are invited, others not
07 D The chair answers and directs on the spot.
    test: tests/plans/test_city.py::test_chair_answers_on_the_spot_with_the_law_or_lets_a_leader_answer
    sees: the answer given on the spot in the dossier
08 D Information items are told to the people at the conference.
    test: tests/plans/test_city.py::test_people_are_informed_at_the_conference_and_the_minutes_are_adopted_there
    sees: the information in the minutes
09 D At least one dialogue a year.
    test: tests/plans/test_city.py::test_one_conference_a_year_is_planned_and_combined_with_voters_it_counts
    sees: 0/1 on the year's page
10 D A voter meeting combined with it counts, and says so.
    test: tests/dialogues/test_conferences.py::test_combined_voter_meeting_counts_to_the_quota_and_says_so
    sees: counted to the quota, and named as combined
11 D An ad hoc dialogue when a matter calls for it.
    test: tests/plans/test_city.py::test_front_proposes_and_an_ad_hoc_conference_is_called
    sees: the reason on the page; without one it is refused
12 D Time and place are announced for each conference.
    test: tests/plans/test_city.py::test_day_and_place_are_announced_by_radio_and_web_and_the_police_have_a_plan
    sees: place and notice on the page
13 D Opinions are collected through the media.
    test: tests/plans/test_city.py::test_opinions_come_from_media_front_unions_deputies_and_citizens_and_are_sorted
    sees: the media as a source
14 D Opinions come from citizens, the Front, organisations and elected deputies.
    test: tests/plans/test_city.py::test_opinions_come_from_media_front_unions_deputies_and_citizens_and_are_sorted
    sees: the sources on the page of opinions
15 D Opinions are classified by content and by urgency.
    test: tests/plans/test_city.py::test_opinions_come_from_media_front_unions_deputies_and_citizens_and_are_sorted
    sees: topic and urgency on the page of opinions
16 D Opinions go to the bodies that prepare the answers.
    test: tests/plans/test_city.py::test_body_prepares_and_a_commune_clears_before_the_day
    sees: the body's task with its day
17 D Plan, programme and house rules are documents of each conference.
    test: tests/plans/test_city.py::test_plan_programme_and_house_rules_are_papers_of_the_conference
    sees: three papers of the conference
18 D The chair approves content, time, place, participants and target group in one pack.
    test: tests/plans/test_city.py::test_chair_approves_content_time_place_people_and_target_in_one_pack
    sees: the approval pack names all five
19 D Public notice or invitations at least seven working days before.
    test: tests/dialogues/test_conferences.py::test_notice_too_late_is_refused_without_a_reason_and_marked_with_one
    sees: a notice after the last of seven working days is refused
20 D The invitation goes with a speech slip; returned slips are the speaking list.
    test: tests/plans/test_city.py::test_invitation_goes_with_a_slip_and_returned_slips_make_the_list
    sees: invitation and slip are drafted; returned slips in order
21 D The dossier has exactly the nine columns of the plan.
    test: tests/plans/test_city.py::test_dossier_has_exactly_the_nine_columns
    sees: the nine columns in order and no other
22 D Agenda 1 of 6: opening; programme, chair, minutes taker and desk.
    test: tests/plans/test_city.py::test_agenda_has_its_six_steps_with_who_leads_each
    sees: step 1 on the page of the meeting
23 D Agenda 2 of 6: purpose and content.
    test: tests/plans/test_city.py::test_agenda_has_its_six_steps_with_who_leads_each
    sees: step 2 on the page of the meeting
24 D Agenda 3 of 6: people speak in the order of registration; the chair may change it.
    test: tests/dialogues/test_conferences.py::test_speaking_list_is_in_order_of_registration_and_the_chair_may_change_it
    sees: the list in order, and as the chair changed it
25 D Agenda 4 of 6: the chair answers or has a body's leader answer.
    test: tests/plans/test_city.py::test_chair_answers_on_the_spot_with_the_law_or_lets_a_leader_answer
    sees: the leader who answered on the page
26 D Agenda 5 of 6: conclusion; what is open gets a body and a date.
    test: tests/plans/test_city.py::test_open_matters_get_body_and_date_and_three_ways
    sees: an open matter without a body is refused; body and day in the dossier
27 D What is beyond authority is submitted to the superior.
    test: tests/dialogues/test_conferences.py::test_beyond_authority_becomes_a_case_that_goes_up_while_the_duty_to_answer_stays
    sees: the case is on its way up
28 D Agenda 6 of 6: the minutes are adopted at the meeting.
    test: tests/plans/test_city.py::test_people_are_informed_at_the_conference_and_the_minutes_are_adopted_there
    sees: the minutes were adopted on the day
29 D Internal review and assignment within five working days.
    test: tests/plans/test_city.py::test_review_notice_and_answers_have_the_days_of_the_plan
    sees: the review is due five working days after
30 D A conclusion notice and written answers.
    test: tests/plans/test_city.py::test_review_notice_and_answers_have_the_days_of_the_plan
    sees: the notice on the conclusion's page
31 D Three ways afterwards: handle, verify, submit up.
    test: tests/plans/test_city.py::test_open_matters_get_body_and_date_and_three_ways
    sees: the ways beside each other
32 D Answers within fifteen working days, complex ones thirty, from the day of the conference.
    test: tests/plans/test_city.py::test_review_notice_and_answers_have_the_days_of_the_plan
    test: tests/dialogues/test_conferences.py::test_city_from_the_meeting_to_the_last_answer
    sees: fifteen working days from the conference; a later day is refused
33 D The written answer has four recipients, each with proof.
    test: tests/dialogues/test_conferences.py::test_city_from_the_meeting_to_the_last_answer
    sees: the answer is refused while one of four has no proof
34 D The office follows and urges.
    test: tests/plans/test_city.py::test_office_follows_and_urges_what_is_late
    sees: the urging on the task's page
35 D Bodies send a leader when asked.
    test: tests/plans/test_city.py::test_bodies_send_their_leader_or_say_why_not
    sees: a substitute without a reason is refused
36 D The Front may propose a dialogue and follows the conclusions.
    test: tests/plans/test_city.py::test_front_proposes_and_an_ad_hoc_conference_is_called
    test: tests/dialogues/test_pages.py::test_observer_sees_conclusions_and_progress_without_names
    sees: who proposed on the page; the observer's view
37 D The results go to the Party committee, the Council and the Front.
    test: tests/plans/test_city.py::test_results_go_to_committee_council_and_front_each_with_a_notice
    sees: three notices
38 D The plan is announced by radio and other channels.
    test: tests/plans/test_city.py::test_plan_is_published_and_its_channels_are_named
    sees: the channels on the public page
39 D The police's security plan.
    test: tests/plans/test_city.py::test_day_and_place_are_announced_by_radio_and_web_and_the_police_have_a_plan
    sees: the security plan on the page
40 D Communes clear what they can before the conference, and it is marked.
    test: tests/plans/test_city.py::test_body_prepares_and_a_commune_clears_before_the_day
    sees: the mark on the page of opinions
41 D The plan is published on the unit's page.
    test: tests/plans/test_city.py::test_plan_is_published_and_its_channels_are_named
    sees: the plan's number on the public page
42 D Both clocks are shown; the last day does not move.
    test: tests/dialogues/test_conferences.py::test_complex_matter_is_told_in_between_and_its_last_day_does_not_move
    sees: the last day stays beside the new one
""",
)
