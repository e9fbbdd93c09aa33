"""Who did it and to whom, as cited actors, from the argument stretches of an event's triggers and from claims beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from dashboard.incidents.evidence import Evidence
from dashboard.incidents.frames import FAMILY, HARM, Frame
from dashboard.incidents.words import MINES
from dashboard.model import Actor, ActorKind, ActorMention, Assertion, Cited, Span, TriggerMention

BOTH_SIDES = "both sides of a clash"
BOTH_ACT = frozenset({"clash", "war", "agreement", "riot"})
CROWDS = frozenset({"protest", "riot", "mob"})
CROWD_KINDS = frozenset({ActorKind.PROTESTERS, ActorKind.RIOTERS})
# frames whose patient is the means, not the target
MEANS = frozenset({"launch", "grenade", "blast", "suicide"})
NOT_AGENT = frozenset("against with from near of in at for between among over after to by".split())
COUNTED = re.compile(
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds|several|some|others?|\d+)", re.IGNORECASE
)
_MEMBERS = re.compile(
    r"\b(?:fighters?|members?|forces|men|gunmen|militants|units?|soldiers|troops|group|party|elements|rebels|supporters|wing|branch|army|"
    r"navy|guards?|insurgents|police|commander|pilots?|jets|warplanes|planes|aircraft|hundreds|dozens|scores|thousands|number|crowd|band)\s+"
    r"(?:of|from|belonging to|loyal to|led by|linked to|with)\s+(?:the\s+)?(?:[\w'’-]+\s+){0,3}$|\bled by\s+(?:the\s+)?$|\bof\s+(?:the\s+)?$|"
    r"\b(?:belong|be (?:from|part of|members of|fighters of|linked to|affiliated with))(?: to)?\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_CREWED = re.compile(
    r"\b(?:\w*planes?|\w*jets?|aircraft|bombers|helicopters?|gunships?|warships?|tanks)$", re.IGNORECASE
)
_AND_SIDE = re.compile(
    r"\band (?:the |an? |its |their )?(?:[\w-]+ )?$", re.IGNORECASE
)  # "between A backed by B and |C|"
_ADJECTIVE = re.compile(r"\b(?:terrorist|terror|suicide|militant)$", re.IGNORECASE)
_OWN = re.compile(r"^(?:(?:\w+ )?of )?(?:its|their|it|they|he|his)\b", re.IGNORECASE)
GROUPS = frozenset({ActorKind.REBEL_GROUP, ActorKind.POLITICAL_MILITIA, ActorKind.IDENTITY_MILITIA})
THINGS = frozenset({"arms", "facility", "object"})  # rules of actor mentions that cannot act
CLAIM = re.compile(
    r"claim(?:ed|s)? (?:\w+ )?responsibility|(?:has|have|had) claimed|claimed (?:the|it|both|dual|this)|said (?:that )?(?:it|they) (?:(?:was|were) behind|had (?:\w+ )?(?:carried|attacked|"
    r"fired|launched|launch|sent|hit|struck|killed|targeted|bombed|shelled|done|no (?:hand|part|role)))|said (?:that )?(?:it was responsible|its (?:fighters|men|forces|members|"
    r"drones|missiles)|two of its members|their fighters)|took responsibility|was behind|were behind|admitted|acknowledged the (?:strike|attack|raid|killing)",
    re.IGNORECASE,
)
BLAME = re.compile(
    r"(?<!-)\b(?:blam(?:ed|es|ing)|accus(?:ed|es|ing)(?! of)|h(?:eld|olds)(?=[^.;]{1,60} responsible)|attributed (?:\w+ ){0,4}to|pointed the finger at|believed to be|believes that|sentenc(?:ed|es|ing)|convict(?:ed|s|ing))\b",
    re.IGNORECASE,
)
NO_CLAIM = re.compile(
    r"\bno (?:group|one|organi[sz]ation|party)\b|\bnobody\b|\bhas not\b|\bdid not\b|\bwho (?:was|were|is|are|might be|may be) behind\b",
    re.IGNORECASE,
)


# a generic phrase tied to the body it belongs to: "men in the uniform of X", "gunmen believed to be from X"
_TIED = re.compile(
    r"\s+(?:(?:who (?:are|were) )?(?:widely )?(?:believed|suspected|thought|said|alleged|presumed|reported|understood) to (?:belong to|be (?:from|part of|members of|"
    r"fighters (?:of|from|with)|linked to|affiliated with|associated with|with))|who belong(?:ed)? to|(?:belonging|loyal|linked|allied|affiliated|tied) (?:to|with)|"
    r"(?:in|wearing|dressed in) (?P<uniform>(?:the )?uniforms? of)|(?P<wearing>in|wearing|dressed in))\s+(?:the\s+)?",
    re.IGNORECASE,
)
_UNIFORM = re.compile(r"\s+(?:uniforms?|fatigues|camouflage)\b", re.IGNORECASE)
# the other side of a clash: "a gunfight with |soldiers|"
_OTHER_SIDE = re.compile(r"\s+(?:[\w-]+\s+){0,3}?(?:with|against|involving)\s+", re.IGNORECASE)
# who sent the means or did it, told behind the event: "a drone |sent by| X", "an attack |claimed by| X"
_SENDER = re.compile(
    r"\b(?:sent|fired|launched|planted|thrown|hurled|lobbed|dropped|detonated|set off|carried out|conducted|staged|perpetrated|laid|committed|mounted|unleashed|"
    r"(?:fire|attack|bombardment|shelling|assault) from|claimed|blamed on|attributed to|belonging to|driven|operated|flown)(?: (?:\w+ )?by)?\s+(?:(?:the|a|an|suspected|alleged|presumed)\s+)*",
    re.IGNORECASE,
)
_STEPPED = re.compile(r"(?:stepp|step|trodden|trod|dr[io]ve|driven|r[ua]n|r[io]d|hit|str[iu]ck|trigger)", re.IGNORECASE)
FORCE = frozenset({"force-protest", "disperse", "kill", "shoot", "injure", "attack", "beat", "arrest"})


def actors_of(evidence: Evidence, frames: Sequence[Frame], also: Sequence[int] = ()) -> tuple[Cited[Actor], ...]:
    """The agents: those the triggers' arguments name, strongest form first; else who claimed it; else who is blamed."""
    frames = not_denied(frames)
    if police := _who_stepped_in(evidence, frames):
        return police
    for frame in frames:
        found = _agents(evidence, frame)
        named = [c for c in found if not _generic(evidence, c)]
        if named:
            return distinct(found if any(c.rule == BOTH_SIDES for c in found) else named)
        sent = _senders(evidence, frame)
        if sent and not _generic(evidence, sent[0]):
            return sent
    claimed = _claimants(evidence, sorted({f.sentence for f in frames} | set(also)))
    if claimed:
        return claimed
    for frame in frames:
        if found := _agents(evidence, frame):
            return distinct(found)
    return next((sent for frame in frames if (sent := _senders(evidence, frame))), ())


