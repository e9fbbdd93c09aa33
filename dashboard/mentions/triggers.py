"""Find the words that may report an event, with who did it to whom and how the text stands to it.

A cascade, sentence by sentence:

    match      lexicon patterns at each word, the longest first
    read       noun or verb, by the words around it ("strikes on" / "strikes Iran")
    guard      words borrowed by sport, business, culture … are set aside as ``OTHER``
    arguments  agent and patient by voice: active, passive, participle, nominal, headline
    weapon     the nearest weapon of the clause names the ACLED sub-event type
    assess     assertion (see ``assertion``)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dashboard.mentions.arguments import UNITS_OF_TIME, Arguments, arguments_of
from dashboard.mentions.assertion import assess
from dashboard.mentions.assertion_nouns import Stance
from dashboard.mentions.clauses import clause_of, complement, group_start
from dashboard.mentions.consistency import consistent
from dashboard.mentions.contexts import Contexts
from dashboard.mentions.figurative import figurative, head
from dashboard.mentions.lexicon import Entry, Lexicon, Weapon
from dashboard.mentions.spotting import Match, matches_of
from dashboard.mentions.tokens import DETERMINERS, PREPOSITIONS, SUBORDINATORS, Token, tokenise
from dashboard.model import Assertion, Cited, Document, Sentence, SentenceKind, Span, SubEventType, TriggerMention

WEAK = 0.5  # strength of a word that needs other signs of violence
SKIPPED = frozenset({SentenceKind.BYLINE, SentenceKind.BOILERPLATE})
# frames whose object is itself the weapon ("fired rockets", "threw a bomb")
THROWN = frozenset({"launch", "blast", "grenade", "suicide", "air"})
# frames that a weapon in the clause can type
TYPED_BY_WEAPON = frozenset(
    {
        "attack",
        "kill",
        "shoot",
        "target",
        "injure",
        "die",
        "damage",
        "air",
        "strike",
        "bomb",
        "blast",
        "shell",
        "launch",
        "suicide",
        "raid",
        "grenade",
    }
)
# a weapon this many words before a noun still names it ("a drone and missile attack on the night of …" does not)
BEFORE_NOUN_WORDS = 6
HEAD_WITHIN = 3  # words from the start of a subject to its head ("several large mortar shells")
MEANS_WORDS = frozenset("with using involving by of from via used carried fired".split())
GATHERED = frozenset(
    "wave series string spate number barrage round surge upsurge".split()
)  # "the recent wave of attacks"
AGREED = frozenset(
    "signed sign signs agreed agree agrees reached reach took takes take came comes entered enter held holds hold holding began begins "
    "announced announcement announce declared declare accepted brokered concluded violated broke broken started start effect force "
    "exchange exchanged swap released surrender surrendered deal observed extended joined".split()
)
LONG_KILLERS = frozenset("war wars conflict conflicts insurgency uprising famine epidemic".split())
CROWDS = frozenset(
    "protest protests protester protesters demonstrator demonstrators demonstration demonstrations crowd crowds marchers march rally "
    "rioters riot mob students mourners worshippers strikers villagers youths youth women residents workers farmers traders".split()
)
# people who are captured, and those whose captives are hostages rather than prisoners
TAKEN = frozenset(
    "commander commanders leader leaders financier financiers suspect suspects operative operatives member members militant militants "
    "fighter fighters gunman gunmen terrorist terrorists insurgent insurgents recruiter facilitator deputy ringleader kingpin boss "
    "fugitive fugitives emir chief spy spies pilot pilots".split()
)
TAKERS = frozenset(
    "militants rebels gunmen pirates bandits insurgents jihadists fighters militiamen kidnappers".split()
)
PLACES_TAKEN = frozenset("town city village".split())
OVER = frozenset("over on above at in".split())
ONLY_TALKS = frozenset("talks negotiations proposal proposals plan offer bid hopes efforts".split())
YEAR = re.compile(r"(?:19|20)\d\d")
POINTING = frozenset("the this that these those its their his her such both".split())


@dataclass(frozen=True, slots=True)
class _Around:
    """What else a sentence holds."""

    matches: Sequence[Match]
    weapons: Sequence[tuple[int, int, Weapon]]
    contexts: Contexts


def find_triggers(document: Document, sentences: Sequence[Sentence], lexicon: Lexicon) -> tuple[TriggerMention, ...]:
    """All triggers of the document in text order, the rejected ones too: ``assertion`` tells which report an event."""
    contexts = Contexts.of(document, lexicon.contexts)
    found: list[TriggerMention] = []
    for sentence in sentences:
        if sentence.kind in SKIPPED:
            continue
        tokens = tokenise(document.text, sentence.span.start, sentence.span.end)
        matches = list(matches_of(tokens, lexicon.triggers))
        if matches:
            weapons = list(_weapons(tokens, lexicon.weapons))
            found += [
                t
                for m in matches
                if (t := _mention(document, sentence, tokens, m, _Around(matches, weapons, contexts))) is not None
            ]
    return tuple(consistent(found))


def _weapons(
    tokens: Sequence[Token], index: Mapping[str, tuple[tuple[tuple[str, ...], Weapon], ...]]
) -> Iterator[tuple[int, int, Weapon]]:
    at = 0
    while at < len(tokens):
        for words, weapon in index.get(tokens[at].low, ()):
            if all(at + k < len(tokens) and tokens[at + k].low == word for k, word in enumerate(words)):
                yield at, at + len(words), weapon
                at += len(words) - 1
                break
        at += 1


def _mention(
    document: Document,
    sentence: Sentence,
    tokens: Sequence[Token],
    match: Match,
    around: _Around,
) -> TriggerMention | None:
    entry = match.pattern.entry
    arguments = _arguments(tokens, match)
    if _is_support(match, arguments, around.matches) or not _has_what_it_needs(
        tokens, match, arguments, around.weapons
    ):
        return None
    effect = _is_effect(match, arguments, around.matches)
    frame, sub = ("effect", around.matches[0].pattern.entry.sub) if effect else _kind(tokens, match, arguments)
    stance = _stance(sentence, tokens, match, arguments, around)
    weapon = None if effect else _weapon_for(tokens, match, arguments, around.weapons)
    start, end = clause_of(tokens, match.first)
    contiguous = None not in match.pattern.words
    before = [t.low for t in tokens[max(0, match.first - 3) : match.first]]
    if "of" in before and set(before) & GATHERED:
        before += [t.low for t in tokens[max(0, match.first - 6) : match.first - 3]]
    return TriggerMention(
        span=Span(tokens[match.first].start, tokens[match.last - 1 if contiguous else match.first].end),
        sentence=sentence.index,
        sub_event_type=_sub_type(entry, weapon) if sub is entry.sub and not effect else sub,
        assertion=stance.assertion,
        entry=entry.id,
        rule=f"{arguments.form}; {stance.rule}",
        noun=match.noun,
        clause=Span(tokens[start].start, tokens[end - 1].end),
        agent=_span(tokens, arguments.agent),
        patient=_span(tokens, arguments.patient),
        by=_speaker(document.text, tokens, stance),
        background=stance.background,
        ongoing=entry.ongoing,
        strength=WEAK if (entry.weak and not _by_arms(tokens, weapon, arguments)) or effect else 1.0,
        frame=frame,
        weapon=None if weapon is None else Span(tokens[weapon[0]].start, tokens[weapon[1] - 1].end),
        plural=match.noun
        and tokens[match.last - 1].low.endswith("s")
        and not tokens[match.last - 1].low.endswith("ss"),
        relative=tokens[start].low in {"which", "who", "whom", "whose", "where"},
        definite=match.noun and any(word in POINTING for word in before),
    )


def _arguments(tokens: Sequence[Token], match: Match) -> Arguments:
    """Agent and patient by form, mended where the words of the pattern themselves say more."""
    entry = match.pattern.entry
    found = arguments_of(tokens, match.first, match.last, noun=match.noun, feature=match.feature)
    if match.gap is not None and match.gap[0] < match.gap[1] and found.form != "passive":
        found = Arguments(found.agent, match.gap, found.form)
    if entry.undergoes:
        by = None if match.noun or entry.frame != "capture" else complement(tokens, match.last)
        found = Arguments(by, (0, group_start(tokens, match.first)), "undergoes")
    elif entry.frame == "capture" and not match.noun and len(match.pattern.words) > 1:
        found = Arguments(found.agent, _ground(tokens, match) or found.patient, found.form)
    elif entry.frame == "injure" and not match.noun and match.gap is not None and found.form == "active":
        found = Arguments(None, found.agent, "active")  # "suffered |light shrapnel| injuries": the subject was hurt
    elif entry.frame == "die" and not match.noun and found.form == "active" and found.agent is not None:
        found = Arguments(None, found.agent, "active")  # who dies does nothing to anyone
    return found


def _kind(tokens: Sequence[Token], match: Match, arguments: Arguments) -> tuple[str, SubEventType]:
    """Frame and type of the entry; people who are captured are prisoners or hostages, no ground."""
    entry = match.pattern.entry
    if entry.id == "capture-ground" and not match.noun and head(tokens, arguments.patient) in TAKEN:
        if head(tokens, arguments.agent) in TAKERS:
            return "abduct", SubEventType.ABDUCTION_FORCED_DISAPPEARANCE
        return "arrest", SubEventType.ARRESTS
    return entry.frame, entry.sub


def _ground(tokens: Sequence[Token], match: Match) -> tuple[int, int] | None:
    """What was taken, where the pattern itself says it: "took |the town|", "hoisted their flag over |the palace|"."""
    last = tokens[match.last - 1].low
    if last in PLACES_TAKEN:
        return match.first + 1, match.last
    at = match.last if last == "over" else match.last + 1
    if (
        any(t.low == "flag" for t in tokens[match.first : match.last])
        and tokens[at - 1 : at]
        and tokens[at - 1].low in OVER
    ):
        return complement(tokens, at)
    return None


def _stance(sentence: Sentence, tokens: Sequence[Token], match: Match, arguments: Arguments, around: _Around) -> Stance:
    """How the text stands to the trigger: its own words, then who or what its arguments are, then the text's genre."""
    stance = assess(tokens, match.first, noun=match.noun, feature=match.feature)
    if arguments.patient is not None and tokens[arguments.patient[0]].low in {"no", "nobody", "none", "nothing"}:
        stance = Stance(Assertion.NEGATED, "no one")
    killers = set() if arguments.agent is None else {t.low for t in tokens[arguments.agent[0] : arguments.agent[1]]}
    if match.pattern.entry.frame in {"kill", "injure"} and not match.noun and killers & LONG_KILLERS:
        stance = Stance(Assertion.SUMMARY, "the dead of a war")
    if match.pattern.entry.frame == "agreement" and match.last < len(tokens) and tokens[match.last].low in ONLY_TALKS:
        stance = Stance(Assertion.STATEMENT, "talks about it")
    if match.pattern.entry.frame == "agreement" and _names_a_year(tokens, match):
        stance = Stance(Assertion.STATEMENT, "an agreement of old")
    if match.pattern.entry.frame == "agreement" and match.noun and not {t.low for t in tokens} & AGREED:
        stance = Stance(Assertion.STATEMENT, "not said to be made")
    lent = figurative(tokens, match.first, arguments, match.pattern.entry.frame, noun=match.noun)
    if lent is not None:
        stance = Stance(Assertion.OTHER, lent)
    borrowed = around.contexts.borrowed(sentence, tokens, match.pattern.entry, match.first)
    if borrowed is not None:
        stance = Stance(Assertion.EXERCISE if borrowed == "exercise" else Assertion.OTHER, borrowed)
    return stance


