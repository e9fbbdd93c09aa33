"""What one trigger was done to: its patient, what it was aimed at, and the list that goes on behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dashboard.incidents.evidence import Evidence
from dashboard.incidents.frames import HARM
from dashboard.incidents.participants import (
    BOTH_ACT,
    COUNTED,
    MEANS,
    cite,
    is_armed,
    is_victim,
    met_a_mine,
    standing_in,
)
from dashboard.incidents.words import VEHICLES
from dashboard.model import Actor, ActorKind, ActorMention, Cited, Span, TriggerMention

MOST_WORDS = 5  # of a target that is no known kind of thing and is given as written
BLASTS = MEANS - {"launch"}
NO_TARGET = MEANS | BOTH_ACT | {"protest", "war", "agreement", "die"}
_DETERMINER = r"\s+(?:what (?:it|they|he|she) (?:called|described as|said (?:was|were)) )?(?:(?:the|a|an|its|their|his|her|two|three|several)\s+)?$"
_TOWARDS = re.compile(r"\b(?:at|into|on|onto|upon|against|toward|towards|among|through)" + _DETERMINER, re.IGNORECASE)
# where a bomb goes off is what it was meant for
_BESIDE = re.compile(
    r"\b(?:in|inside|outside|near|beside|amid|under|beneath|behind|over|(?:in|at the) (?:front|gates?|entrance|door) (?:of|to)|next to|close to)"
    + _DETERMINER,
    re.IGNORECASE,
)
# words for a place that tell less than what stands or who lives there, and for whom nothing is known
PLACE_WORDS = re.compile(
    r"(?:[\w'’-]+ ){0,2}(?:town|towns|city|cities|village|villages|area|areas|district|districts|province|region|department|state|"
    r"neighbou?rhood|suburb|suburbs|quarter|road|highway|street|territory|country|outskirts|county|municipality|township)(?: of .*)?"
)
_ENDS_IN_AT = re.compile(r"\b(?:at|on|onto|into|against)$", re.IGNORECASE)
# "a suicide bomber |on a| motorcycle"
_RODE = re.compile(r"\b(?:on|in|riding|driving|aboard) (?:a|an|his|her|the) (?:[\w-]+ )?$")
# "a drone |struck| a post": the event's words end in a verb
_STRUCK = re.compile(r".*(?:ruck|hit|ed)\s+(?:(?:the|a|an|its|their)\s+)?", re.IGNORECASE | re.DOTALL)
_COMMA = re.compile(
    r"\s*(?:,|;|and|, and|as well as)\s+(?:and\s+)?(?:(?:the|a|an|his|her|their|its)\s+)?", re.IGNORECASE
)
_SPEAKERS = frozenset({"office", "role", "person", "name", "demonym", "metonym"})
ATTACKERS = re.compile(r"(?:\w+ )?(?:attackers?|assailants?|bombers?|hijackers?|kidnappers?)", re.IGNORECASE)
_SAID = re.compile(r"\b(?:said|says|told|reported|added|announced)(?: that)?\b", re.IGNORECASE)
_HANGS = re.compile(
    r"\b(?:in|at|on|near|from|by|who|which|that|suspected|accused|during|after|before|while|as|for|about|to|over|outside|inside)\b",
    re.IGNORECASE,
)
AS_WRITTEN = "as written"
_THREW = re.compile(r"(?:thr[eo]w|hurl|pelt|ston|lob|attack|fir)", re.IGNORECASE)
# one person by what he is, his name behind or before a comma
_PLURAL = re.compile(r"(?:[\w'’-]+ )*?(?:[\w'’-]+(?<!s)s|men|women|people|police|troops)(?: of .*)?$", re.IGNORECASE)
_APPOSED = re.compile(r"(?:\s(?:in|of|for|at|from|with)\s[^,;.]{1,50})?,\s+(?:identified as\s+)?")
_APPOSED_TO = re.compile(r"(?:,\s*\d\d?)?,\s+(?:an?|the)\s+(?:[\w-]+\s+){0,2}")
_IT = re.compile(r"\s*it\s*", re.IGNORECASE)
_HIM = re.compile(r"\s*(?:him|her|them)\s*", re.IGNORECASE)
_HARMLESS = frozenset({ActorKind.CIVILIANS, None})
_OF_THEM = re.compile(r"(?:[\w,]+ ){0,3}of them\b.*", re.IGNORECASE | re.DOTALL)
_HIT = frozenset({"facility", "object", "ship"})
_NUMBER = re.compile(
    r"^(?:(?:the|a|an|at least|some|several|about|around|\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens of)\s+)+",
    re.IGNORECASE,
)
_MEN_OF = re.compile(r"(?:[\w'’-]+ ){1,4}of (?:the )?", re.IGNORECASE)
_RELATIVE = re.compile(r",?\s+(?:that|which|who)\s*", re.IGNORECASE)
_ITS_OWN = re.compile(r"\b(?:its|their)\s+(?:own\s+)?$", re.IGNORECASE)
_CLAUSE = re.compile(
    r"\d|\b(?:least|they|them|themselves|those|and|leave|leaves|left|kill|kills|dead|lost|died|\w{3,}ed|was|were|is|are|has|had)\b",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:the|a|an|at least|more than|some|about|around|several|two|three|up to|its|their|his|her|this|that|another)\s+",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"(?:most|much|all|part|parts|half|many|some|control|swathes?|large parts|large swathes)", re.IGNORECASE
)
_NO_NOUN = re.compile(
    r"(?:each|same|such|second|another|missing|to|of|and|or|in|on|at|by|for|with|from|down|up|the|a|an|its)\b",
    re.IGNORECASE,
)


def cite_hit(evidence: Evidence, mention: ActorMention, rule: str) -> Cited[Actor]:
    """A target as it is written: "soldiers of the Azra Brigade" were hit, though it is the brigade's name that filters."""
    cited = cite(mention, rule)
    words = _NUMBER.sub("", " ".join(mention.span.of(evidence.text).split()))
    tied = mention.rule in {"lexicon", "organisation"} and words.endswith(cited.value.said) and _MEN_OF.match(words)
    if not tied or not cited.value.said:
        return cited
    return Cited(replace(cited.value, written=words), cited.spans, cited.rule)


