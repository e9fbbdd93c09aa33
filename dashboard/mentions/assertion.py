"""How the text stands to an event that it names: told as fact, claimed, denied, planned, threatened, only imagined …

The words that govern a trigger decide: its auxiliaries, what stands before it in the clause, the verb of saying above it.
Each rule is a small table of words of the language; the first that speaks wins.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.mentions.assertion_words import (
    ATTEMPTS,
    AVENGED,
    BESIDE_WAR,
    CALLED_OFF,
    CARRIERS,
    CLAIMS,
    CONDEMNED,
    CONDOLENCES,
    COURT,
    DENIALS,
    DOING,
    EFFORTS,
    EXERCISE_VERBS,
    EXERCISES,
    FEARS,
    IMAGINED,
    KINDS_OF_ATTACK,
    NOT_REAL,
    NOT_YET,
    PLANS,
    POLICY,
    PREPARED,
    STORIES,
    THREAT_NOUNS,
    THREATS,
    UNDONE,
    URGES,
    WARS,
)
from dashboard.mentions.clauses import SAY, auxiliaries, clause_of, group_start, subject
from dashboard.mentions.tokens import HAVE, NEGATIONS, PREPOSITIONS, Token
from dashboard.model import Assertion


@dataclass(frozen=True, slots=True)
class Stance:
    """The verdict on one trigger, the rule that gave it, and who is quoted (token range), if anyone."""

    assertion: Assertion
    rule: str
    speaker: tuple[int, int] | None = None
    background: bool = False


def assess(tokens: Sequence[Token], i: int, *, noun: bool, feature: str) -> Stance:
    """The stance of one sentence (``tokens``) to the trigger at token ``i``."""
    if tokens[-1].text == "?" or (len(tokens) > 1 and tokens[-2].text == "?"):
        return Stance(Assertion.HYPOTHETICAL, "question")
    if _sum_total(tokens):
        return Stance(Assertion.SUMMARY, "in total")
    if any(t.low in CONDOLENCES for t in tokens[:i]):
        return Stance(Assertion.STATEMENT, "condolences")
    if _exercise(tokens):
        return Stance(Assertion.EXERCISE, "exercise")
    start, _ = clause_of(tokens, i)
    if tokens[start].low == "when" and "until" in {t.low for t in tokens[:start]}:
        return Stance(Assertion.PLANNED, "until … when")
    if start and tokens[start].low == "that" and tokens[start - 1].low in DENIALS:
        return Stance(Assertion.DENIED, "denied that", _speaker(tokens))
    if noun and tokens[i].low in WARS and _only_a_date(tokens, i):
        return Stance(Assertion.STATEMENT, "war as a date")
    stance = _noun(tokens, i) if noun else _verb(tokens, i, feature)
    if stance is not None:
        return stance
    return _quoted(tokens, i)


def _only_a_date(tokens: Sequence[Token], i: int) -> bool:
    """As in "since the war in Gaza began", "fears of a wider war", "at war with": the war only dates or is only feared.

    A war whose two sides are named ("the war between A and B") is still told.
    """
    if i + 1 < len(tokens) and tokens[i + 1].low in {"between", "against"}:
        return False
    near = [t.low for t in tokens[max(0, i - 5) : i]]
    return (
        bool(set(near) & BESIDE_WAR)
        or near[-1:] == ["at"]
        or {"as", "long"} <= {t.low for t in tokens[max(0, i - 7) : i]}
    )


def _sum_total(tokens: Sequence[Token]) -> bool:
    """As in "In total, since the beginning of the war, 600 tanks have been destroyed": a balance, no event."""
    opening = [t.low for t in tokens[:3]]
    totals = opening[:2] in (["in", "total"], ["in", "all"], ["all", "told"]) or opening[:1] in (
        ["altogether"],
        ["overall"],
    )
    return totals and "since" in {t.low for t in tokens}


def _exercise(tokens: Sequence[Token]) -> bool:
    for at, token in enumerate(tokens):
        if token.low in EXERCISES:
            after = {t.low for t in tokens[at + 1 : at + 4]}
            before = tokens[at - 1].low if at else ""
            if not after & EXERCISE_VERBS and before not in {"to", "must", "should"}:
                return True
    return False


def _left(tokens: Sequence[Token], i: int, reach: int = 9) -> list[str]:
    start, _ = clause_of(tokens, i)
    return [t.low for t in tokens[max(start, i - reach) : i]]


def _verb(tokens: Sequence[Token], i: int, feature: str) -> Stance | None:
    words = auxiliaries(tokens, i)
    start = group_start(tokens, i)
    left = _left(tokens, start, 7)
    whole = [t.low for t in tokens]
    if any(w in NEGATIONS for w in words) or (left and left[-1] in {"nobody", "none", "without", "neither", "never"}):
        if words and ({"will", "would"} & set(words)):
            return Stance(Assertion.PLANNED, "will not")
        return Stance(Assertion.NEGATED, "not")
    if _no_subject(tokens, i):
        return Stance(Assertion.NEGATED, "no one")
    if _of_anyone(tokens, i):
        return Stance(Assertion.HYPOTHETICAL, "anyone who")
    if feature == "ing" and left and set(left[-2:]) & DENIALS:
        return Stance(Assertion.DENIED, "denied doing")
    opener = tokens[clause_of(tokens, i)[0]].low
    if opener in {"if", "unless", "whether"} or (opener in {"until", "once"} and {"will", "would"} & set(whole)):
        return Stance(Assertion.HYPOTHETICAL, opener)
    if (
        opener in {"which", "who", "whose"}
        and {"have", "has"} & set(words)
        and "been" not in words
        and not set(whole) & {"today", "yesterday"}
    ):
        return Stance(Assertion.SUMMARY, "which have")
    if {"have", "has"} & set(words) and set(left) & {"thousands", "millions"}:
        return Stance(Assertion.SUMMARY, "thousands have")
    if "will" in words or "shall" in words or "'ll" in words:
        threat = set(whole) & THREATS
        return Stance(Assertion.THREATENED if threat else Assertion.PLANNED, "will")
    if "would" in words:
        if "have" in words:
            return Stance(Assertion.HYPOTHETICAL, "would have")
        if set(left) & IMAGINED - {"would"}:
            return Stance(Assertion.HYPOTHETICAL, "would")
        return Stance(Assertion.THREATENED if set(whole) & THREATS else Assertion.PLANNED, "would")
    if {"may", "might", "could"} & set(words):
        return Stance(Assertion.CLAIMED if "have" in words else Assertion.HYPOTHETICAL, "may")
    if {"can", "should", "must"} & set(words):
        return Stance(Assertion.HYPOTHETICAL, "modal")
    if "to" in words:
        return _infinitive(tokens, start, left, words)
    if feature == "ing" and set(left[-2:]) & {"progress"}:
        return Stance(Assertion.STATEMENT, "progress in")
    if (
        feature == "ing"
        and left
        and left[-1] in PREPOSITIONS
        and set(left) & {"would", "could", "might", "may", "should"}
    ):
        return Stance(Assertion.HYPOTHETICAL, "might by doing")
    if feature == "ing" and set(left[-3:]) & (PLANS | IMAGINED | POLICY | URGES) - {"about", "set", "order"}:
        return Stance(Assertion.HYPOTHETICAL, "aim")
    return None


def _of_anyone(tokens: Sequence[Token], i: int) -> bool:
    """As in "anyone who attacks an official will be punished": a rule, no event."""
    start, _ = clause_of(tokens, i)
    left = [t.low for t in tokens[max(0, start - 3) : i]]
    return any(
        word in {"anyone", "anybody", "whoever", "everyone"}
        or (
            left[at : at + 2] in (["those", "who"], ["people", "who"])
            and {"will", "would", "must", "can", "should"} & {t.low for t in tokens[i:]}
        )
        for at, word in enumerate(left)
    )


def _no_subject(tokens: Sequence[Token], i: int) -> bool:
    """As in "No soldier had been killed", "none of them was hit"."""
    found = subject(tokens, i)
    return found is not None and tokens[found[0]].low in {"no", "none", "nobody", "neither"}


def _infinitive(tokens: Sequence[Token], start: int, left: Sequence[str], words: Sequence[str]) -> Stance | None:
    near = set(left[-4:])
    if "have" in words:  # "is said to have killed"
        return Stance(Assertion.CLAIMED, "to have")
    if near & {"failed", "refused", "declined"}:
        return Stance(Assertion.NEGATED, "failed to")
    if left and left[-1] in DOING | ATTEMPTS and start >= 1:
        governing = _verb(tokens, start - 1, "base")
        if governing is not None:
            return governing
    if left and left[-1] in ATTEMPTS:
        return Stance(Assertion.REPORTED, "attempt", _speaker(tokens))
    if left and left[-1] in DOING:
        return None
    if near & EFFORTS:
        return Stance(Assertion.STATEMENT, "effort to")
    if near & THREATS:
        return Stance(Assertion.THREATENED, "threat to")
    if near & URGES:
        return Stance(Assertion.STATEMENT, "urged to")
    if near & PLANS:
        return Stance(Assertion.PLANNED, "plan to")
    if near & IMAGINED:
        return Stance(Assertion.HYPOTHETICAL, "able to")
    if near & DOING:
        return None
    return Stance(Assertion.HYPOTHETICAL, "purpose")


def _noun(tokens: Sequence[Token], i: int) -> Stance | None:
    opener = tokens[clause_of(tokens, i)[0]].low
    if opener in {"if", "unless", "whether"}:
        return Stance(Assertion.HYPOTHETICAL, opener)
    left = _left(tokens, i, 8)
    if opener in {"which", "who"} and {"have", "has"} & set(left[-5:]):
        return Stance(Assertion.SUMMARY, "which have")
    return _before_noun(left) or _after_noun([t.low for t in tokens[i + 1 : i + 18]])


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
    if left[-1:] and left[-1] in CONDEMNED:
        return Stance(Assertion.STATEMENT, "condemned")
    if set(left[-5:]) & FEARS:
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
        if left[at] == "to" and at + 1 < len(left) and left[at + 1] in CARRIERS:
            before = set(left[max(0, at - 4) : at])
            if before & THREATS:
                return Stance(Assertion.THREATENED, "threat to")
            if before & URGES:
                return Stance(Assertion.STATEMENT, "urged to")
            if before & PLANS:
                return Stance(Assertion.PLANNED, "plan to")
            return Stance(Assertion.HYPOTHETICAL, "able to") if before & IMAGINED else None
    return None


def _after_noun(right: Sequence[str]) -> Stance | None:
    """What the words after it make of it ("an attack would …", "a truce was close")."""
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


def _quoted(tokens: Sequence[Token], i: int) -> Stance:
    left = [t.low for t in tokens[max(0, i - 14) : i]]
    here = set(left)
    words = auxiliaries(tokens, i)
    background = "had" in words and not here & SAY
    if here & CLAIMS and not _responsibility(tokens) and not {"lives", "life"} & {t.low for t in tokens[i : i + 4]}:
        return Stance(Assertion.CLAIMED, "claim", _speaker(tokens), background)
    if "reports" in left and "of" in left[left.index("reports") :] and "confirmed" not in left:
        return Stance(Assertion.CLAIMED, "reports of", None, background)
    return Stance(Assertion.REPORTED, "told", _speaker(tokens), background)


def _responsibility(tokens: Sequence[Token]) -> bool:
    return any(t.low in {"responsibility", "credit"} for t in tokens)


def _speaker(tokens: Sequence[Token]) -> tuple[int, int] | None:
    for at, token in enumerate(tokens):
        if token.low in SAY and token.low not in HAVE:
            start = group_start(tokens, at)
            begin = start
            while begin > 0 and tokens[begin - 1].text not in {",", ";", "—", "“", '"'}:
                begin -= 1
            if begin < start:
                return begin, start
            end = at + 1
            while end < len(tokens) and tokens[end].text not in {",", ".", ";"}:
                end += 1
            return (at + 1, end) if end > at + 1 else None
    return None
