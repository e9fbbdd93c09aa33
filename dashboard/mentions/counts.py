"""How many were killed, injured, captured or missing, and how many events a word stands for.

Each word of harm ("killed", "wounding", "dead", "toll") looks for its figure where English puts it:

    passive     "at least 12 people were killed", "five killed in blast"      the figure before it
    active      "killed 12 people and wounded 30", "killing a police officer" the figure after it
    nominal     "the death of three soldiers", "12 dead", "no casualties"     beside it
    toll        "the death toll rose to 12"                                   after "to", "at", "of"

Harm without a figure is [1, open], or 1 where a single person is named. Rules, as ``CountMention.rule`` names them:
``passive`` ``active`` ``noun`` ``toll`` ``part`` (a share: "including three children") ``events`` ``unnumbered``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dashboard.mentions.figures import Figure, find_figures
from dashboard.mentions.harm import (
    ACTIVE_ENDERS,
    BE_LIKE,
    BREAKS,
    DEEDS,
    EVENT_NOUNS,
    EVERY_HARM,
    FORMS,
    HARM_NOUNS,
    MUNITIONS,
    THINGS,
    is_person,
)
from dashboard.mentions.tokens import DETERMINERS, PREPOSITIONS, Token, is_adverb, tokenise
from dashboard.model import Count, CountKind, CountMention, Document, Sentence, SentenceKind, Span

REACH = 14  # tokens between a word of harm and the subject's figure; longer subjects are rare in news
WAR_TOLL = 20_000  # from here on a figure is the sum of a war or disaster, not of an event
_SKIPPED = frozenset({SentenceKind.BYLINE, SentenceKind.BOILERPLATE})
_UNSAID = Count(1, None)
_SUMMED = re.compile(
    r"\b(?:since (?:the (?:start|beginning|outbreak|war|conflict|uprising|offensive|campaign|fighting)|(?:\w+ ){0,2}(?:19|20)\d\d|\w+ began)"
    r"|so far (?:this|in|since)|this year|in (?:the|a) (?:year|decade|months?)\b|in total|overall|altogether"
    r"|(?:past|last) (?:\w+ )?(?:weeks|months|years?)|bringing (?:the|to)\b.{0,30}\b(?:total|number|toll))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Found:
    """A figure of harm: token indexes of its words, and of those who were harmed."""

    kind: CountKind
    count: Count
    first: int
    last: int
    rule: str
    whom: tuple[int, int] | None = None
    part: bool = False


def find_counts(document: Document, sentences: Sequence[Sentence]) -> tuple[CountMention, ...]:
    """The figures of the document in text order."""
    found: list[CountMention] = []
    for sentence in sentences:
        if sentence.kind not in _SKIPPED:
            found.extend(_of_sentence(document.text, sentence))
    return tuple(found)


def _of_sentence(text: str, sentence: Sentence) -> Iterator[CountMention]:
    tokens = tokenise(text, sentence.span.start, sentence.span.end)
    lows = {token.low for token in tokens}
    if not (lows & EVERY_HARM or lows & EVENT_NOUNS or lows & MUNITIONS):
        return
    figures = find_figures(tokens)
    found = [*_harm(tokens, figures), *_events(tokens, figures)]
    summed = _SUMMED.search(text, sentence.span.start, sentence.span.end) is not None
    for one in sorted(_best(found), key=lambda each: (each.first, each.last, each.kind)):
        whom = None if one.whom is None else Span(tokens[one.whom[0]].start, tokens[one.whom[1]].end)
        span = Span(tokens[one.first].start, tokens[one.last].end)
        total = (summed or one.count.low >= WAR_TOLL) and one.kind is not CountKind.EVENTS and one.count.low > 1 and not one.part
        yield CountMention(span, sentence.index, one.kind, one.count, one.rule, whom, one.part, total)


def _best(found: Sequence[_Found]) -> Sequence[_Found]:
    """One reading of each figure and kind; what has a figure goes before what has none in the same words."""
    chosen: dict[tuple[CountKind, int], _Found] = {}
    for one in found:
        key = (one.kind, one.first)
        if key not in chosen or (chosen[key].rule == "unnumbered" and one.rule != "unnumbered"):
            chosen[key] = one
    return list(chosen.values())


# -------------------------------------------------------------------------------------------------------------- harm


def _harm(tokens: Sequence[Token], figures: Sequence[Figure]) -> Iterator[_Found]:
    taken: dict[CountKind, set[int]] = {}
    wholes: list[_Found] = []
    for at, token in enumerate(tokens):
        found = _at(tokens, at, token, figures)
        for one in found:
            used = taken.setdefault(one.kind, set())
            if one.first in used:
                continue
            used.add(one.first)
            wholes.append(one)
    yield from wholes
    if wholes:
        yield from _parts(tokens, figures, wholes, taken)


def _at(tokens: Sequence[Token], at: int, token: Token, figures: Sequence[Figure]) -> list[_Found]:
    low = token.low
    if _low(tokens, at + 1) == "of" and low in DEEDS:
        return _noun(tokens, at, (DEEDS[low],), figures)
    if low in {"toll", "tolls"} or (low == "number" and _low(tokens, at + 1) == "of"):
        return _toll(tokens, at, figures)
    if low in HARM_NOUNS and not (low == "dead" and _low(tokens, at + 1) == "sea"):
        return _noun(tokens, at, HARM_NOUNS[low], figures)
    if low in {"counted", "counts", "put", "recorded"} and any(t.low in {"toll", "dead", "deaths", "killed"} for t in tokens[:at]):
        return _recount(tokens, at, figures)
    if low in {"unharmed", "unhurt", "uninjured"} or (low == "safe" and _low(tokens, at - 1) in BE_LIKE):
        return [_Found(each, Count(0, 0), at, at, "noun") for each in (CountKind.KILLED, CountKind.INJURED)]
    form = FORMS.get(low)
    if form is not None and _low(tokens, at - 1) in {"the", "those"} and low in {"injured", "wounded", "missing"} and (at + 1 >= len(tokens) or not tokens[at + 1].is_word or _low(tokens, at + 1) in ACTIVE_ENDERS | PREPOSITIONS | BE_LIKE):
        return [_Found(form.kind, _UNSAID, at, at, "unnumbered")]
    if form is None or _is_negated_or_other(tokens, at, form.kind):
        return []
    kind = form.kind
    if low in {"died", "dies", "die", "dying", "perished"}:
        return _subject(tokens, at, kind, figures)
    if low == "dead":
        return _dead(tokens, at, figures)
    if form.past and _is_passive(tokens, at):
        return _subject(tokens, at, kind, figures)
    return _object(tokens, at, kind, figures)


def _is_negated_or_other(tokens: Sequence[Token], at: int, kind: CountKind) -> bool:
    """"captured" and "seized" take towns as often as people; "missing" may be a verb; "injured" an adjective's noun."""
    if kind is CountKind.CAPTURED and _low(tokens, at + 1) in {"on", "the"} and _low(tokens, at + 2) in {"camera", "video", "film"}:
        return True
    return kind is CountKind.MISSING and _low(tokens, at + 1) in {"the", "a", "an", "from"}


