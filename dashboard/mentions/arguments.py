"""Who did it and to whom, as stretches of tokens, by the form in which the event is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.mentions.clauses import by_phrase, clause_of, complement, group_start, is_passive, relative_head, subject
from dashboard.mentions.tokens import BE, DETERMINERS, PREPOSITIONS, Token, is_adverb, is_number

ON = frozenset("on against at targeting of upon".split())
OWNERS_STOP = frozenset("a an the of in on at from by to".split())


# pasts that are no participles
ONLY_PAST = frozenset(
    "threw took drove broke blew fell went came began overran flew rode stole tore beat saw drew sank shook ran gave".split()
)
# participles of verbs that always have an object: without one they tell what was done to the noun before
NEED_AN_OBJECT = frozenset("kidnapped abducted murdered slain assassinated arrested detained beheaded ambushed".split())
WHEN = frozenset("last this earlier yesterday today ago while when after before as since early late".split())
SIDE_WORDS = 12  # that may stand on one side of "between … and …" beyond its noun phrase
UNITS_OF_TIME = frozenset("hour hours day days week weeks month months year years".split())
PARTICLES = frozenset("down up off away out".split())  # "burned |down| a school"

TOLD_OF = frozenset("began begins came comes left leaves led leads saw sees broke brought drew went followed".split())
TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september "
    "october november december jan feb mar apr jun jul aug sep sept oct nov dec christmas new yesterday today".split()
)


@dataclass(frozen=True, slots=True)
class Arguments:
    """Token ranges; ``form`` names the construction."""

    agent: tuple[int, int] | None
    patient: tuple[int, int] | None
    form: str


def arguments_of(tokens: Sequence[Token], first: int, last: int, *, noun: bool, feature: str) -> Arguments:
    """Agent and patient of the trigger at tokens ``first`` .. ``last`` (half open)."""
    if noun:
        return _nominal(tokens, first, last)
    _, end = clause_of(tokens, first)
    if is_passive(tokens, first) and feature in {"past", "participle", "base"}:
        return Arguments(by_phrase(tokens, last, end), subject(tokens, first), "passive")
    if feature in {"past", "participle"} and (_reduced(tokens, first, last) or _bare(tokens, first, last)):
        return Arguments(by_phrase(tokens, last, end), _head_before(tokens, first), "reduced")
    if feature in {"past", "participle"} and (found := _and_passive(tokens, first, last)) is not None:
        return found
    patient = _object(tokens, last)
    if feature == "ing":
        return Arguments(_main_subject(tokens, first), patient, "participle")
    agent = subject(tokens, first)
    if agent is not None and tokens[agent[0]].low in {"who", "which", "that"}:
        agent = relative_head(tokens, agent[0])
    elif agent is None and first and tokens[first - 1].low in {"who", "which", "that"}:
        agent = relative_head(tokens, first - 1)
    form = "infinitive" if "to" in {t.low for t in tokens[group_start(tokens, first) : first]} else "active"
    return Arguments(agent, patient, form)


def _object(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    if at < len(tokens) and tokens[at].low == "on" and _day_then_object(tokens, at + 1):
        return complement(tokens, at + 2)
    if at < len(tokens) and tokens[at].low in {"on", "at", "against", "upon", "into", "through", "with", "for"}:
        return complement(tokens, at + 1)
    while at < len(tokens) and (is_adverb(tokens[at]) or tokens[at].low in PARTICLES):
        at += 1
    return complement(tokens, at)


def _reduced(tokens: Sequence[Token], first: int, last: int) -> bool:
    """A participle that tells of the noun before it ("missiles fired by …", "the man killed in …")."""
    if first == 0:
        return True
    if tokens[first].low in ONLY_PAST:
        return False
    before = tokens[first - 1]
    if before.text == "," or not before.is_word or is_adverb(before):
        return False
    after = tokens[last].low if last < len(tokens) else "."
    if after == "on" and _day_then_object(tokens, last + 1):
        return False
    if after == "by":
        return True
    if before.low in {"and", "or", "but"}:  # "raided the village and opened fire on": a verb of the same subject
        return False
    start, _ = clause_of(tokens, first)
    finite = any(t.low in BE for t in tokens[last : last + 12]) or any(
        _past(tokens, k) for k in range(start, first - 1)
    )
    return (
        last == first + 1  # "fired tear gas at": the words of the event hold the verb's object
        and after in {"in", "from", "at", "near", "on", "during", "outside"}
        and finite
        and group_start(tokens, first) == first
    )


def _and_passive(tokens: Sequence[Token], first: int, last: int) -> Arguments | None:
    """As in "were rounded up by men in uniform |and shot| in the street": the passive before goes on where no object follows."""
    if first < 2 or tokens[first - 1].low not in {"and", "then"} or tokens[first].low in ONLY_PAST:
        return None
    after = tokens[last] if last < len(tokens) else None
    inner = tokens[last - 1].low in DETERMINERS or tokens[last - 1].low in PREPOSITIONS  # the pattern ends in "in the"
    if not inner and after is not None and after.is_word and after.low not in PREPOSITIONS | WHEN | {"and"}:
        return None
    start, _ = clause_of(tokens, first)
    for at in range(first - 2, start, -1):
        if _past(tokens, at) and tokens[at - 1].low not in BE:
            return None  # an active verb stands nearer
        if tokens[at].low in BE and at + 1 < first - 1:
            whom = subject(tokens, at + 1)
            return None if whom is None else Arguments(by_phrase(tokens, at + 1, first - 1), whom, "passive")
    return None


def _bare(tokens: Sequence[Token], first: int, last: int) -> bool:
    """As in "the priest, |kidnapped| ten days ago, …", "two women |abducted| in March": an object is missing, so none is done."""
    if tokens[first].low not in NEED_AN_OBJECT or first == 0 or last >= len(tokens):
        return False
    after = tokens[last]
    if after.low == "on" and _day_then_object(tokens, last + 1):
        return False
    if after.low in PREPOSITIONS | WHEN or after.low.rstrip(".") in TIMES:
        return True
    span_of_time = is_number(after) and any(t.low in UNITS_OF_TIME for t in tokens[last + 1 : last + 3])
    return span_of_time or (after.text in {".", "—", "–"} and tokens[first - 1].low not in {"and", "or"})


def _day_then_object(tokens: Sequence[Token], at: int) -> bool:
    """As in "captured on |Thursday a| hill": a day stands between an active verb and its object."""
    if at + 1 >= len(tokens) or tokens[at].low.rstrip(".") not in TIMES:
        return False
    return tokens[at + 1].low in DETERMINERS or is_number(tokens[at + 1])


def _past(tokens: Sequence[Token], k: int) -> bool:
    """A plain past verb: "destroyed", "struck", not "the destroyed"."""
    low = tokens[k].low
    if not (low.endswith("ed") or low in {"struck", "hit", "took", "sent", "shot", "held"}) or len(low) < 3:
        return False
    return k > 0 and tokens[k - 1].low not in DETERMINERS and not is_number(tokens[k - 1]) and not tokens[k].capital


def _head_before(tokens: Sequence[Token], first: int) -> tuple[int, int] | None:
    end = start = first - 1 if first and tokens[first - 1].text == "," else first
    while start > 0 and tokens[start - 1].is_word and tokens[start - 1].low not in PREPOSITIONS - {"of"}:
        start -= 1
    return (start, end) if start < end else None


def _main_subject(tokens: Sequence[Token], first: int) -> tuple[int, int] | None:
    """The subject of the clause that "…, killing five" hangs on: all before its first comma-free verb is left to others."""
    if first and tokens[first - 1].text == ",":
        start, _ = clause_of(tokens, first - 1)
        return (start, first - 1) if start < first - 1 else None
    return subject(tokens, first)


def _nominal(tokens: Sequence[Token], first: int, last: int) -> Arguments:
    """As in "Israel's strikes on X", "the attack by Y on X", "a strike against X", "the X attack"."""
    _, end = clause_of(tokens, first)
    limit = next((k for k in range(last, end) if _participle(tokens, k)), end)
    patient, agent = None, by_phrase(tokens, last, limit)
    for at in range(last, min(last + 14, end)):
        if tokens[at].low in TOLD_OF:
            break  # "the insurgency began with an assault on …": the patient is the other noun's
        if tokens[at].low in ON and not (tokens[at].low == "of" and at > last):
            if (at + 1 < len(tokens) and tokens[at + 1].low.rstrip(".") in TIMES) or (
                at + 1 < len(tokens) and tokens[at + 1].text[0].isdigit()
            ):
                continue
            patient = complement(tokens, at + 1, PREPOSITIONS)
            if tokens[at].low != "of" or agent is not None:
                break
            break
        if tokens[at].low == "between":
            pair = _pair(tokens, at + 1)
            return Arguments(pair, None, "between")
        if tokens[at].text in {".", ",", ";"} or tokens[at].low in BE:
            break
    if agent is None:
        agent = _before_noun(tokens, first)
    return Arguments(agent, patient, "nominal")


def _pair(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """Both sides of "between A backed by B and C flanked by D": past the "and" that the first side stops short of."""
    first = complement(tokens, at)
    if first is None or any(t.low == "and" for t in tokens[first[0] : first[1]]):
        return first
    for k in range(first[1], min(first[1] + SIDE_WORDS, len(tokens))):
        if tokens[k].low in BE or tokens[k].text in {".", ";"}:
            break
        if tokens[k].low == "and":
            second = complement(tokens, k + 1)
            return first if second is None else (first[0], second[1])
    return first


def _participle(tokens: Sequence[Token], k: int) -> bool:
    """A verb form after the noun: what follows it is no longer the noun's ("strikes on camps used |by the militia")."""
    low = tokens[k].low
    return low in BE or (low.endswith("ed") and len(low) > 3 and tokens[k].text[0].islower() and "-" not in low)