def _names_a_year(tokens: Sequence[Token], match: Match) -> bool:
    """As in "the 2016 peace deal": a year before the noun names an agreement, it does not tell that one was made."""
    return any(YEAR.fullmatch(t.text) for t in tokens[max(0, match.first - 1) : match.last - 1])


def _is_support(match: Match, arguments: Arguments, matches: Sequence[Match]) -> bool:
    """As in "launched an attack": the noun tells the event and takes the verb's subject."""
    if match.noun or match.pattern.entry.frame != "launch" or arguments.patient is None:
        return False
    return any(m.noun and arguments.patient[0] <= m.first < arguments.patient[1] for m in matches)


def _is_effect(match: Match, arguments: Arguments, matches: Sequence[Match]) -> bool:
    """As in "12 strikes engaged …", "the blast killed …": the subject is itself an event; the verb only tells what it did."""
    if match.noun or arguments.form not in {"active", "participle"} or arguments.agent is None:
        return False
    if match.pattern.entry.frame not in {"clash", "capture", "recapture", "target", "destroy"}:
        return False
    return any(m.noun and arguments.agent[0] <= m.first and m.last == arguments.agent[1] for m in matches)


def _has_what_it_needs(
    tokens: Sequence[Token], match: Match, arguments: Arguments, weapons: Sequence[tuple[int, int, Weapon]]
) -> bool:
    """Words like "discovered" tell of an event only where weapons are what was found, shots in the air where a crowd is."""
    if match.pattern.entry.needs == "crowd":
        return _has_its_crowd(tokens, match, arguments)
    if match.pattern.entry.needs != "weapon":
        return True
    patient = arguments.patient
    # "the bombs were set off by remote control" tells how, not what
    known = arguments.form == "passive" and match.pattern.entry.frame == "blast"
    return patient is not None and any(
        patient[0] <= w[0] < patient[1] + 4 and not (known and tokens[w[0] - 1].low in POINTING) for w in weapons
    )


