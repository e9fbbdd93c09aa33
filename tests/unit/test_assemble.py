"""From mentions to reports: one event one record, where, who, when, how many, and what is no incident."""

from __future__ import annotations

import pytest

from dashboard.incidents.assembling import assemble
from dashboard.model import (
    Assertion,
    Count,
    Document,
    Factuality,
    Mentions,
    PlaceKind,
    PlaceMention,
    PlaceRole,
    Source,
    Span,
    SubEventType,
)
from tests.unit.telling import one, place, tell, where

S, K = SubEventType, PlaceKind
MALI = place("Mali", K.COUNTRY, 17.6, -4.0, "ML")
MOPTI = place("Mopti", K.TOWN, 14.49, -4.19, "ML")
GAO = place("Gao", K.TOWN, 16.27, -0.04, "ML")
BAMAKO = place("Bamako", K.TOWN, 12.65, -8.0, "ML")
KACHIN = place("Kachin State", K.PROVINCE, 26.0, 97.5, "MM")
LAIZA = place("Laiza", K.TOWN, 24.76, 97.55, "MM")
RED_SEA = place("Red Sea", K.WATER, 20.0, 38.5, None)


def said(report):
    return [a.value.said for a in report.actors], [t.value.said for t in report.targets]


def test_one_event_told_twice_is_one_report():
    """The headline, the lead and the follow-up tell one blast: one report with all their sentences."""
    told = tell(
        "A car bomb exploded outside a market in Mopti on Tuesday, killing nine people.\n\n"
        "The blast tore through stalls. Twelve people were wounded, a doctor said.",
        MOPTI,
        published="2024-03-07",
    )
    report = one(told)
    assert report.sub_event_type.value is S.REMOTE_EXPLOSIVE_LANDMINE_IED
    assert report.killed is not None
    assert report.killed.value == Count(9, 9)
    assert report.injured is not None
    assert report.injured.value == Count(12, 12)
    assert len(report.evidence) == 3


def test_two_places_are_two_reports():
    """One verb, two listed places: a report for each."""
    told = tell("Militants attacked army posts in Mopti and Gao on Monday.", MOPTI, GAO, published="2024-03-07")
    assert sorted(str(where(r)) for r in told.reports) == ["Gao", "Mopti"]


def test_another_attack_is_another_report():
    """Words like "another" open a new event even of the same kind."""
    told = tell(
        "Gunmen attacked a village near Mopti on Monday and killed six farmers.\n\n"
        "In another attack, gunmen killed two traders near Gao on Tuesday.",
        MOPTI,
        GAO,
        published="2024-03-07",
    )
    assert [(where(r), r.killed and r.killed.value.low) for r in told.reports] == [("Mopti", 6), ("Gao", 2)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Gunmen attacked an army convoy near Mopti, killing two soldiers.", S.ARMED_CLASH),
        ("Gunmen attacked farmers near Mopti, killing two.", S.ATTACK),
        ("Rebels captured the town of Mopti.", S.NON_STATE_ACTOR_OVERTAKES_TERRITORY),
        ("The army recaptured the town of Mopti from rebels.", S.GOVERNMENT_REGAINS_TERRITORY),
        ("Soldiers seized weapons and ammunition in Mopti.", S.DISRUPTED_WEAPONS_USE),
        ("Bandits seized eleven schoolgirls in Mopti.", S.ABDUCTION_FORCED_DISAPPEARANCE),
        ("Police arrested four men in Mopti over the killing of a judge.", S.ARRESTS),
        ("Thousands of people protested in Mopti against power cuts.", S.PEACEFUL_PROTEST),
        ("Police fired tear gas at protesters in Mopti.", S.PROTEST_WITH_INTERVENTION),
        ("Protesters threw stones at police and burned tyres in Mopti.", S.VIOLENT_DEMONSTRATION),
        ("Soldiers opened fire on protesters in Mopti and killed three.", S.EXCESSIVE_FORCE_AGAINST_PROTESTERS),
        ("An angry mob beat a suspected thief to death in Mopti.", S.MOB_VIOLENCE),
        ("Militiamen looted shops and burned down a granary in Mopti.", S.LOOTING_PROPERTY_DESTRUCTION),
        ("A truce between the army and the rebels took effect in Mopti.", S.AGREEMENT),
        ("The army set up a base in Mopti.", S.HEADQUARTERS_OR_BASE_ESTABLISHED),
        ("Air defences shot down two drones over Mopti.", S.DISRUPTED_WEAPONS_USE),
        ("Militiamen raped three women in Mopti.", S.SEXUAL_VIOLENCE),
    ],
)
def test_who_and_what_refine_the_type(text, kind):
    """ACLED's type follows from the words, who acts and who or what is acted on."""
    assert one(tell(text, MOPTI)).sub_event_type.value is kind


