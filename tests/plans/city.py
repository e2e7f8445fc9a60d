"""Plan S4: dialogue of the chairman of a city (Lai Châu)."""

from tests.plans.items import read

PLAN = read(
    "S4",
    "City People's Committee, Lai Châu: dialogue of the chairman with the people",
    """
01 D A Government plan that rests on State law and on a Party regulation.
02 - The spirit in which dialogues are held.
03 D An answer is short and names its legal basis.
04 D The conference has house rules.
05 D The chairman chairs.
06 D A default list of participants, and others when a topic concerns them.
07 D The chair answers and directs on the spot.
08 D Information items are told to the people at the conference.
09 D At least one dialogue a year.
10 D A voter meeting combined with it counts, and says so.
11 D An ad hoc dialogue when a matter calls for it.
12 D Time and place are announced for each conference.
13 D Opinions are collected through the media.
14 D Opinions come from citizens, the Front, organisations and elected deputies.
15 D Opinions are classified by content and by urgency.
16 D Opinions go to the bodies that prepare the answers.
17 D Plan, programme and house rules are documents of each conference.
18 D The chair approves content, time, place, participants and target group in one pack.
19 D Public notice or invitations at least seven working days before.
20 D The invitation goes with a speech slip; returned slips are the speaking list.
21 D The dossier has exactly the nine columns of the plan.
22 D Agenda 1 of 6: opening; programme, chair, minutes taker and desk.
23 D Agenda 2 of 6: purpose and content.
24 D Agenda 3 of 6: people speak in the order of registration; the chair may change it.
25 D Agenda 4 of 6: the chair answers or has a body's leader answer.
26 D Agenda 5 of 6: conclusion; what is open gets a body and a date.
27 D What is beyond authority is submitted to the superior.
28 D Agenda 6 of 6: the minutes are adopted at the meeting.
29 D Internal review and assignment within five working days.
30 D A conclusion notice and written answers.
31 D Three ways afterwards: handle, verify, submit up.
32 D Answers within fifteen working days, complex ones thirty, from the day of the conference.
33 D The written answer has four recipients, each with proof.
34 D The office follows and urges.
35 D Bodies send a leader when asked.
36 D The Front may propose a dialogue and follows the conclusions.
37 D The results go to the Party committee, the Council and the Front.
38 D The plan is announced by radio and other channels.
39 D The police's security plan.
40 D Communes clear what they can before the conference, and it is marked.
41 D The plan is published on the unit's page.
42 D Both clocks are shown; the last day does not move.
""",
)