def _low(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].low if 0 <= at < len(tokens) else ""


def _is_passive(tokens: Sequence[Token], at: int) -> bool:
    """"were killed", "five killed in …", "the men killed on Monday"; not "killed five"."""
    back = at - 1
    while back >= 0 and (is_adverb(tokens[back]) or tokens[back].low in {"not", "either", "both", "and", "or", "shot", "n't"} or tokens[back].low in EVERY_HARM):
        back -= 1
    if _low(tokens, back) in BE_LIKE:
        return True
    after = at + 1
    while after < len(tokens) and (tokens[after].low in {"and", "or"} and _low(tokens, after + 1) in FORMS):
        after += 2
    if after < len(tokens) and is_adverb(tokens[after]) and _low(tokens, after) not in {"about"}:
        after += 1
    word = _low(tokens, after)
    if word in {"at", "about", "around", "up", "over", "between", "as", "more"} and _opens_figure(tokens, after):
        return False
    return after >= len(tokens) or not tokens[after].is_word or word in ACTIVE_ENDERS or word in PREPOSITIONS


def _opens_figure(tokens: Sequence[Token], at: int) -> bool:
    words = " ".join(token.low for token in tokens[at : at + 3])
    return re.match(r"(?:at least|up to|as many as|more than|(?:about|around|over|between) (?:\d|an? |one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|dozens|scores|hundred))", words) is not None


