"""Plan S1: dialogue conferences of a commune (Hà Tĩnh)."""

from tests.plans.items import read

PLAN = read(
    "S1",
    "Commune Party committee, Hà Tĩnh: dialogue conferences of a year",
    """
01 D The plan derives from the district's plan of the same year.
02 D A plan belongs to one year.
03 D An opinion may become a proposal for policy, not only a case.
04 - The tone in which conferences are held.
05 D Topics are chosen from collected opinions.
06 D Topics form a tree: production, land, environment, socio-economy, defence, new countryside, Party building.
07 D The conduct of officials and of the head is a topic.
08 D Three ways for an opinion: answered, assigned, compiled and sent up.
09 D The standing committee organises, the secretary chairs.
10 D Who takes part by default.
11 D Eighty to a hundred people are expected; invitations and attendance are counted.
12 D The head has the preparation assigned to bodies together with the Front.
13 D The Front and the organisations hand in opinions before the conference.
14 D The office classifies opinions and assigns the preparation to body and person.
15 D The people are told at least seven calendar days before.
16 D Bodies concerned by a topic are invited because of it.
17 D Agenda 1 of 5: opening; chair, minutes taker and receiving desk are named.
18 D Agenda 2 of 5: the chair reports on purpose and content.
19 D Agenda 3 of 5: people speak or hand in written questions at the desk.
20 D Agenda 4 of 5: the chair answers or has somebody answer; who did is recorded per question.
21 D What cannot be answered on the spot becomes a task.
22 D What is beyond the commune is sent up, and the commune still owes the answer.
23 D Agenda 5 of 5: the exchange goes on to a final conclusion.
24 D The conferences are planned for the second and third quarter.
25 D Two conferences a year.
26 D The conclusion is notified within ten days after closing, by the Party office.
27 D The notice goes to the bodies concerned and lists only what is open.
28 D Written results within thirty working days after the notice, to the person and the bodies.
29 D A task closes with two things: the answer to the citizen and the report to the secretary.
30 D What is beyond authority is compiled into one submission to the superior.
31 D Complex matters: the person is told who will answer and when.
32 D Results are reported strictly before 15 June and 10 December.
33 D The People's Committee has a plan of its own beside the Party's.
34 D The Party office prepares the conference and drafts the conclusion notice.
35 D The mass-mobilisation bloc reads conclusions and progress as an observer.
36 D Half-year and year summary inside the commune.
37 D A plan is amended in versions.
38 D The plan is sent up and down, with proof.
39 D Calendar days and working days stand side by side; each period has its own kind.
""",
)
