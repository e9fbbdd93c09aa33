"""The words around a mention that the rules of assembly ask about: prepositions, shifts of time, kinds of people and things."""

from __future__ import annotations

import re

from dashboard.model import Span

WORD = re.compile(r"\w+(?:[-'’.]\w+)*|[,;:()—–\"“”.]")

LOCATIVE = frozenset(
    "in at near on off outside inside around over across along within throughout by beyond above between amid through".split()
)
GOALS = frozenset("to into toward towards for onto".split())
SOURCES = frozenset("from".split())
AGAINST = frozenset("against on upon targeting".split())
# between two triggers: what follows belongs to another time or cause
SHIFT = re.compile(
    r";|\b(?:(?:after|since|before)(?!\s*[,.;]|\s+(?:dawn|dusk|noon|midday|midnight|sunset|sunrise|nightfall|daybreak|dark|\d)\b)|following|in response to|in retaliation for|in (?:answer|revenge|reply) (?:to|for)|retaliation for|while|"
    r"whereas|as part of|ever since|because of|amid|suspected of|accused of|over the|including|comes? as|came as|in return for|"
    r"similar to|like the|months? ago|years? ago|weeks? ago|who had|which had|that had|(?:from|by|with) which (?:\w+ ){1,3}had|such as)\b",
    re.IGNORECASE,
)
EXPLICIT_SHIFT = re.compile(
    r"\b(?:\w+ )?(?:hours?|days?|weeks?|months?|years?) (?:after|before|earlier than)\b(?!\s*[,.;])|"
    r"\b(?:in|as|a) (?:\w+ ){0,2}(?:response|retaliation|reprisal|answer|revenge|reply) (?:to|for)\b|\b(?:retaliation|revenge) for\b",
    re.IGNORECASE,
)
BEFORE_NOW = re.compile(
    r"\b(?:ago|last (?:year|month|summer|winter|spring|autumn|fall)|earlier (?:this|in the) (?:year|month|week)|previous(?:ly)?|"
    r"anniversary|in recent (?:months|weeks|years)|in the past|since \d{4}|years since|formerly|the year before|decades?)\b",
    re.IGNORECASE,
)
# not "two days before": so near the news it is news too
WEEKS_BEFORE = re.compile(
    r"(?:(?:Some|Several|A few|Just|Only) )?(?!(?i:one|two|a) days?\b)(?:\w+ )?(?:[Dd]ays|[Ww]eeks?|[Mm]onths?|[Yy]ears?) (?:before|earlier|previously)\b"
)
BACKGROUND_HEADING = re.compile(
    r"\b(?:background|earlier|history|context|previously|reference|timeline|chronology)\b", re.IGNORECASE
)
ANOTHER = re.compile(
    r"\b(?:another|a second|second|separate(?:ly)?|elsewhere|other|similar|also|a third|third|different|meanwhile)\b",
    re.IGNORECASE,
)
CIVILIANS = re.compile(
    r"\b(?:civilians?|people|residents?|villagers?|passengers?|farmers?|traders?|worshippers?|mourners?|shoppers?|students?|pupils?|"
    r"children|child|women|woman|\w*girls?|\w*boys?|families|family|journalists?|teachers?|doctors?|nurses?|workers?|patients?|tourists?|"
    r"pilgrims?|refugees?|crowds?|men|man|bystanders?|aid workers?|christians?|muslims?|priests?|activists?|politicians?|mayor|"
    r"lawyers?|drivers?|herders?|miners?|fishermen|truck drivers|motorists?|shop|market|school|hospital|mosque|church|bus|train|"
    r"home|house|houses|homes|village|villages|town|towns|restaurant|hotel|neighbou?rhood|bank|clinic|temple|voters?|tribesmen|"
    r"members of the .* tribe|innocent)\b",
    re.IGNORECASE,
)
ARMED = re.compile(
    r"\b(?:soldiers?|troops?|army|military|police(?:men|man|women)?|officers?|security forces?|security posts?|guards?|rangers?|"
    r"militants?|rebels?|insurgents?|fighters?|gunmen|terrorists?|militia(?:men|s)?|paramilitar(?:y|ies)|marines?|commandos?|"
    r"peacekeepers?|checkpoints?|barracks|outposts?|base|bases|garrison|convoy|patrol|posts?|positions?|headquarters|jihadists?|"
    r"extremists?|forces|coalition|gendarmes?|troopers?|brigade|battalion|regiment|navy|air force|peshmerga|service ?members?|guerrillas?|"
    r"security personnel|personnel|constables?|police station|police post|military post)\b",
    re.IGNORECASE,
)
ATTACKERS = re.compile(
    r"\b(?:gunmen|gunman|militants?|rebels?|insurgents?|fighters?|terrorists?|jihadists?|bandits?|armed men|armed group|attackers?|"
    r"assailants?|militia(?:men|s)?|extremists?|guerrillas?|separatists?|raiders?|mujahideen|unknown men|masked men|herdsmen|hitmen)\b",
    re.IGNORECASE,
)
STATE = re.compile(
    r"\b(?:army|military|soldiers?|troops?|police(?:men)?|security forces?|air force|navy|government forces?|coalition|warplanes?|jets?|"
    r"state forces|national guard|regime|forces of the|officers?|authorities|marines|gendarmes|border guards?|border force)\b",
    re.IGNORECASE,
)
PROTESTERS = re.compile(
    r"\b(?:protest(?:e|o)rs?|demonstrators?|marchers?|rioters?|crowds?|strikers|activists|students|supporters)\b",
    re.IGNORECASE,
)
PROTESTS = re.compile(r"\b(?:demonstrations?|protests?|rally|rallies|sit-ins?|marches|vigils?)\b", re.IGNORECASE)
# of a body that rules a country or a part of it: its police and courts arrest, its fighters abduct
OFFICES = re.compile(r"\b(?:authorities|police|ministry|government|intelligence|courts?|judiciary)\b", re.IGNORECASE)
# of whom nothing says that they bore arms
UNARMED = re.compile(
    r"(?:(?!armed|masked|hooded|uniformed|gun)\w+ )?(?:men|man|suspects?|peacekeepers?|observers?|monitors)(?: .*)?|"
    r"(?:(?!security|police|intelligence|military|army|border|prison)[\w'’-]+ ){0,3}(?:officials?|administrators?|councillors?|civil servants?)",
    re.IGNORECASE,
)
EACH_OTHER = re.compile(r"\b(?:each other|one another)\b", re.IGNORECASE)
# at home or off duty a soldier is attacked, not fought
OFF_DUTY = re.compile(
    r"\boff[- ]duty\b|\bon (?:his|her|their) way (?:home|to work)\b|"
    r"\b(?:outside|at|in|near|in front of|leaving) (?:his|her|their) (?:own |family |parents'? )?(?:home|house|residence|flat|apartment)\b",
    re.IGNORECASE,
)
HANDED_OVER = re.compile(
    r"\bwithout (?:(?:any )?(?:resistance|fighting|clashes|opposition))\b|\bunopposed\b|"
    r"\b(?:met|encounter(?:ed|ing)?|meeting|faced) (?:no|little|not any) resistance\b|\bnot (?:met|encountered|faced) any resistance\b|"
    r"\b(?:after|following|as) (?:the |their |its )?(?:[\w'’-]+ ){0,4}(?:withdr(?:ew|awn|awal)|pull(?:ed)?[ -]?out|retreat(?:ed)?|departure|vacated|left)\b",
    re.IGNORECASE,
)
POISON = re.compile(
    r"\b(?:(?:poison(?:ous)?|toxic|chlorine|mustard|nerve) gas|poison gases|chlorine|sarin|nerve agents?)\b"
    r"(?! (?:facilit\w+|plants?|factor\w+|program\w*|attack))",
    re.IGNORECASE,
)
VIOLENT_CROWD = re.compile(
    r"\b(?:protest\w*|demonstrat\w+|rall(?:y|ies)|march\w*|unrest) (?:\w+ ){0,4}(?:turn(?:ed|s|ing)? (?:\w+ )?violent|descend\w+ into)\b|"
    r"\b(?:scuffles?|running battles|stone-throwing|rock-throwing)\b|"
    r"\b(?:protest(?:e|o)rs|demonstrators|marchers|crowds?|activists|they|students) (?:\w+ ){0,2}(?:clash(?:ed|ing)?|pull(?:ed)? down|tore down|smash(?:ed)?|ransack(?:ed)?|"
    r"torch(?:ed)?|scuffl(?:ed|ing)|hurl(?:ed)?|pelt(?:ed)?|threw (?:stones|rocks|bottles|petrol bombs))\b",
    re.IGNORECASE,
)
FORMER = re.compile(r"(?:former|ex|retired|demobili[sz]ed)[ -]", re.IGNORECASE)
LEFT_OVER = re.compile(r"\b(?:unexploded|left ?over|left behind|abandoned|discarded|remnants?|old)\b", re.IGNORECASE)
# what is sent, where it stands as the object of a verb
FLYING = re.compile(r"(?:[\w-]+ ){0,4}(?:drones?|uavs?|warplanes|jets|bombers|helicopters)\b", re.IGNORECASE)
VEHICLES = re.compile(
    r"(?:[\w-]+ ){0,3}(?:trucks?|convoys?|lorry|lorries|cars?|vans?|motorcycles?|pickups?|fuel tankers?|tanker trucks?|ambulances?|vehicles?|cattle|livestock|supplies)\b",
    re.IGNORECASE,
)
MINES = re.compile(
    r"(?:[\w-]+ ){0,3}(?:mines?|landmines?|ieds?|explosive device|roadside bomb|booby[- ]trap)\b", re.IGNORECASE
)
FIRED = re.compile(r"(?:[\w-]+ ){0,4}(?:rockets?|missiles?|shells?|mortars?|projectiles?|katyushas?)\b", re.IGNORECASE)
CROWD = re.compile(
    r"\b(?:people|protest(?:e|o)rs?|demonstrators?|crowds?|thousands|hundreds|dozens|scores|they|opposition|union|some|many|police|staff|"
    r"women|men|\w+s)\b",
    re.IGNORECASE,
)
MOB = re.compile(
    r"\b(?:villagers|crowds?|mobs?|locals|neighbou?rs|vigilantes?|bystanders|townspeople|youths|"
    r"(?:football|soccer|rival|club)(?: team)? (?:fans|supporters)|hooligans|settlers)\b",
    re.IGNORECASE,
)
SETTLERS = re.compile(r"\bsettlers?\b", re.IGNORECASE)
DEMONSTRATORS = re.compile(r"\b(?:protest(?:e|o)rs?|demonstrators?|marchers?|strikers|activists)\b", re.IGNORECASE)
SHOT = re.compile(r"(?:sho(?:t|ot)|gun|opened fire|fir(?:ed|ing))", re.IGNORECASE)
LYNCHED = re.compile(r"lynch", re.IGNORECASE)
# whom a crowd takes for a criminal and punishes itself
ACCUSED = re.compile(
    r"\b(?:thief|thieves|robbers?|bandits?|burglars?|suspects?|kidnappers?|rapists?|snatchers?|pickpockets?|witch(?:es)?|sorcerers?|"
    r"criminals?|informers?|informants?)\b",
    re.IGNORECASE,
)
_GROUND = (
    r"(?:control|territor(?:y|ies)|towns?|city|villages?|base|area|positions?|district|airport|crossing|checkpoints?)"
)
# ground that changes hands without a fight: given over, or left by one side and entered by the other
CEDED = re.compile(
    rf"\bhand(?:ed|ing|s) (?:over )?(?:the )?{_GROUND} (?:[\w'’-]+ ){{0,5}}?(?:over )?to\b|"
    rf"\b(?:ceded|relinquished|surrendered) (?:control of )?(?:the )?(?:[\w'’-]+ ){{0,2}}{_GROUND}\b|"
    rf"\b{_GROUND} (?:was|were|has been|have been) (?:\w+ )?handed over\b|"
    rf"\b(?:took control|taken control|controlled|took over|re-?captured|took possession) (?:of )?[^.;]{{1,60}} after [^.;]{{1,60}} (?:withdrew|pulled out|left)\b|"
    rf"\b(?:withdr[ae]wn?|pulled out|vacated)\b[^;]{{1,200}}\b(?:was|were) (?:re-?captured|taken over|occupied) by\b",
    re.IGNORECASE,
)
_BOMB = r"(?:explosive devices?|sound bombs?|stun grenades?|dynamite)"
# thrown by hand it is ACLED's "Grenade"
THROWN = re.compile(
    rf"\b{_BOMB} (?:\w+ ){{0,3}}(?:thrown|hurled|lobbed|tossed) (?:at|into|inside|in|on|over|towards?)\b|"
    rf"\b(?:threw|hurled|lobbed|tossed|throwing|hurling|lobbing) (?:[\w-]+ ){{0,2}}{_BOMB}\b",
    re.IGNORECASE,
)
# arrests that end or answer a demonstration under way
DEMONSTRATING = re.compile(
    r"\b(?:encampment|sit-ins?|(?:protest|tent) camp|picket line)\b|"
    r"\b(?:arrest(?:ed|s|ing)?|detain(?:ed|s|ing)?|led away|dragged (?:away|off)|rounded up) (?:[\w'’-]+ ){0,4}(?:protest(?:e|o)rs|demonstrators|marchers|strikers)\b|"
    r"\b(?:protest(?:e|o)rs|demonstrators|marchers|strikers) (?:\w+ ){0,2}(?:were|was|have been|had been) (?:\w+ )?(?:arrested|detained|led away|dragged)\b",
    re.IGNORECASE,
)
# more than tear gas: what leaves demonstrators hurt
HURT_BY = re.compile(
    r"\b(?:rubber(?:-coated)? bullets|live (?:bullets|rounds|ammunition|fire)|pellets|violently|beat|beaten|batons?|truncheons|excessive force)\b",
    re.IGNORECASE,
)
RAIDERS = re.compile(r"\b(?:police|officers|detectives|agents|security (?:forces|services|agents))\b", re.IGNORECASE)
HOMES = re.compile(
    r"\b(?:houses?|homes?|flats?|apartments?|offices?|premises|hideouts?|residences?|newsrooms?|headquarters)\b",
    re.IGNORECASE,
)
MANNED = re.compile(
    r"\b(?:jets?|planes?|warplanes?|helicopters?|aircraft|fighters?|bombers?|airliner)\b", re.IGNORECASE
)
TERRITORY = re.compile(
    r"\b(?:town|towns|city|cities|village|villages|district|province|territory|area|areas|base|bases|barracks|airport|air ?base|airfield|"
    r"hill|hills|crossing|dam|bridge|border point|border|neighbou?rhoods?|region|island|port|capital|camps?|checkpoints?|positions?|outposts?|barrage|"
    r"stronghold|highway|road|ground|terrain|sites?|mountain|valley|complex|headquarters|refinery|field|settlement|parts of|miles|"
    r"kilomet(?:er|re)s|suburb|quarter|enclave|facility|palace|station|post|garrison|junction)\b",
    re.IGNORECASE,
)
ARMS = re.compile(
    r"\b(?:weapons?|arms|ammunition|ammunitions|explosives?|rockets?|missiles?|rifles?|guns?|grenades?|bombs?|cache|caches|ieds?|mines|landmines|"
    r"tanks?|military hardware|equipment|launchers?|munitions|drones?|firearms|mortars?|detonators?|tnt|rpgs?|dynamite|truck|vehicle)\b",
    re.IGNORECASE,
)
PURE_ARMS = re.compile(
    r"\b(?:weapons?|arms|weaponry|ammunitions?|explosives?|explosive devices?|rockets?|missiles?|rifles?|guns?|pistols?|revolvers?|grenades?|bombs?|"
    r"ieds?|mines|landmines|munitions|firearms?|mortars?|detonators?|tnt|rpgs?|dynamite|cartridges|bullets|projectiles|shells)\b",
    re.IGNORECASE,
)
SHIPS = re.compile(
    r"\b(?:ship|vessel|tanker|carrier|boat|freighter|trawler|dhow|yacht|cargo|crew|plane|airliner|bus)\b", re.IGNORECASE
)