def acted_on(evidence: Evidence, trigger: TriggerMention, mine: set[str]) -> list[Cited[Actor]]:
    if met_a_mine(evidence, trigger):
        struck = [] if trigger.agent is None else standing_in(evidence, trigger.sentence, trigger.agent)
        return [
            cite_hit(evidence, m, "who met the mine") for m in struck if m.rule != "arms" and m.actor.name not in mine
        ]
    if trigger.frame in {"intercept", "disarm"}:  # "|downed a drone|": all one phrase
        here = standing_in(evidence, trigger.sentence, trigger.span)
        if arms := [cite_hit(evidence, m, "in the event's words") for m in here if m.rule == "arms"]:
            return arms
    if trigger.patient is None or trigger.frame in NO_TARGET - BLASTS:
        return subjects_hurt(evidence, trigger)
    if trigger.frame not in BLASTS:
        return patients(evidence, trigger, mine)
    if trigger.noun or not trigger.rule.startswith(("active", "passive")):
        return []
    here = standing_in(evidence, trigger.sentence, trigger.patient)  # "blew up |a bridge|", not "set off |a bomb|"
    return patients(evidence, trigger, mine) if here and here[0].rule != "arms" else []


def subjects_hurt(evidence: Evidence, trigger: TriggerMention) -> list[Cited[Actor]]:
    """Civilians who stand as the subject of a violent verb without an object: they suffered it."""
    if trigger.agent is None:
        return []
    here = standing_in(evidence, trigger.sentence, trigger.agent)
    return [cite_hit(evidence, m, "subject who suffered") for m in here if is_victim(trigger, m)][:2]


def aimed_at(evidence: Evidence, trigger: TriggerMention, mine: set[str]) -> list[Cited[Actor]]:
    """As in "rockets were fired at |the base", "a bomb went off outside |a shop": what stands behind the preposition."""
    # "threw stones at |the police|"
    thrown = trigger.frame == "riot" and _THREW.match(trigger.span.of(evidence.text)) is not None
    means = thrown or trigger.frame in MEANS | {"shell", "air", "bomb", "chemical"}
    passive = trigger.frame in {"strike", "shoot"} and trigger.rule.startswith("passive")
    passive = passive and not _people_shot(evidence, trigger)
    at = _ENDS_IN_AT.search(trigger.span.of(evidence.text)) is not None
    if not means and not (passive and at) and not _only_arms(evidence, trigger):
        return []
    end = min(evidence.sentences[trigger.sentence].span.end, (trigger.clause or trigger.span).end)
    if trigger.span.end >= end:
        return []
    here = standing_in(evidence, trigger.sentence, Span(trigger.span.end, end))
    towns: list[Cited[Actor]] = []
    for mention in here:
        if mention.rule in {"arms", "demonym"} or mention.actor.name in mine or mention.span.start < trigger.span.end:
            continue
        before = evidence.text[max(trigger.span.end - 8, 0) : mention.span.start]
        if trigger.frame == "suicide" and _RODE.search(before) and VEHICLES.match(mention.actor.said):
            continue
        if trigger.noun and _STRUCK.fullmatch(evidence.text, trigger.span.end - 5, mention.span.start):
            return [cite_hit(evidence, mention, "what it struck")]
        beside = trigger.frame in BLASTS and _BESIDE.search(before) is not None
        if not beside and _TOWARDS.search(before) is None:
            continue
        if not PLACE_WORDS.fullmatch(mention.actor.said):
            beside_it = _listed(evidence, trigger, [mention])
            return [cite_hit(evidence, m, "aimed at") for m in (mention, *beside_it)]
        towns.append(cite_hit(evidence, mention, "aimed at"))
    return towns[:1]


