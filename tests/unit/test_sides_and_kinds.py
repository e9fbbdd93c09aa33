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
