"""Figures of killed, injured, captured and missing people, and of events -> CountMentions.

For each word of harm, the form tells where its figure stands:

    active     "killed at least 12 people", "left 12 dead and 30 wounded", "wounding a child": to the right
    passive    "12 people were killed", "30 wounded", "three soldiers died": to the left
    noun       "a death toll of 89", "the deaths of three men", "12 deaths", "injuries to two": either side
    none       "no one was hurt", "without casualties", "caused no injuries": [0, 0]
    unsaid     "there were injuries", "killing villagers": [1, open]

A singular noun or a name that is killed counts one. Years, ages, distances, weapons and money are no people.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dashboard.mentions import countwords as cw
from dashboard.mentions.numbers import NumberPhrase, Word, number_phrases, words_of
from dashboard.model import Count, CountKind, CountMention, Document, Sentence, Span

REACH_LEFT = (
    16  # tokens from "were killed" back to its figure: "12 members of the same family, all of them women, were killed"
)
REACH_RIGHT = 7  # tokens from "killed" to its figure: "killed, according to officials, 12"
REACH_NOUN = 5


@dataclass(frozen=True, slots=True)
class _Found:
    kind: CountKind
    count: Count
    first: int
    last: int
    rule: str
    whom: tuple[int, int] | None = None


def find_counts(document: Document, sentences: Sequence[Sentence]) -> tuple[CountMention, ...]:
    """The document's figures in text order. ``part`` marks a share of another figure, ``total`` a sum over events."""
    found: list[CountMention] = []
    for sentence in sentences:
        words = words_of(sentence.span.of(document.text), sentence.span.start)
        if not any(w.low in cw.WORTH_READING for w in words):
            continue
        total = _is_total(words)
        for one in _unique(_read(words)):
            whom = None if one.whom is None else Span(words[one.whom[0]].start, words[one.whom[1] - 1].end)
            found.append(
                CountMention(
                    Span(words[one.first].start, words[one.last - 1].end),
                    sentence.index,
                    one.kind,
                    one.count,
                    one.rule,
                    whom,
                    part=_is_part(words, one.first),
                    total=total and one.kind is not CountKind.EVENTS,
                )
            )
    return tuple(found)


def _unique(found: Iterator[_Found]) -> list[_Found]:
    """Each figure of a kind once: the reading that saw a number before the one that only saw harm."""
    kept: list[_Found] = []
    for one in sorted(found, key=lambda f: (f.rule == "unsaid", f.first, -f.last)):
        clash = [k for k in kept if k.kind is one.kind and k.first < one.last and one.first < k.last]
        unsaid_again = one.rule == "unsaid" and any(k.kind is one.kind for k in kept)
        if not clash and not unsaid_again:
            kept.append(one)
    return sorted(kept, key=lambda f: (f.first, f.kind))


def _is_part(words: Sequence[Word], first: int) -> bool:
    before = [w.low for w in words[max(0, first - 3) : first]]
    after = [w.low for w in words[first + 1 : first + 3]]
    return (
        "including" in before
        or "among" in before
        or before[-2:] in (["of", "whom"], ["of", "them"])
        or after == ["of", "them"]
    )


def _is_total(words: Sequence[Word]) -> bool:
    lows = [w.low for w in words]
    pairs = set(zip(lows, lows[1:], strict=False))
    return bool(pairs & cw.TOTALS) or "altogether" in lows


# ------------------------------------------------------------------------------------------------------------- reading


def _read(words: list[Word]) -> Iterator[_Found]:
    phrases = [p for p in number_phrases(words) if not _no_people(words, p)]
    used_left: set[int] = set()
    for at, word in enumerate(words):
        kind = cw.KIND_OF.get(word.low)
        if kind is None:
            continue
        found = (
            _nobody(words, at, kind)
            or _toll(words, at, kind, phrases)
            or (_right(words, at, kind, phrases) if _is_active(words, at) else None)
            or _left(words, at, kind, phrases, used_left)
            or _noun(words, at, kind, phrases)
            or _one_named(words, at, kind)
            or _unsaid(words, at, kind)
        )
        if found is not None:
            yield found
    yield from _general_relief(words)
    yield from _events(words, number_phrases(words))


