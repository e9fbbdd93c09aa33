"""Clauses, verb groups and the arguments around a trigger, by closed word classes and word order.

A light grammar, not a parse: it is right on the plain sentences of news prose and fails quietly (no argument) elsewhere.
All positions are token indices of one sentence.
"""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.mentions.tokens import (
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    GET,
    HAVE,
    MODALS,
    NEGATIONS,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    Token,
    is_adverb,
    is_number,
)

SAY = frozenset(
    "said says say saying told tells added adds announced announces announce stated reported reports report "
    "confirmed confirms confirm claimed claims claim alleged alleges acknowledged admitted declared insisted denied denies "
    "denying deny argued warned warns wrote tweeted quoted noted believes believed believe according asserted asserts "
    "maintained disclosed revealed explained accused blamed counted estimated testified".split()
)
HOURS = frozenset("dawn dusk noon midday midnight sunset sunrise nightfall daybreak sundown dark".split())
SAID = frozenset("said says told reported confirmed added stated announced".split())
AFTER_AS_NO_CLAUSE = frozenset("well part a an many much of for long soon far the such".split())
DEMONSTRATED = frozenset(
    "day night time attack strike strikes bombing raid claim account decision point area year week month morning evening "
    "one incident operation".split()
)
PASTS = frozenset(
    "hit struck shot took sent held set broke threw fell went came drove blew flew brought left fought overran ran cut put".split()
)
BREAKS = frozenset(";—–:")
QUOTES = frozenset(('"', "“", "'", "‘"))
ABOUT = frozenset("about around over".split())
LIGHT = frozenset(("not", "n't", "reportedly", "allegedly", "also"))


def is_break(tokens: Sequence[Token], i: int) -> bool:
    """Does a clause of its own begin at token ``i``?"""
    low = tokens[i].low
    if low in BREAKS:
        return True
    if low in {"and", "but"} and i and tokens[i - 1].text == ",":
        return True
    if low == "as":
        return i + 1 < len(tokens) and tokens[i + 1].low not in AFTER_AS_NO_CLAUSE
    if low == "that":
        return i > 0 and i + 1 < len(tokens) and tokens[i + 1].low not in DEMONSTRATED
    if low in {"before", "after", "until", "since"} and i + 1 < len(tokens):
        after = tokens[i + 1]
        return not (after.low in HOURS or after.text[0].isdigit())  # "shortly before 8 p.m.", "after midnight"
    return low in SUBORDINATORS


def clause_of(tokens: Sequence[Token], i: int) -> tuple[int, int]:
    """The clause around token ``i`` as a half-open range of tokens; its opening word is included."""
    start = i
    while start > 0 and not is_break(tokens, start):
        start -= 1
    end = i + 1
    while end < len(tokens) and not is_break(tokens, end):
        end += 1
    return start, end


def group_start(tokens: Sequence[Token], i: int) -> int:
    """Where the verb group that ends in the verb at ``i`` begins (auxiliaries, negation, adverbs, "to")."""
    start = i
    while start > 0:
        before = tokens[start - 1]
        if (
            before.low in BE
            or before.low in HAVE
            or before.low in GET
            or before.low in MODALS
            or is_adverb(before)
            or before.low in {"not", "n't", "never", "to", "did", "does", "do", "'ve", "'d"}
            or (before.text in QUOTES and start > 1 and tokens[start - 2].low in BE)  # 'were "neutralised"'
        ):
            start -= 1
        else:
            break
    return start


def auxiliaries(tokens: Sequence[Token], i: int) -> tuple[str, ...]:
    """The lower-case words of the verb group before the verb at ``i``, coordination ("struck and killed") looked through."""
    start = group_start(tokens, i)
    found = tuple(token.low for token in tokens[start:i])
    if (
        not found
        and i >= 2
        and tokens[i - 1].low in {"and", "or"}
        and tokens[i - 2].low.endswith(("ed", "en", "ck", "ot", "un"))
    ):
        return auxiliaries(tokens, i - 2)
    return found


