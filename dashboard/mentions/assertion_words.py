"""The closed classes of words by which a text keeps its distance from an event: plans, threats, denials, exercises …"""

from __future__ import annotations

# verbs whose "to …" has happened or is happening
DOING = frozenset(
    "began begin begins beginning started start starts continued continue continues continuing managed helped proceeded tried "
    "attempted attempting attempts used using sought went came gathered seen known failed stopped turned ordered".split()
)
ATTEMPTS = frozenset("tried attempted attempting trying sought attempt bid".split())
EFFORTS = frozenset(
    "campaign effort efforts operation operations fight battle struggle mission drive push progress".split()
)
THREATS = frozenset(
    "threatened threaten threatens threatening threat threats vowed vow vows vowing pledged pledge pledges swore swear "
    "warned warn warning promised promise revenge avenge prepared ready poised".split()
)
PLANS = frozenset(
    "plan plans planned planning intend intends intended intention aims aim aimed expected scheduled due set about going "
    "preparing prepares prepare hopes hoped wants want wanted decided decision order orders ordered ordering instructed authorised authorized agreed ready likely mission".split()
)
URGES = frozenset(
    "urged urge urges urging call calls called calling calling appealed demand demanded demands asked ask asks encouraged "
    "invited pressed press".split()
)
IMAGINED = frozenset(
    "if unless whether would could might may should must can able ability capable capability capacity risk risks fear fears feared "
    "possible possibility potential possibly chance chances danger hypothetical suppose supposed could case event prevent "
    "preventing prevented avoid deter deterred averted avert likely unlikely tantamount any would-be future further".split()
)
POLICY = frozenset(
    "commitment committed campaign effort efforts strategy capability capabilities support fight struggle responsibility "
    "policy policies against end stop halt cease ceasing cessation counter countering combat tackle".split()
)
CLAIMS = frozenset(
    "claimed claims claim claiming alleged allegedly alleges alleging purported purportedly accused accuses accusing accusation "
    "accusations unconfirmed rumours rumors apparently allegation allegations unverified".split()
)
DENIALS = frozenset("denied denies deny denying denial rejected rejects refuted baseless dismissed".split())
EXERCISES = frozenset(
    "exercise exercises drill drills simulated simulation mock rehearsal rehearsed manoeuvres wargame".split()
)
EXERCISE_VERBS = frozenset("restraint caution rights power control vigilance patience".split())


KINDS_OF_ATTACK = frozenset(
    "terrorist terror military air ground rocket missile drone suicide armed israeli russian new bomb".split()
)
WARS = frozenset("war wars conflict conflicts insurgency".split())
BESIDE_WAR = frozenset(
    "since until before after during post towards toward fear fears risk wider all-out open full-scale regional avoid prevent resolve "
    "widen widened widening extend expand escalate contain resolving solve ending end anniversary outbreak start dealing deal veteran veterans history cold world".split()
)
NOT_REAL = frozenset("planned possible potential future imminent looming threatened further hypothetical".split())
THREAT_NOUNS = frozenset("threatened threat threats threaten threatening vowed vow".split())
AVENGED = frozenset("avenge revenge retaliate retaliation response answer".split())  # what is avenged has happened
FEARS = frozenset(
    "fear fears feared risk risks prevent preventing avoid avert deter danger expect expects expected expecting anticipate anticipated "
    "brace braced bracing prevented averted deterred".split()
)
PREPARED = frozenset("plan plans planned planning preparing prepare prepared preparation intends".split())
COURT = frozenset(
    "guilty charged charge charges convicted conviction sentenced trial jailed acquitted indicted accused suspicion".split()
)
STORIES = frozenset(
    "story stories history memory memorial book novel film documentary exhibition museum tale diary poem".split()
)
CONDEMNED = frozenset(
    "condemned condemns condemn condemning denounced denounces deplored deplores opposes opposed".split()
)
CALLED_OFF = frozenset("banned cancelled canceled forbidden postponed outlawed prohibited".split())
UNDONE = frozenset(
    "authorised authorized permitted allowed held place happen happened occurred occur take taken approved".split()
)
CARRIERS = frozenset(
    "go launch carry conduct mount stage make sign agree reach accept hold begin start resume hit join observe call order "
    "lead commit organise organize".split()
)
NOT_YET = frozenset("close near likely possible imminent unlikely within expected planned scheduled doubtful".split())
CONDOLENCES = frozenset("condolence condolences sympathy sympathies".split())
OFTEN = frozenset(
    "often frequently usually regularly rarely seldom typically routinely commonly sometimes always".split()
)
USUAL = frozenset("common frequent rare widespread routine regular rife commonplace normal endemic".split())
BLAMED = frozenset("blamed accused responsible suspected notorious known infamous".split())
MANY = frozenset("dozens scores hundreds thousands numerous many several countless string series spate".split())
FORBIDDEN = frozenset(
    "ban bans banned banning outlaws outlawed prohibits prohibited forbids restricts restricting".split()
)
CONVENED = frozenset("called announced scheduled planned organising organizing convened".split())
DISCUSSED = frozenset("discuss discussed discusses discussing debated".split())
WITHSTOOD = frozenset("repel counter withstand deter prevent resist face".split())