def _no_people(words: Sequence[Word], phrase: NumberPhrase) -> bool:
    """Does the number count something else: years, money, weapons, percent, a date, an age?"""
    before = words[phrase.first - 1].low if phrase.first else ""
    after = [w.low for w in words[phrase.last : phrase.last + 3]]
    return (
        before in cw.BEFORE_OTHER_NUMBERS
        or (
            bool(after)
            and (
                after[0] in cw.OTHER_UNITS
                or after[0] in cw.MONTHS
                or (after[0] in {"-", "%", ":", "/"}
                and len(after) > 1)
            )
        )
        or (len(after) > 1 and after[0] in cw.UNIT_MODIFIERS and after[1] in cw.OTHER_UNITS)
        or (
            phrase.count.low >= 1900
            and phrase.count.low == phrase.count.high
            and phrase.count.low <= 2100
            and words[phrase.first].text.isdigit()
        )
    )


def _is_active(words: Sequence[Word], at: int) -> bool:
    """Is the verb of harm active, so that those harmed follow?"""
    if words[at].low in cw.NEVER_ACTIVE:
        return False
    if words[at].low.endswith("ing"):
        return True
    n = at - 1
    while n >= 0 and (words[n].low in cw.ADVERBS or words[n].low.endswith("ly")):
        n -= 1
    if n >= 0 and words[n].low in cw.BE and words[n].low not in cw.HAVE:
        return False
    follows = words[at + 1].low if at + 1 < len(words) else "."
    return follows not in cw.CLAUSE_ENDS or follows == ","


def _right(words: Sequence[Word], at: int, kind: CountKind, phrases: Sequence[NumberPhrase]) -> _Found | None:
    for phrase in phrases:
        if phrase.first <= at or phrase.first > at + REACH_RIGHT:
            continue
        between = [w.low for w in words[at + 1 : phrase.first]]
        if any(w in cw.CLAUSE_ENDS or w in cw.KIND_OF or w in cw.PREPOSITIONS for w in between):
            return None
        if len(between) > 1 and not phrase.article and between[0] not in {"the", "its", "their", "his"} | cw.ADVERBS:
            return None
        count, last = _summed(words, phrase, phrases)
        return _Found(kind, count, phrase.first, last, "active", (phrase.first, _phrase_end(words, last)))
    return None


def _summed(words: Sequence[Word], phrase: NumberPhrase, phrases: Sequence[NumberPhrase]) -> tuple[Count, int]:
    """ "two soldiers and a civilian" is three; stops at "including" and at another verb of harm."""
    total, last = phrase.count, phrase.last
    for other in phrases:
        if other.first <= last or other.first > last + 7:
            continue
        between = [w.low for w in words[last : other.first]]
        joined = between[-1:] in (["and"], [","]) or between[-2:] == [",", "and"]
        stops = cw.CLAUSE_ENDS - {",", "and"} | set(cw.KIND_OF) | cw.PARTS
        end = _phrase_end(words, other.last)
        harmed_else = end < len(words) and (words[end].low in cw.KIND_OF or words[end].low in cw.BE)
        comma = between[-1:] == [","] and not any(w.low == "and" for w in words[other.last : other.last + 6])
        if (
            not joined
            or comma
            or any(w in stops for w in between[:-1])
            or harmed_else
            or total.high is None
            or other.count.high is None
        ):
            break
        if other.count.low == 0 or other.count.low != other.count.high:
            break
        if (
            words[other.last : other.last + 1]
            and words[other.last].low in {"others", "other", "more"}
            and phrase.article
        ):
            pass
        total, last = Count(total.low + other.count.low, total.high + other.count.high), other.last
    return total, last


def _phrase_end(words: Sequence[Word], at: int) -> int:
    """The end of the noun phrase that starts at a token: up to the next verb, stop or preposition but "of"."""
    end = at
    while end < len(words) and end < at + 8:
        low = words[end].low
        if low in cw.CLAUSE_ENDS or low in cw.BE or low in cw.KIND_OF or (low in cw.PREPOSITIONS and low != "of"):
            break
        end += 1
    return max(end, at)


