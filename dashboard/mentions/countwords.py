"""The words that figures of harm are read by."""

from __future__ import annotations

from dashboard.model import CountKind

_K, _I, _C, _M = CountKind.KILLED, CountKind.INJURED, CountKind.CAPTURED, CountKind.MISSING

_KILL = (
    "kill kills killed killing murder murders murdered murdering slain slay assassinate assassinated assassinating "
    "execute executed executing massacre massacred massacring behead beheaded beheading lynched hanged martyred "
    "died dies dead dying perished drowned lives fatally slaughtered slaughtering"
).split()
_WOUND = "wound wounds wounded wounding injure injures injured injuring hurt hurting maimed maiming hospitalised hospitalized".split()
_TAKE = (
    "arrest arrests arrested arresting detain detains detained detaining kidnap kidnapped kidnapping abduct abducted "
    "abducting captured capturing captive captives hostage hostages rounded"
).split()
_KILL_NOUNS = "death deaths fatality fatalities toll tolls killing killings murder murders".split()
INJURY_NOUNS = frozenset(["injury", "injuries", "wound", "wounds", "casualties", "deaths", "fatalities"])

KIND_OF = (
    dict.fromkeys([*_KILL, *_KILL_NOUNS], _K)
    | dict.fromkeys([*_WOUND, "injury", "injuries"], _I)
    | dict.fromkeys(_TAKE, _C)
    | {"missing": _M, "unaccounted": _M}
)
NOUNS = frozenset(
    [
        *_KILL_NOUNS,
        "injury",
        "injuries",
        "dead",
        "wounded",
        "injured",
        "arrests",
        "detained",
        "captives",
        "hostages",
        "missing",
    ]
)
VERBS = frozenset(
    w for w in [*_KILL, *_WOUND, *_TAKE] if w not in {"dead", "lives", "hostage", "hostages", "captive", "captives"}
)
NEVER_ACTIVE = frozenset(
    "dead died dies dying perished drowned lives toll death deaths missing injury injuries fatally".split()
) - {"lives"}
BOTH_NOUNS = frozenset(["casualties", "casualty", "victims"])
WORTH_READING = (
    frozenset(KIND_OF) | BOTH_NOUNS | frozenset("unhurt unharmed uninjured safe times twice strikes attacks".split())
    | frozenset("airstrikes raids bombings blasts explosions clashes drones missiles rockets sorties ambushes assaults".split())
)  # fmt: skip

BE = frozenset(
    "was were is are be been being has have had get got gets left reported feared believed confirmed found also".split()
)
HAVE = frozenset(["has", "have", "had"])
ADVERBS = frozenset(
    "also all reportedly allegedly then later since already least both not still only shot burned stabbed beaten severely seriously lightly badly critically".split()
)
CLAUSE_ENDS = frozenset(
    ". , ; : ! ? ( ) — – but which who when while after before because although where said says and".split()
)
PREPOSITIONS = frozenset(
    "in on at by from with for near during outside inside under across around of to into".split()
) - {"of"}
REPORTING = frozenset("said says told reported according announced added claimed".split())
PARTS = frozenset(["including", "among"])
IRREALIS = frozenset("could would might may to will can should if wants want wanted threatened vowed nearly".split())
THERE_IS = frozenset(
    "were was are caused causing resulted sustained suffered several some many minor serious other".split()
)
DETERMINERS = frozenset("the a an his her their its our".split())
NO_WHAT = frozenset(
    "one casualties deaths injuries person people civilians civilian soldiers troops members fatalities serious crew immediate".split()
)
TOTALS = {("in", "total"), ("so", "far"), ("in", "all"), ("since", "then")}

OTHER_UNITS = frozenset(
    "year years month months week weeks day days hour hours minute minutes second seconds km kilometres kilometers miles "
    "metres meters feet nautical percent per % degrees dollars euros pounds rupees tons tonnes kg kilograms o'clock am pm "
    "a.m p.m gmt missiles missile rockets rocket drones drone shells bombs mortars houses homes buildings vehicles cars "
    "tanks trucks lorries ships boats aircraft planes jets helicopters villages towns cities districts provinces "
    "countries schools hospitals mosques churches strikes attacks raids airstrikes times points goals runs wickets games "
    "matches weapons rifles launchers barrels million billion targets sites positions locations -year-old year-old".split()
)
UNIT_MODIFIERS = frozenset(
    "ballistic cruise armed armoured armored nautical square cubic consecutive other more separate different".split()
)
MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
BEFORE_OTHER_NUMBERS = frozenset(
    [
        *MONTHS,
        "aged",
        "age",
        "$",
        "€",
        "£",
        "no",
        "number",
        "resolution",
        "article",
        "flight",
        "route",
        "highway",
        "chapter",
    ]
) - {"no"}

EVENT_NOUNS = frozenset(
    "strikes airstrikes attacks raids bombings explosions blasts clashes sorties ambushes assaults air-strikes shootings protests kidnappings incidents".split()
)
MUNITIONS = frozenset(
    "drones drone missiles missile rockets rocket uavs projectiles mortars shells mines devices".split()
)
INTERCEPTS = ("downed", "intercepted", "destroyed", "defused", "neutralised", "neutralized", "shot")

PERSONS = frozenset(
    "man woman boy girl child baby soldier officer policeman policewoman guard fighter militant gunman civilian person "
    "commander leader journalist driver worker teacher student pupil doctor nurse mayor governor minister general colonel "
    "captain sergeant priest imam cleric farmer shepherd resident passenger protester demonstrator politician lawyer judge "
    "candidate activist official member contractor sailor pilot peacekeeper villager teenager father mother son daughter "
    "brother wife husband victim attacker bomber aide spokesman adviser chief head president sheikh photographer reporter "
    "cameraman paramedic medic engineer employee translator diplomat ambassador prosecutor councillor secretary deputy".split()
)
PLURAL_PEOPLE = frozenset(
    "people civilians soldiers troops men women children villagers residents militants fighters gunmen rebels insurgents "
    "police policemen officers guards students pupils passengers workers protesters demonstrators worshippers members "
    "personnel journalists farmers families forces patients refugees migrants pilgrims bystanders terrorists combatants "
    "mourners traders miners fishermen sailors crew commanders leaders others victims settlers tourists".split()
)
PEOPLES = frozenset(
    "israeli israelis palestinian palestinians iraqi iraqis syrian syrians american americans russian russians ukrainian ukrainians afghan afghans islamic".split()
)
