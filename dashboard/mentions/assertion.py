"""How the text stands to an event that it names: told as fact, claimed, denied, planned, threatened, only imagined …

The words that govern a trigger decide: its auxiliaries, what stands before it in the clause, the verb of saying above it.
Each rule is a small table of words of the language; the first that speaks wins.
"""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.mentions.assertion_nouns import Stance, leaning_to, of_noun, words_before
from dashboard.mentions.assertion_words import (
    ATTEMPTS,
    BESIDE_WAR,
    CLAIMS,
    CONDOLENCES,
    DENIALS,
    DOING,
    EFFORTS,
    EXERCISE_VERBS,
    EXERCISES,
    IMAGINED,
    OFTEN,
    PLANS,
    POLICY,
    THREATS,
    URGES,
    WARS,
)
from dashboard.mentions.clauses import SAY, auxiliaries, clause_of, group_start, subject
from dashboard.mentions.tokens import BE, HAVE, NEGATIONS, PREPOSITIONS, Token
from dashboard.model import Assertion

# what is told, and what it is called that never was
STORIES_TOLD = frozenset(
    "rumour rumours rumor rumors report reports video videos footage message messages story stories post posts news".split()
)
UNTRUE = frozenset("untrue false fake baseless unfounded fabricated invented hoax doctored".split())
TOOK_PLACE = frozenset("took place happened occurred".split())


def assess(tokens: Sequence[Token], i: int, *, noun: bool, feature: str) -> Stance:
    """The stance of one sentence (``tokens``) to the trigger at token ``i``."""
    if tokens[-1].text == "?" or (len(tokens) > 1 and tokens[-2].text == "?"):
        return Stance(Assertion.HYPOTHETICAL, "question")
    if _sum_total(tokens):
        return Stance(Assertion.SUMMARY, "in total")
    if any(t.low in CONDOLENCES for t in tokens[:i]):
        return Stance(Assertion.STATEMENT, "condolences")
    if _untrue(tokens):
        return Stance(Assertion.NEGATED, "said to be untrue")
    if _exercise(tokens):
        return Stance(Assertion.EXERCISE, "exercise")
    start, _ = clause_of(tokens, i)
    if tokens[start].low == "when" and "until" in {t.low for t in tokens[:start]}:
        return Stance(Assertion.PLANNED, "until … when")
    if start and tokens[start].low == "that" and tokens[start - 1].low in DENIALS:
        return Stance(Assertion.DENIED, "denied that", _speaker(tokens))
    if noun and tokens[i].low in WARS and _only_a_date(tokens, i):
        return Stance(Assertion.STATEMENT, "war as a date")
    stance = of_noun(tokens, i) if noun else _verb(tokens, i, feature)
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
    if [t.low for t in tokens[i + 1 : i + 3]] in (["to", "spread"], ["to", "widen"], ["to", "escalate"]):
        return True
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


def _untrue(tokens: Sequence[Token]) -> bool:
    """As in "the rumour of a shooting is untrue", "no such attack took place": it never happened."""
    low = [t.low for t in tokens]
    for at, word in enumerate(low):
        if word == "such" and at and low[at - 1] == "no" and set(low[at + 2 : at + 6]) & TOOK_PLACE:
            return True
        if word in BE and set(low[at + 1 : at + 3]) & UNTRUE and set(low[:at]) & STORIES_TOLD:
            return True
    return False


def _exercise(tokens: Sequence[Token]) -> bool:
    for at, token in enumerate(tokens):
        if token.low in EXERCISES:
            after = {t.low for t in tokens[at + 1 : at + 4]}
            before = tokens[at - 1].low if at else ""
            if not after & EXERCISE_VERBS and before not in {"to", "must", "should"}:
                return True
    return False


def _verb(tokens: Sequence[Token], i: int, feature: str) -> Stance | None:
    words = auxiliaries(tokens, i)
    start = group_start(tokens, i)
    left = words_before(tokens, start, 7)
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
    if _habit(tokens, i, feature, words):
        return Stance(Assertion.SUMMARY, "a habit")
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


def _habit(tokens: Sequence[Token], i: int, feature: str, words: Sequence[str]) -> bool:
    """As in "herders often clash over water", "the group, which attacks villages": the present of what is usual."""
    start, end = clause_of(tokens, i)
    clause = {t.low for t in tokens[start:end]}
    present = feature in {"base", "s"} and not words
    if (present and tokens[start].low in {"which", "who"}) or (present and start and tokens[start - 1].low == "those"):
        return True
    yearly = "every" in clause and bool({"year", "month", "week", "day"} & clause)
    return (present or bool({"is", "are"} & set(words))) and (bool(clause & OFTEN) or yearly)


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
    if leaning := leaning_to(near):
        return leaning
    if near & DOING:
        return None
    return Stance(Assertion.HYPOTHETICAL, "purpose")


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
