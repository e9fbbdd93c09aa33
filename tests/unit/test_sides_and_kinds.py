"""Who did it to whom and of what kind it was, in forms that news, bulletins and court reports use."""

from __future__ import annotations

import pytest

from dashboard.model import PlaceKind
from dashboard.model import SubEventType as S
from tests.unit.telling import place, tell

NYALA = place("Nyala", PlaceKind.TOWN, 12.0, 24.9, "SD")


def _said(cited):
    return [c.value.said for c in cited]


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Last month officers opened fire on demonstrators in Nyala, killing two.", ["officers"]),
        ("Hours later masked gunmen attacked a clinic in Nyala.", ["masked gunmen"]),
        ("The junta answered with air strikes on Nyala on Monday.", ["junta"]),
        ("Masked gunmen threw a hand grenade at a bakery in Nyala.", ["Masked gunmen"]),
        ("Sudan's army said on Friday it had retaken the palace in Nyala from the RSF.", ["Sudan's army"]),
        ("The Azra Front and the Dalma Brigade signed a truce in Nyala on Sunday.", ["Azra Front", "Dalma Brigade"]),
        ("The army traded fire with the Azra Front in Nyala.", ["army", "Azra Front"]),
    ],
)
def test_who_acts(text, actors):
    """A time before the subject, an answer, a truce's signers, a pronoun behind a day, the other side of a fight."""
    assert _said(tell(text, NYALA).reports[0].actors) == actors


def test_night_watchmen_are_no_time():
    """A time of day is left out only behind a day."""
    assert _said(tell("Gunmen shot dead two night watchmen in Nyala.", NYALA).reports[0].targets) == ["night watchmen"]


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("Soldiers torched about 80 houses in Nyala on Monday.", ["houses"]),
        ("Rebels seized most of Nyala on Saturday.", []),
    ],
)
def test_what_was_hit(text, targets):
    """ "About 80 houses" are an object; "most" names nobody."""
    assert _said(tell(text, NYALA).reports[0].targets) == targets


def test_who_asks_who_was_behind_it_did_not_do_it():
    """Those who look for the culprits are not the culprits."""
    text = "Three traders were shot dead in Nyala. Detectives are examining who was behind the killing."
    assert _said(tell(text, NYALA).reports[0].actors) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("An angry crowd beat a suspected thief to death in Nyala.", S.MOB_VIOLENCE),
        ("Vigilantes lynched two alleged bandits in Nyala.", S.MOB_VIOLENCE),
        ("A crowd vandalised shops in Nyala.", S.MOB_VIOLENCE),
        ("Settlers set fire to two cars and threw stones at homes in Nyala.", S.MOB_VIOLENCE),
        ("Demonstrators set fire to two shops in Nyala.", S.VIOLENT_DEMONSTRATION),
        ("Police fired tear gas at protesters in Nyala and six people were injured.", S.PROTEST_WITH_INTERVENTION),
        (
            "Police fired rubber bullets at protesters in Nyala and six people were injured.",
            S.EXCESSIVE_FORCE_AGAINST_PROTESTERS,
        ),
    ],
)
def test_crowds(text, kind):
    """Mobs beside demonstrations, tear gas beside bullets, by ACLED's definitions."""
    assert tell(text, NYALA).reports[0].sub_event_type.value is kind


@pytest.mark.parametrize(
    ("text", "kind", "actors", "targets"),
    [
        (
            "In Nyala two unidentified youths shot dead a ward official.",
            S.ATTACK,
            ["unidentified youths"],
            ["ward official"],
        ),
        ("In Nyala an angry mob beat a driver to death.", S.MOB_VIOLENCE, ["angry mob"], None),
        ("Rebels torched nine huts and shot dead six traders in Nyala.", S.ATTACK, ["Rebels"], None),
        ("A convoy of the food agency was hijacked by gunmen in Nyala.", S.LOOTING_PROPERTY_DESTRUCTION, ["gunmen"], ["convoy"]),
        ("A suicide bomber on a motorcycle blew himself up beside a police truck in Nyala.", S.SUICIDE_BOMB, None, ["police truck"]),
        ("Protesters threw stones at a police station in Nyala.", S.VIOLENT_DEMONSTRATION, ["Protesters"], ["police station"]),
        ("Police detained 14 demonstrators in Nyala.", S.PROTEST_WITH_INTERVENTION, ["Police"], None),
    ],
)  # fmt: skip
def test_whole_accounts(text, kind, actors, targets):
    """Kind, actor and target together, where each is in the way of the others."""
    report = tell(text, NYALA).reports[0]
    assert report.sub_event_type.value is kind
    assert actors is None or _said(report.actors) == actors
    assert targets is None or sorted(_said(report.targets)) == targets


MISSILES = "Iran fired about 40 missiles at Nyala on Tuesday 4 June 2024. Two people were injured. "


@pytest.mark.parametrize(
    ("then", "told"),
    [
        (
            "Before the sirens, three gunmen opened fire on shoppers in Nyala and killed five people.",
            [(S.SHELLING_ARTILLERY_MISSILE_ATTACK, ["Iran"], None), (S.ATTACK, ["gunmen"], 5)],
        ),
        (
            "The Revolutionary Guards said they had fired them at three bases around Nyala.",
            [(S.SHELLING_ARTILLERY_MISSILE_ATTACK, ["Iran"], None)],
        ),
    ],
)
def test_what_comes_from_afar_and_who_comes_on_foot(then, told):
    """Gunmen who open fire are no part of a missile attack on the same town and day; a state's guards are its own side."""
    reports = tell(MISSILES + then, NYALA).reports
    assert [(r.sub_event_type.value, _said(r.actors)[:1], r.killed and r.killed.value.low) for r in reports] == told


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "Rebels launched 40 drones at Nyala overnight and the army said 31 of them were shot down.",
            S.AIR_DRONE_STRIKE,
        ),
        ("The army shot down 12 drones over Nyala overnight.", S.DISRUPTED_WEAPONS_USE),
        ("Drones struck a chemical plant in Nyala on Monday.", S.AIR_DRONE_STRIKE),
        ("Nine people were killed when gunmen raided Nyala. The raiders burned barns and drove off cattle.", S.ATTACK),
    ],
)
def test_what_a_salvo_a_plant_and_a_raid_are(text, kind):
    """What is only partly shot down comes through; a plant that drones hit had no accident; who kills and loots attacks."""
    assert tell(text, NYALA).reports[0].sub_event_type.value is kind


def test_a_shelled_place_did_not_hurt_anybody():
    """ "Shelling of the X community wounded two": the community is no actor."""
    assert (
        _said(tell("Shelling of the Nyala community wounded two farm workers on Monday.", NYALA).reports[0].actors)
        == []
    )
