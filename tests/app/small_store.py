"""A small store that has one of everything the page must show; written by hand, so that tests know what is in it."""

import hashlib
from datetime import date

from dashboard.model import (
    Actor,
    Assertion,
    Candidate,
    Cited,
    Count,
    Document,
    Extract,
    Factuality,
    Incident,
    Location,
    Mentions,
    Period,
    Place,
    PlaceKind,
    PlaceMention,
    PlaceRole,
    Problem,
    Rejected,
    Report,
    Resolution,
    Sentence,
    Source,
    Span,
    SubEventType,
)
from dashboard.store.store import Store

HOSTILE = (
    "<script>document.title='owned'</script> A drone hit {{ 7*7 }} in \"Kirkuk\" </script> **bold** "
    "[x](javascript:alert(1)) :red[colour] $x^2$ <img src=x onerror=\"document.title='owned'\"> and killed 3 people."
)
HOSTILE_TITLE = "</script><script>document.title='owned'</script> {{ 'x' }} **title** <b>"
HOSTILE_PLACE = "Kirkuk </script>{{ 'y' }}<b onclick=alert(1)>{% raw %}"
HOSTILE_ACTOR = "<b>Evil</b> {{ 1 }} **x** :red[y]"
HOSTILE_PUBLISHER = "<img src=x onerror=\"document.title='owned'\"> {{ 'a' }} `tick`"

PLACES = {
    "Mosul": Place("t:1", "Mosul", PlaceKind.TOWN, 36.335, 43.119, 5, "IQ"),
    "Raqqa": Place("t:2", "Raqqa", PlaceKind.TOWN, 35.953, 39.008, 5, "SY"),
    "Hodeidah": Place("t:3", "Hodeidah", PlaceKind.TOWN, 14.798, 42.954, 5, "YE"),
    "Anbar": Place("geonames:99592", "Anbar", PlaceKind.PROVINCE, 32.9, 41.6, 200, "IQ"),
    "Red Sea": Place("t:5", "Red Sea", PlaceKind.WATER, 20.0, 38.5, 300, None),
    "Iraq": Place("t:6", "Iraq", PlaceKind.COUNTRY, 33.0, 44.0, 400, "IQ"),
    "Syria": Place("t:7", "Syria", PlaceKind.COUNTRY, 35.0, 38.5, 300, "SY"),
    "Amman": Place("t:8", "Amman", PlaceKind.TOWN, 31.955, 35.945, 10, "JO"),
    "Kirkuk": Place("t:9", HOSTILE_PLACE, PlaceKind.TOWN, 35.468, 44.392, 5, "IQ"),
}
PRECISION = {PlaceKind.TOWN: 1, PlaceKind.PROVINCE: 4, PlaceKind.WATER: 7, PlaceKind.COUNTRY: 6}


def document(text, *, title="", publisher="Morning Wire", url=None, day=date(2024, 1, 10)):
    source = Source(f"made/{title or text[:12]}", hashlib.sha256(text.encode()).hexdigest(), publisher, url)
    return Document(Document.identify(text, title=title, publisher=publisher or ""), text, source, title, day)


def span(text, words):
    start = text.index(words)
    return Span(start, start + len(words))


def cited(text, value, words):
    return Cited(value, (span(text, words),), "made")


def located(text, name):
    place = PLACES[name]
    location = Location(name, place, place.latitude, place.longitude, place.radius_km, PRECISION[place.kind])
    return cited(text, location, name)


def dated(text, first, words, last=None, precision=1):
    return cited(text, Period(first, last or first, precision), words)


def extract(doc, reports, mentioned=(), rejected=(), problems=(), unknown=()):
    sentence = Sentence(Span(0, len(doc.text)), 0, 0)
    resolutions = []
    for name, role in mentioned:
        mention = PlaceMention(span(doc.text, name), 0, name, role=role)
        place = PLACES[name]
        resolutions.append(
            Resolution(mention, place, 0.9, (Candidate(place, 0.9),), place.latitude, place.longitude, place.radius_km)
        )
    resolutions += [Resolution(PlaceMention(span(doc.text, name), 0, name)) for name in unknown]
    roles = tuple(r.mention.role for r in resolutions)
    return Extract(
        doc, Mentions((sentence,)), tuple(resolutions), roles, tuple(reports), tuple(rejected), tuple(problems)
    )


