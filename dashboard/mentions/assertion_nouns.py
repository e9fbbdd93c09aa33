"""How the text stands to an event that a noun names: "a planned |attack", "no |fighting", "an end to the |strikes"."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from dashboard.mentions.assertion_words import (
    AVENGED,
    BLAMED,
    CALLED_OFF,
    CARRIERS,
    CONDEMNED,
    CONVENED,
    COURT,
    DENIALS,
    DISCUSSED,
    DOING,
    FEARS,
    FORBIDDEN,
    IMAGINED,
    KINDS_OF_ATTACK,
    MANY,
    NOT_REAL,
    NOT_YET,
    OFTEN,
    PLANS,
    PREPARED,
    STORIES,
    THREAT_NOUNS,
    THREATS,
    UNDONE,
    URGES,
    USUAL,
    WITHSTOOD,
)
from dashboard.mentions.clauses import clause_of
from dashboard.mentions.tokens import Token
from dashboard.model import Assertion


@dataclass(frozen=True, slots=True)
class Stance:
    """The verdict on one trigger, the rule that gave it, and who is quoted (token range), if anyone."""

    assertion: Assertion
    rule: str
    speaker: tuple[int, int] | None = None
    background: bool = False


def words_before(tokens: Sequence[Token], i: int, reach: int = 9) -> list[str]:
    """Up to ``reach`` lower-case words before token ``i``, inside its clause."""
    start, _ = clause_of(tokens, i)
    return [t.low for t in tokens[max(start, i - reach) : i]]


def of_noun(tokens: Sequence[Token], i: int) -> Stance | None:
    """The stance to the noun at token ``i``, if the words around it speak; the first rule that does wins."""
    opener = tokens[clause_of(tokens, i)[0]].low
    if opener in {"if", "unless", "whether"}:
        return Stance(Assertion.HYPOTHETICAL, opener)
    left = words_before(tokens, i, 8)
    if opener in {"which", "who"} and {"have", "has"} & set(left[-5:]):
        return Stance(Assertion.SUMMARY, "which have")
    right = [t.low for t in tokens[i + 1 : i + 18]]
    if set(left[-3:]) & CONVENED and right[:1] == ["for"]:
        return Stance(Assertion.PLANNED, "called for a day")
    if tokens[i].low.endswith("s") and set(left[-4:]) & MANY and set(left) & BLAMED:
        return Stance(Assertion.SUMMARY, "blamed for many")
    return _before_noun(left) or _after_noun(right)


def _before_noun(left: Sequence[str]) -> Stance | None:
    """What the words before the noun make of it, the nearest rule first; ``left`` ends just before it."""
    near = left[-3:]
    if left[-1:] == ["special"]:
        return Stance(Assertion.STATEMENT, "the name of a war")
    if (governed := _governed(left)) is not None:
        return governed
    if set(near) & {"no", "without", "any", "never"}:
        return Stance(Assertion.NEGATED, "no")
    if set(left[-5:]) & DENIALS and "responsibility" not in left[-5:]:
        return Stance(Assertion.DENIED, "denied")
    close = set(near[-2:]) if near[-1:] and near[-1] in KINDS_OF_ATTACK else set(near[-1:])
    if close & NOT_REAL:
        return Stance(Assertion.HYPOTHETICAL, "adjective")
    if set(left[-6:]) & THREAT_NOUNS and not set(left[-4:]) & AVENGED:
        return Stance(Assertion.THREATENED, "threat")
    if "for" in left[-3:] and set(left[-6:]) & {"reward", "bounty", "wanted"}:
        return Stance(Assertion.OTHER, "wanted for")
    if set(left) & DISCUSSED:
        return Stance(Assertion.STATEMENT, "discussed")
    if left[-1:] and left[-1] in OFTEN:
        return Stance(Assertion.SUMMARY, "usual")
    if (left[-1:] and left[-1] in FORBIDDEN) or (left[-1:] == ["on"] and left[-2:-1] == ["ban"]):
        return Stance(Assertion.STATEMENT, "forbidden")
    if left[-2:] == ["away", "from"]:
        return Stance(Assertion.STATEMENT, "away from")
    if "of" in left[-3:] and set(left[-4:]) & {"case", "event", "risk"}:
        return Stance(Assertion.HYPOTHETICAL, "in case of")
    if left[-1:] and left[-1] in CONDEMNED:
        return Stance(Assertion.STATEMENT, "condemned")
    if set(left[-5:]) & FEARS or ("out" in left[-3:] and {"rule", "ruled", "ruling"} & set(left[-4:])):
        return Stance(Assertion.HYPOTHETICAL, "fear")
    if set(left[-6:]) & COURT or (left[-1:] == ["of"] and set(left[-3:]) & {"counts", "count", "crime", "crimes"}):
        return Stance(Assertion.OTHER, "in court")
    if set(left[-4:]) & STORIES:
        return Stance(Assertion.OTHER, "a story of it")
    if left[-1:] == ["of"] and set(left[-2:-1]) & {"years", "decades"}:
        return Stance(Assertion.SUMMARY, "years of")
    if _end_of(left):
        return Stance(Assertion.STATEMENT, "end to")
    if set(left[-4:]) & PREPARED:
        return Stance(Assertion.PLANNED, "plan")
    if set(left[-6:]) & {"will", "would", "shall"} and not set(left) & {"said", "by"}:
        return Stance(Assertion.PLANNED, "will")
    return None


def _governed(left: Sequence[str]) -> Stance | None:
    """As in "stood ready to go on the |attack", "urged them to agree a |truce": what governs the verb that carries the noun."""
    for at in range(len(left) - 1, max(-1, len(left) - 6), -1):
        if left[at] == "to" and at + 1 < len(left) and left[at + 1] in CARRIERS | WITHSTOOD:
            before = set(left[max(0, at - 4) : at])
            if left[at + 1] in WITHSTOOD:
                return None if before & DOING else Stance(Assertion.HYPOTHETICAL, "purpose")
            return leaning_to(before)
    return None


def leaning_to(before: AbstractSet[str]) -> Stance | None:
    """What the words before an infinitive make of it: threatened, urged, planned, only possible; None if none of these."""
    if before & THREATS:
        return Stance(Assertion.THREATENED, "threat to")
    if before & URGES:
        return Stance(Assertion.STATEMENT, "urged to")
    if before & PLANS:
        return Stance(Assertion.PLANNED, "plan to")
    return Stance(Assertion.HYPOTHETICAL, "able to") if before & IMAGINED else None


def _after_noun(right: Sequence[str]) -> Stance | None:
    """What the words after it make of it ("an attack would …", "a truce was close")."""
    told_of = next(
        (at for at, word in enumerate(right) if word in {"is", "are", "become", "remain", "remained", "were"}), None
    )
    if (told_of is not None and set(right[told_of + 1 : told_of + 3]) & USUAL) or set(right[:3]) & OFTEN:
        return Stance(Assertion.SUMMARY, "usual")
    if right[:3] == ["has", "yet", "to"] or right[:3] == ["have", "yet", "to"]:
        return Stance(Assertion.NEGATED, "yet to")
    if any(right[at : at + 1] == ["not"] and set(right[at + 1 : at + 4]) & UNDONE for at in range(len(right))):
        return Stance(Assertion.NEGATED, "not held")
    if set(right[:7]) & {"was", "were", "been", "being"} and set(right[:8]) & CALLED_OFF:
        return Stance(Assertion.NEGATED, "called off")
    if (
        {"called", "planned", "scheduled"} & set(right[:4])
        and "for" in right[:6]
        and {"will", "not", "would"} & set(right)
    ):
        return Stance(Assertion.PLANNED, "planned for")
    if right[:1] and right[0] in {"was", "is", "were", "are", "seemed", "looked"} and set(right[1:3]) & NOT_YET:
        return Stance(Assertion.HYPOTHETICAL, "not yet")
    if (
        right
        and right[0] not in {"in", "at"}
        and set(right[:4]) & {"could", "might", "may", "would", "will", "likely", "possible"}
    ):
        return Stance(Assertion.HYPOTHETICAL, "would")
    return None


def _end_of(left: Sequence[str]) -> bool:
    tail = left[-6:]
    if set(left[-6:]) & {
        "end",
        "ending",
        "stop",
        "stopping",
        "halt",
        "halting",
        "cease",
        "ceasing",
        "condone",
        "counter",
    }:
        return True
    text = " ".join(tail)
    return any(
        cue in text
        for cue in (
            "end to",
            "cessation of",
            "halt to",
            "stop to",
            "cease",
            "call for",
            "calls for",
            "called for",
            "stop the",
            "stop its",
        )
    )
