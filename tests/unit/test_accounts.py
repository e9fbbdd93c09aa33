"""Whose ground it is, who "its troops" are, what is claimed or denied, and how sure a report is."""

from __future__ import annotations

import pytest

from dashboard.incidents import confidence
from dashboard.model import Factuality, PlaceKind, SubEventType
from tests.unit.telling import one, place, tell

S, K, F = SubEventType, PlaceKind, Factuality
SUMY = place("Sumy", K.TOWN, 50.9, 34.8, "UA")
GAO = place("Gao", K.TOWN, 16.3, 0.0, "ML")
NYALA = place("Nyala", K.TOWN, 12.0, 24.9, "SD")
MEDITERRANEAN = place("Mediterranean Sea", K.WATER, 35.0, 18.0, None)


def actors(report):
    return [cited.value.said for cited in report.actors]


def targets(report):
    return [cited.value.said for cited in report.targets]


@pytest.mark.parametrize(
    ("text", "where", "kind"),
    [
        ("Russian troops captured the town of Sumy on Monday.", SUMY, S.NON_STATE_ACTOR_OVERTAKES_TERRITORY),
        ("Ukrainian troops captured the town of Sumy on Monday.", SUMY, S.GOVERNMENT_REGAINS_TERRITORY),
        ("Russian troops liberated the town of Sumy on Monday.", SUMY, S.NON_STATE_ACTOR_OVERTAKES_TERRITORY),
        (
            "French troops liberated the town of Gao from Ansar Dine rebels on Monday.",
            GAO,
            S.GOVERNMENT_REGAINS_TERRITORY,
        ),
        ("The army and allied militiamen captured on Monday a hill above Gao.", GAO, S.GOVERNMENT_REGAINS_TERRITORY),
        ("Seized in the Mediterranean Sea on 4 May.", MEDITERRANEAN, S.ABDUCTION_FORCED_DISAPPEARANCE),
    ],
)
def test_ground_is_regained_by_those_whose_it_is(text, where, kind):
    """A foreign army takes ground, unless it frees it from rebels for the state; what is seized at sea are ships."""
    assert one(tell(text, where)).sub_event_type.value is kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Rebels seized the town of Nyala on Monday after the army withdrew.", S.NON_VIOLENT_TRANSFER_OF_TERRITORY),
        ("Rebels seized the town of Nyala on Monday.", S.NON_STATE_ACTOR_OVERTAKES_TERRITORY),
        ("The army fired shells filled with chlorine at a market in Nyala on Monday.", S.CHEMICAL_WEAPON),
        ("Students marched in Nyala on Monday; the protest turned violent.", S.VIOLENT_DEMONSTRATION),
        ("Students marched in Nyala on Monday.", S.PEACEFUL_PROTEST),
        ("Border guards of two armies fired at each other with mortars near Nyala.", S.ARMED_CLASH),
        ("Gunmen shot dead an army captain outside his home in Nyala.", S.ATTACK),
        ("An unexploded shell blew up in a field near Nyala, killing a boy.", S.REMOTE_EXPLOSIVE_LANDMINE_IED),
    ],
)
def test_words_beside_the_event_tell_its_kind(text, kind):
    """Whether ground was fought for, shells held gas, a crowd turned violent or a soldier was at home."""
    assert tell(text, NYALA).reports[0].sub_event_type.value is kind


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The Rapid Support Forces said their fighters had shelled a barracks in Nyala.", ["Rapid Support Forces"]),
        ("Al-Shabaab is known in Nyala. The group shot dead a judge in Nyala on Monday.", ["Al-Shabaab"]),
        ("A bomb planted by suspected Boko Haram militants exploded in Nyala.", ["Boko Haram"]),
        ("Gunmen said to belong to the Azra Front shot dead a judge in Nyala.", ["Azra Front"]),
        ("Men in the uniform of the Rapid Support Forces shot dead a judge in Nyala.", ["Rapid Support Forces"]),
        ("The junta's helicopters bombed a school in Nyala.", ["junta"]),
        ("Five rebels were killed in a gunfight with soldiers in Nyala.", ["soldiers", "rebels"]),
        (
            "The Justice and Equality Movement (JEM) met in Chad.\n\nThe JEM shelled a barracks in Nyala.",
            ["Justice and Equality Movement"],
        ),
    ],
)
def test_who_is_meant(text, who):
    """Forces of a body are the body; sender, uniform and adversary say who acted; abbreviations are given in full."""
    assert actors(tell(text, NYALA).reports[0]) == who


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("A car bomb went off outside a bakery in Nyala, killing four people.", ["bakery"]),
        ("A grenade was thrown into a tea shop in Nyala, wounding a waiter.", ["tea shop", "waiter"]),
        ("Jets hit two depots, a radar and five trucks in Nyala.", ["depots", "radar", "trucks"]),
        ("A missile hit a van on the road to Nyala.", ["van"]),
        ("Twelve people were killed in a rocket attack in Nyala.", ["people"]),
        ("Police shot dead two demonstrators in Nyala as crowds marched to the palace.", ["demonstrators"]),
        ("Teachers marched against the governor in Nyala.", []),
    ],
)
def test_what_was_hit_before_who_was_hurt(text, what):
    """The thing or people struck; "people" only where nothing more is said, and nobody for a protest."""
    assert targets(tell(text, NYALA).reports[0]) == what