def one(doc, kind, words, **fields):
    number = fields.pop("number", 0)
    return Report(f"{doc.id}-{number}", doc.id, cited(doc.text, kind, words), (Span(0, len(doc.text)),), **fields)


def extracts():
    """Twelve reports of eleven incidents, and what stands beside them."""
    strike, clash, attack = SubEventType.AIR_DRONE_STRIKE, SubEventType.ARMED_CLASH, SubEventType.ATTACK
    made = []

    text = (
        "A drone of the Eagle Brigade hit a depot in Mosul on 3 January 2024 and killed four people. Amman was silent."
    )
    doc = document(text, title="Depot hit in Mosul", url="https://news.example/mosul")
    made.append(
        extract(
            doc,
            [
                one(
                    doc,
                    strike,
                    "hit",
                    place=located(text, "Mosul"),
                    period=dated(text, date(2024, 1, 3), "3 January 2024"),
                    actors=(cited(text, Actor("Eagle Brigade"), "Eagle Brigade"),),
                    targets=(cited(text, Actor("depot"), "a depot"),),
                    killed=cited(text, Count(4, 4), "four people"),
                    confidence=0.9,
                )
            ],
            mentioned=[("Mosul", PlaceRole.EVENT), ("Amman", PlaceRole.CONTEXT)],
        )
    )
    text = "Six people died when a drone of the Eagle Brigade hit a depot in Mosul on 3 January 2024."
    doc = document(text, title="Six dead in Mosul", publisher="Evening Post")
    made.append(
        extract(
            doc,
            [
                one(
                    doc,
                    strike,
                    "hit",
                    place=located(text, "Mosul"),
                    period=dated(text, date(2024, 1, 3), "3 January 2024"),
                    actors=(cited(text, Actor("Eagle Brigade"), "Eagle Brigade"),),
                    targets=(cited(text, Actor("depot"), "a depot"),),
                    killed=cited(text, Count(6, 6), "Six people"),
                    confidence=0.7,
                )
            ],
        )
    )
    text = "Soldiers and the River Front fought in Mosul on 20 February 2024."
    doc = document(text, title="Fighting in Mosul")
    fight = {"actors": (cited(text, Actor("River Front"), "River Front"),), "confidence": 0.8}
    made.append(
        extract(
            doc,
            [
                one(
                    doc,
                    clash,
                    "fought",
                    place=located(text, "Mosul"),
                    period=dated(text, date(2024, 2, 20), "20 February 2024"),
                    **fight,
                )
            ],
        )
    )
    text = "The River Front said it had shelled a post in Raqqa on 21 February 2024."
    doc = document(text, title="Claim from Raqqa")
    made.append(
        extract(
            doc,
            [
                one(
                    doc,
                    SubEventType.SHELLING_ARTILLERY_MISSILE_ATTACK,
                    "shelled",
                    place=located(text, "Raqqa"),
                    period=dated(text, date(2024, 2, 21), "21 February 2024"),
                    factuality=Factuality.CLAIMED,
                    claimed_by=(cited(text, "River Front", "River Front said"),),
                    actors=(cited(text, Actor("River Front"), "River Front"),),
                    confidence=0.5,
                )
            ],
            mentioned=[("Raqqa", PlaceRole.EVENT)],
        )
    )
    text = "Officials denied that gunmen had attacked a market in Hodeidah in March 2024."
    doc = document(text, title="Denied in Hodeidah")
    made.append(
        extract(
            doc,
            [
                one(
                    doc,
                    attack,
                    "attacked",
                    place=located(text, "Hodeidah"),
                    period=dated(text, date(2024, 3, 1), "March 2024", date(2024, 3, 31), 4),
                    factuality=Factuality.DENIED,
                    denied_by=(cited(text, "Officials", "Officials"),),
                    confidence=0.3,
                )
            ],
        )
    )
    text = "A ship was seized in the Red Sea. A protest filled a square somewhere. Strikes go on in Anbar."
    doc = document(text, title="Three notes", publisher=None, day=None)
    made.append(
        extract(
            doc,
            [
                one(doc, SubEventType.LOOTING_PROPERTY_DESTRUCTION, "seized", place=located(text, "Red Sea")),
                one(doc, SubEventType.PEACEFUL_PROTEST, "protest", number=1),
                one(doc, strike, "Strikes", number=2, place=located(text, "Anbar"), ongoing=True, background=True),
            ],
        )
    )
    text = "A riot broke out in Syria on 2 March 2024, and troops were attacked in Iraq on 2 March 2024. Talks are planned."
    doc = document(text, title="Somewhere in two countries")
    when = dated(text, date(2024, 3, 2), "2 March 2024")
    made.append(
        extract(
            doc,
            [
                one(doc, SubEventType.MOB_VIOLENCE, "riot", place=located(text, "Syria"), period=when),
                one(doc, attack, "attacked", number=1, place=located(text, "Iraq"), period=when),
            ],
            rejected=[Rejected(span(text, "Talks are planned"), Assertion.PLANNED, "made")],
        )
    )
    doc = document(HOSTILE, title=HOSTILE_TITLE, publisher=HOSTILE_PUBLISHER, day=date(2024, 1, 6))
    made.append(
        extract(
            doc,
            [
                one(
                    doc,
                    strike,
                    "drone hit",
                    place=located(HOSTILE, "Kirkuk"),
                    period=dated(HOSTILE, date(2024, 1, 5), "A drone"),
                    actors=(cited(HOSTILE, Actor(HOSTILE_ACTOR), "drone"),),
                    killed=cited(HOSTILE, Count(3, 3), "3 people"),
                    confidence=0.4,
                )
            ],
            unknown=["colour"],
        )
    )
    return made