def _before_noun(tokens: Sequence[Token], first: int) -> tuple[int, int] | None:
    """The modifiers of the noun: "three Houthi drone |attacks", "the army's |raid"; or the subject of "carried out |strikes"."""
    start = first
    while start > 0 and tokens[start - 1].is_word and tokens[start - 1].low not in OWNERS_STOP | BE:
        before = tokens[start - 1]
        if before.low in DETERMINERS or is_number(before) or before.low in PREPOSITIONS:
            break
        if before.low in CARRYING:
            return subject(tokens, start - 1)
        start -= 1
    told = start - 2 if start > 1 and tokens[start - 1].low in DETERMINERS else start - 1
    if tokens[first].low in OWN_DOING and told > 0 and tokens[told].low in TELLING_OF_IT:
        return subject(tokens, told)
    back = start - 1
    while back > 0 and (tokens[back].low in DETERMINERS or is_number(tokens[back]) or is_adverb(tokens[back])):
        back -= 1
    if back >= 0 and tokens[back].low in CARRYING:
        return subject(tokens, back)
    if back > 0 and tokens[back].low == "out" and tokens[back - 1].low in CARRYING:
        return subject(tokens, back - 1)
    if back > 0 and tokens[back].low in {"with", "to", "on", "in"} and tokens[back - 1].low in ANSWERING:
        return subject(tokens, back - 1)
    return (start, first) if start < first else None


# "the ministry announced the |arrest| of …": who tells of these did them
OWN_DOING = frozenset(
    "arrest arrests detention neutralisation neutralization elimination seizure capture liberation interception".split()
)
TELLING_OF_IT = frozenset("announced announces announcing reported reports".split())
CARRYING = frozenset(
    "conducted conduct conducts conducting carried carry carrying launched launch launches launching made mounted staged "
    "unleashed waged began started resumed executed delivered held holds organised organized hold committed perpetrated "
    "signed sign signs concluded reached reach struck sealed traded".split()
)
# "|responded with| air strikes", "|agreed on| a truce": the verb's subject did it
ANSWERING = frozenset(
    "responded respond responds responding retaliated retaliate retaliates retaliating replied answered reacted followed "
    "continued proceeded agreed agree agrees opened struck engaged engage engages engaging involved clashed fought".split()
)