def _who_stepped_in(evidence: Evidence, frames: Sequence[Frame]) -> tuple[Cited[Actor], ...]:
    """Police or soldiers who dispersed, arrested or shot at a demonstration, in whichever sentence it is told."""
    triggers = [t for frame in frames for t in frame.triggers]
    if frames[0].family != "crowd" or any(t.frame in {"riot", "mob"} for t in triggers):
        return ()
    for trigger in triggers:
        if trigger.frame in FORCE and trigger.agent is not None and _by_the_state(evidence, trigger):
            here = _acting(evidence, trigger, trigger.agent)
            state = [m for m in here if m.actor.kind is ActorKind.STATE_FORCES]
            return distinct(Cited(m.agent, (m.span,), "stepped in at a demonstration") for m in state)
    return ()


def not_denied(frames: Sequence[Frame]) -> list[Frame]:
    """The frames that tell the event; one that only denies ("X denies striking Y") speaks where nothing else does."""
    told = [f for f in frames if any(t.assertion is not Assertion.DENIED for t in f.triggers)]
    return told or list(frames)


def _senders(evidence: Evidence, frame: Frame) -> tuple[Cited[Actor], ...]:
    """Who is said to have sent, laid or claimed it, where the triggers' own arguments name nobody."""
    for match in _SENDER.finditer(evidence.text, frame.scope.start, frame.scope.end):
        if not re.search(r"\b(?:by|on|to|from)\s", match.group()):
            continue
        near = Span(match.end(), min(match.end() + 40, max(frame.scope.end, match.end() + 1)))
        here = [m for m in standing_in(evidence, frame.sentence, near) if _can_act(evidence, m)]
        here = [m for m in here if m.span.start <= match.end()]
        here = [m for m in here if m.actor.kind is not ActorKind.CIVILIANS or m.actor.country is not None]
        if here:
            return (Cited(_meant(evidence, here[0]), (here[0].span,), "sent or claimed by"),)
    return ()