def _subject(tokens: Sequence[Token], at: int, kind: CountKind, figures: Sequence[Figure]) -> list[_Found]:
    """The figure before a passive: the nearest that counts people and is no share of another."""
    stop = _clause_start(tokens, at)
    near = [f for f in figures if stop <= f.first and f.last < at]
    for figure in (*_sums(near), *reversed(near)):
        if _is_part(tokens, figure) or not _counts_people(tokens, figure, at, kind):
            continue
        count, first = _with_earlier(tokens, near, figure, kind)
        if first == figure.first and figure.indefinite and _plural_verb(tokens, figure.last, at) and _low(tokens, figure.first - 1) == "and":
            count = Count(2, 2)
        found = [_Found(kind, _shared(tokens, at, count), first, figure.last, "passive", _whom(tokens, figure))]
        return [*found, *_nobody_at_all(tokens, at, found[0])]
    if kind in {CountKind.CAPTURED, CountKind.MISSING}:
        return []
    return _unnumbered_subject(tokens, stop, at, kind)


def _nobody_at_all(tokens: Sequence[Token], at: int, found: _Found) -> list[_Found]:
    """"nobody was hurt" says that nobody was killed either."""
    if found.count.high != 0 or tokens[at].low not in {"hurt", "harmed", "injured"}:
        return []
    if any(t.low in FORMS and FORMS[t.low].kind is CountKind.KILLED for t in tokens):
        return []
    return [replace(found, kind=CountKind.KILLED)]


def _with_earlier(
    tokens: Sequence[Token], near: Sequence[Figure], figure: Figure, kind: CountKind
) -> tuple[Count, int]:
    """"120 soldiers and a general": a figure with those joined to it by "and", and the first token of all."""
    count, first = figure.count, figure.first
    for other in reversed([f for f in near if f.last < figure.first]):
        head = _head(tokens, other.last, first)
        joint = first - 1 if _low(tokens, first - 1) in {"and", ","} else None
        if head is None or joint is None or head + 1 not in {joint, joint - 1} or not _counts_people(tokens, other, joint, kind):
            break
        if head + 1 == joint - 1 and _low(tokens, joint - 1) != ",":
            break
        if _low(tokens, joint) == "," and first == figure.first:
            break
        count, first = _sum(other.count, count), other.first
    return count, first


def _with_later(tokens: Sequence[Token], figures: Sequence[Figure], figure: Figure, kind: CountKind) -> tuple[Count, int]:
    """"killed a policeman and two civilians": the sum, and its last token."""
    count, last = figure.count, figure.last
    for other in (f for f in figures if f.first > figure.last):
        head = _head(tokens, last, len(tokens))
        joint = (head if head is not None else last) + 1
        if _low(tokens, joint) == "," and _low(tokens, joint + 1) == "and":
            joint += 1
        if _low(tokens, joint) != "and" or other.first != joint + 1:
            break
        end = _head(tokens, other.last, len(tokens))
        if end is None or not _counts_people(tokens, other, len(tokens), kind) or _low(tokens, end + 1) in {*BE_LIKE, "have", "has", "had"} or _low(tokens, end + 1) in FORMS:
            break
        count, last = _sum(count, other.count), other.last
    return count, last