def _left(
    words: Sequence[Word], at: int, kind: CountKind, phrases: Sequence[NumberPhrase], used: set[int]
) -> _Found | None:
    n = at - 1
    while n >= 0 and (words[n].low in cw.BE or words[n].low in cw.ADVERBS or words[n].low.endswith("ly")):
        n -= 1
    if words[at].low == "lives":
        return _lost_lives(words, at, phrases)
    passive = (
        n < at - 1
        or words[at].low in cw.NEVER_ACTIVE
        or words[at].low.endswith("ed")
        or words[at].low in {"hurt", "slain", "held", "shot"}
    )
    if not passive:
        return None
    candidates = [p for p in phrases if p.last <= at and p.first >= at - REACH_LEFT and p.first not in used]
    for phrase in reversed(candidates):
        between = words[phrase.last : at]
        lows = [w.low for w in between]
        if any(w in cw.KIND_OF for w in lows) and not (lows and lows[-1] == "and"):
            return None
        if any(w in {";", ":", "after", "when", "as", "while", "said"} or w in cw.REPORTING for w in lows):
            return None
        if phrase.article and (len(lows) > 9 or "," in lows):
            continue
        if any(w in cw.PARTS for w in lows) or _is_part(words, phrase.first):
            continue
        if not phrase.article and _in_modifier(words, phrase, n + 1):
            continue
        first, count = _summed_back(words, phrase, phrases)
        used.add(phrase.first)
        return _Found(kind, count, first, phrase.last, "passive", (first, n + 1))
    return None


def _lost_lives(words: Sequence[Word], at: int, phrases: Sequence[NumberPhrase]) -> _Found | None:
    """ "five officers lost their lives"."""
    if [w.low for w in words[max(0, at - 2) : at]] not in (["lost", "their"], ["lost", "his"], ["lost", "her"]):
        return None
    before = [p for p in phrases if p.last <= at - 2 and p.first >= at - REACH_LEFT]
    return _Found(CountKind.KILLED, before[-1].count, before[-1].first, before[-1].last, "passive") if before else None


def _in_modifier(words: Sequence[Word], phrase: NumberPhrase, edge: int) -> bool:
    """Does the number stand in a phrase that hangs on the subject ("the commander of two units was killed")?"""
    before = words[phrase.first - 1].low if phrase.first else ""
    inside = [w.low for w in words[phrase.last : edge]]
    return (
        before in {"of", "in", "at", "from", "on", "for", "with"}
        and len(inside) > 0
        and words[max(0, phrase.first - 2)].low not in {"total", "number"}
    )


def _summed_back(words: Sequence[Word], phrase: NumberPhrase, phrases: Sequence[NumberPhrase]) -> tuple[int, Count]:
    """ "two soldiers and a civilian were killed": the figure before "and" belongs too."""
    first, count = phrase.first, phrase.count
    if first >= 2 and words[first - 1].low == "and" and count.low == count.high:
        for other in phrases:
            inside = [w.low for w in words[other.last : first - 1]]
            close = other.last < first and first - other.last <= 6
            if (
                close
                and other.count.low == other.count.high
                and not any(w in cw.KIND_OF or w in cw.CLAUSE_ENDS or w in cw.BE for w in inside)
            ):
                return other.first, Count(count.low + other.count.low, count.low + other.count.low)
    return first, count


def _toll(words: Sequence[Word], at: int, kind: CountKind, phrases: Sequence[NumberPhrase]) -> _Found | None:
    """ "a death toll of 89", "the toll rose to 12", "raising the number of dead to 471", "left 12 dead"."""
    if words[at].low in {"toll", "tolls"}:
        ahead = [p for p in phrases if at < p.first <= at + 9]
        if ahead and not any(w.low in {";"} for w in words[at : ahead[0].first]):
            phrase = ahead[0]
            later = [
                p
                for p in ahead[1:]
                if words[p.first - 1].low == "to" and "from" in [w.low for w in words[at : phrase.first + 1]]
            ]
            phrase = later[0] if later else phrase
            kinds = {cw.KIND_OF[w.low] for w in words[phrase.last : phrase.last + 3] if w.low in cw.KIND_OF}
            return _Found(kinds.pop() if len(kinds) == 1 else kind, phrase.count, phrase.first, phrase.last, "toll")
        return None
    return None