def _people_shot(evidence: Evidence, trigger: TriggerMention) -> bool:
    """As in "|a senator| was shot at a rally": the words behind "at" say where."""
    if trigger.patient is None or trigger.span.end >= evidence.sentences[trigger.sentence].span.end:
        return False
    here = standing_in(evidence, trigger.sentence, trigger.patient)
    return bool(here) and here[0].rule not in _HIT | {"arms"}


def _only_arms(evidence: Evidence, trigger: TriggerMention) -> bool:
    """Whether the verb's object is what was sent and not what was hit: "sent |drones| at the base"."""
    if trigger.frame not in {"strike", "shoot", "attack"} or trigger.noun or trigger.patient is None:
        return False
    here = standing_in(evidence, trigger.sentence, trigger.patient)
    return bool(here) and all(m.rule == "arms" for m in here)


def patients(evidence: Evidence, trigger: TriggerMention, mine: set[str]) -> list[Cited[Actor]]:
    patient = trigger.patient
    assert patient is not None  # noqa: S101  # the caller asked
    said = [m.end() for m in _SAID.finditer(evidence.text, patient.start, patient.end)]
    if said:  # "the ministry said that |two people| were killed": who speaks is not who was hit
        if said[-1] >= patient.end - 1:
            return []
        patient = Span(said[-1], patient.end)
    here = [
        m
        for m in standing_in(evidence, trigger.sentence, patient)
        if m.actor.name not in mine
        and evidence.stands_alone(m.span)
        and not COUNTED.fullmatch(m.span.of(evidence.text))
        and not (trigger.frame in HARM and ATTACKERS.fullmatch(m.actor.said))
    ]
    here = here or _right_behind(evidence, trigger, patient) or _meant(evidence, trigger, patient)
    if owner := _owner_speaks(evidence, trigger, here):
        return owner
    arms = [m for m in here if m.rule == "arms"]
    if trigger.noun or trigger.frame in MEANS | {
        "air",
        "bomb",
        "chemical",
        "shoot",
    }:  # "a salvo of rockets": the means, not whom they hit
        here = [m for m in here if m.rule != "arms"]
        if not here and (arms or (trigger.weapon is not None and trigger.weapon.overlaps(patient))):
            return []
    plain = [m for m in here if m.rule != "demonym"]
    here = _objects(evidence, plain or here)
    here += _listed(evidence, trigger, here)
    here += _by_name(evidence, here[:1])
    if here:
        return [cite_hit(evidence, m, f"patient of {trigger.rule.split(';')[0]}") for m in here]
    words = noun_phrase(patient.of(evidence.text))
    if (
        any(t.span.overlaps(patient) for t in evidence.times.get(trigger.sentence, ()))
        or not words
        or COUNTED.fullmatch(words)
        or words.lower() in {"it", "those", "they", "them", "him", "her", "us", "themselves", "himself"}
    ):
        return []
    start = evidence.text.find(words, patient.start, patient.end)
    span = Span(start, start + len(words)) if start >= 0 else patient
    return [Cited(Actor(words), (span,), f"patient of {trigger.rule.split(';')[0]}, {AS_WRITTEN}")]


def _right_behind(evidence: Evidence, trigger: TriggerMention, patient: Span) -> list[ActorMention]:
    """The mention that the stretch stops short of: "burned |down a| clinic", where the noun is a word of the event."""
    here = evidence.actors.get(trigger.sentence, ())
    return [m for m in here if patient.end <= m.span.start <= patient.end + 1 and m.rule in _HIT | {"people"}][:1]