def _has_its_crowd(tokens: Sequence[Token], match: Match, arguments: Arguments) -> bool:
    """A crowd in the sentence that somebody disperses; one that "dispersed before dusk" went home."""
    after = tokens[match.first + 1] if match.first + 1 < len(tokens) else None
    alone = after is None or not after.is_word or after.low in PREPOSITIONS | SUBORDINATORS
    if alone and arguments.form == "active" and tokens[match.first].low.startswith("dispers"):
        return False
    patient = arguments.patient
    them = patient is not None and patient[1] - patient[0] == 1 and tokens[patient[0]].low == "them"
    return them or any(t.low in CROWDS for t in tokens)


def _span(tokens: Sequence[Token], stretch: tuple[int, int] | None) -> Span | None:
    if stretch is None or stretch[0] >= stretch[1]:
        return None
    return Span(tokens[stretch[0]].start, tokens[stretch[1] - 1].end)


def _speaker(text: str, tokens: Sequence[Token], stance: Stance) -> tuple[Cited[str], ...]:
    span = _span(tokens, stance.speaker)
    if span is None or (
        tokens[stance.speaker[0] if stance.speaker else 0].low in DETERMINERS and len(span.of(text)) < 3
    ):
        return ()
    return (Cited(" ".join(span.of(text).split()), (span,), stance.rule),)