def _generic(evidence: Evidence, cited: Cited[Actor]) -> bool:
    """Whether the words name nobody ("gunmen", "Security forces"), and mean nobody named before."""
    span = cited.spans[0]
    here = [m for m in evidence.actors_in(span) if m.span == span]
    return any(m.generic and cited.value is m.actor for m in here)


def standing_in(evidence: Evidence, sentence: int, stretch: Span) -> list[ActorMention]:
    """The actor mentions that share words with a stretch of a sentence; names that are only places are left out."""
    return [
        m
        for m in evidence.actors.get(sentence, ())
        if m.span.overlaps(stretch)
        and not (m.rule == "name" and evidence.places_in(m.span))
        and not (evidence.dateline is not None and evidence.dateline.covers(m.span))
    ]


def _agents(evidence: Evidence, frame: Frame) -> list[Cited[Actor]]:
    for trigger in _by_weight(evidence, frame):
        if met_a_mine(evidence, trigger):
            continue
        found: list[Cited[Actor]] = []
        agent = trigger.agent or _subject_before(evidence, trigger)
        if agent is not None and (trigger.frame in BOTH_ACT or not trigger.rule.startswith("between")):
            found = [
                Cited(_meant(evidence, m), (m.span,), f"agent of {trigger.rule.split(';')[0]}")
                for m in _acting(evidence, trigger, agent)
            ]
        if trigger.frame in BOTH_ACT:
            found += [cite(m, BOTH_SIDES) for m in _other_sides(evidence, frame, trigger)]
        if not found and trigger.frame in CROWDS:  # "an |angry mob|": the word for the event is who did it
            here = standing_in(evidence, trigger.sentence, trigger.span)
            found = [cite(m, "agent in the event's word") for m in here if m.actor.kind in CROWD_KINDS]
        if found:
            return found
    return []


def _subject_before(evidence: Evidence, trigger: TriggerMention) -> Span | None:
    """As in "|the army| burnt homes after clashing with rebels": who clashed is the subject of the verb before."""
    if trigger.frame not in BOTH_ACT or not trigger.rule.startswith("participle"):
        return None
    before = [t for t in evidence.triggers.get(trigger.sentence, ()) if t.span.start < trigger.span.start]
    return next((t.agent for t in reversed(before) if t.agent is not None), None)


def met_a_mine(evidence: Evidence, trigger: TriggerMention) -> bool:
    """As in "a truck drove over a mine", "the patrol hit a landmine": the subject is who was hit."""
    if trigger.noun:
        return False
    if trigger.frame == "blast":
        return _STEPPED.match(trigger.span.of(evidence.text)) is not None
    patient = "" if trigger.patient is None else trigger.patient.of(evidence.text)
    return trigger.frame == "strike" and MINES.match(patient) is not None


def _by_weight(evidence: Evidence, frame: Frame) -> list[TriggerMention]:
    """The triggers in the order in which they are asked; what only shot something down speaks for itself alone."""
    return [
        t for t in ordered(frame) if frame.family == "weapons" or FAMILY[t.frame] != "weapons" or _killed(evidence, t)
    ]


def _killed(evidence: Evidence, trigger: TriggerMention) -> bool:
    """Soldiers' "neutralised" with people as its object means that they killed them."""
    if trigger.frame != "intercept" or trigger.patient is None:
        return False
    return any(is_armed(m) for m in standing_in(evidence, trigger.sentence, trigger.patient))


def _by_the_state(evidence: Evidence, trigger: TriggerMention) -> bool:
    if trigger.agent is None:
        return False
    here = _acting(evidence, trigger, trigger.agent)
    return any(m.actor.kind is ActorKind.STATE_FORCES for m in here)


def _other_sides(evidence: Evidence, frame: Frame, trigger: TriggerMention) -> list[ActorMention]:
    """Whom a clash was with, and who fell in it: both sides fought."""
    sides = [] if trigger.patient is None else standing_in(evidence, trigger.sentence, trigger.patient)
    behind = _OTHER_SIDE.match(evidence.text, trigger.span.end, evidence.sentences[trigger.sentence].span.end)
    if behind is not None and not sides:
        reach = Span(behind.end(), min(behind.end() + 60, evidence.sentences[trigger.sentence].span.end))
        if not reach.start >= reach.end:
            after = [m for m in standing_in(evidence, trigger.sentence, reach) if m.span.start - behind.end() < 12]
            sides = _joined(evidence, after) + sides
    fallen = [t for t in frame.triggers if t.frame in HARM and t.patient is not None]
    if not sides and trigger.noun:  # "|six soldiers| and |two rebels| were killed in a gun battle"
        dead = [m for t in fallen if t.patient is not None for m in standing_in(evidence, t.sentence, t.patient)]
        sides = dead if len({m.actor.kind for m in dead if is_armed(m)}) > 1 else []
    if sides:
        sides += [m for t in fallen if t.patient is not None for m in standing_in(evidence, t.sentence, t.patient)]
    return [m for m in sides if is_armed(m)]