def test_actor_and_target():
    """Who did it to whom, in the document's own words, each with the words it was read from."""
    text = "Fighters of the Red Column attacked a police station in Mopti."
    report = one(tell(text, MOPTI))
    assert [a.spans[0].of(text) for a in report.actors] == ["Fighters of the Red Column"]
    assert said(report)[1] == ["police station"]


def test_a_passive_without_agent_has_no_actor():
    """Nobody is named: actors stay empty."""
    report = one(tell("Five villagers were shot dead near Mopti.", MOPTI))
    assert report.actors == ()


def test_who_claims_it_acted():
    """A claim of responsibility in a later sentence gives the actor."""
    report = one(
        tell("A bomb killed four people in a bar in Mopti.\n\nAl Shabaab claimed responsibility for the attack.", MOPTI)
    )
    assert [a.value.name for a in report.actors] == ["Al-Shabaab"]


def test_the_finest_place_wins_and_near_is_less_exact():
    """A town in a province is the place; "near" makes it about 25 km."""
    report = one(tell("The army shelled rebel positions near Laiza in Kachin State.", LAIZA, KACHIN))
    assert report.place is not None
    assert (where(report), report.place.value.where_prec) == ("Laiza", 2)
    assert report.place.value.radius_km >= 25


@pytest.mark.parametrize(
    ("text", "prec"),
    [
        ("Rebels attacked a convoy in Kachin State.", 4),
        ("Rebels attacked a convoy in northern Kachin State.", 5),
        ("Rebels attacked a convoy in Laiza.", 1),
    ],
)
def test_precision_follows_the_words(text, prec):
    """UCDP's where_prec: a town is exact, a province 4, a part of one 5."""
    report = one(tell(text, LAIZA, KACHIN))
    assert report.place is not None
    assert report.place.value.where_prec == prec


def test_at_sea():
    """An attack at sea has precision 7 and no country."""
    report = one(tell("A missile hit a tanker in the Red Sea.", RED_SEA))
    assert report.place is not None
    assert (report.place.value.where_prec, report.place.value.place.country) == (7, None)


def test_a_capital_for_its_government_is_no_place():
    """ "Bamako said" is a government; the event lies elsewhere or nowhere."""
    told = tell("Bamako said that its troops had bombed a camp near Gao.", BAMAKO, GAO, metonyms=("Bamako",))
    assert [where(r) for r in told.reports] == ["Gao"]
    assert told.roles == (PlaceRole.ACTOR, PlaceRole.EVENT)


def test_the_dateline_is_the_last_resort():
    """The place of writing is an event's place only where the text names no other."""
    told = tell("BAMAKO, March 7 — Gunmen killed two traders in Gao.", place("BAMAKO", K.TOWN, 12.65, -8.0, "ML"), GAO)
    assert [where(r) for r in told.reports] == ["Gao"]
    assert told.roles[0] is PlaceRole.DATELINE


