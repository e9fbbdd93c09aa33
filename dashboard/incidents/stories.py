"""The pass over a document that builds its stories: frames per sentence, places from the page's structure, follow-ups."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dashboard.incidents import sitevotes
from dashboard.incidents.evidence import Evidence
from dashboard.incidents.figures import own_time
from dashboard.incidents.frames import FACTS, Frame, frames_of
from dashboard.incidents.leftovers import leave_figures
from dashboard.incidents.linking import Story, Telling, affinity, best_story, points_back, tell
from dashboard.incidents.participants import BLAME, CLAIM
from dashboard.incidents.sphere import within
from dashboard.incidents.surroundings import is_elsewhere
from dashboard.incidents.unlocated import around
from dashboard.incidents.where import FINENESS, LEAST, Site, sites_of
from dashboard.incidents.words import ARMED, ATTACKERS, CROWD, PURE_ARMS, STATE, TERRITORY
from dashboard.model import (
    ActorKind,
    Assertion,
    CountKind,
    PlaceKind,
    Rejected,
    Sentence,
    SentenceKind,
    TimeMention,
    TriggerMention,
)

HEADER_WORDS = 14  # a list item's first sentence without event ("Al Tanf garrison, 18 October.") sets place and date
FOLLOW_UP = 3  # sentences after an event in which bare figures, claims and denials still speak of it
_DENIAL = re.compile(
    r"\b(?:denied|denies|deny|rejected|dismissed|no connection|played no part|nothing to do|did not|was not|were not|had not)\b",
    re.IGNORECASE,
)
_TOLL = re.compile(
    r"\b(?:the (?:dead|death toll|toll|injured|wounded|victims|attackers?|gunmen|bodies|casualties)|casualt|nobody was|no one was|was among the dead)\b",
    re.IGNORECASE,
)
HEADING_FITS = -1.0  # affinity at which a heading still names the first event below it
ARMED_KINDS = frozenset(
    {
        ActorKind.STATE_FORCES,
        ActorKind.REBEL_GROUP,
        ActorKind.POLITICAL_MILITIA,
        ActorKind.IDENTITY_MILITIA,
        ActorKind.EXTERNAL_FORCES,
    }
)
OWN_PLACE = frozenset({"arrest", "agreement", "move", "base"})  # they need not be where the violence before them was
AFTERMATH = frozenset({"violence", "crowd", "abduct", "destroy", "sexual", "weapons", "ground"})  # arrests follow these
LOOK_BACK = 4  # sentences before the first event in which its place may stand
CAMPAIGN = 20
MENTIONED = -1.5  # least log odds of a name that an event of the next sentences inherits, after one of these words
MENTIONED_BY = frozenset("in at near outside off on".split())
LITTLE = 0.6
ENOUGH = 1.5  # weight of evidence that makes an event without a place of its own
_THE_SITE = re.compile(
    r"The (?:\w+ ){0,2}(?:post|base|town|village|camp|outpost|site|garrison|airfield|checkpoint|city|facility|crossing|hamlet|district)\b"
    r"(?:,? (?:known as|called|named|which)|, )"
)
HEADINGS = frozenset({SentenceKind.TITLE, SentenceKind.HEADING})


def build(evidence: Evidence) -> tuple[tuple[Story, ...], tuple[Rejected, ...]]:
    """All stories of the document in order of first telling, and what was set aside on the way."""
    rejected: list[Rejected] = []
    stories: list[Story] = []
    late: list[Telling] = []
    faint: list[Telling] = []
    headings: list[Telling] = []
    for sentence in evidence.sentences:
        told = _facts(evidence, sentence, rejected)
        every = frames_of(evidence, told) if told else ()
        frames = [f for f in every if _credible(evidence, f, stories)]
        faint += [t for f in every if f not in frames and f.family == "violence" for t in _tellings(evidence, f)]
        if not frames:
            _follow_up(evidence, sentence, stories)
            continue
        for frame in frames:
            for telling in _tellings(evidence, frame):
                if sentence.kind in HEADINGS:
                    headings.append(telling)
                else:
                    _place_telling(evidence, telling, stories, late)
    for telling in sorted([*late, *faint], key=lambda t: t.frame.sentence):
        earlier = [s for s in stories if s.first <= telling.frame.sentence]
        if not _join(evidence, telling, stories, earlier or stories):
            _disown(evidence, telling, stories)
            leave_figures(evidence, telling, stories)
    if not stories and late:
        _only_one(evidence, late, stories)
    for telling in headings:
        _join_heading(evidence, telling, stories)
    return tuple(stories), tuple(rejected)


def _only_one(evidence: Evidence, late: Sequence[Telling], stories: list[Story]) -> None:
    """A text whose only event stands in vague words: the best told of them, if it says who, whom, when or how many."""
    strong = [t for t in late if t.frame.strong and t.frame.family != "war"]
    if not strong:
        return
    best = max(strong, key=lambda t: (_weight(evidence, t), -t.frame.sentence))
    if _weight(evidence, best) >= LITTLE:
        stories.append(Story((best,), site=best.site, number=0))


def _facts(evidence: Evidence, sentence: Sentence, rejected: list[Rejected]) -> list[TriggerMention]:
    told: list[TriggerMention] = []
    seen: set[Assertion] = set()
    for trigger in evidence.triggers.get(sentence.index, ()):
        if trigger.assertion in FACTS:
            told.append(trigger)
        elif trigger.assertion not in seen:
            seen.add(trigger.assertion)
            rejected.append(
                Rejected(trigger.clause or trigger.span, trigger.assertion, f"{trigger.entry}: {trigger.rule}")
            )
    return told


def _credible(evidence: Evidence, frame: Frame, stories: Sequence[Story]) -> bool:
    """Weak words alone report an event only beside a weapon, armed people or casualties; one man's protest is none."""
    leader = frame.head.agent
    if frame.family == "crowd" and leader is not None and ATTACKERS.search(leader.of(evidence.text)):
        return False
    if frame.family == "crowd" and all(t.entry == "protest" and not t.noun for t in frame.triggers):
        agent = frame.head.agent
        if agent is not None and any(t.span.overlaps(agent) for t in evidence.times.get(frame.sentence, ())):
            agent = None  # "workers unpaid since January blocked …": no subject, only the day before the verb
        return agent is None or CROWD.search(agent.of(evidence.text)) is not None
    if frame.family == "weapons" and not frame.strong:
        patient = frame.head.patient
        return patient is not None and PURE_ARMS.search(patient.of(evidence.text)) is not None
    if frame.strong:
        return True
    telling = [t for t in frame.triggers if not (t.rule.startswith("reduced") and t.patient is not None)]
    if not telling:
        return False  # "a house damaged by shells" only describes the house
    if frame.family == "ground":
        return _takes_land(evidence, frame)
    if any(t.weapon is not None for t in telling):
        return True
    here = evidence.sentences[frame.sentence].paragraph
    if points_back(evidence, frame) and any(
        s.family == "violence" and evidence.sentences[s.last].paragraph == here for s in stories
    ):
        return True
    words = " ".join(s.of(evidence.text) for t in frame.triggers for s in (t.agent, t.patient) if s is not None)
    armed = any(
        m.actor.kind in ARMED_KINDS for t in frame.triggers if t.agent is not None for m in evidence.actors_in(t.agent)
    )
    if armed or ATTACKERS.search(words) or ARMED.search(words) or STATE.search(words):
        return frame.head.frame not in {"die", "retaliate"}
    return False


