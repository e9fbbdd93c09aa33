"""Whether an event is reported, claimed or denied, by whom, and whether it is only recalled as background."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dashboard.incidents.evidence import Evidence
from dashboard.incidents.figures import only_time
from dashboard.incidents.frames import Frame
from dashboard.incidents.linking import Story
from dashboard.incidents.words import BACKGROUND_HEADING, BEFORE_NOW, WEEKS_BEFORE
from dashboard.model import ActorKind, Assertion, Cited, Factuality, Period, SentenceKind, Span

NON_STATE = frozenset({ActorKind.REBEL_GROUP, ActorKind.POLITICAL_MILITIA, ActorKind.IDENTITY_MILITIA})
DENY = re.compile(
    r"\b(?:denied|denies|deny|denying)\b(?!\s+(?:that|having)?\s*(?:it|they|he)?\s*(?:bail|entry|access|visas?|permission))",
    re.IGNORECASE,
)
# "denied that the town had fallen" of the event just told; who was hurt is another question
DENIED_THAT = re.compile(
    r"\s+that (?!any |no |(?:\S+ ){0,5}(?:hurt|killed|injured|wounded|casualt\w+|civilians?|damage\w*)\b)(?:\S+ ){1,8}(?:had|was|were|has|have)\b",
    re.IGNORECASE,
)
DISOWN = re.compile(
    r"\b(?:ha[ds]|have) (?:had )?nothing to do with (?:it|this|that|the|any)|\bplayed no (?:part|role)\b|\bhad no (?:part|role|hand) in\b|"
    r"\b(?:no connection|no link) (?:with|to)\b|"
    r"\b(?:say|says|said) (?:that )?(?:it|they|he) (?:did|had|was|were) not(?=[.,;\"”]|$)|"
    r"\b(?:was|were) not (?:behind|responsible|involved)\b|"
    r"\bsaid (?:that )?(?:it|they|its \w+|their \w+) (?:did not|had not|never|had never) (?:do|done|carr\w+|fire\w*|attack\w*|launch\w*|hit|str\w+|shell\w*|bomb\w*|kill\w*|target\w*)\b|"
    r"\b(?:rejected|dismissed|rejects|dismisses) (?:the|this|that|these|all|any) (?:\w+ )?(?:accusations?|claims?|charges?|allegations?|reports?|suggestions?)\b",
    re.IGNORECASE,
)
# what keeps its distance from an account without denying it
UNCONFIRMED = re.compile(
    r"\b(?:no|without|not any) (?:independent |immediate |official |outside )?(?:confirmation|corroboration|verification)\b|"
    r"\b(?:could|can|did|do|does|has|have|had|was|were|is|are) not (?:yet )?(?:be |been )?(?:immediately |independently )?(?:checked\b|verif(?:y|ied)|confirm(?:ed)?|corroborate[d]?)\b|"
    r"\b(?:neither|none of the) (?:\w+ ){1,3}could be (?:\w+ )?(?:checked|verified|confirmed|corroborated)\b|"
    r"\bunable to (?:independently )?(?:verify|confirm)\b|\b(?:unverified|unconfirmed)\b|"
    r"\b(?:offered|gave|provided|produced|presented) no (?:\w+ )?(?:evidence|proof)\b|\bwithout (?:giving|offering|providing|any) (?:\w+ )?(?:evidence|proof)\b",
    re.IGNORECASE,
)
_SAID_THAT_IT = re.compile(
    r"^[^.;]{0,80}\b(?:said|says|claimed|claims|announced|boasted)\b(?: [\w ]{1,25})? that (?:it|they|its (?:\w+ )?\w+|their (?:\w+ )?\w+)\b",
    re.IGNORECASE,
)
# another voice says that the account is untrue; looked for in the sentences of its paragraph right behind it
UNTRUE = re.compile(
    r"\bno such (?:\w+ ){1,2}(?:had |has |have |was |were )?(?:ever )?(?:taken place|took place|happened|occurred|been carried out|carried out|made|exist\w*)\b|"
    r"\b(?:story|account|report|reports|claim|claims|allegation|allegations|accusation|accusations|statement|video|footage) (?:\w+ ){0,2}(?:was|were|is|are|as) (?:\w+ )?"
    r"(?:made up|invented|fabricated|false|untrue|baseless|fake|lies|a lie|unfounded|nonsense|propaganda)\b|"
    r"\b(?:does|do|did) not correspond to (?:reality|the (?:truth|facts))\b|"
    r"\b(?:call(?:ed|s)|dismissed|rejected|described) (?:it|that|this|them|the \w+(?: \w+)?) (?:as )?(?:absurd|a lie|lies|false|baseless|nonsense|fake|fabricat\w+|propaganda|untrue|ridiculous|unfounded)\b",
    re.IGNORECASE,
)
# so many dated events on so many days within this time make a chronicle (our bulletins cover one or two weeks)
NOTES, DAYS, ROUND = 4, 3, timedelta(days=16)
MONTH = timedelta(days=31)  # a page that sums up goes back no further
LABEL_WORDS = 4  # a first "sentence" of so few words is a label ("Ituri.", "North Kivu.")
_ENTRY = re.compile(
    r"(?:[A-Z][\w'’ -]{1,30}|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8}(?: \d{4})?)(?: \([^()]{1,30}\))?: "
)
_ROUND_UP = re.compile(
    r"\b(?:this|the|last|past|of the) (?:week|month)\b(?!['’]s)|\b(?:weekly|monthly|digest|round-?up|sitrep|situation report|bulletin|overview|"
    r"week in review)\b",
    re.IGNORECASE,
)
OLD = timedelta(days=3)  # an event this much before publication, beside a newer one, is recalled
# what a party always denies, whatever happened: "denies targeting civilians"
_STANDING = re.compile(
    r"\s*(?:ever |deliberately |intentionally )*(?:targeting|attacking|harming|hitting|bombing) (?:\w+ )?(?:civilians?|hospitals|schools|residential)\b"
)
_CLAIMED_THE = re.compile(
    r"\bclaim(?:ed|s|ing)? (?:responsibility for )?(?:the|a|an|both|two|three|several|this|that|last|\w+day)\b(?: [\w'’-]+){0,6}\s*$",
    re.IGNORECASE,
)
_TOLL = re.compile(r"\b(?:toll|figures?|numbers?|casualt\w+|losses|how many|identit\w+)\b", re.IGNORECASE)
SERIES = re.compile(r"\b(?:series|wave|string|spate|campaign|rash|upsurge)\b", re.IGNORECASE)


TOLD = frozenset({Assertion.REPORTED, Assertion.CLAIMED})


@dataclass(frozen=True, slots=True)
class Account:
    """How the text stands to the event as a whole."""

    factuality: Factuality
    claimed_by: tuple[Cited[str], ...]
    denied_by: tuple[Cited[str], ...]
    background: bool


def account_of(evidence: Evidence, story: Story, stories: Sequence[Story]) -> Account:
    """Denied where the text carries a denial of it; claimed where only a party says so; else reported."""
    denied = _denials(evidence, story)
    claimed, by = _claimed(evidence, story)
    if denied or all(t.assertion is Assertion.DENIED for f in story.frames for t in f.triggers):
        factuality = Factuality.DENIED
    else:
        factuality = Factuality.CLAIMED if claimed else Factuality.REPORTED
    return Account(
        factuality, by if factuality is Factuality.CLAIMED else (), denied, _background(evidence, story, stories)
    )


def _denials(evidence: Evidence, story: Story) -> tuple[Cited[str], ...]:
    found: list[Cited[str]] = []
    apart = set(story.also)  # sentences that do not tell the event again, or only to deny it
    apart |= {f.sentence for f in story.frames if all(t.assertion is Assertion.DENIED for t in f.triggers)}
    for index in sorted({f.sentence for f in story.frames} | set(story.also)):
        span = evidence.sentences[index].span
        for match in DENY.finditer(evidence.text, span.start, span.end):
            if index in apart and DENIED_THAT.match(evidence.text, match.end()):
                found.append(_denier(evidence, span, match))
                continue
            clause = evidence.text[match.end() : match.end() + 60].lower()
            if _STANDING.match(clause):
                continue
            if not re.match(
                r"\s*(?:it\b|this\b|that (?:it|they|its|he) (?:had )?(?:\w+ ){0,2}(?:fired|carried|struck|hit|bombed|attacked|was behind|was responsible|launched|killed|targeted|did)|"
                r"responsibility|involvement|any involvement|being behind|having|using|\w+ing (?:the|any|its|their|civilians|chemical)|striking|attacking|bombing|carrying|killing|targeting|firing|shelling|the (?:attack|claim|report|accusation|allegation)|any (?:role|part))",
                clause,
            ):
                continue
            found.append(_denier(evidence, span, match))
        if index in story.also:  # only a sentence about the event speaks of "the accusation" without saying which
            found += [_denier(evidence, span, m) for m in DISOWN.finditer(evidence.text, span.start, span.end)]
    for index in (story.last, story.last + 1):
        if index < len(evidence.sentences) and _goes_on(evidence, story, index):
            span = evidence.sentences[index].span
            patterns = (UNTRUE,) if index in {f.sentence for f in story.frames} else (UNTRUE, DISOWN)
            found += [
                _denier(evidence, span, m) for p in patterns for m in p.finditer(evidence.text, span.start, span.end)
            ]
    return tuple(dict.fromkeys(found))


def _goes_on(evidence: Evidence, story: Story, index: int) -> bool:
    """Whether a sentence is of the story or follows it in its paragraph, with no event of its own."""
    own = {f.sentence for f in story.frames} | set(story.also)
    same = evidence.sentences[index].paragraph == evidence.sentences[story.last].paragraph
    told = any(t.assertion in TOLD and t.strength >= 1 for t in evidence.triggers.get(index, ()))
    return index in own or (same and not told)


def _denier(evidence: Evidence, sentence: Span, match: re.Match[str]) -> Cited[str]:
    """Who denies: the actor named last before the word, else the word itself."""
    who = evidence.actors_in(Span(sentence.start, max(match.start(), sentence.start + 1)))
    if who:
        return Cited(who[-1].actor.said, (who[-1].span,), "denied")
    return Cited(match.group(), (Span(match.start(), match.end()),), "denied")


def _claimed(evidence: Evidence, story: Story) -> tuple[bool, tuple[Cited[str], ...]]:
    by: list[Cited[str]] = []
    told = [c for frame in story.frames for c in frame.head.by]
    if told and _unconfirmed(evidence, story):
        return True, tuple(dict.fromkeys(told))
    for frame in story.frames:
        own = list(frame.triggers)
        if all(t.assertion is Assertion.CLAIMED for t in own) and not _owned_up(evidence, frame):
            by += [c for t in own for c in t.by]
            continue
        if _self_told(evidence, frame.head.by, frame.head.agent):
            by += list(frame.head.by)
            continue
        if speaker := _says_so(evidence, frame):
            by.append(speaker)
            continue
        return False, ()
    text = " ".join(evidence.sentences[i].span.of(evidence.text) for i in story.also)
    if story.also and re.search(r"\b(?:military|police|ministry|officials?) (?:said|confirmed)", text):
        return False, ()
    return True, tuple(dict.fromkeys(by))


def _owned_up(evidence: Evidence, frame: Frame) -> bool:
    """As in "the group claimed the bombing": that it happened is told as fact, and who did it is said."""
    start = evidence.sentences[frame.sentence].span.start
    return frame.head.noun and _CLAIMED_THE.search(evidence.text, start, frame.head.span.start) is not None


def _unconfirmed(evidence: Evidence, story: Story) -> bool:
    """Whether the text says of what somebody told that nobody has confirmed it; of the toll alone does not count."""
    if any(not f.head.by for f in story.frames if evidence.sentences[f.sentence].kind is SentenceKind.BODY):
        return False  # the text tells it in its own voice somewhere
    here = {i for f in story.frames for i in (f.sentence, f.sentence + 1)} | set(story.also)
    for index in sorted(i for i in here if i < len(evidence.sentences)):
        sentence = evidence.sentences[index]
        if sentence.paragraph != evidence.sentences[story.last].paragraph and index > story.last:
            continue
        match = UNCONFIRMED.search(evidence.text, sentence.span.start, sentence.span.end)
        if match is not None and not _TOLL.search(evidence.text, sentence.span.start, sentence.span.end):
            return True
    return False


def _self_told(evidence: Evidence, by: Sequence[Cited[str]], agent: Span | None) -> bool:
    """Only the armed group that says it did it says so."""
    if not by or agent is None:
        return False
    speaker = by[0].spans[0]
    who = evidence.actors_in(speaker)
    return any(m.actor.kind in NON_STATE for m in who) and (
        agent.overlaps(speaker) or any(m.actor.name in {a.actor.name for a in evidence.actors_in(agent)} for m in who)
    )


def _says_so(evidence: Evidence, frame: Frame) -> Cited[str] | None:
    """The armed group before "said … that it had": it alone tells what it did."""
    agent = frame.head.agent
    if agent is None or agent.start >= frame.head.span.start:
        return None
    for mention in evidence.actors.get(frame.sentence, ()):
        if not mention.span.overlaps(agent) or mention.actor.kind not in NON_STATE or mention.generic:
            continue
        between = evidence.text[mention.span.end : frame.head.span.start]
        if _SAID_THAT_IT.search(between):
            return Cited(mention.actor.said, (mention.span,), "says so of itself")
    return None


def _background(evidence: Evidence, story: Story, stories: Sequence[Story]) -> bool:
    if story.family == "war":
        return True
    first = evidence.sentences[story.first]
    if first.heading is not None and BACKGROUND_HEADING.search(
        evidence.sentences[first.heading].span.of(evidence.text)
    ):
        return True
    frames = [t.frame for t in story.tellings]
    if all(f.subordinate for f in frames):
        return True
    if all(f.head.noun and f.head.plural for f in frames) and any(_is_series(evidence, f) for f in frames):
        return True
    if story.number != 0 and (_counted_back(story, stories[0]) or _before_other(evidence, story)):
        return True
    if story.period is not None and _since_lead(story.period, stories[0]):
        return False
    if (
        story.number != 0
        and not _of_these_days(evidence, story)
        and all(f.head.background or BEFORE_NOW.search(f.scope.of(evidence.text)) for f in frames)
    ):
        return True
    return _older(evidence, story, stories)


def _of_these_days(evidence: Evidence, story: Story) -> bool:
    """As in "a day earlier a drone had struck": too near to be recalled, whatever the tense."""
    published = evidence.document.published
    own = story.period
    return published is not None and own is not None and own.precision == 1 and published - own.last < OLD


def _since_lead(own: Period, lead: Story) -> bool:
    """Is it of the day of the first event or after it? A history or a trial goes on; only what lies before is recalled."""
    return lead.period is not None and own.first >= lead.period.last


def _counted_back(story: Story, lead: Story) -> bool:
    """As in "It came a day after a drone struck the base": told only to say what came before."""
    times = [t.time for t in story.tellings if t.time is not None]
    return bool(times) and all(
        t.rule == "recalled" and t.period is not None and (lead.period is None or t.period.last <= lead.period.last)
        for t in times
    )


def _before_other(evidence: Evidence, story: Story) -> bool:
    """As in "Weeks before the talks collapsed, gunmen seized …"."""
    return all(WEEKS_BEFORE.match(evidence.sentences[t.frame.sentence].span.of(evidence.text)) for t in story.tellings)


def _is_series(evidence: Evidence, frame: Frame) -> bool:
    """As in "a series of attacks": many events without a number."""
    head = frame.head
    return SERIES.search(evidence.text, max(frame.scope.start, head.span.start - 40), head.span.end) is not None


def _older(evidence: Evidence, story: Story, stories: Sequence[Story]) -> bool:
    own = story.period
    if own is not None and _against_a_weekday(evidence, own, story, stories[0]):
        return True
    if own is None:  # said elsewhere in the sentence or its paragraph
        own = next((t.period for f in story.frames if (t := only_time(evidence, f)) is not None), None)
    if own is None:
        return False
    newest = max((s.period.last for s in stories if s.period is not None), default=own.last)
    published = evidence.document.published
    lead = stories[0]
    if story is lead:  # what the text is about, however old (a trial), is not background
        return False
    if newest - own.last <= ROUND and _chronicle(stories, newest):
        return False
    if newest - own.last <= MONTH and _side_by_side(evidence, story, lead):
        return False
    if _since_lead(own, lead):
        return False
    latest = max(newest, published) if published is not None else newest
    return latest - own.last >= OLD and newest > own.last


def _against_a_weekday(evidence: Evidence, own: Period, story: Story, lead: Story) -> bool:
    """In a text of no known day whose news was "on Thursday": what has its month or year was before it."""
    undated = evidence.document.published is None and lead.period is None
    return undated and story is not lead and own.precision > 2 and any(t.time is not None for t in lead.tellings)


def _side_by_side(evidence: Evidence, story: Story, lead: Story) -> bool:
    """Entries of a list, paragraphs under labels of their own ("Mali: …", "24 Sep: …"), or a page that sums up a week or month."""
    title = next((s for s in evidence.sentences if s.kind is SentenceKind.TITLE), None)
    if title is not None and _ROUND_UP.search(title.span.of(evidence.text)):
        return True
    return _is_entry(evidence, story) and _is_entry(evidence, lead)


def _is_entry(evidence: Evidence, story: Story) -> bool:
    first = evidence.sentences[story.first]
    opening = evidence.opening(first)[0]
    if first.kind is SentenceKind.ITEM or _ENTRY.match(opening.span.of(evidence.text)):
        return True
    words = opening.span.of(evidence.text).split()
    return opening.index < first.index and len(words) <= LABEL_WORDS and not evidence.triggers.get(opening.index)


def _chronicle(stories: Sequence[Story], newest: date) -> bool:
    """A bulletin, a list of notes, a week in review: events of many days side by side, none of them recalled."""
    days = [s.period.first for s in stories if s.period is not None and s.period.first == s.period.last]
    recent = [day for day in days if newest - day <= ROUND]
    return len(recent) >= NOTES and len(set(recent)) >= DAYS