def test_items_take_place_and_day_from_their_opening():
    """A list item's first words set the scene for the sentences after it."""
    told = tell(
        "INCIDENTS\n\n- Gao, 4 March. Two drones struck a depot. No one was hurt.\n\n- Mopti, 5 March. A mine killed a driver.",
        GAO,
        MOPTI,
        published="2024-03-07",
    )
    days = {where(r): r.period and r.period.value.first.isoformat() for r in told.reports}
    assert days == {"Gao": "2024-03-04", "Mopti": "2024-03-05"}


def test_a_total_whose_parts_are_listed_is_a_summary():
    """The sum over a country is no incident beside its listed parts."""
    told = tell(
        "The army conducted 12 air strikes in Mali on Monday.\n\n- Near Gao, seven strikes destroyed a depot.\n\n"
        "- Near Mopti, five strikes destroyed two lorries.",
        MALI,
        GAO,
        MOPTI,
        published="2024-03-07",
    )
    assert sorted(str(where(r)) for r in told.reports) == ["Gao", "Mopti"]
    assert {r.count.value for r in told.reports if r.count} == {7, 5}
    assert Assertion.SUMMARY in {r.why for r in told.rejected}


def test_a_series_is_background():
    """A plural series without number is one background record for each place."""
    told = tell("The visit follows a series of attacks by militants in Mopti and Gao.", MOPTI, GAO)
    assert {(where(r), r.background) for r in told.reports} == {("Mopti", True), ("Gao", True)}


def test_an_ongoing_war():
    """A war named with its parties and place is an ongoing background record."""
    told = tell("The talks come amid the war between the army and the rebels in Mali.", MALI)
    report = one(told)
    assert (report.ongoing, report.background, where(report)) == (True, True, "Mali")


def test_denied():
    """An explicit denial makes the report denied and says by whom."""
    report = one(
        tell("Shells hit a clinic in Mopti, killing a nurse. The army denied that it had fired on the town.", MOPTI)
    )
    assert report.factuality is Factuality.DENIED
    assert [c.value for c in report.denied_by] == ["army"]


def test_claimed():
    """What only the armed group says it did is claimed."""
    report = one(tell("Al Shabaab said it had attacked an army base in Mopti.", MOPTI))
    assert report.factuality is Factuality.CLAIMED


def test_a_recalled_event_is_background():
    """An earlier event with its own place and day, beside the news, is background."""
    told = tell(
        "Gunmen killed four miners in Gao on Tuesday.\n\nIn January, gunmen killed nine traders in Mopti.",
        GAO,
        MOPTI,
        published="2024-03-07",
    )
    assert {where(r): r.background for r in told.reports} == {"Gao": False, "Mopti": True}


@pytest.mark.parametrize(
    "text",
    [
        "The minister visited Mopti and promised new roads.",
        "The rebels threatened to attack Mopti.",
        "Troops from four states held a drill in Mopti in which marines attacked a beach.",
        "If rebels attack Mopti, thousands will flee.",
        "The council condemned violence and called for an end to attacks in Mopti.",
        "A gas leak caused an explosion in Mopti that killed two.",
        "The museum in Mopti tells the story of the battle.",
    ],
)
def test_no_incident(text):
    """Visits, threats, denials, drills, conditions, appeals, accidents and museums make no incident."""
    assert [(r.sub_event_type.value, where(r)) for r in tell(text, MOPTI).reports] == []


def test_the_rejected_say_why():
    """What looks like an event and is none is kept with its reason."""
    text = "The rebels threatened to attack Mopti."
    assert [(r.why, r.span.of(text)) for r in tell(text, MOPTI).rejected] == [(Assertion.THREATENED, text)]


def test_ids_are_stable_and_differ():
    """The same text gives the same ids; two reports of a text never share one."""
    text = "Militants attacked army posts in Mopti and Gao on Monday."
    first, second = tell(text, MOPTI, GAO), tell(text, MOPTI, GAO)
    assert [r.id for r in first.reports] == [r.id for r in second.reports]
    assert len({r.id for r in first.reports}) == 2