def _noun(words: Sequence[Word], at: int, kind: CountKind, phrases: Sequence[NumberPhrase]) -> _Found | None:
    """ "12 deaths", "the deaths of three men", "injuries to two people", "12 dead"."""
    if words[at].low not in cw.NOUNS:
        return None
    for phrase in phrases:
        if phrase.last <= at and at - phrase.last <= 2 and not phrase.article:
            return _Found(kind, phrase.count, phrase.first, phrase.last, "noun")
    follows = [w.low for w in words[at + 1 : at + 2]]
    if follows and follows[0] in {"of", "to", "among"}:
        for phrase in phrases:
            if at + 2 <= phrase.first <= at + 2 + REACH_NOUN and not any(
                w.low in cw.CLAUSE_ENDS for w in words[at + 2 : phrase.first]
            ):
                count, last = _summed(words, phrase, phrases)
                return _Found(kind, count, phrase.first, last, "noun", (phrase.first, _phrase_end(words, last)))
    return None


def _nobody(words: Sequence[Word], at: int, kind: CountKind) -> _Found | None:
    """ "no one was killed", "nobody was hurt", "no injuries were reported", "without casualties", "none were wounded"."""
    for n in range(at - 1, max(-1, at - 7), -1):
        low = words[n].low
        if low in {"nobody", "no-one", "none"} or (low == "no" and (n + 1 == at or words[n + 1].low in cw.NO_WHAT)):
            return _Found(kind, Count(0, 0), n, at + 1, "nobody")
        if low == "without" and words[at].low in cw.NOUNS and n >= at - 3:
            return _Found(kind, Count(0, 0), n, at + 1, "nobody")
        if low in {"not", "n't"} or low.endswith("n't") or low.endswith("n’t"):
            return None
        if low in {";", ".", "but"} or (low in cw.KIND_OF and low not in {"dead", "killed", "deaths"} | cw.NOUNS):
            break
    return None


def _general_relief(words: Sequence[Word]) -> Iterator[_Found]:
    """ "no casualties" is neither killed nor injured; "unhurt", "the crew is safe" is nobody injured."""
    lows = [w.low for w in words]
    for n, low in enumerate(lows):
        if low in cw.BOTH_NOUNS:
            before = lows[max(0, n - 4) : n]
            if "no" in before or "without" in before or ("any" in before and "not" in lows[max(0, n - 7) : n]):
                start = max(i for i in range(max(0, n - 7), n) if lows[i] in {"no", "without", "not", "any"})
                for kind in (CountKind.KILLED, CountKind.INJURED):
                    yield _Found(kind, Count(0, 0), start, n + 1, "no casualties")
        elif (low in {"unhurt", "unharmed", "uninjured"} and not set(lows[max(0, n - 6) : n]) & {
            "who",
            "one",
            "him",
            "he",
            "she",
        }) or (low == "safe" and set(lows[max(0, n - 5) : n]) & {"crew", "sailors", "everyone", "all", "crews"}):
            yield _Found(CountKind.INJURED, Count(0, 0), n, n + 1, "unhurt")


