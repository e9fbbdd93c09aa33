"""Words of harm and of those who are harmed, as closed lists: what the rules of ``counts`` ask about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from dashboard.model import CountKind


class Form(NamedTuple):
    """A verb form: what it does to people, and whether it is a past form or participle."""

    kind: CountKind
    past: bool


def _forms(words: str, kind: CountKind) -> dict[str, Form]:
    """Reads "kill/killed/kills/killing": the second form of each group is the past."""
    return {form: Form(kind, place == 1) for group in words.split() for place, form in enumerate(group.split("/"))}


FORMS: Mapping[str, Form] = {
    **_forms(
        "kill/killed/kills/killing murder/murdered/murders/murdering slay/slain/slays/slaying assassinate/assassinated/assassinates/assassinating "
        "massacre/massacred/massacres/massacring behead/beheaded/beheads/beheading execute/executed/executes/executing martyr/martyred//martyring "
        "die/died/dies/dying perish/perished/perishes/perishing slaughter/slaughtered//slaughtering lynch/lynched//lynching "
        "neutralise/neutralised/neutralises/neutralising neutralize/neutralized/neutralizes/neutralizing eliminate/eliminated/eliminates/eliminating "
        "liquidate/liquidated/liquidates/liquidating gun/gunned/guns/gunning",
        CountKind.KILLED,
    ),
    **_forms(
        "wound/wounded/wounds/wounding injure/injured/injures/injuring hurt/hurt/hurts/hurting harm/harmed maim/maimed/maims/maiming hospitalise/hospitalised hospitalize/hospitalized",
        CountKind.INJURED,
    ),
    **_forms(
        "capture/captured/captures/capturing arrest/arrested/arrests/arresting detain/detained/detains/detaining abduct/abducted/abducts/abducting "
        "kidnap/kidnapped/kidnaps/kidnapping imprison/imprisoned seize/seized/seizes/seizing round/rounded",
        CountKind.CAPTURED,
    ),
    "missing": Form(CountKind.MISSING, past=True),
    "dead": Form(CountKind.KILLED, past=False),
}  # fmt: skip
FORMS = {
    form: value
    for form, value in FORMS.items()
    if form and form not in {"round", "rounded", "seizes", "gun", "guns", "harm"}
}
# a bare form after one of these tells of what was meant or may be
BARE = frozenset(
    "kill murder slay assassinate massacre behead execute martyr die perish slaughter lynch wound injure hurt maim capture arrest detain abduct "
    "kidnap seize neutralise neutralize eliminate liquidate".split()
)
UNREAL = frozenset("to could would may might will can cannot should must shall".split())
# of these, only what is done to people counts
DOUBTFUL = frozenset(form for form in FORMS if form.startswith(("neutrali", "eliminat", "liquidat", "gunn"))) | {"loss"}
_K, _I, _C = (CountKind.KILLED,), (CountKind.INJURED,), (CountKind.CAPTURED,)
HARM_NOUNS: Mapping[str, tuple[CountKind, ...]] = {
    "deaths": _K, "death": _K, "fatalities": _K, "fatality": _K, "killing": _K, "killings": _K, "murder": _K, "assassination": _K,
    "execution": _K, "injuries": _I, "injury": _I, "wounds": _I, "casualties": (*_K, *_I), "casualty": (*_K, *_I),     "arrest": _C, "abduction": _C, "kidnapping": _C, "capture": _C, "corpses": _K, "bodies": _K, "lives": _K, "victims": _K,
}  # fmt: skip
HARM_NOUNS = {
    word: kinds for word, kinds in HARM_NOUNS.items() if word not in {"kidnapping", "killing", "capture", "arrest"}
} | {"arrests": _C}
# nouns of a deed, with "of" and those it was done to
DEEDS: Mapping[str, CountKind] = {
    **dict.fromkeys(
        "death deaths killing killings murder murders assassination execution massacre bodies".split(), CountKind.KILLED
    ),
    **dict.fromkeys("capture kidnapping abduction arrest detention arrests".split(), CountKind.CAPTURED),
    "wounding": CountKind.INJURED,
    "loss": CountKind.KILLED,
}
EVERY_HARM = (
    frozenset(FORMS)
    | frozenset(HARM_NOUNS)
    | frozenset(DEEDS)
    | frozenset(
        "toll tolls number count tally unharmed unhurt uninjured safe life lost lose loses losing kia wia".split()
    )
    | frozenset("succumb succumbed succumbing hospital hospitals treat treated treating burns condition".split())
    | frozenset(
        "leg legs arm arms shoulder stomach abdomen thigh knee foot feet hand hands hip waist face eye back neck".split()
    )
)

BE_LIKE = frozenset(
    "is are was were be been being am get gets got getting 's 're reported confirmed feared believed left found presumed declared lay".split()
)
# after a verb form they show that no object follows
ACTIVE_ENDERS = frozenset(
    "and or but when while as after before since because who which that by so then said says yesterday today tonight overnight early late "
    "monday tuesday wednesday thursday friday saturday sunday there here last this amid during following if although though where according is are was were".split()
)
BREAKS = frozenset(
    "after before when while as because although though if unless until whereas that which who whom where whose since but amid".split()
)

MUNITIONS = frozenset(
    "missiles missile rockets rocket drones drone bombs bomb shells shell munitions mines mine grenades grenade mortars mortar uavs uav projectiles projectile "
    "rounds warheads bullets bullet explosives ieds ied vbieds vbied".split()
)
EVENT_NOUNS = frozenset(
    "strikes strike airstrikes airstrike air-strikes air-strike raids raid attacks attack bombings bombing explosions explosion blasts blast clashes clash ambushes ambush "
    "protests protest demonstrations demonstration rallies rally marches shootings shooting assaults assault incidents battles battle bombardments shellings "
    "kidnappings abductions executions operations sorties interceptions".split()
)
THINGS = frozenset(
    "village villages town towns city cities building buildings house houses home homes vehicle vehicles car cars tank tanks truck trucks position positions post posts "
    "checkpoint checkpoints base bases site sites target targets area areas district districts province provinces ship ships vessel vessels boat boats plane planes aircraft "
    "helicopter helicopters jet jets school schools hospital hospitals mosque mosques church churches road roads bridge bridges weapon weapons rifle rifles "
    "cache caches camp camps cattle sheep horse horses cow cows animal animals goat goats dog dogs shop shops market markets centre centres center centers command "
    "neighbourhood neighbourhoods neighborhood neighborhoods launcher launchers system systems facility facilities depot depots tunnel tunnels factory factories "
    "attempt attempts case cases place places side sides part parts front fronts number point points flag flags hill hills field fields bus buses train trains unit units "
    "goal goals game games match matches point votes vote seats seat percent occasion occasions wave waves series round phase phases hall statement statements".split()
)
_PERSONS = frozenset(
    "people person persons civilian civilians soldier soldiers troop troops man men woman women child children boy boys girl girls baby babies infant infants teenager teenagers "
    "youth youths guard guards bodyguard police policeman policemen policewoman marine marines sailor sailors pilot pilots crew cleric clerics imam priest nun student students teacher teachers "
    "doctor doctors nurse nurses medic medics journalist journalists peasant peasants member members others other more victim victims hostage hostages resident residents "
    "palestinian palestinians israeli israelis iraqi iraqis syrian syrians american americans kurd kurds sheikh shepherd shepherds mayor judge general colonel captain major lieutenant sergeant "
    "president minister chief head son daughter brother sister father mother wife husband relative relatives family families relation refugee refugees migrant migrants pilgrim pilgrims passenger passengers "
    "suspect suspects insurgent insurgents militant militants combatant combatants guerrilla guerrillas aide adult adults elder elders monk monks national nationals recruit recruits "
    "personnel staff terrorist terrorists jihadist jihadists personnel serviceman servicemen native citizen citizens official officials spokesman deputy couple twin twins "
    "servicemember servicemembers bystander bystanders pedestrian partner colleague colleagues worshippers worshipper mourners attendant "
    "constable constables corporal corporals cadet cadets agent agents commando commandos conscript conscripts vigilante vigilantes tourist tourists bishop mullah "
    "nomad nomads mechanic mechanics candidate candidates diplomat diplomats patient patients adolescent adolescents toddler toddlers bride groom guest guests "
    "friend friends mate mates cousin cousins uncle aunt nephew niece grandmother grandfather grandson granddaughter parent parents neighbour neighbours neighbor neighbors "
    "companion companions passer-by passers-by passerby passersby operative operatives cadre cadres element elements monk cook guide guides envoy envoys local locals".split()
)
MANY = frozenset(  # one word, more than one person
    "police crew staff people troops personnel family command guard cavalry infantry marine children men women couple patrol squad youth".split()
)
_PERSON_ENDINGS = (
    "er", "ers", "or", "ors", "ist", "ists", "man", "men", "woman", "women", "ian", "ians", "ant", "ants", "ee", "ees", "eer", "eers", "ary", "aries",
)  # fmt: skip
_NO_PERSONS = frozenset(
    "number water matter power order border river winter summer october september november december paper corner centre center weather member-state quarter tower mortar door floor "
    "error motor tractor reactor factor sector car war bunker helicopter tanker freighter bulldozer trailer computer letter chapter newspaper shelter crater summary boundary military elsewhere "
    "former other another however later earlier further under over after ever never major minor senior junior".split()
)


def is_person(low: str) -> bool:
    """Whether a word in small letters may name a person or people by what they are or do."""
    if low in _PERSONS or low.endswith("-year-old"):
        return True
    return len(low) > 4 and low.endswith(_PERSON_ENDINGS) and low not in _NO_PERSONS and low not in THINGS