@pytest.mark.parametrize(
    ("text", "account"),
    [
        ("The Azra Front said it had shelled a barracks in Nyala. There was no independent confirmation.", F.CLAIMED),
        ("An activist said drones had hit a depot in Nyala. Officials did not confirm the report.", F.CLAIMED),
        ("The army shelled a market in Nyala, a doctor said. The toll could not be confirmed.", F.REPORTED),
        ("The Azra Front claimed the bombing of a barracks in Nyala on Monday.", F.REPORTED),
        ("Soldiers shot dead nine men in Nyala, a lawyer said. State radio called the report a lie.", F.DENIED),
        ("Soldiers shelled a market in Nyala, a lawyer said. The ministry said no such attack had happened.", F.DENIED),
        ("Soldiers shelled a market in Nyala, a lawyer said. The army denies targeting civilians.", F.REPORTED),
    ],
)
def test_claimed_and_denied(text, account):
    """What nobody confirms is claimed, what another voice calls untrue is denied; standing denials deny no event."""
    assert tell(text, NYALA).reports[0].factuality is account


def test_confidence_grows_with_support():
    """A report with place, sides, toll and two sentences is surer than one without; each says why."""
    bare = tell("Shells fell.\n\nNyala is quiet.", NYALA).reports
    full = tell(
        "Rebels shelled a market in Nyala on Monday, killing four traders. The shelling lasted an hour.",
        NYALA,
        published="2024-06-20",
    ).reports[0]
    assert all(report.confidence < full.confidence for report in bare)
    assert {"place named", "casualties said", "who acted said"} <= set(full.reasons)
    assert confidence.LEAST <= full.confidence <= confidence.MOST


def test_every_weight_belongs_to_a_reason_that_is_told():
    """No weight stands for a cue that no report can have."""
    told = {
        reason
        for text in (
            "Rebels shelled a market in Nyala on Monday, killing four traders. The shelling lasted an hour.",
            "The Azra Front said it had shelled a barracks in Nyala. There was no independent confirmation.",
            "Soldiers shelled a market in Nyala, a lawyer said. State radio called the report a lie.",
            "The governor flew to Nyala. A bomb exploded outside a bakery, killing two people.",
            "A bomb exploded outside a bakery on Monday.",
            "Police arrested a man in Nyala on Monday. A year ago rebels killed a judge in Nyala.",
            "Rebels killed a judge in Sudan.",
        )
        for report in tell(text, NYALA, place("Sudan", K.COUNTRY, 15.0, 30.0, "SD"), published="2024-06-20").reports
        for reason in report.reasons
    }
    assert set(confidence.WEIGHTS) <= told