def _meant(evidence: Evidence, mention: ActorMention) -> Actor:
    """Whom a mention that acts means: a generic phrase the body it is tied to."""
    if mention.acting is not None and mention.rule == "state" and _CREWED.search(mention.actor.said):
        # by name the state, in words "Israeli jets"
        return replace(mention.agent, written=mention.actor.said)
    if not mention.generic or mention.acting is not None:
        return mention.agent
    tie = _TIED.match(evidence.text, mention.span.end, evidence.sentences[mention.sentence].span.end)
    if tie is None:
        return mention.agent
    for other in evidence.actors.get(mention.sentence, ()):
        if other.span.start == tie.end() and other.rule in {"lexicon", "organisation"}:
            worn = tie.group("wearing") is None or _UNIFORM.match(evidence.text, other.span.end) is not None
            return other.agent if worn else mention.agent
    return mention.agent


def ordered(frame: Frame) -> list[TriggerMention]:
    own = [t for t in frame.triggers if t is not frame.head]
    return [frame.head, *own]


def _acting(evidence: Evidence, trigger: TriggerMention, agent: Span) -> list[ActorMention]:
    """The mentions of the agent's stretch that act, joined ones ("A and B") together."""
    agent = _subject_alone(evidence, trigger, _of_the_verb_before(evidence, trigger, agent))
    here = [m for m in standing_in(evidence, trigger.sentence, agent) if _can_act(evidence, m)]
    nouns = (t for t in evidence.triggers.get(trigger.sentence, ()) if t.noun and agent.covers(t.span))
    struck = [t.patient for t in nouns if t.patient is not None]  # "shelling of |a town| wounded two"
    here = [m for m in here if not any(patient.covers(m.span) for patient in struck)]
    if trigger.frame not in {"intercept", "strike", "launch"}:  # "got through the air defences": they only shoot down
        here = [m for m in here if not m.span.of(evidence.text).lower().endswith(("defences", "defenses"))]
    if not here or all(m.generic for m in here):
        here = _speakers(evidence, trigger, agent) or here
    if trigger.rule.startswith(("passive", "reduced")):
        return _joined(evidence, here)
    if trigger.rule.startswith("between"):
        return [m for m in here if _AND_SIDE.search(evidence.text, agent.start, m.span.start) or m is here[0]]
    kept: list[ActorMention] = []
    for mention in here:
        if mention.span.start > agent.start and _inside_phrase(evidence, mention, agent, kept):
            continue
        kept.append(mention)
    return [m for m in kept if not is_victim(trigger, m)]


def is_victim(trigger: TriggerMention, mention: ActorMention) -> bool:
    """Whether the subject is who suffered: civilians before a violent verb without an object ("were taken away and shot")."""
    hurts = trigger.frame in FORCE | {"abduct", "strike", "bomb", "die", "blast"} and not trigger.noun
    bare = trigger.patient is None or trigger.rule.startswith("participle")  # "as children were playing, killing three"
    return hurts and bare and mention.actor.kind is ActorKind.CIVILIANS and mention.acting is None


def _of_the_verb_before(evidence: Evidence, trigger: TriggerMention, agent: Span) -> Span:
    """As in "rebels came, |taking away two men| and shooting them": a verb is no subject, but has one."""
    for other in evidence.triggers.get(trigger.sentence, ()):
        if other is not trigger and not other.noun and other.span.start <= agent.start < other.span.end:
            return other.agent or agent
    return agent


def _subject_alone(evidence: Evidence, trigger: TriggerMention, agent: Span) -> Span:
    """The agent's stretch up to the first verb in it that tells of the event: "|two blasts| hit crowds, killing"."""
    verbs = [
        t.span.start
        for t in evidence.triggers.get(trigger.sentence, ())
        if not t.noun and agent.start < t.span.start < agent.end and t.span.end <= agent.end
    ]
    return Span(agent.start, min(verbs)) if verbs else agent