def _one_named(words: Sequence[Word], at: int, kind: CountKind) -> _Found | None:
    """One person by name or by a singular noun: "killed Qassem Soleimani", "the mayor was shot dead"."""
    if words[at].low not in cw.VERBS:
        return None
    if _is_active(words, at):
        after = words[at + 1 : at + 7]
        lows = [w.low for w in after]
        if lows and lows[0] in {"him", "her"}:
            return _Found(kind, Count(1, 1), at, at + 2, "one person")
        opens = 1 if lows and lows[0] in cw.DETERMINERS else 0
        head = next((n for n in range(opens, len(after)) if lows[n] in cw.PERSONS), None)
        plain = not set(lows[: head or 0]) & (cw.CLAUSE_ENDS | cw.PREPOSITIONS)
        if head is not None and plain and (opens or after[0].text[:1].isupper()):
            return _Found(kind, Count(1, 1), at + 1, at + 2 + head, "one person", (at + 1, at + 2 + head))
        names = [w for w in after[opens : opens + 2] if w.text[:1].isupper() and w.text.isalpha()]
        if len(names) == 2 and after[0].text[:1].isupper() and lows[0] not in cw.PEOPLES:
            return _Found(kind, Count(1, 1), at + 1, at + 3, "one person", (at + 1, at + 3))
        return None
    n = at - 1
    while n >= 0 and (words[n].low in cw.BE or words[n].low in cw.ADVERBS):
        n -= 1
    singular = any(words[k].low in {"was", "is"} for k in range(n + 1, at))
    subject = words[max(0, n - 7) : n + 1]
    if (
        singular
        and subject
        and any(w.low in cw.PERSONS for w in subject)
        and not any(w.low in {"he", "she", "it"} for w in subject)
    ):
        return _Found(kind, Count(1, 1), at - (at - n) + 1, at + 1, "one person", None)
    if singular and len(subject) >= 2 and all(w.text[:1].isupper() and w.text.isalpha() for w in subject[-2:]):
        return _Found(kind, Count(1, 1), n - 1, at + 1, "one person", (n - 1, n + 1))
    return None


def _unsaid(words: Sequence[Word], at: int, kind: CountKind) -> _Found | None:
    """Harm without a figure: "killing villagers", "there were injuries", "caused casualties"."""
    low = words[at].low
    before = [w.low for w in words[max(0, at - 6) : at]]
    if set(before) & cw.IRREALIS:
        return None
    if low in cw.INJURY_NOUNS and (set(before) & cw.THERE_IS):
        return _Found(kind, Count(1, None), at, at + 1, "unsaid")
    if low not in cw.VERBS or kind in {CountKind.CAPTURED, CountKind.MISSING}:
        return None
    after = [w.low for w in words[at + 1 : at + 5]]
    plural_right = any(w in cw.PLURAL_PEOPLE for w in after[:4]) and not set(after[:1]) & cw.CLAUSE_ENDS
    plural_left = any(w in cw.PLURAL_PEOPLE for w in before) and bool(set(before) & {"were", "have", "are"})
    if (_is_active(words, at) and plural_right) or plural_left:
        return _Found(kind, Count(1, None), at, at + 1, "unsaid")
    return None


def _events(words: Sequence[Word], phrases: Sequence[NumberPhrase]) -> Iterator[_Found]:
    """ "12 strikes", "three attacks"; what is shot down counts too ("41 drones shot down"), what is fired does not."""
    for phrase in phrases:
        if phrase.article or phrase.count.low == 0:
            continue
        head = phrase.last
        while (
            head < len(words)
            and head < phrase.last + 4
            and words[head].low not in cw.EVENT_NOUNS | cw.CLAUSE_ENDS | cw.PREPOSITIONS
        ):
            if words[head].low in cw.MUNITIONS:
                break
            head += 1
        if head < len(words) and words[head].low in cw.EVENT_NOUNS:
            yield _Found(CountKind.EVENTS, phrase.count, phrase.first, phrase.last, "events")
        elif (
            head < len(words)
            and (words[head].low in cw.MUNITIONS or words[head].low == "of")
            and _shot_down(words, phrase, head)
        ):
            yield _Found(CountKind.EVENTS, phrase.count, phrase.first, phrase.last, "shot down")
    for n in range(1, len(words)):
        if (
            words[n].low == "times"
            and (own := next((p for p in phrases if p.last == n), None)) is not None
            and own.count.high == own.count.low
        ):
            yield _Found(CountKind.EVENTS, own.count, own.first, own.last, "times")
        elif words[n].low == "twice":
            yield _Found(CountKind.EVENTS, Count(2, 2), n, n + 1, "times")


def _shot_down(words: Sequence[Word], phrase: NumberPhrase, head: int) -> bool:
    before = [w.low for w in words[max(0, phrase.first - 4) : phrase.first]]
    after = [w.low for w in words[head + 1 : head + 8]]
    return (
        any(v in before or v in after for v in cw.INTERCEPTS)
        or "down" in before[-2:]
        or ("shot" in after and "down" in after)
    )