def _sum(a: Count, b: Count) -> Count:
    return Count(a.low + b.low, None if a.high is None or b.high is None else a.high + b.high)


def _sums(figures: Sequence[Figure]) -> list[Figure]:
    """"five civilians, three women and two children": the figure that the later ones add up to."""
    exact = [f for f in figures if f.exact and not f.indefinite]
    return [f for i, f in enumerate(exact) if len(exact) - i > 2 and f.count.low == sum(g.count.low for g in exact[i + 1 :])]


def _shared(tokens: Sequence[Token], at: int, count: Count) -> Count:
    """"15 people were killed or wounded": at most 15 of each."""
    for joint, other in ((_low(tokens, at + 1), _low(tokens, at + 2)), (_low(tokens, at - 1), _low(tokens, at - 2))):
        if joint in {"or", "and"} and other in FORMS and FORMS[other].kind is not FORMS[tokens[at].low].kind and count.low:
            return Count(0, count.high) if joint == "or" else _UNSAID
    return count


def _plural_verb(tokens: Sequence[Token], start: int, end: int) -> bool:
    return any(token.low in {"were", "are", "have"} for token in tokens[start:end])


def _clause_start(tokens: Sequence[Token], at: int) -> int:
    """Back to the last break: a semicolon, a subordinating word, or another word of harm that is no pair to this one."""
    start = max(0, at - REACH)
    for back in range(at - 1, start - 1, -1):
        low = tokens[back].low
        if low in {";", ":", "(", "—", "–"} or (low in BREAKS and back < at - 1):
            return back + 1
        if low in FORMS and back < at - 2 and not {"were", "was"}.isdisjoint({t.low for t in tokens[back + 1 : at]}):
            return back + 1
        if low in FORMS and back < at - 2 and any(_low(tokens, i) == "and" for i in range(back, at)):
            return back + 1
    return start


def _is_part(tokens: Sequence[Token], figure: Figure) -> bool:
    before = _low(tokens, figure.first - 1)
    after = (_low(tokens, figure.last + 1), _low(tokens, figure.last + 2)) if before in {",", "(", "–", "—"} else ()
    return before in {"including", "includes", "include", "included", "among"} or after in {("of", "them"), ("of", "whom"), ("of", "those")} or (before == "them" and _low(tokens, figure.first - 2) == "among") or (before == "whom" and _low(tokens, figure.first - 2) == "of")


def _head(tokens: Sequence[Token], last: int, end: int) -> int | None:
    """The head noun of what a figure counts: the last word before a preposition, verb or sign."""
    head = None
    for at in range(last + 1, min(end, last + 7, len(tokens))):
        token = tokens[at]
        if token.low == "of" and head is None:
            continue
        if not token.is_word or token.low in PREPOSITIONS or token.low in BREAKS or token.low in BE_LIKE or token.low in FORMS or token.low in {"have", "has", "had", "and", "or", "said"}:
            break
        if token.low in DETERMINERS and head is not None:
            break
        head = at
    return head


def _counts_people(tokens: Sequence[Token], figure: Figure, end: int, kind: CountKind) -> bool:
    head = _head(tokens, figure.last, end)
    if head is None:  # "12 were killed"
        return not figure.indefinite
    low = tokens[head].low
    if low in THINGS or low in MUNITIONS or low in EVENT_NOUNS:
        return False
    if figure.indefinite or kind is CountKind.CAPTURED:
        return any(is_person(token.low) for token in tokens[figure.last + 1 : head + 1])
    return True


def _whom(tokens: Sequence[Token], figure: Figure) -> tuple[int, int] | None:
    head = _head(tokens, figure.last, len(tokens))
    if head is None:
        return None
    last = head
    if _low(tokens, head + 1) == "of" and head + 2 < len(tokens):  # "members of the group"
        more = _head(tokens, head + 1, len(tokens))
        last = more if more is not None else head
    return figure.last + 1, last


