"""How the text stands to what it names: fact, claim, denial, plan, threat, wish, exercise."""

from __future__ import annotations

import pytest

from dashboard.model import Assertion
from tests.unit.telling import find


@pytest.mark.parametrize(
    ("text", "entry", "expected"),
    [
        ("Rebels attacked the post, the governor said.", "attack", Assertion.REPORTED),
        ("The rebels claimed that they had attacked the post.", "attack", Assertion.CLAIMED),
        ("Reports of air strikes around the town could not be checked.", "air", Assertion.CLAIMED),
        ("The army denied that it attacked the village.", "attack", Assertion.DENIED),
        ("The ministry denied attacking the village.", "attack", Assertion.DENIED),
        ("Soldiers did not attack the village.", "attack", Assertion.NEGATED),
        ("No soldier was killed in the night.", "kill", Assertion.NEGATED),
        ("The rebels failed to capture the bridge.", "capture-ground", Assertion.NEGATED),
        ("The army will attack the town next week.", "attack", Assertion.PLANNED),
        ("The generals plan to attack the town.", "attack", Assertion.PLANNED),
        ("The militia threatened to attack the embassy.", "attack", Assertion.THREATENED),
        ("The militia vowed that it would attack the embassy.", "attack", Assertion.THREATENED),
        ("If rebels attack the town, thousands would flee.", "attack", Assertion.HYPOTHETICAL),
        ("The rebels could attack the town.", "attack", Assertion.HYPOTHETICAL),
        ("Did the rebels attack the town?", "attack", Assertion.HYPOTHETICAL),
        ("Diplomats fear an attack on the town.", "attack", Assertion.HYPOTHETICAL),
        ("The council called for an end to attacks on hospitals.", "attack", Assertion.STATEMENT),
        ("She urged both sides to stop attacks on convoys.", "attack", Assertion.STATEMENT),
        ("In the drill, marines attacked a beach.", "attack", Assertion.EXERCISE),
        ("The officer urged troops to exercise restraint after rebels attacked a post.", "attack", Assertion.REPORTED),
        ("Rebels tried to seize the bridge.", "capture-ground", Assertion.REPORTED),
        ("Rebels continued to attack the town.", "attack", Assertion.REPORTED),
        ("We will continue to attack the enemy.", "attack", Assertion.PLANNED),
        ("Countries which have bombed the valley deny it.", "bomb", Assertion.SUMMARY),
    ],
)
def test_stance(text, entry, expected):
    """The words that govern a trigger decide how the text stands to it."""
    assert [t.assertion for t in find(text) if t.entry == entry][:1] == [expected]


def test_the_speaker_is_cited():
    """A claim knows who makes it, in the words of the text."""
    text = "The Red Column claimed that it had attacked the post."
    told = next(t for t in find(text) if t.entry == "attack")
    assert [c.value for c in told.by] == ["The Red Column"]
    assert [c.spans[0].of(text) for c in told.by] == ["The Red Column"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Insurers say that shelling is frequent in the valley.", Assertion.SUMMARY),
        ("Raids on the farms have become common.", Assertion.SUMMARY),
        ("Herders often clash with farmers.", Assertion.SUMMARY),
        ("The band, which attacks buses, is feared.", Assertion.SUMMARY),
        ("The militia is blamed for dozens of attacks.", Assertion.SUMMARY),
        ("In case of an attack, go to the cellar.", Assertion.HYPOTHETICAL),
        ("Police prevented an attack on a synagogue.", Assertion.HYPOTHETICAL),
        ("Unions have called a march for Saturday.", Assertion.PLANNED),
        ("Protests are expected at the weekend.", Assertion.HYPOTHETICAL),
        ("The ruling bans protests near the palace.", Assertion.STATEMENT),
        ("Tourists were told to stay away from demonstrations.", Assertion.STATEMENT),
        ("The envoy said that a ceasefire was within reach.", Assertion.HYPOTHETICAL),
    ],
)
def test_what_is_usual_or_forbidden_is_no_event(text, expected):
    """Habits, blame for many, warnings, bans and what is only expected."""
    assert find(text)[0].assertion is expected


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen who had vowed revenge killed four.",
        "The bomb was intended for a minister but killed a guard.",
        "A raid meant to avenge a commander killed three soldiers.",
        "Police detained 30 people who wanted to march to the square.",
        "A strike that residents had feared came at dawn and killed four.",
    ],
)
def test_what_happened_beside_plans_and_threats_is_told(text):
    """A plan or a threat in another clause takes nothing from what happened."""
    assert Assertion.REPORTED in {t.assertion for t in find(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The army needs shells to repel attacks from the north.", Assertion.HYPOTHETICAL),
        ("The leader of the band is wanted for murder.", Assertion.OTHER),
        ("A reward was offered for the capture of the warlord.", Assertion.OTHER),
    ],
)
def test_what_is_only_wanted(text, expected):
    """Means to an end and men who are sought."""
    assert find(text)[-1].assertion is expected