def is_passive(tokens: Sequence[Token], i: int) -> bool:
    """A participle after a form of "be" or "get" ("was hit", "have been killed")."""
    words = auxiliaries(tokens, i)
    return any(word in BE or word in GET for word in words)


def subject(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    """The stretch before the verb group at ``i`` in which its subject stands; ``None`` if there is none."""
    end = group_start(tokens, i)
    if end and tokens[end - 1].low in CONJUNCTIONS:  # "stopped the bus, and shot …": the subject of the verb before
        return _until_verb(tokens, _before_comma(tokens, end - 1))
    start = end
    while start > 0 and not is_break(tokens, start - 1) and tokens[start - 1].text != ",":
        start -= 1
    if start == end or not any(t.is_word for t in tokens[start:end]):
        return _before_comma(tokens, start)
    for at in range(end - 1, start, -1):
        if tokens[at - 1].low in SAY and tokens[at - 1].low != "according":  # "the group said |two men| had …"
            start = at
            break
    start = _after_coordinated_clause(tokens, start, end)
    stretch = tokens[start:end]
    if stretch[-1].low in PRONOUNS:  # "said |it|", "said on Friday |it|"
        return _speaker(tokens, start) or (end - 1, end)
    if (
        start > 1
        and tokens[start - 1].text == ","
        and stretch[0].low in {"a", "an", "the", "who", "which"}
        and start > 3
    ):
        earlier = _before_comma(tokens, start)  # maybe an apposition: "The army, a party to the deal, attacked"
        if earlier and tokens[earlier[0]].low not in PREPOSITIONS and end < len(tokens) and tokens[end - 1].text == ",":
            return earlier
    return start, end


def _after_coordinated_clause(tokens: Sequence[Token], start: int, end: int) -> int:
    """As in "A soldier was shot in A and |two policemen| were kidnapped": past the clause that is complete before "and"."""
    for at in range(end - 1, start + 1, -1):
        if tokens[at].low not in {"and", "but", "while"} or at + 1 >= end:
            continue
        if any(
            t.low in BE | HAVE or (k > start and finite_past(tokens, k)) for k, t in enumerate(tokens[start:at], start)
        ):
            return at + 1
    return start


def _before_comma(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    start = i
    while start > 0 and not is_break(tokens, start - 1):
        start -= 1
    if start > 0 and tokens[start - 1].low in {"who", "which", "that"}:
        return relative_head(tokens, start - 1)
    return (start, i) if start < i else None


def _until_verb(tokens: Sequence[Token], stretch: tuple[int, int] | None) -> tuple[int, int] | None:
    """The stretch up to its first plain past verb: the subject alone, not what the first verb did."""
    if stretch is None:
        return None
    for at in range(stretch[1] - 1, stretch[0], -1):
        if tokens[at - 1].low in SAID and tokens[at].text not in {",", "."} and tokens[at].low not in PREPOSITIONS:
            stretch = (
                at + 1 if tokens[at].low == "that" else at,
                stretch[1],
            )  # "police said |gunmen| broke in and shot"
            break
    for at in range(stretch[0] + 1, stretch[1]):
        low = tokens[at].low
        past = (low.endswith("ed") and len(low) > 4) or low in PASTS
        if (
            past
            and tokens[at - 1].low not in DETERMINERS | PREPOSITIONS
            and not tokens[at].capital
            and not is_number(tokens[at - 1])
        ):
            return stretch[0], group_start(tokens, at)
    return stretch


def relative_head(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    """What "who", "which" or "that" at ``i`` stands for: the noun phrase just before it."""
    end = i - 1 if i and tokens[i - 1].text == "," else i
    start = end
    while start > 0 and not is_break(tokens, start - 1) and tokens[start - 1].text != ",":
        start -= 1
    return (start, end) if start < end else None


def _speaker(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    """As in "The army said that **it** had …": the subject of the verb of saying before."""
    for at in range(i - 1, max(-1, i - 12), -1):
        if tokens[at].low in SAY:
            start = group_start(tokens, at)
            begin = start
            while begin > 0 and not is_break(tokens, begin - 1):
                begin -= 1
            return (begin, start) if begin < start else None
    return None


def complement(tokens: Sequence[Token], j: int, stop: frozenset[str] = PREPOSITIONS) -> tuple[int, int] | None:
    """The noun phrase that begins at ``j`` (a verb's object): up to a preposition of ``stop``, a break or a comma
    that does not go on with a list.
    """
    end = j
    if j + 1 < len(tokens) and tokens[j].low in ABOUT and is_number(tokens[j + 1]):
        end = j = j + 1  # "torched about |200 houses|"
    while end < len(tokens):
        token = tokens[end]
        if token.text == "(" and end > j and _abbreviates(tokens, end):
            end += 3
            continue
        if token.low in stop and not (token.low == "of" or (token.low == "to" and end == j)):
            break
        if is_break(tokens, end) or token.text in {".", "!", "?", "(", ")", '"', "“", "”"}:
            break
        if token.text == "," and not _list_goes_on(tokens, end):
            break
        if end > j and (token.low in BE | HAVE | MODALS or finite_past(tokens, end)):
            break
        end += 1
    return (j, end) if end > j else None


def _abbreviates(tokens: Sequence[Token], i: int) -> bool:
    """Is the bracket at ``i`` a body's short name inside its phrase ("two New People's Army |(NPA)| camps")?"""
    if i + 3 >= len(tokens) or tokens[i + 2].text != ")":
        return False
    return tokens[i + 1].text.isupper() and tokens[i + 3].is_word and tokens[i + 3].low not in PREPOSITIONS


def finite_past(tokens: Sequence[Token], at: int) -> bool:
    """Is the word a plain past verb after a noun ("the dam |shocked the capital", "a mill |left two dead")?"""
    low, before = tokens[at].low, tokens[at - 1]
    if not (low in PASTS or (low.endswith("ed") and len(low) > 3)) or tokens[at].capital:
        return False
    if before.low in DETERMINERS | CONJUNCTIONS or is_number(before) or is_adverb(before) or not before.is_word:
        return False
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    return after is None or not after.is_word or after.low in DETERMINERS | PREPOSITIONS | PRONOUNS or is_number(after)


def _list_goes_on(tokens: Sequence[Token], comma: int) -> bool:
    """Is the comma one of an enumeration ("a tunnel, a bridge and a cache")?"""
    ahead = tokens[comma + 1 : comma + 12]
    if not ahead or ahead[0].low in SUBORDINATORS or ahead[0].low.endswith("ing") or ahead[0].low in CONJUNCTIONS:
        return (
            bool(ahead)
            and ahead[0].low == "and"
            and len(ahead) > 1
            and (ahead[1].low in DETERMINERS or is_number(ahead[1]))
        )
    if not (ahead[0].low in DETERMINERS or is_number(ahead[0])):
        return False
    return any(t.low == "and" or t.text == "," for t in ahead)


def by_phrase(tokens: Sequence[Token], j: int, limit: int) -> tuple[int, int] | None:
    """The agent after "by" within the clause, from token ``j`` on."""
    for at in range(j, limit):
        if tokens[at].low == "by" and at + 1 < limit and tokens[at + 1].low not in {"the", "a"} | LIGHT:
            return _phrase_after(tokens, at + 1, limit)
        if tokens[at].low == "by" and at + 2 < limit:
            return _phrase_after(tokens, at + 1, limit)
    return None


def _phrase_after(tokens: Sequence[Token], j: int, limit: int) -> tuple[int, int] | None:
    found = complement(tokens, j, PREPOSITIONS - {"of"})
    return None if found is None else (found[0], min(found[1], limit))


def negated(tokens: Sequence[Token], i: int) -> bool:
    """Is the verb or noun at ``i`` denied inside its own group ("did not attack", "no attack", "never struck")?"""
    words = auxiliaries(tokens, i)
    if any(word in NEGATIONS for word in words):
        return True
    before = [t.low for t in tokens[max(0, i - 3) : i]]
    return bool(before) and ("no" in before or "without" in before[-2:] or "neither" in before)
