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