def _meant(evidence: Evidence, trigger: TriggerMention, patient: Span) -> list[ActorMention]:
    """Whom the stretch points back to: "it" to the thing the sentence before is about, "|rockets| that crossed" to its head."""
    text, index = evidence.text, trigger.sentence
    if _IT.fullmatch(text, patient.start, patient.end) is not None:
        here = [m for m in evidence.actors.get(index, ()) if m.span.end <= trigger.span.start and m.rule in _HIT]
        before = [m for m in evidence.actors.get(index - 1, ()) if m.rule in _HIT]
        return here[-1:] or before[:1]
    if _OF_THEM.fullmatch(text, patient.start, patient.end) is not None:
        people = [m for m in evidence.actors.get(index, ()) if m.span.end <= trigger.span.start and m.rule == "people"]
        return [m for m in people if trigger.agent is None or not trigger.agent.covers(m.span)][-1:]
    if _HIM.fullmatch(text, patient.start, patient.end) is not None:
        people = [m for m in evidence.actors.get(index, ()) if m.span.end <= trigger.span.start]
        done = [
            t for t in evidence.triggers.get(index, ()) if t.span.end <= trigger.span.start and t.patient is not None
        ]
        if done and done[-1].patient is not None and not done[-1].noun:  # "took away |two men| and shot them"
            people = standing_in(evidence, index, done[-1].patient)
        people = [m for m in people if m.rule in {"people", "role", "person"} and m.actor.kind in _HARMLESS]
        return [m for m in people if trigger.agent is None or not trigger.agent.overlaps(m.span)][-1:]
    relative = [
        m
        for m in evidence.actors.get(index, ())
        if m.span.end < patient.start and _RELATIVE.fullmatch(text, m.span.end, patient.start) is not None
    ]
    return relative[-1:] if trigger.rule.startswith("passive") else []


def _by_name(evidence: Evidence, whom: Sequence[ActorMention]) -> list[ActorMention]:
    """The name beside what somebody is: "a commander in the army, |Omar Salih|, …", "|Omar Salih|, a commander in …"."""
    if not whom or whom[0].rule not in {"role", "people"} or _PLURAL.match(whom[0].actor.said) is not None:
        return []
    for mention in evidence.actors.get(whom[0].sentence, ()):
        if mention.rule != "person":
            continue
        behind = _APPOSED.fullmatch(evidence.text, whom[0].span.end, max(mention.span.start, whom[0].span.end))
        ahead = _APPOSED_TO.fullmatch(evidence.text, mention.span.end, max(whom[0].span.start, mention.span.end))
        if behind is not None and evidence.text[mention.span.end : mention.span.end + 1] in {",", ".", ";", ""}:
            return [mention]
        if ahead is not None:
            return [mention]
    return []


def _listed(evidence: Evidence, trigger: TriggerMention, kept: Sequence[ActorMention]) -> list[ActorMention]:
    """What a list goes on with behind the object: "destroyed a depot, |two trucks| and |a bridge|"."""
    found: list[ActorMention] = []
    own = [t for t in evidence.triggers.get(trigger.sentence, ()) if t is not trigger and not t.noun]
    last = kept[-1] if kept else None
    for mention in evidence.actors.get(trigger.sentence, ()):
        if last is None or mention.span.start < last.span.end:
            continue
        if _COMMA.fullmatch(evidence.text, last.span.end, mention.span.start) is None or mention.rule in _SPEAKERS:
            break
        if any(t.agent is not None and t.agent.covers(mention.span) for t in own if t.span.start > mention.span.start):
            break  # "…; |the police| arrested eleven": the next clause
        if (
            evidence.text[mention.span.end : mention.span.end + 12]
            .lstrip()
            .startswith(("said", "says", "told", "were", "was"))
        ):
            break
        found.append(mention)
        last = mention
    return found


def _objects(evidence: Evidence, mentions: Sequence[ActorMention]) -> list[ActorMention]:
    """The first mention and those beside it; what a preposition or a clause hangs on them is no object."""
    kept = list(mentions[:1])
    for mention in mentions[1:]:
        between = evidence.text[kept[-1].span.end : mention.span.start]
        if _HANGS.search(between):
            break
        kept.append(mention)
    return kept


def _owner_speaks(evidence: Evidence, trigger: TriggerMention, here: Sequence[ActorMention]) -> list[Cited[Actor]]:
    """As in "the Forces said that four of their members were killed": the Forces were hit."""
    if not here or not here[0].generic or not trigger.by:
        return []
    if not _ITS_OWN.search(evidence.text, max(0, here[0].span.start - 12), here[0].span.start):
        return []
    who = [m for m in evidence.actors_in(trigger.by[0].spans[0]) if is_armed(m)]
    return [cite_hit(evidence, m, "whose members they were") for m in who[:1]]


def noun_phrase(words: str) -> str:
    words = words.strip(" ,;:\"“”'")
    words = re.split(r"\s+(?:in|on|at|near|of|from|with|who|which|that|during|by|for|after)\s+|,", words, maxsplit=1)[0]
    while (shorter := _LEAD.sub("", words)) != words:
        words = shorter
    fit = len(words.split()) <= MOST_WORDS and re.search(r"[A-Za-z]{2}", words) is not None
    fit = fit and _NO_NOUN.match(words) is None and _CLAUSE.search(words) is None and not _SHARE.fullmatch(words)
    return words if fit else ""