def _inside_phrase(evidence: Evidence, mention: ActorMention, agent: Span, kept: Sequence[ActorMention]) -> bool:
    """Does the mention hang on a preposition after the subject's head ("a drone over the army's |camp")?"""
    before = evidence.text[agent.start : mention.span.start]
    if before.rstrip(' "“').endswith(","):  # "In the east, |rebels| …": the phrase that opens the sentence is over
        return False
    comma = before.rfind(",")
    last = before[comma + 1 :] if comma >= 0 and comma < len(before) - 2 else before
    found = re.findall(r"[\w'’-]+", last.lower())
    hung = [w for w in found if w in NOT_AGENT]
    if not hung or _sets_the_scene(evidence, mention, agent, found):
        return False
    return not (_MEMBERS.search(last) and not kept)


def _sets_the_scene(evidence: Evidence, mention: ActorMention, agent: Span, words: Sequence[str]) -> bool:
    """As in "In Nyala |an angry crowd|": what opens the stretch says where or when, and the subject follows it."""
    alone = words[0] in NOT_AGENT and not NOT_AGENT & set(words[1:])
    if not alone or agent.start >= mention.span.start:
        return False
    opening = Span(agent.start, mention.span.start)
    when = any(opening.covers(t.span) for t in evidence.times.get(mention.sentence, ()))
    return when or any(opening.covers(m.span) for m, _ in evidence.places_in(opening))


def _can_act(evidence: Evidence, mention: ActorMention) -> bool:
    words = mention.span.of(evidence.text)
    if (
        _ADJECTIVE.search(words)
        or (mention.rule in THINGS and mention.acting is None)
        or not evidence.stands_alone(mention.span)
        or COUNTED.fullmatch(words)
    ):
        return False
    return not (mention.rule == "ship" and mention.actor.kind is None and words[:1].islower())


def _speakers(evidence: Evidence, trigger: TriggerMention, agent: Span) -> list[ActorMention]:
    """As in "The army said its troops …", "… that it had …": the one who speaks is the one who acts."""
    if not _OWN.match(agent.of(evidence.text)):
        return []
    return [m for cited in trigger.by for m in evidence.actors_in(cited.spans[0]) if not m.generic][-1:]


def _joined(evidence: Evidence, mentions: Sequence[ActorMention]) -> list[ActorMention]:
    kept = list(mentions[:1])
    for mention in mentions[1:]:
        between = evidence.text[kept[-1].span.end : mention.span.start].strip(" ,")
        if between not in {"and", "", "or", "'s", "’s", "and the", "the"}:
            break
        kept.append(mention)
    return kept


def is_armed(mention: ActorMention) -> bool:
    return mention.actor.kind in {
        ActorKind.STATE_FORCES, ActorKind.REBEL_GROUP, ActorKind.POLITICAL_MILITIA, ActorKind.IDENTITY_MILITIA, ActorKind.EXTERNAL_FORCES,
        ActorKind.RIOTERS,
    }  # fmt: skip


def _claimants(evidence: Evidence, sentences: Sequence[int]) -> tuple[Cited[Actor], ...]:
    """Who says they did it, or is blamed for it, in the sentences of the event."""
    for rule, pattern in (("claim of responsibility", CLAIM), ("blame", BLAME)):
        for index in sentences:
            span = evidence.sentences[index].span
            match = pattern.search(evidence.text, span.start, span.end)
            if match is None or (rule != "blame" and NO_CLAIM.search(evidence.text, span.start, span.end)):
                continue
            after = rule == "blame" or "by" in evidence.text[match.end() : match.end() + 4]
            if after and match.end() >= span.end:
                continue
            side = Span(match.end(), span.end) if after else Span(span.start, max(match.start(), span.start + 1))
            here = [m for m in evidence.actors_in(side) if m.actor.kind not in {ActorKind.CIVILIANS, None}]
            if here:
                groups = [m for m in here if m.actor.kind in GROUPS]
                return (cite(here[0] if after else (groups or here)[-1], rule),)
    return ()


def cite(mention: ActorMention, rule: str) -> Cited[Actor]:
    actor = mention.actor
    if mention.rule == "demonym":  # "an Israeli raid": the state, not the adjective
        actor = replace(actor, written="")
    elif mention.generic and mention.acting is not None:  # "the group": the body that it means
        actor = mention.acting
    return Cited(actor, (mention.span,), rule)


def distinct(found: Iterable[Cited[Actor]]) -> tuple[Cited[Actor], ...]:
    seen: dict[str, Cited[Actor]] = {}
    for cited in found:
        key = cited.value.name.lower()
        if key in seen:
            old = seen[key]
            spans = tuple(sorted({*old.spans, *cited.spans}))
            seen[key] = Cited(old.value, spans, old.rule)
        else:
            seen[key] = cited
    return tuple(seen.values())