def _sub_type(entry: Entry, weapon: tuple[int, int, Weapon] | None) -> SubEventType:
    if weapon is not None and weapon[2].id == "small-arms" and entry.frame == "strike":
        return SubEventType.ATTACK  # "was hit by a stray bullet"
    if weapon is None or weapon[2].sub is None or entry.frame not in TYPED_BY_WEAPON:
        return entry.sub
    if entry.sub is SubEventType.SUICIDE_BOMB and weapon[2].sub is not SubEventType.SUICIDE_BOMB:
        return entry.sub
    return weapon[2].sub


def _weapon_for(
    tokens: Sequence[Token], match: Match, arguments: Arguments, weapons: Sequence[tuple[int, int, Weapon]]
) -> tuple[int, int, Weapon] | None:
    """The weapon that did it: in the clause, else in the sentence; never what the event was done *to*."""
    if not weapons or match.pattern.entry.frame not in TYPED_BY_WEAPON:
        return None
    start, end = clause_of(tokens, match.first)
    thrown = match.pattern.entry.frame in THROWN or arguments.form == "passive"
    patient = None if thrown else arguments.patient
    fit = [w for w in weapons if w[2].sub is not None and not (patient and patient[0] <= w[0] < patient[1])]
    if match.noun:
        fit = [w for w in fit if _of_noun(tokens, match, w)]
    if match.pattern.entry.id == "impact":  # what came down must be the weapon itself
        first = arguments.agent[0] if arguments.agent else 0
        fit = [w for w in fit if 0 <= w[0] - first <= HEAD_WITHIN]
    here = [w for w in fit if start <= w[0] < end]
    if not here and not match.noun and match.pattern.entry.frame not in {"launch", "blast"}:
        here = [w for w in fit if not _of_another_day(tokens, *sorted((match.first, w[0])))]
    if not here:
        return None
    return min(here, key=lambda w: (-(w[2].rank // 4), abs(w[0] - match.first), w[0]))


def _of_another_day(tokens: Sequence[Token], low: int, high: int) -> bool:
    """Do words such as "a day after" stand between, so that the weapon is another event's?"""
    return any(
        tokens[k].low in {"after", "before"} and tokens[k - 1].low in UNITS_OF_TIME for k in range(low + 1, high)
    )


def _by_arms(tokens: Sequence[Token], weapon: tuple[int, int, Weapon] | None, arguments: Arguments) -> bool:
    """As in "its |drones| had hit a refinery": the subject is a weapon, so that no other sign of violence is asked for."""
    if weapon is None or arguments.agent is None or not arguments.agent[0] <= weapon[0] < arguments.agent[1]:
        return False
    return not any(t.low in PREPOSITIONS for t in tokens[arguments.agent[0] : weapon[0]])


def _of_noun(tokens: Sequence[Token], match: Match, weapon: tuple[int, int, Weapon]) -> bool:
    """Does the weapon belong to the noun: "a drone |attack", "the |attack with rockets", "rockets in an |attack"?"""
    if weapon[0] < match.last:
        return match.first - weapon[1] <= BEFORE_NOUN_WORDS
    between = {t.low for t in tokens[match.last : weapon[0]]}
    return bool(between & MEANS_WORDS) and not any(t.text in {";", "."} for t in tokens[match.last : weapon[0]])
