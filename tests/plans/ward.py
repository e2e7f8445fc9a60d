"""Plan S0: the secretary of a ward receives citizens (An Giang)."""

from tests.plans.items import read

PLAN = read(
    "S0",
    "Ward Party committee, An Giang: reception and dialogue of the secretary",
    """
01 D A plan keeps its legal bases in order, from the centre down to the own committee, over the superior's values.
02 D A collective issues, a deputy signs on its behalf, the secretary has the duty: three fields.
03 D Every item of a conclusion names a body and a person who answer for it.
04 D A matter of Party discipline goes the Party way and is hidden from the other line and from the member concerned.
05 S How many matters drag on, and how old they are.
06 L Competence is settled and written down before anything else is done.
07 L Whoever complains, denounces, proposes or reports is protected: need to know, masks, a log of who looked.
08 D A session is not ready before its checklist is complete; what departs from the programme is recorded.
09 D Each sentence of the conclusion becomes a task that is followed.
10 D Topics of Party discipline are a branch of their own, apart from administrative ones.
11 D Four flags (prominent, many people, complex, prolonged) propose matters for the secretary's session.
12 D A fifth flag, serious consequences, proposes a matter and is a ground for an ad hoc session.
13 D The Party reception is linked to the case on the Government side and shows its result: resolved, not accepted.
14 D Agenda 1 of 7: the office opens, introduces those present and the programme.
15 D Agenda 2 of 7: the secretary says what the session is for.
16 D Agenda 3 of 7: the office reads the brief of the matter and what was done so far.
17 D Agenda 4 of 7: the citizen speaks.
18 D Agenda 5 of 7: bodies and organisations give their opinion, each recorded.
19 D Agenda 6 of 7: the citizen speaks again; agreement or disagreement is recorded.
20 D Agenda 7 of 7: the secretary concludes, in items.
21 D Periodic reception once a month, on the 15th.
22 D A 15th on a day off or taken by other work is moved, with a reason; the plan leaves the direction open.
23 D Registered citizens and invited bodies are told of a postponement, with proof; the posting changes.
24 D An ad hoc session names its legal ground.
25 D Only the secretary decides on time, place and participants of an ad hoc session.
26 D Periodic sessions have the unit's room, an ad hoc one the place the secretary decides.
27 D The usual participants are invited by default.
28 D The secretary approves the participants of each session.
29 D Registrations are listed, screened, shortlisted, proposed and approved.
30 D Regulation and advisory team are instruments the unit must have; above it is seen which are missing.
31 D Bodies send reports and papers before the session, by a day.
32 D The position on a matter is agreed with the office before it goes on the agenda.
33 D A leader of each invited body attends; a substitute is recorded with the reason.
34 D Tasks of a conclusion have a status and evidence.
35 D Progress is reported to the standing committee through the office.
36 D The police's security plan is on the checklist of every session.
37 L Protection of whoever speaks up is asked for, decided and ended.
38 D Incidents before, during and after are recorded; an urgent one alerts at once.
39 D Secretaries of cells receive citizens too, inside the unit.
40 D The cells' receptions are summed inside the unit, apart from the head's days.
41 D An obstacle can be raised on any task and must be answered.
42 D The plan goes up; the superior sees which wards have one in force.
43 D One day a month is below the legal two: saved, marked with its source, never hidden.
44 D Search knows no marks; a plan without number and date stays a draft.
""",
)