def _takes_land(evidence: Evidence, frame: Frame) -> bool:
    """As in "took the town" reports a capture, "took the bus" does not."""
    head = frame.head
    if head.patient is None or not (
        evidence.places_in(head.patient) or TERRITORY.search(head.patient.of(evidence.text))
    ):
        return False
    words = "" if head.agent is None else head.agent.of(evidence.text)
    kinds = {m.actor.kind for m in evidence.actors_in(head.agent)} if head.agent is not None else set()
    return bool(kinds & ARMED_KINDS) or ARMED.search(words) is not None or ATTACKERS.search(words) is not None


def _tellings(evidence: Evidence, frame: Frame) -> list[Telling]:
    sites = sites_of(evidence, frame)
    if len(sites) > 1 and _many(evidence, frame):
        sites = ()
    told = [tell(evidence, frame, site) for site in sites] or [tell(evidence, frame, None)]
    if len(told) < 2:
        return told
    return [t if (time := _beside(evidence, t)) is None else replace(t, time=time) for t in told]


def _beside(evidence: Evidence, telling: Telling) -> TimeMention | None:
    """The time right after one of several places ("attacked A on Monday and B on Tuesday")."""
    if telling.site is None:
        return None
    end = telling.site.mention.span.end
    times = evidence.times.get(telling.frame.sentence, ())
    return next((t for t in times if 0 <= t.span.start - end <= 4 and t.period is not None), None)


def _place_telling(evidence: Evidence, telling: Telling, stories: list[Story], late: list[Telling]) -> None:
    at = best_story(evidence, telling, stories)
    if at is not None:
        stories[at] = stories[at].told(telling)
        return
    frame = telling.frame
    if frame.family == "war" and telling.site is None:
        if telling.actors:
            stories.append(Story((telling,), number=len(stories)))
        else:
            late.append(telling)
        return
    if _taken_after(evidence, frame, stories):
        return
    if all(t.assertion is Assertion.DENIED for t in frame.triggers):
        late.append(telling)
        return
    vague = frame.head.definite or frame.subordinate or _weight(evidence, telling) < ENOUGH
    if telling.site is None and vague and not _under_header(evidence, frame):
        late.append(telling)
        return
    site = telling.site
    if site is None and not _many(evidence, frame):
        site = _setting(evidence, frame, stories)
    inherited = site is not None and telling.site is None
    stories.append(Story((telling,), site=site, inherited=inherited, number=len(stories)))