def _unnumbered_subject(tokens: Sequence[Token], stop: int, at: int, kind: CountKind) -> list[_Found]:
    """"the commander was killed" is one; "civilians were hurt" at least one."""
    back = at - 1
    verbs = []
    while back >= stop and (tokens[back].low in BE_LIKE or is_adverb(tokens[back]) or tokens[back].low in {"not", "n't", "have", "has", "had", "reportedly", "shot", "also", "and", "or", "confirmed"} or tokens[back].low in FORMS):
        verbs.append(tokens[back].low)
        back -= 1
    if not verbs or back < stop:
        return []
    subject = tokens[back].low
    if subject == "who":
        return [_Found(kind, Count(1, 1) if "was" in verbs else _UNSAID, at, at, "unnumbered")]
    if "not" in verbs or "n't" in verbs:
        return [_Found(kind, Count(0, 0), at, at, "unnumbered")]
    if subject in {"who", "that", "which", "it", "there", "to", "be", "by", "could", "would", "might", "may"} or not tokens[back].is_word or {"be", "being"} & set(verbs):
        return []
    if {"were", "are", "have"} & set(verbs):
        return [_Found(kind, _UNSAID, at, at, "unnumbered", (back, back))]
    single = tokens[back].capital or is_person(subject) or subject in {"he", "she"}
    return [_Found(kind, Count(1, 1), at, at, "unnumbered", (back, back))] if single else []


def _object(tokens: Sequence[Token], at: int, kind: CountKind, figures: Sequence[Figure]) -> list[_Found]:
    """The figure after an active verb, over an adverb, "dead" or a second verb ("killed and wounded")."""
    start = at + 1
    paired = False
    while start < len(tokens) and (is_adverb(tokens[start]) or tokens[start].low == "dead" or (tokens[start].low in {"and", "or"} and _low(tokens, start + 1) in FORMS) or tokens[start].low in FORMS):
        paired = paired or (tokens[start].low in FORMS and FORMS[tokens[start].low].kind is not kind)
        start += 1
    figure = next((f for f in figures if start <= f.first <= start + 1), None)
    if figure is not None and (figure.first == start or _low(tokens, start) in {"the", "a", "another", "him", "all", "his", "its"}):
        if not _counts_people(tokens, figure, len(tokens), kind):
            return []
        count, last = _with_later(tokens, figures, figure, kind)
        return [_Found(kind, _UNSAID if paired else count, figure.first, last, "active", _whom(tokens, figure))]
    if _low(tokens, start) == "another" and (start + 1 >= len(tokens) or not tokens[start + 1].is_word or _low(tokens, start + 1) in PREPOSITIONS | ACTIVE_ENDERS):
        return [_Found(kind, Count(1, 1), start, start, "active")]
    if kind in {CountKind.CAPTURED, CountKind.MISSING}:
        return []
    return _unnumbered_object(tokens, at, start, kind)


def _unnumbered_object(tokens: Sequence[Token], at: int, start: int, kind: CountKind) -> list[_Found]:
    if start >= len(tokens) or not tokens[start].is_word or tokens[start].low in PREPOSITIONS | {"that", "when", "zone", "switch", "chain", "box", "list"}:
        return []
    low = tokens[start].low
    if low in {"him", "her", "himself", "herself"}:
        return [_Found(kind, Count(1, 1), at, at, "unnumbered", (start, start))]
    if low in {"them", "themselves", "people", "civilians"}:
        return [_Found(kind, _UNSAID, at, at, "unnumbered", (start, start))]
    head = _head(tokens, start - 1, len(tokens))
    if head is None:
        return []
    words = tokens[start : head + 1]
    if any(word.low in THINGS for word in words[-1:]):
        return []
    plural = words[-1].low.endswith("s") and not words[-1].capital and not words[-1].low.endswith("ss")
    person = any(is_person(word.low) for word in words) or words[-1].capital
    if not person:
        return []
    count = _UNSAID if plural else Count(1, 1)
    return [_Found(kind, count, at, at, "unnumbered", (start, head))]