INCIDENTS = 10
ON_MAP = 7
COUNTRY_LEVEL = 2
WITHOUT_PLACE = 1


def key(report):
    """Reports of one kind at one place in one period are one incident: the rule of these tests, not the product's."""
    place = report.place.value.place.id if report.place else report.id
    return f"{report.sub_event_type.value}|{place}|{report.period and report.period.value}"


def merge(reports, _documents, _corrections=()):
    groups = {}
    for report in sorted(reports, key=lambda r: r.id):
        groups.setdefault(key(report), []).append(report)
    return [incident(group) for group in groups.values()]


def incident(group):
    lead = max(group, key=lambda r: r.confidence)
    figures = [r.killed.value for r in group if r.killed]
    differing = {"killed": tuple(str(c.low) for c in figures)} if len(figures) > 1 else {}
    return Incident(
        f"incident-{lead.id}",
        tuple(group),
        lead,
        lead.factuality,
        lead.period and lead.period.value,
        lead.place and lead.place.value,
        tuple(c.value for c in lead.actors),
        tuple(c.value for c in lead.targets),
        Count(min(c.low for c in figures), max(c.high for c in figures)) if figures else None,
        background=lead.background,
        ongoing=lead.ongoing,
        sources=len(group),
        confidence=lead.confidence,
        disagreements=differing,
        merged_because=("same kind, place and day",) if len(group) > 1 else (),
    )


def build(url):
    """Writes the store; the file must not exist."""
    with Store.open(url, create=True) as store:
        store.save(extracts(), merge=merge, block_keys=lambda report, *_: (key(report),))
        store.add_problems([Problem("made/broken.txt", "read", "the file is <empty>; save it again")])
        if len(store.frame()) != INCIDENTS:
            raise AssertionError(f"the small store holds {len(store.frame())} incidents, not {INCIDENTS}")
    return url