def _under_header(evidence: Evidence, frame: Frame) -> bool:
    """Does a list item tell it whose opening words give a place ("- Djibo, 5 March. Mortar rounds …")?"""
    sentence = evidence.sentences[frame.sentence]
    return sentence.kind is SentenceKind.ITEM and any(
        header_site(evidence, other) is not None for other in evidence.opening(sentence)[:-1]
    )


def _taken_after(evidence: Evidence, frame: Frame, stories: Sequence[Story]) -> bool:
    """As in "two men threw a bomb; both were arrested": the end of an event just told, none of its own."""
    if frame.family != "arrest":
        return False
    if own_time(evidence, frame) is not None and sites_of(evidence, frame):
        return False  # "two suspects were arrested in the capital on Tuesday"
    if points_back(evidence, frame):
        return any(frame.sentence - s.last <= FOLLOW_UP for s in stories)
    if any(t.agent is not None or t.noun for t in frame.triggers) or own_time(evidence, frame) is not None:
        return False
    return not sites_of(evidence, frame) and any(
        s.family in AFTERMATH and 0 <= frame.sentence - s.last <= FOLLOW_UP for s in stories
    )


def _many(evidence: Evidence, frame: Frame) -> bool:
    """A sum over a campaign ("8,000 strikes") lies in no single place that another sentence names."""
    return any(
        c.kind is CountKind.EVENTS and c.count.low >= CAMPAIGN and frame.scope.covers(c.span)
        for c in evidence.counts.get(frame.sentence, ())
    )


def _weight(evidence: Evidence, telling: Telling) -> float:
    """What speaks for a telling without a place of its own being an event: time, figures, parties, a plain verb."""
    frame = telling.frame
    weight = 1.0 if telling.time is not None else 0.0
    weight += 1.0 if any(frame.scope.covers(c.span) for c in evidence.counts.get(frame.sentence, ())) else 0.0
    weight += 0.0 if frame.head.noun else 1.0
    for stretch in (frame.head.agent, frame.head.patient):
        if stretch is not None and evidence.actors_in(stretch):
            weight += 0.6
    weight += 0.5 if evidence.sentences[frame.sentence].kind is SentenceKind.ITEM else 0.0
    return weight


def _join(evidence: Evidence, telling: Telling, stories: list[Story], among: Sequence[Story]) -> bool:
    """Put the telling into the story that it fits best; ``False`` where it fits none."""
    found = best_story(evidence, telling, among)
    if found is None:
        return False
    at = stories.index(among[found])
    stories[at] = stories[at].told(telling)
    return True


def _disown(evidence: Evidence, telling: Telling, stories: list[Story]) -> None:
    """A lone denial ("The group denies that it fired on the town.") speaks of the event told just before."""
    frame = telling.frame
    if any(t.assertion is not Assertion.DENIED for t in frame.triggers):
        return
    here = evidence.sentences[frame.sentence].heading
    near = [
        (s.last, i)
        for i, s in enumerate(stories)
        if 0 < frame.sentence - s.last <= 2 and evidence.sentences[s.last].heading == here
    ]
    if near:
        at = max(near)[1]
        stories[at] = replace(stories[at], also=(*stories[at].also, frame.sentence))


def _join_heading(evidence: Evidence, telling: Telling, stories: list[Story]) -> None:
    """A heading repeats the body; it makes an event only where the text has nothing else."""
    if not stories and telling.frame.strong and evidence.sentences[telling.frame.sentence].kind is SentenceKind.TITLE:
        stories.append(Story((telling,), site=telling.site, number=0))
        return
    at = best_story(evidence, telling, stories)
    if at is None and stories and affinity(evidence, telling, stories[0]) > HEADING_FITS:
        at = 0
    if at is not None:
        story = stories[at]
        stories[at] = story.told(telling) if story.site is None else replace(story, tellings=(*story.tellings, telling))