def _dead(tokens: Sequence[Token], at: int, figures: Sequence[Figure]) -> list[_Found]:
    """"12 dead", "left 12 people dead", "two soldiers were dead"; not "the dead", "shot dead five" (an active)."""
    if _low(tokens, at - 1) == "shot":
        forward = _object(tokens, at, CountKind.KILLED, figures)
        return forward or _subject(tokens, at, CountKind.KILLED, figures)
    figure = next((f for f in reversed(figures) if f.last < at and at - f.last <= 5 and not f.indefinite), None)
    if figure is None or any(t.low in BREAKS or t.low in {",", ";"} for t in tokens[figure.last + 1 : at]):
        return []
    if any(t.low in FORMS for t in tokens[figure.last + 1 : at]) or not _counts_people(tokens, figure, at, CountKind.KILLED):
        return []
    return [_Found(CountKind.KILLED, figure.count, figure.first, figure.last, "noun", _whom(tokens, figure))]


def _recount(tokens: Sequence[Token], at: int, figures: Sequence[Figure]) -> list[_Found]:
    """"… a toll of 89 dead, and a monitor counted 116", "put the figure at 34"."""
    for figure in figures:
        end = figure.last + 1
        bare = end >= len(tokens) or not tokens[end].is_word or _low(tokens, end) in {"dead", "deaths", "and"}
        if at < figure.first <= at + 5 and bare and not figure.indefinite:
            return [_Found(CountKind.KILLED, figure.count, figure.first, figure.last, "toll")]
    return []


def _noun(tokens: Sequence[Token], at: int, kinds: tuple[CountKind, ...], figures: Sequence[Figure]) -> list[_Found]:
    """"12 deaths", "no casualties", "the death of three soldiers", "minor injuries", "loss of life"."""
    low = tokens[at].low
    before = next((f for f in reversed(figures) if f.last < at and at - f.last <= 4), None)
    if before is not None and not any(not t.is_word or t.low in PREPOSITIONS - {"of"} or t.low in BE_LIKE for t in tokens[before.last + 1 : at]):
        if before.count.high == 0 or (len(kinds) == 1 and not before.indefinite):
            return [_Found(kind, before.count, before.first, before.last, "noun") for kind in kinds]
    if _low(tokens, at - 1) in {"without", "avoid", "avoided"} or (_low(tokens, at - 1) in {"any", "further"} and _low(tokens, at - 2) in {"without", "no", "not"}):
        return [_Found(kind, Count(0, 0), at, at, "noun") for kind in kinds]
    if len(kinds) > 1 or low in {"injury"}:
        return []
    if _low(tokens, at + 1) == "of" and low in DEEDS:
        figure = next((f for f in figures if at + 2 <= f.first <= at + 3), None)
        if figure is not None and _counts_people(tokens, figure, len(tokens), kinds[0]):
            return [_Found(kinds[0], figure.count, figure.first, figure.last, "noun", _whom(tokens, figure))]
        named = at + 2 < len(tokens) and (tokens[at + 2].capital or _single_person(tokens, at + 2)) and kinds[0] is CountKind.KILLED and low != "deaths"
        return [_Found(kinds[0], Count(1, 1), at, at, "unnumbered", (at + 2, at + 2))] if named else []
    if low in {"injuries", "wounds"} and _low(tokens, at - 1) not in {"his", "her", "their", "of", "from"}:
        return [_Found(kinds[0], _UNSAID, at, at, "unnumbered")]
    return []


def _single_person(tokens: Sequence[Token], start: int) -> bool:
    """"the killing of the movement's leader"."""
    head = _head(tokens, start - 1, len(tokens))
    if head is None or tokens[start].low not in {"the", "its", "his", "their", "her"}:
        return False
    words = tokens[start : head + 1]
    return any(is_person(word.low) for word in words) and not (words[-1].low.endswith("s") and not words[-1].capital)


