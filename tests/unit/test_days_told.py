"""Days as news says them, and the day and casualties of whole short texts; all in our own words."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.mentions.sentences import split
from dashboard.mentions.times import find_times
from dashboard.model import Count, Document, Period, PlaceKind, Report, Source
from tests.unit.telling import place, tell, where

TUESDAY = "2024-01-16"
PLACES = (
    place("Gorna", PlaceKind.TOWN, 34.1, 44.2, "IQ"),
    place("Velik", PlaceKind.TOWN, 34.9, 43.2, "IQ"),
    place("Dorin", PlaceKind.TOWN, 36.1, 42.2, "IQ"),
    place("Salun", PlaceKind.TOWN, 33.1, 41.2, "IQ"),
    place("Mirana", PlaceKind.PROVINCE, 35.1, 43.2, "IQ"),
)


def days(text: str) -> list[tuple[str, str] | None]:
    document = Document("d", text, Source("d", "0"), published=date.fromisoformat(TUESDAY))
    periods = [time.period for time in find_times(document, split(document))]
    return [None if p is None else (str(p.first), str(p.last)) for p in periods]


TIMES: list[tuple[str, list[tuple[str, str] | None]]] = [
    ("On the 12th, shells fell again.", [("2024-01-12", "2024-01-12")]),
    ("Shells fell on the night of 13-14 January.", [("2024-01-13", "2024-01-14")]),
    ("Shells fell on the night of January 13.", [("2024-01-13", "2024-01-13")]),
    ("On 12/05/2023 two men were shot.", [None]),
    ("On 25.12.2023 two men were shot.", [("2023-12-25", "2023-12-25")]),
    ("On 12-Jan-2024 two men were shot.", [("2024-01-12", "2024-01-12")]),
    ("On 12 Jan 24 two men were shot.", [("2024-01-12", "2024-01-12")]),
    ("In late December clashes broke out.", [("2023-12-21", "2023-12-31")]),
    ("Towards the end of December clashes broke out.", [("2023-12-21", "2023-12-31")]),
    ("In the first week of January clashes broke out.", [("2024-01-01", "2024-01-07")]),
    ("In the second half of December clashes broke out.", [("2023-12-16", "2023-12-31")]),
    ("A fortnight ago shells hit the port.", [("2024-01-02", "2024-01-02")]),
    ("Two weeks ago shells hit the port.", [("2023-12-30", "2024-01-05")]),
    ("Earlier this week shells hit the port.", [("2024-01-15", "2024-01-16")]),
    ("Earlier this month shells hit the port.", [("2024-01-01", "2024-01-16")]),
    ("Late last month shells hit the port.", [("2023-12-21", "2023-12-31")]),
    ("A month ago shells hit the port.", [("2023-12-01", "2023-12-31")]),
    ("Last Friday shells hit the port.", [("2024-01-12", "2024-01-12")]),
    ("On Friday last week shells hit the port.", [("2024-01-12", "2024-01-12")]),
    ("On Saturday and Sunday shells hit the port.", [("2024-01-13", "2024-01-14")]),
    ("At dawn shells hit the port.", []),
    ("At dawn today shells hit the port.", [("2024-01-16", "2024-01-16")]),
    ("Early this morning shells hit the port.", [("2024-01-16", "2024-01-16")]),
    ("Yesterday evening shells hit the port.", [("2024-01-15", "2024-01-15")]),
    ("Between Friday night and Saturday morning shells hit the port.", [("2024-01-12", "2024-01-13")]),
    ("From December 29 through January 2 shells hit the port.", [("2023-12-29", "2024-01-02")]),
    ("Over the past week shells hit the port.", [("2024-01-09", "2024-01-16")]),
    ("For the third straight day shells hit the port.", []),
    ("On New Year's Day shells hit the port.", [("2024-01-01", "2024-01-01")]),
    ("On Christmas Day shells hit the port.", [("2023-12-25", "2023-12-25")]),
    ("The two sides have fought since mid-November.", [("2023-11-11", "2024-01-16")]),
    ("They fought on Jan 5th, 6th and 7th.", [("2024-01-05", "2024-01-07")]),
    ("In November last year the bridge fell.", [("2023-11-01", "2023-11-30")]),
    ("On 5 November last year the bridge fell.", [("2023-11-05", "2023-11-05")]),
    ("On Sunday the 14th shells hit the port.", [("2024-01-14", "2024-01-14")]),
    ("Rebels took the hill on 3 January. The following day they lost it. A week later they were back.", [("2024-01-03", "2024-01-03"), ("2024-01-04", "2024-01-04"), ("2024-01-11", "2024-01-11")]),
    ("Rebels took the hill on 3 January. On the same day they lost it.", [("2024-01-03", "2024-01-03"), ("2024-01-03", "2024-01-03")]),
    ("Rebels took the hill on 3 January. The day before, they had lost it.", [("2024-01-03", "2024-01-03"), ("2024-01-02", "2024-01-02")]),
    ("Rebels took the hill on 3 January. Hours later they lost it.", [("2024-01-03", "2024-01-03"), ("2024-01-03", "2024-01-03")]),
    ("Shells hit the port on Saturday, 6 January.", [("2024-01-06", "2024-01-06")]),
    ("Shells hit the port on 6/1/2024.", [("2024-01-06", "2024-01-06")]),
    ("Shells hit the port on 06.01.2024.", [("2024-01-06", "2024-01-06")]),
    ("Shells hit the port on 14 and 15 January.", [("2024-01-14", "2024-01-15")]),
    ("Shells hit the port from late Sunday into early Monday.", [("2024-01-14", "2024-01-15")]),
    ("Shells hit the port on Monday afternoon.", [("2024-01-15", "2024-01-15")]),
    ("Shells hit the port in the night to Sunday.", [("2024-01-13", "2024-01-14")]),
    ("Shells hit the port during the night from Saturday to Sunday.", [("2024-01-13", "2024-01-14")]),
    ("Shells have hit the port daily since 2 January.", [("2024-01-02", "2024-01-16")]),
    ("Shells hit the port for the second day running on Monday.", [("2024-01-14", "2024-01-15")]),
    ("Shells hit the port two years ago.", [("2022-01-01", "2022-12-31")]),
    ("Shells hit the port in the last days of December.", [("2023-12-25", "2023-12-31")]),
    ("Shells hit the port during the first half of 2023.", [("2023-01-01", "2023-06-30")]),
    ("Shells hit the port in the week ending 14 January.", [("2024-01-08", "2024-01-14")]),
    ("Shells hit the port some ten days ago.", [("2024-01-06", "2024-01-06")]),
    ("Shells hit the port at 0430 hours on 9 January.", [("2024-01-09", "2024-01-09")]),
    ("Shells hit the port on Jan. 9 at 4 p.m.", [("2024-01-09", "2024-01-09")]),
    ("Shells hit the port last month.", [("2023-12-01", "2023-12-31")]),
    ("Shells hit the port on the eve of the vote.", []),
    ("Shells hit the port on Sunday morning.", [("2024-01-14", "2024-01-14")]),
    ("Elections are due on 20 January.", [("2024-01-20", "2024-01-20")]),
    ("Shells hit the port last autumn.", [("2023-09-01", "2023-11-30")]),
    ("Shells hit the port on Tuesday 9 January.", [("2024-01-09", "2024-01-09")]),
    ("Shells hit the port two nights ago.", [("2024-01-14", "2024-01-14")]),
    ("Shells hit the port on the morning of 9 January.", [("2024-01-09", "2024-01-09")]),
    ("Shells hit the port in the first days of January.", [("2024-01-01", "2024-01-07")]),
    ("Shells hit the port earlier on Tuesday.", [("2024-01-16", "2024-01-16")]),
    ("Shells hit the port as early as 2 January.", [("2024-01-02", "2024-01-02")]),
    ("Shells hit the port on 5 January and again on 8 January.", [("2024-01-05", "2024-01-05"), ("2024-01-08", "2024-01-08")]),
    ("Shells hit the port three weeks into the new year.", []),
    ("Shells hit the port on Sept 9, 2001.", [("2001-09-09", "2001-09-09")]),
    ("Shells hit the port from 29 December 2023 to 4 January 2024.", [("2023-12-29", "2024-01-04")]),
    ("Shells hit the port since Saturday night.", [("2024-01-13", "2024-01-16")]),
    ("Shells hit the port last Monday.", [("2024-01-15", "2024-01-15")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TIMES)
def test_the_days_a_sentence_names(text, expected):
    """Read on a Tuesday: counted days, weeks, halves, days of the month, dates in figures, days within last week or year."""
    assert days(text) == expected


def said(report: Report, name: str) -> tuple[object, object] | None:
    """A value of a report as its two ends."""
    cited = report.period if name == "date" else getattr(report, name)
    if cited is None:
        return None
    value: Period | Count = cited.value
    return (str(value.first), str(value.last)) if isinstance(value, Period) else (value.low, value.high)


Told = dict[str, dict[str, tuple[object, object] | None]]
TEXTS: list[tuple[str, str | None, Told]] = [
    ("Gunmen attacked a checkpoint in Gorna on Sunday, killing two policemen. Another four were wounded. The toll later rose to three, a doctor said.", TUESDAY, {"Gorna": {"date": ("2024-01-14", "2024-01-14"), "killed": (2, 3), "injured": (4, 4)}}),
    ("GORNA, Jan 15 (Wire) - A car bomb exploded outside a bank in Gorna on Monday. Police said eleven people died. Three of them were children.", TUESDAY, {"Gorna": {"date": ("2024-01-15", "2024-01-15"), "killed": (11, 11)}}),
    ("Artillery struck Velik overnight. The governor said on Tuesday that six people, including two soldiers, had been killed and 15 hurt.", TUESDAY, {"Velik": {"date": ("2024-01-15", "2024-01-16"), "killed": (6, 6), "injured": (15, 15)}}),
    ("Police said on Tuesday that gunmen had ambushed a patrol near Dorin a day earlier.", TUESDAY, {"Dorin": {"date": ("2024-01-15", "2024-01-15")}}),
    ("Police said on Tuesday that gunmen had ambushed a patrol near Dorin.", TUESDAY, {"Dorin": {"date": None}}),
    ("The ministry announced on Tuesday the death of three soldiers in an ambush near Dorin on Saturday.", TUESDAY, {"Dorin": {"date": ("2024-01-13", "2024-01-13"), "killed": (3, 3)}}),
    ("Rebels shelled Velik on Sunday, the army said on Monday.", TUESDAY, {"Velik": {"date": ("2024-01-14", "2024-01-14")}}),
    ("Bomb kills five in Gorna\n\nA bomb hidden in a cart went off in the vegetable market of Gorna. Five traders were killed and eleven people were injured in the explosion, which happened on Sunday morning.", TUESDAY, {"Gorna": {"date": ("2024-01-14", "2024-01-14"), "killed": (5, 5), "injured": (11, 11)}}),
    ("A suicide bomber blew himself up at a checkpoint in Velik on Friday, killing himself and two guards.", TUESDAY, {"Velik": {"date": ("2024-01-12", "2024-01-12"), "killed": (3, 3)}}),
    ("A suicide bomber blew himself up at a checkpoint in Velik on Friday. Two guards were killed.", TUESDAY, {"Velik": {"date": ("2024-01-12", "2024-01-12"), "killed": (2, 2)}}),
    ("Police in Gorna arrested 14 men over the killing of a judge.", TUESDAY, {"Gorna": {"killed": None}}),
    ("Security forces detained 30 protesters in Gorna on Monday. Nobody was hurt.", TUESDAY, {"Gorna": {"date": ("2024-01-15", "2024-01-15"), "killed": (0, 0), "injured": (0, 0)}}),
    ("SITUATION REPORT, 10 January 2024\n\n- Gorna: mortar fire hit a school. Two pupils were injured.\n- Velik: gunmen killed a teacher.\n", TUESDAY, {"Gorna": {"date": ("2024-01-10", "2024-01-10"), "injured": (2, 2)}, "Velik": {"date": ("2024-01-10", "2024-01-10"), "killed": (1, 1)}}),
    ("Sunday, 7 January\n- Shelling in Gorna killed one man.\nMonday, 8 January\n- A drone hit a lorry in Velik, wounding its driver.\n", TUESDAY, {"Gorna": {"date": ("2024-01-07", "2024-01-07"), "killed": (1, 1)}, "Velik": {"date": ("2024-01-08", "2024-01-08"), "injured": (1, 1)}}),
    ("On 9 January 2024, unidentified armed men attacked the village of Gorna. They killed four civilians and burned houses. No injuries were reported.", None, {"Gorna": {"date": ("2024-01-09", "2024-01-09"), "killed": (4, 4), "injured": (0, 0)}}),
    ("Around 9 January 2024 (as reported), Velik rebels clashed with soldiers in Dorin (Mirana). Fatalities unknown.", None, {"Dorin": {"date": ("2024-01-09", "2024-01-09"), "killed": None}}),
    ("14:20 - Air raid sirens sound in Gorna.\n14:35 - A missile hits a depot in Gorna, the governor says. Two workers are injured.\n15:10 - The number of injured in Gorna rises to five.\n", TUESDAY, {"Gorna": {"injured": (2, 5)}}),
    ("Two soldiers were killed when a mine went off under their vehicle in Salun on Thursday. In October, eleven soldiers died in a similar blast in Velik.", TUESDAY, {"Salun": {"date": ("2024-01-11", "2024-01-11"), "killed": (2, 2)}, "Velik": {"date": ("2023-10-01", "2023-10-31"), "killed": (11, 11)}}),
    ("The village of Velik marked the anniversary of the raid of 12 March 2019, in which rebels killed 40 people in Velik.", TUESDAY, {"Velik": {"date": ("2019-03-12", "2019-03-12"), "killed": (40, 40)}}),
    ("The strike on Gorna wounded eight people, among them a 10-month-old baby and a 70-year-old man.", TUESDAY, {"Gorna": {"injured": (8, 8)}}),
    ("Fighter jets bombed Dorin for a third day on Tuesday. More than 400 families have been displaced and 26 people rescued from the rubble.", TUESDAY, {"Dorin": {"date": ("2024-01-14", "2024-01-16"), "killed": None}}),
    ("A rocket landed in a field outside Gorna on Monday. There were no casualties, but a house 300 metres away was damaged.", TUESDAY, {"Gorna": {"date": ("2024-01-15", "2024-01-15"), "killed": (0, 0), "injured": (0, 0)}}),
    ("Three people were killed and at least 20 others injured after police opened fire on a crowd in Velik on Monday, said a rights group, which had earlier put the number of dead at two.", TUESDAY, {"Velik": {"date": ("2024-01-15", "2024-01-15"), "killed": (2, 3), "injured": (20, None)}}),
    ("The army said its jets had killed 30 insurgents in Salun over the weekend. Residents said that 12 civilians died.", TUESDAY, {"Salun": {"date": ("2024-01-13", "2024-01-14"), "killed": (12, 30)}}),
    ("Gunmen raided Gorna in the early hours of Friday, killing a watchman. On Sunday they came back and burned the clinic.", TUESDAY, {"Gorna": {"date": ("2024-01-12", "2024-01-12"), "killed": (1, 1)}}),
    ("Between 3 and 5 January, shelling in Dorin killed nine civilians and injured 27, the mission said in a report on 12 January.", TUESDAY, {"Dorin": {"date": ("2024-01-03", "2024-01-05"), "killed": (9, 9), "injured": (27, 27)}}),
    ("In late December, air strikes on Velik killed at least 15 people.", TUESDAY, {"Velik": {"date": ("2023-12-21", "2023-12-31"), "killed": (15, None)}}),
    ("Militants abducted seven bus passengers near Salun on Saturday. Two were freed the next day.", TUESDAY, {"Salun": {"date": ("2024-01-13", "2024-01-13"), "killed": None}}),
    ('A shell fell on a wedding in Gorna. "We counted thirteen bodies," a medic said. Dozens were hurt.', TUESDAY, {"Gorna": {"killed": (13, 13), "injured": (24, None)}}),
    ("Hundreds of people marched in Velik on Monday. Police fired tear gas; one demonstrator was hit by a canister and died.", TUESDAY, {"Velik": {"date": ("2024-01-15", "2024-01-15"), "killed": (1, 1)}}),
    ("Soldiers stormed a house in Gorna at dawn on Monday and shot dead a 19-year-old man. His brother was wounded in the leg.", TUESDAY, {"Gorna": {"date": ("2024-01-15", "2024-01-15"), "killed": (1, 1), "injured": (1, 1)}}),
    ("At least four people have been killed in an attack on a mosque in Salun. The attack took place during Friday prayers.", TUESDAY, {"Salun": {"date": ("2024-01-12", "2024-01-12"), "killed": (4, None)}}),
    ("Rebels said that they had shot down a helicopter over Dorin on Thursday, killing all five people on board.", TUESDAY, {"Dorin": {"date": ("2024-01-11", "2024-01-11"), "killed": (5, 5)}}),
    ("A grenade was thrown at a bar in Gorna late on Saturday. Six people were taken to hospital. One of them later died.", TUESDAY, {"Gorna": {"date": ("2024-01-13", "2024-01-13"), "killed": (1, 1), "injured": (6, 6)}}),
    ("One person was killed and five were injured in a knife attack in Gorna. The attacker was shot dead by police.", TUESDAY, {"Gorna": {"killed": (1, 1), "injured": (5, 5)}}),
    ("Troops killed three gunmen in Salun on Friday. A soldier was also killed.", TUESDAY, {"Salun": {"date": ("2024-01-12", "2024-01-12"), "killed": (4, 4)}}),
    ("Police shot dead two suspects in Velik on 14 January. The pair were wanted over a kidnapping in 2022.", TUESDAY, {"Velik": {"date": ("2024-01-14", "2024-01-14"), "killed": (2, 2)}}),
    ("At least seven people died when an explosive device detonated in a crowded bus station in Gorna on Saturday, officials said on Sunday. Around 20 more were injured, some critically.", TUESDAY, {"Gorna": {"date": ("2024-01-13", "2024-01-13"), "killed": (7, None), "injured": (20, 20)}}),
    ("VELIK, 15 January. Unknown assailants stabbed a village chief to death at his home in Velik late on Sunday. His wife was injured.", TUESDAY, {"Velik": {"date": ("2024-01-14", "2024-01-14"), "killed": (1, 1), "injured": (1, 1)}}),
    ("On 03 Jan 2024, military aircraft bombed Dorin (Mirana). 6 civilians were killed and 10 injured.", None, {"Dorin": {"date": ("2024-01-03", "2024-01-03"), "killed": (6, 6), "injured": (10, 10)}}),
    ("Four soldiers of the 9th Division were killed and two vehicles destroyed when a convoy was ambushed near Salun, the army said in a statement on Monday. It did not say when the attack happened.", TUESDAY, {"Salun": {"killed": (4, 4), "date": None}}),
    ("A land mine exploded under a school bus near Gorna early on Tuesday, killing the driver and three pupils. Nine other children were hurt.", TUESDAY, {"Gorna": {"date": ("2024-01-16", "2024-01-16"), "killed": (4, 4), "injured": (9, 9)}}),
    ("Security forces killed eight militants in a raid on a hideout in Velik, the military said. A soldier also lost his life in the operation.", TUESDAY, {"Velik": {"killed": (9, 9)}}),
    ("Protesters clashed with police in Gorna on Sunday. Hospital officials said 33 people were treated for injuries and one person had died.", TUESDAY, {"Gorna": {"date": ("2024-01-14", "2024-01-14"), "killed": (1, 1), "injured": (33, 33)}}),
    ("Rockets struck a market in Dorin on Wednesday, killing 12 people. By Thursday evening the number of dead had reached 19.", TUESDAY, {"Dorin": {"date": ("2024-01-10", "2024-01-10"), "killed": (12, 19)}}),
    ("08:15 Explosions heard in Velik.\n09:40 Velik's mayor says a school was hit by a drone and two people were wounded.\n11:05 A third person has been brought to hospital, the mayor of Velik says.\n", TUESDAY, {"Velik": {"injured": (3, 3)}}),
    ("WEEKLY SECURITY UPDATE: 8 - 14 January 2024\n\nVelik: On 10 January, an IED detonated beside a police patrol; 1 officer killed, 3 injured.\n\nDorin: On 12 January, armed men abducted two aid workers.\n", TUESDAY, {"Velik": {"date": ("2024-01-10", "2024-01-10"), "killed": (1, 1), "injured": (3, 3)}, "Dorin": {"date": ("2024-01-12", "2024-01-12")}}),
    ("The attack on Gorna on 5 January killed 30 people. A year earlier, in January 2023, gunmen had killed 18 in Velik.", TUESDAY, {"Gorna": {"date": ("2024-01-05", "2024-01-05"), "killed": (30, 30)}, "Velik": {"date": ("2023-01-01", "2023-01-31"), "killed": (18, 18)}}),
    ("Police in Velik opened fire on Monday after a crowd attacked a station with stones. Two teenagers were shot dead, and a police inspector was seriously injured.", TUESDAY, {"Velik": {"date": ("2024-01-15", "2024-01-15"), "killed": (2, 2), "injured": (1, 1)}}),
    ("A drone strike on a car in Gorna killed three men yesterday, local media reported.", TUESDAY, {"Gorna": {"date": ("2024-01-15", "2024-01-15"), "killed": (3, 3)}}),
    ("Overnight shelling of Dorin wounded a 71-year-old woman and her husband, the regional governor wrote on Monday.", TUESDAY, {"Dorin": {"injured": (2, 2)}}),
    ("Insurgents overran an army post at Salun last Thursday, killing at least 27 soldiers; dozens more are missing.", TUESDAY, {"Salun": {"date": ("2024-01-11", "2024-01-11"), "killed": (27, None)}}),
    ("Gunmen abducted 14 people from a minibus near Velik on Friday. They released three women a day later.", TUESDAY, {"Velik": {"date": ("2024-01-12", "2024-01-12"), "killed": None}}),
    ("Nobody claimed responsibility for the blast, which ripped through a hotel lobby in Gorna on Thursday, leaving six people dead and more than 30 in hospital.", TUESDAY, {"Gorna": {"date": ("2024-01-11", "2024-01-11"), "killed": (6, 6), "injured": (30, None)}}),
    ("The two neighbours exchanged fire near Dorin for several hours on Saturday. One side reported the loss of five men; the other said two of its guards were wounded.", TUESDAY, {"Dorin": {"date": ("2024-01-13", "2024-01-13"), "killed": (5, 5), "injured": (2, 2)}}),
    ("In Salun, a mob lynched two men accused of theft. The incident took place on the night of 9 to 10 January.", TUESDAY, {"Salun": {"date": ("2024-01-09", "2024-01-10"), "killed": (2, 2)}}),
    ("GORNA, Jan 16 (Wire) - Gunmen killed at least 11 people in an attack on a gold mine near Gorna, two security sources said on Tuesday. The attack took place on Saturday night. Eight miners were among the dead.", TUESDAY, {"Gorna": {"date": ("2024-01-13", "2024-01-13"), "killed": (11, None)}}),
    ("A fuel tanker was set ablaze by rebels on the road to Velik on Monday, leaving its driver with severe burns.", TUESDAY, {"Velik": {"date": ("2024-01-15", "2024-01-15"), "injured": (1, 1)}}),
    ("Warplanes struck Dorin twice on Friday, killing 14 people in a bakery and nine in a nearby school, the civil defence said.", TUESDAY, {"Dorin": {"date": ("2024-01-12", "2024-01-12"), "killed": (23, 23)}}),
    ("The death toll from Friday's bombing of a market in Salun has risen to 38 after seven of the wounded died, the health directorate said on Monday.", TUESDAY, {"Salun": {"date": ("2024-01-12", "2024-01-12"), "killed": (38, 38)}}),
    ("An explosion outside a courthouse in Velik on Thursday killed the presiding judge, his bodyguard and a passer-by, police said. Twelve others were hurt.", TUESDAY, {"Velik": {"date": ("2024-01-11", "2024-01-11"), "killed": (3, 3), "injured": (12, 12)}}),
    ("At least two people were killed and several others wounded in Gorna on Monday when soldiers fired on a crowd demanding their salaries.", TUESDAY, {"Gorna": {"date": ("2024-01-15", "2024-01-15"), "killed": (2, None), "injured": (3, None)}}),
    ("Rebels said on Tuesday they had captured Dorin after two days of fighting. The army did not comment.", TUESDAY, {"Dorin": {"killed": None}}),
    ("The president visited Salun on Tuesday, a week after a suicide bomber killed 22 recruits at a barracks in Salun.", TUESDAY, {"Salun": {"date": ("2024-01-09", "2024-01-09"), "killed": (22, 22)}}),
    ("Nine months after the massacre of 3 April 2023, in which militiamen killed 57 people in Velik, the first trial opened on Monday.", TUESDAY, {"Velik": {"date": ("2023-04-03", "2023-04-03"), "killed": (57, 57)}}),
    ("Panic gripped residents of Gorna community on Sunday evening as suspected bandits stormed the area, killing four persons and whisking away nine others, including a pregnant woman.", TUESDAY, {"Gorna": {"date": ("2024-01-14", "2024-01-14"), "killed": (4, 4)}}),
    ("A police constable was martyred and two others sustained injuries when unidentified assailants opened fire at a check post in Velik area on Wednesday.", TUESDAY, {"Velik": {"date": ("2024-01-10", "2024-01-10"), "killed": (1, 1), "injured": (2, 2)}}),
    ("Three bodies bearing bullet wounds were found in a ditch near Salun on Friday morning.", TUESDAY, {"Salun": {"date": ("2024-01-12", "2024-01-12"), "killed": (3, 3)}}),
    ("An eight-year-old boy lost his leg when a cluster bomblet went off near Dorin on Saturday; two of his playmates died on the spot.", TUESDAY, {"Dorin": {"date": ("2024-01-13", "2024-01-13"), "killed": (2, 2)}}),
    ("Tribal clashes in Gorna over grazing land have left 16 dead and 31 injured since Thursday, the local administrator said.", TUESDAY, {"Gorna": {"date": ("2024-01-11", "2024-01-16"), "killed": (16, 16), "injured": (31, 31)}}),
    ("Between 1 and 7 January, our teams in Velik treated 54 patients with gunshot wounds after clashes; 6 of them died.", TUESDAY, {"Velik": {"date": ("2024-01-01", "2024-01-07")}}),
    ("On the evening of 12 January, a shell hit our clinic in Dorin. Two nurses and a guard lost their lives and five patients were injured.", TUESDAY, {"Dorin": {"date": ("2024-01-12", "2024-01-12"), "killed": (3, 3), "injured": (5, 5)}}),
    ("In the first week of January, armed groups attacked three displacement sites around Salun, killing at least 19 civilians.", TUESDAY, {"Salun": {"date": ("2024-01-01", "2024-01-07"), "killed": (19, None)}}),
    ("COMMUNIQUE No. 14. On 13 January, our forces repelled an assault on Velik. The enemy lost 25 men killed and 40 wounded. Our losses: 2 killed, 6 wounded.", TUESDAY, {"Velik": {"date": ("2024-01-13", "2024-01-13")}}),
    ("Last night our aircraft hit a terrorist command centre in Dorin, eliminating nine operatives, among them a brigade commander.", TUESDAY, {"Dorin": {"date": ("2024-01-15", "2024-01-15"), "killed": (9, 9)}}),
    ("Troops of 3 Brigade neutralised five terrorists and recovered six rifles during a raid at Gorna on 14 January 2024. No soldier was hurt.", TUESDAY, {"Gorna": {"date": ("2024-01-14", "2024-01-14"), "killed": (5, 5)}}),
    ("On 11 January 2024, unidentified gunmen shot dead a trader in Velik (Mirana) and wounded his wife. 1 fatality.", None, {"Velik": {"date": ("2024-01-11", "2024-01-11"), "killed": (1, 1), "injured": (1, 1)}}),
    ("As reported on 12 January 2024, rebels attacked a convoy near Dorin. 7 soldiers killed, 3 rebels killed.", None, {"Dorin": {"date": ("2024-01-12", "2024-01-12"), "killed": (10, 10)}}),
    ("On 8 January 2024, police dispersed demonstrators in Gorna with water cannon. 14 people were arrested and 3 injured.", None, {"Gorna": {"date": ("2024-01-08", "2024-01-08"), "injured": (3, 3)}}),
    ("Around 10 January 2024, militants looted a health post in Salun. No casualties.", None, {"Salun": {"date": ("2024-01-10", "2024-01-10"), "killed": (0, 0), "injured": (0, 0)}}),
    ("LIVE, 15 January 2024\n\n09:10 Gorna under fire\nRockets hit the railway station in Gorna. First reports speak of two wounded.\n\n09:45 Toll rises\nFive people were injured in Gorna, the mayor now says.\n", TUESDAY, {"Gorna": {"date": ("2024-01-15", "2024-01-15"), "injured": (2, 5)}}),
    ("Tuesday 16 January - live\n\n18:20 — A drone hit a fuel depot in Velik an hour ago, officials say. No one was hurt.\n17:05 — Shelling in Dorin kills a woman.\n", TUESDAY, {"Velik": {"date": ("2024-01-16", "2024-01-16"), "killed": (0, 0), "injured": (0, 0)}, "Dorin": {"date": ("2024-01-16", "2024-01-16"), "killed": (1, 1)}}),
    ("The army said it had lost contact with five of its men after an ambush near Salun on Sunday.", TUESDAY, {"Salun": {"date": ("2024-01-14", "2024-01-14"), "killed": None}}),
    ("Police in Velik killed a man who had stabbed two passers-by on Monday.", TUESDAY, {"Velik": {"killed": (1, 1)}}),
    ("A bomb killed a former mayor of Gorna, 71, and his grandson, 9, on Friday.", TUESDAY, {"Gorna": {"date": ("2024-01-12", "2024-01-12"), "killed": (2, 2)}}),
    ("More than 1,400 houses were burned and 62 people killed when militiamen swept through Salun in November.", TUESDAY, {"Salun": {"date": ("2023-11-01", "2023-11-30"), "killed": (62, 62)}}),
    ("Of the 18 people wounded in Sunday's attack on a bus near Dorin, three have died.", TUESDAY, {"Dorin": {"date": ("2024-01-14", "2024-01-14"), "killed": (3, 3), "injured": (18, 18)}}),
    ("Forty-one people died when a boat carrying migrants capsized off Gorna on Sunday. In Velik, gunmen killed a fisherman the same day.", TUESDAY, {"Velik": {"date": ("2024-01-14", "2024-01-14"), "killed": (1, 1)}}),
    ("A court in Velik on Monday jailed for life a man who shot dead four teachers in Dorin in May 2021.", TUESDAY, {"Dorin": {"date": ("2021-05-01", "2021-05-31"), "killed": (4, 4)}}),
    ("Suspected rebels killed 26 villagers in an overnight raid on Gorna, the provincial governor told reporters on Friday.", "2024-01-19", {"Gorna": {"date": ("2024-01-18", "2024-01-19"), "killed": (26, 26)}}),
    ("Dorin has been under bombardment since 2 January. The local council says 91 people have been killed and 240 wounded.", TUESDAY, {"Dorin": {"date": ("2024-01-02", "2024-01-16"), "killed": (91, 91), "injured": (240, 240)}}),
    ("A car bomb killed five people in Salun on Monday evening. Earlier in the day, gunmen had wounded a judge in Velik.", TUESDAY, {"Salun": {"date": ("2024-01-15", "2024-01-15"), "killed": (5, 5)}, "Velik": {"date": ("2024-01-15", "2024-01-15"), "injured": (1, 1)}}),
    ("Police fired on a march in Gorna last Wednesday. Six marchers died that day and two more since then, the opposition said.", TUESDAY, {"Gorna": {"date": ("2024-01-10", "2024-01-10"), "killed": (8, 8)}}),
    ("Protesters set fire to a bank in Velik on Sunday night. Firefighters found two charred bodies inside the next morning.", TUESDAY, {"Velik": {"date": ("2024-01-14", "2024-01-14"), "killed": (2, 2)}}),
    ("In an attack claimed by a separatist group, three surveyors were shot dead near Dorin on 6 January, and a fourth was abducted.", TUESDAY, {"Dorin": {"date": ("2024-01-06", "2024-01-06"), "killed": (3, 3)}}),
    ("A helicopter gunship attacked a wedding convoy outside Salun. The attack, on 30 December, killed the bride, the groom and eleven guests.", TUESDAY, {"Salun": {"date": ("2023-12-30", "2023-12-30"), "killed": (13, 13)}}),
    ("Fighting between two militias in Gorna on Thursday left 14 fighters and three bystanders dead.", TUESDAY, {"Gorna": {"date": ("2024-01-11", "2024-01-11"), "killed": (17, 17)}}),
    ("Three years ago to the day, a truck bomb killed 85 people in Salun.", TUESDAY, {"Salun": {"killed": (85, 85)}}),
    ("The army bombed a market in Dorin on Sunday, activists said. The army said it had hit a depot and killed 20 fighters; activists said all 12 dead were traders.", TUESDAY, {"Dorin": {"date": ("2024-01-14", "2024-01-14"), "killed": (12, 20)}}),
    ("Soldiers destroyed a launcher near Gorna from which rockets had been fired at Velik on Sunday, killing two farmers.", TUESDAY, {"Velik": {"date": ("2024-01-14", "2024-01-14"), "killed": (2, 2)}, "Gorna": {"killed": None}}),
    ("The minister condemned Sunday's bombing of a bank in Gorna, in which four clerks died.", TUESDAY, {"Gorna": {"date": ("2024-01-14", "2024-01-14"), "killed": (4, 4)}}),
    ("Gunmen killed a trader in Gorna on Monday. Doctors at the hospital treated 14 people for gunshot wounds.", TUESDAY, {"Gorna": {"date": ("2024-01-15", "2024-01-15"), "killed": (1, 1), "injured": (14, 14)}}),
    ("Over the past day, troops went on with their operations.\n\nIn Gorna, soldiers killed three fighters.", TUESDAY, {"Gorna": {"date": ("2024-01-15", "2024-01-16"), "killed": (3, 3)}}),
    ("Police have detained nine men in Gorna over the bombing of a bank, the ministry said on Monday.", TUESDAY, {"Gorna": {"date": ("2024-01-15", "2024-01-15")}}),
    ("The ministry on Monday announced the capture of Velik.", TUESDAY, {"Velik": {"date": None}}),
    ("On 12/01/2024 rebels shelled Gorna. On 25/12/2023 they had shelled Velik.", TUESDAY, {"Gorna": {"date": ("2024-01-12", "2024-01-12")}, "Velik": {"date": ("2023-12-25", "2023-12-25")}}),
    ("As reported on 12 January 2024, rebels attacked a convoy near Dorin.", None, {"Dorin": {"date": ("2024-01-12", "2024-01-12")}}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "published", "expected"), TEXTS)
def test_the_day_and_the_harm_of_each_event(text, published, expected):
    """Follow-ups, tolls that rise, one more dead, the day of saying against the day of the event, lists and live lines."""
    told = tell(text, *PLACES, published=published)
    found: dict[str | None, Report] = {}
    for report in told.reports:
        found.setdefault(where(report), report)
    assert {at: {name: said(found[at], name) for name in fields} for at, fields in expected.items()} == expected