def _setting(evidence: Evidence, frame: Frame, stories: Sequence[Story]) -> Site | None:
    """The place from the page: the item's or paragraph's opening words, the story so far, the heading, the dateline."""
    sentence = evidence.sentences[frame.sentence]
    paragraph = evidence.opening(sentence)
    for other in paragraph:
        if other.index != sentence.index and (site := header_site(evidence, other)) is not None:
            return site
    here = [s for s in stories if s.site is not None and evidence.sentences[s.last].paragraph == sentence.paragraph]
    here = [s for s in here if s.last != frame.sentence or s.family == frame.family]
    if here:
        return here[-1].site
    for other in reversed(paragraph[:-1]):
        if (site := _mentioned(evidence, other)) is not None:
            return site
    if (
        sentence.heading is not None
        and (site := header_site(evidence, evidence.sentences[sentence.heading])) is not None
    ):
        return site
    for other in reversed(evidence.sentences[max(0, sentence.index - LOOK_BACK) : sentence.index]):
        if not stories and other.kind not in HEADINGS and (site := _mentioned(evidence, other)) is not None:
            return site
    if frame.family in OWN_PLACE and not any(s.family == frame.family for s in stories):
        return None if stories else _dateline_site(evidence)
    before = [s for s in stories if s.site is not None and s.family == frame.family] or [
        s for s in stories if s.site is not None
    ]
    if before and sentence.kind is not SentenceKind.ITEM:
        return before[-1].site
    return _dateline_site(evidence) if not stories else None


def header_site(evidence: Evidence, sentence: Sentence) -> Site | None:
    """The finest place of a short sentence without event words ("Al Tanf garrison, 18 October.", "IRAQ")."""
    words = sentence.span.of(evidence.text).split()
    if len(words) > HEADER_WORDS or any(t.assertion in FACTS for t in evidence.triggers.get(sentence.index, ())):
        return None
    names = [m for m in evidence.places_of(sentence.index) if not m.demonym]
    if names and not evidence.is_resolved(names[0]) and evidence.stands_alone(names[0].span):
        outer = around(evidence, names[0])  # an unknown village: somewhere in the place around it
        return None if outer is None else Site(names[0], outer, LEAST, "heading", inner=names[0])
    found = ((m, p) for m, p in evidence.places_in(sentence.span) if not is_elsewhere(evidence, m))
    return next((Site(mention, place, LEAST, "heading") for mention, place in found), None)


def _mentioned(evidence: Evidence, sentence: Sentence) -> Site | None:
    """The first name of a sentence without events that the vote takes for where something is."""
    for candidate, odds in sitevotes.happening(evidence, sentence.index):
        mention, place = candidate.mention, candidate.place
        if place is None or (evidence.dateline is not None and evidence.dateline.covers(mention.span)):
            continue
        if odds > MENTIONED and candidate.how in MENTIONED_BY and not is_elsewhere(evidence, mention):
            return Site(mention, place, LEAST, candidate.how)
    return None


def _dateline_site(evidence: Evidence) -> Site | None:
    if evidence.dateline is None:
        return None
    found = evidence.places_in(evidence.dateline)
    return Site(found[0][0], found[0][1], 0.5, "dateline") if found else None


def _follow_up(evidence: Evidence, sentence: Sentence, stories: list[Story]) -> None:
    """A sentence without event words that still speaks of the last event: figures, a claim, a denial, the victims."""
    if not stories or sentence.kind in HEADINGS:
        return
    at = max(range(len(stories)), key=lambda i: (stories[i].last, i))
    story = stories[at]
    last = evidence.sentences[story.last]
    if sentence.index - story.last > FOLLOW_UP or (
        sentence.kind is SentenceKind.ITEM and last.paragraph != sentence.paragraph
    ):
        return
    if sentence.heading != last.heading:
        return
    text = sentence.span.of(evidence.text)
    if (refined := _named_later(evidence, sentence, story)) is not None:
        stories[at] = replace(story, site=refined, inherited=False, also=(*story.also, sentence.index))
        return
    hurt = any(c.kind in {CountKind.KILLED, CountKind.INJURED} for c in evidence.counts.get(sentence.index, ()))
    same_item = sentence.kind is SentenceKind.ITEM and last.paragraph == sentence.paragraph
    if same_item or hurt or CLAIM.search(text) or BLAME.search(text) or _DENIAL.search(text) or _TOLL.search(text):
        stories[at] = replace(story, also=(*story.also, sentence.index))


def _named_later(evidence: Evidence, sentence: Sentence, story: Story) -> Site | None:
    """As in "The post, known as Tower 22, lies …": the name of the place that an earlier sentence only described."""
    if sentence.index - story.last > 2 or not _THE_SITE.match(sentence.span.of(evidence.text)):
        return None
    for mention, place in evidence.places_in(sentence.span):
        if place.kind not in {PlaceKind.SITE, PlaceKind.TOWN} or mention.span.start - sentence.span.start > 60:
            continue
        if story.site is None or (
            FINENESS[place.kind] > FINENESS[story.site.place.kind] and within(place, story.site.place)
        ):
            return Site(mention, place, LEAST, "named later")
    return None