def _toll(tokens: Sequence[Token], at: int, figures: Sequence[Figure]) -> list[_Found]:
    """"the death toll rose to 12", "a toll of 89", "the number of wounded climbed from 20 to 31"."""
    reach = tokens[at : at + 16]
    lows = [token.low for token in reach]
    kind = CountKind.KILLED
    if lows[0] == "number":
        named = [FORMS[low].kind for low in lows[2:6] if low in FORMS] or [HARM_NOUNS[low][0] for low in lows[2:6] if low in HARM_NOUNS]
        if not named:
            return []
        kind = named[0]
    for figure in figures:
        lead = figure.first - 1
        if figure.indefinite or figure.first <= at or figure.first > at + 15:
            continue
        if any(t.low in {";", "."} for t in tokens[at : figure.first]):
            break
        if _low(tokens, lead) in {"to", "at", "of", "is", "was", "reached", "hit", "passed", "topped", "stands", "past", "above", ":", "exceeded", "surpassed"}:
            return [_Found(kind, figure.count, figure.first, figure.last, "toll")]
    return []


def _parts(
    tokens: Sequence[Token], figures: Sequence[Figure], wholes: Sequence[_Found], taken: Mapping[CountKind, set[int]]
) -> Iterator[_Found]:
    """"…, including three children", "two of them women": a share of the nearest figure before."""
    for figure in figures:
        whole = max((w for w in wholes if w.first < figure.first), key=lambda w: w.first, default=wholes[0])
        if not figure.indefinite and _is_part(tokens, figure) and figure.first not in taken.get(whole.kind, set()):
            yield replace(whole, count=figure.count, first=figure.first, last=figure.last, rule="part", part=True, whom=_whom(tokens, figure))


# ------------------------------------------------------------------------------------------------------------ events


def _events(tokens: Sequence[Token], figures: Sequence[Figure]) -> Iterator[_Found]:
    """"12 strikes", "three separate attacks", "41 drones were shot down", "intercepted two missiles"."""
    for figure in figures:
        if figure.indefinite:
            continue
        at = _event_noun(tokens, figure)
        if at is not None:
            yield _Found(CountKind.EVENTS, figure.count, figure.first, figure.last, "events")
            continue
        head = next((i for i in range(figure.last + 1, min(len(tokens), figure.last + 5)) if tokens[i].low in MUNITIONS), None)
        if head is not None and _downed(tokens, figure, head):
            yield _Found(CountKind.EVENTS, figure.count, figure.first, figure.last, "events")


def _event_noun(tokens: Sequence[Token], figure: Figure) -> int | None:
    """The event noun a figure counts, up to three words further on; not "12 attack helicopters"."""
    for at in range(figure.last + 1, min(len(tokens), figure.last + 5)):
        low = tokens[at].low
        if not tokens[at].is_word or low in PREPOSITIONS or low in BE_LIKE or low in FORMS or low in DETERMINERS or low in {"and", "or"}:
            return None
        after = _low(tokens, at + 1)
        if low in EVENT_NOUNS and after not in EVENT_NOUNS:
            plural = low.endswith("s")
            ends = at + 1 >= len(tokens) or not tokens[at + 1].is_word or after in PREPOSITIONS | BE_LIKE or after.endswith("ed")
            return at if plural or (ends and figure.count == Count(1, 1)) else None
    return None


def _downed(tokens: Sequence[Token], figure: Figure, head: int) -> bool:
    after = " ".join(token.low for token in tokens[head + 1 : head + 6])
    before = " ".join(token.low for token in tokens[max(0, figure.first - 3) : figure.first])
    down = r"(?:shot down|brought down|intercepted|downed|destroyed|destroying|intercepting|downing|shooting down|knocked down|neutralised|neutralized)"
    passive = re.match(rf"(?:(?:was|were|had been|have been|been|being)\s+)?(?:\w+ly )?{down}\b", after)
    return passive is not None or re.search(rf"\b{down}$", before) is not None
