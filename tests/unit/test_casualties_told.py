"""How many were killed and injured, as agencies, local papers, communiqués, notes and headlines say it; all in our own words."""

from __future__ import annotations

import pytest

from dashboard.mentions.counts import find_counts
from dashboard.mentions.sentences import split
from dashboard.model import CountKind, Document, Source

HARM = (CountKind.KILLED, CountKind.INJURED)


def harm(text: str) -> set[tuple[str, int, int | None]]:
    document = Document("d", text, Source("d", "0"))
    found = find_counts(document, split(document))
    return {(c.kind.value, c.count.low, c.count.high) for c in found if c.kind in HARM and not c.part}


CASES: list[tuple[str, set[tuple[str, int, int | None]]]] = [
    ("Four people lost their lives when the market was shelled.", {("killed", 4, 4)}),
    ("The explosion claimed the lives of 16 villagers.", {("killed", 16, 16)}),
    ("The blast claimed nine lives and left 30 people with burns.", {("injured", 30, 30), ("killed", 9, 9)}),
    ("Three passengers succumbed to their injuries in hospital.", {("killed", 3, 3)}),
    ("Two more people died of their wounds on Friday.", {("killed", 2, 2)}),
    ("A mother and her two children were killed when a shell hit their house.", {("killed", 3, 3)}),
    ("A family of five was killed in the strike.", {("killed", 5, 5)}),
    ("The couple were shot dead in their car.", {("killed", 2, 2)}),
    ("A farmer, his wife and three sons were killed.", {("killed", 5, 5)}),
    ("Half a dozen policemen were wounded.", {("injured", 6, 6)}),
    ("About a dozen soldiers were killed and a score of others wounded.", {("injured", 20, 20), ("killed", 12, 12)}),
    ("Some 2.5k people were hurt.", {("injured", 2500, 2500)}),
    ("The attack killed 1 200 people.", {("killed", 1200, 1200)}),
    ("More than 1.2 lakh people were displaced and 14 were killed.", {("killed", 14, 14)}),
    ("The 36th Brigade lost seven men near the river.", {("killed", 7, 7)}),
    ("At 3 a.m. gunmen killed two guards.", {("killed", 2, 2)}),
    ("The 155 mm shells killed one person and injured 6.", {("injured", 6, 6), ("killed", 1, 1)}),
    ("Troops of Brigade 50 killed eight rebels on Route 9.", {("killed", 8, 8)}),
    ("A two-year-old and her 60-year-old grandmother were killed.", {("killed", 2, 2)}),
    ("Twelve people were taken to hospital, two of them in critical condition.", {("injured", 12, 12)}),
    ("Seven people were hospitalised with shrapnel wounds.", {("injured", 7, 7)}),
    ("Five residents sustained injuries.", {("injured", 5, 5)}),
    ("Nine people suffered injuries of varying severity.", {("injured", 9, 9)}),
    ("15 people were evacuated and 40 displaced.", set()),
    ("Twenty migrants were rescued and three bodies were recovered.", {("killed", 3, 3)}),
    ("The court sentenced 14 men to death.", set()),
    ("The number of dead has risen to 61.", {("killed", 61, 61)}),
    ("The toll later rose to 14.", {("killed", 14, 14)}),
    ("Health officials revised the death toll down from 40 to 33.", {("killed", 33, 33)}),
    ("Another 20 were wounded.", {("injured", 20, 20)}),
    ("Both sides lost several fighters.", {("killed", 3, None)}),
    ("The army said it had neutralised 11 militants.", {("killed", 11, 11)}),
    ("Security forces eliminated six terrorists.", {("killed", 6, 6)}),
    ("Casualties: 3 dead, 7 wounded.", {("injured", 7, 7), ("killed", 3, 3)}),
    ("Killed: 4. Injured: 11.", {("injured", 11, 11), ("killed", 4, 4)}),
    ("Fatalities: 6", {("killed", 6, 6)}),
    ("2 civilians KIA, 5 WIA.", {("injured", 5, 5), ("killed", 2, 2)}),
    ("There were no reports of casualties.", {("injured", 0, 0), ("killed", 0, 0)}),
    ("No injuries were reported.", {("injured", 0, 0)}),
    ("It was not clear whether anyone had been hurt.", set()),
    ("No immediate word on casualties was available.", set()),
    ("The strike left one woman dead and her son badly hurt.", {("injured", 1, 1), ("killed", 1, 1)}),
    ("One soldier was killed and another wounded.", {("injured", 1, 1), ("killed", 1, 1)}),
    ("Rebels lost 30 men while 4 soldiers fell.", {("killed", 30, 30)}),
    ("Hospitals received 12 bodies and 45 injured people.", {("injured", 45, 45), ("killed", 12, 12)}),
    ("Eleven people, among them four children, lost their lives.", {("killed", 11, 11)}),
    ("Fatalities were put at 19, with 52 others injured.", {("injured", 52, 52), ("killed", 19, 19)}),
    ("As many as 70 were feared dead.", {("killed", 0, 70)}),
    ("Fewer than ten people were hurt.", {("injured", 0, 10)}),
    ("Tens of people were wounded.", {("injured", 20, None)}),
    ("A 9-year-old girl died and two boys, aged 11 and 13, were injured.", {("injured", 2, 2), ("killed", 1, 1)}),
    ("Gunmen killed the village head and his brother.", {("killed", 2, 2)}),
    ("The mayor and his driver were assassinated.", {("killed", 2, 2)}),
    ("Police fired on the crowd, fatally wounding three students.", {("killed", 3, 3)}),
    ("Police fired on the crowd, with at least five fatalities.", {("killed", 5, None)}),
    ("Ten people are still missing and 3 are known to have died.", {("killed", 3, 3)}),
    ("The bombing cost the lives of two engineers.", {("killed", 2, 2)}),
    ("The bombing resulted in 8 deaths and more than 20 injuries.", {("injured", 20, None), ("killed", 8, 8)}),
    ("A roadside bomb killed a colonel along with three of his bodyguards.", {("killed", 4, 4)}),
    ("The dead included two journalists.", set()),
    ("A drone hit a tractor; its driver died at the scene.", {("killed", 1, 1)}),
    ("The ambush left eight paratroopers dead and a further 11 injured.", {("injured", 11, 11), ("killed", 8, 8)}),
    ("Rescue workers pulled 17 bodies from the rubble.", {("killed", 17, 17)}),
    ("Nineteen dead bodies were brought to the morgue.", {("killed", 19, 19)}),
    ("An elderly couple and their grandson died in the fire.", {("killed", 3, 3)}),
    ("The imam, his two sons and a visitor were shot dead.", {("killed", 4, 4)}),
    ("Among the dead were three schoolgirls.", set()),
    ("Over 300 people have lost their lives since January.", {("killed", 300, None)}),
    ("Two policemen were martyred and four others sustained bullet injuries.", {("injured", 4, 4), ("killed", 2, 2)}),
    ("At least 40 people, mostly women and children, perished.", {("killed", 40, None)}),
    ("The militants beheaded seven fishermen.", {("killed", 7, 7)}),
    ("Seven of the 12 wounded are in critical condition.", {("injured", 12, 12)}),
    ("The explosion injured at least fifteen, five of them seriously.", {("injured", 15, None)}),
    ("The shooting killed a teenager and left two more with gunshot wounds.", {("injured", 2, 2), ("killed", 1, 1)}),
    ("The UN says 1.3 million people have fled.", set()),
    ("A total of 64 people were killed and 119 wounded.", {("injured", 119, 119), ("killed", 64, 64)}),
    ("Casualties stood at 12 dead and 30 injured.", {("injured", 30, 30), ("killed", 12, 12)}),
    ("The number of people killed in the landslide rose to 50.", {("killed", 50, 50)}),
    ("The bombing killed an estimated 25 people.", {("killed", 25, 25)}),
    ("Close to 60 people were killed.", {("killed", 60, 60)}),
    ("No fewer than 14 farmers were slaughtered.", {("killed", 14, None)}),
    ("Anything between 20 and 30 fighters died.", {("killed", 20, 30)}),
    ("Police shot and injured two men.", {("injured", 2, 2)}),
    ("A 34-year-old mother of three was killed.", {("killed", 1, 1)}),
    ("The army lost a tank and two soldiers.", {("killed", 2, 2)}),
    ("One protester died of gunshot wounds; eleven remain in hospital.", {("injured", 11, 11), ("killed", 1, 1)}),
    ("Three officers of the 21st Battalion were killed at Kilometre 26.", {("killed", 3, 3)}),
    ("The $300m plant was hit; nobody was injured.", {("injured", 0, 0), ("killed", 0, 0)}),
    ("Shelling damaged 14 houses and wounded a 60-year-old.", {("injured", 1, 1)}),
    ("Six members of the same family, including four minors, were killed.", {("killed", 6, 6)}),
    ("A strike killed all nine occupants of the house.", {("killed", 9, 9)}),
    ("Twelve people were wounded, two of whom later died.", {("injured", 12, 12), ("killed", 2, 2)}),
    ("20 civilians dead, over 50 wounded in shelling", {("injured", 50, None), ("killed", 20, 20)}),
    ("3 killed, 12 hurt as bus hits landmine", {("injured", 12, 12), ("killed", 3, 3)}),
    ("Landmine claims four lives", {("killed", 4, 4)}),
    ("Death toll in mosque blast climbs to 101", {("killed", 101, 101)}),
    ("Gunmen kill 3, abduct 15 in night raid", {("killed", 3, 3)}),
    ("Thirty-two rebels and five soldiers were killed in the clashes.", {("killed", 37, 37)}),
    ("Seventeen prisoners of war were exchanged.", set()),
    ("The strike caused no fatalities but six people were lightly injured.", {("injured", 6, 6), ("killed", 0, 0)}),
    ("Eleven health workers were abducted and two murdered.", {("killed", 2, 2)}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_the_harm_a_sentence_tells(text, expected):
    """Phrases, rows of people, labels, tolls and rough figures; no figure of those fled, freed, tried or rescued."""
    assert harm(text) == expected