def words_before(text: str, start: int, limit: int, count: int = 9) -> list[str]:
    """Up to ``count`` lower-case words and signs of ``text[limit:start]``, the nearest first."""
    found = [m.group().lower() for m in WORD.finditer(text, max(limit, start - 160), start)]
    return found[::-1][:count]


def preposition(text: str, span: Span, limit: int) -> str:
    """The preposition that governs the name at ``span``: "in", "near", …; "," after another name, "'s" for an owner, "" for none."""
    tail = text[span.end : span.end + 2]
    if tail in {"'s", "’s"}:
        return "'s"
    before = words_before(text, span.start, limit)
    for at, word in enumerate(before):
        if word == "including" or (word == "as" and before[at + 1 : at + 2] == ["such"]):
            return "including"
        if word in {"inside", "within", "across", "near"} and before[at + 1 : at + 2] == ["from"]:
            return "from"
        if word == "to" and before[at + 1 : at + 2] == ["according"]:
            return "according"
        if word in {"of", "the", "a", "an"}:
            continue
        if (
            word in LOCATIVE
            or word in GOALS
            or word in SOURCES
            or word in AGAINST
            or word in {"with", "about", "via", "under"}
        ):
            return word
        if word == ",":
            return ","
        if word in {"and", "or", "nearby"}:
            return "and"
        if not word[0].isalnum():
            return ""
        if word.endswith("ed") and len(word) > 4 and word not in {"united", "red", "disputed", "occupied"}:
            return "object"
        if word in {
            "is",
            "was",
            "were",
            "are",
            "has",
            "had",
            "have",
            "that",
            "which",
            "who",
            "said",
            "says",
            "hit",
            "struck",
            "took",
        }:
            return "object" if word in {"hit", "struck", "took"} else ""
    return ""