def test_resolutions_go_with_mentions():
    """A missing resolution is refused, not guessed."""
    document = Document("d", "In Gao.", Source("d", "0" * 64))
    mentions = Mentions((), (PlaceMention(Span(3, 6), 0, "Gao"),))
    with pytest.raises(ValueError, match="as many resolutions"):
        assemble(document, mentions, ())


def test_an_empty_document():
    """Nothing in, nothing out."""
    told = assemble(Document("d", "", Source("d", "0" * 64)), Mentions(()), ())
    assert (told.reports, told.rejected, told.roles) == ((), (), ())


@pytest.mark.parametrize(
    "text",
    [
        "Fighting between the army and the rebels has flared since November.",
        "Entry is free until September, when Mopti holds a vigil for the fallen.",
        "In Mopti, a house damaged by years of shelling fell on a family of six.",
        "Wildfires destroyed 300 homes near Mopti and killed 12 people.",
        "A court in Mopti jailed two men for planning to bomb a railway.",
        "Police seized two tonnes of cocaine in Mopti.",
    ],
)
def test_still_no_incident(text):
    """What is only named, yet to come, a sum of years, nature's doing, a plan in court or ordinary crime."""
    assert [(r.sub_event_type.value, where(r)) for r in tell(text, MOPTI, published="2024-03-07").reports] == []


@pytest.mark.parametrize(
    ("text", "kind", "actor"),
    [
        ("Jihadists stormed a gendarmerie post in Mopti, killing eleven gendarmes.", S.ARMED_CLASH, "Jihadists"),
        ("Guerrillas kidnapped three engineers on a road in Mopti.", S.ABDUCTION_FORCED_DISAPPEARANCE, "Guerrillas"),
        (
            "Rebels entered the town of Mopti without meeting resistance.",
            S.NON_STATE_ACTOR_OVERTAKES_TERRITORY,
            "Rebels",
        ),
        ("Junta troops torched 200 houses in Mopti.", S.LOOTING_PROPERTY_DESTRUCTION, "Junta troops"),
        ("Farmers blocked roads around Mopti in a protest over prices.", S.PEACEFUL_PROTEST, "Farmers"),
    ],
)
def test_other_regions_and_styles(text, kind, actor):
    """Verbs and actors of news from elsewhere are read by the same rules."""
    report = one(tell(text, MOPTI))
    assert report.sub_event_type.value is kind
    assert said(report)[0][:1] == [actor]


def test_a_person_shot_at_a_gathering_is_the_target():
    """The words behind "at" say where: the senator was shot, not the meeting."""
    told = tell("A senator was shot at a party meeting in Mopti on Monday.", MOPTI, published="2024-03-07")
    assert said(one(told))[1] == ["senator"]


def test_who_police_say_did_it_is_the_subject():
    """Who speaks did nothing; "him" is the man named before."""
    told = tell(
        "Police said rebels entered the house of a farmer in Mopti on Monday and shot him dead.",
        MOPTI,
        published="2024-03-07",
    )
    assert said(one(told)) == (["rebels"], ["farmer"])


def test_a_passive_goes_on_behind_and():
    """Those rounded up were shot too, by the same men."""
    told = tell(
        "On Monday four herders were dragged from a bus in Mopti by gunmen and shot by the road.",
        MOPTI,
        published="2024-03-07",
    )
    assert all("herders" not in said(r)[0] for r in told.reports)


def test_a_rumour_said_to_be_untrue_is_no_event():
    """The text itself says that it never happened."""
    assert not tell("The rumour of an attack on a market in Mopti is untrue.", MOPTI).reports


def test_the_hour_before_dawn_begins_no_clause():
    """What stands behind "before dawn" is still the event's own day."""
    told = tell("Rockets fell on Mopti before dawn on Monday, killing two people.", MOPTI, published="2024-03-07")
    period = one(told).period
    assert period is not None
    assert str(period.value.first) == "2024-03-04"
