"""English clauses: whose they are, how they are meant, what verbs tell of; and words made plain. Data only."""

# ruff: noqa: SIM905  (words are read more easily without quotes)

from tracker.domain.reading.clauses import Grammar
from tracker.domain.reading.plain import Spelling

SPELLING = Spelling(
    short={
        short: tuple(full.split())
        for short, full in {
            "gonna": "going to", "gotta": "have to", "hafta": "have to", "wanna": "want to", "lemme": "let me",
            "gimme": "give me", "dunno": "do not know", "won't": "will not", "can't": "can not", "cannot": "can not",
            "shan't": "shall not", "let's": "let us", "ain't": "is not", "'cause": "because", "cause": "because",
            "cuz": "because", "kinda": "kind of", "sorta": "sort of", "ok": "okay", "yep": "yeah", "yes": "yeah",
            "ill": "i will", "ive": "i have", "don't": "do not", "didn't": "did not", "doesn't": "does not",
            "haven't": "have not", "isn't": "is not", "wouldn't": "would not", "couldn't": "could not",
        }.items()
    },
    endings={"ll": "will", "re": "are", "ve": "have", "m": "am", "d": "would"},
)  # fmt: skip

_VERBS = {
    "do": """
    accommodate adapt add adjust apply archive arrange assemble assign attach attend begin book borrow bring build
    buy calculate cancel carry change clean clear close collect combine compile complete compute confirm connect
    continue contribute convert cook coordinate copy count cover create cut deliver demo design develop distribute
    divide do draft draw drive drop edit email erase extract facilitate fax fetch file fill finalise finalize finish
    fix fold format forward generate give go grab hand handle hire hook implement improve incorporate increase
    insert install integrate investigate join keep label launch leave lend lift load mail make manage map mark
    measure mend merge modify mount move open order organise organize pack paint paste pay phone pick plan plot plug
    polish pop post prepare press print process produce propose provide publish pull purchase push put raise recap
    record redo reduce refactor refill refine register reiterate remove rename renew repair replace reply reproduce
    reserve reset respond restart retry return reuse revert review revise rework rewrite roll run save scan schedule
    scrap select send set share shift ship shorten sign simplify sketch skip solve sort spend split stack start
    steer stick stop store study submit summarise summarize supply swap switch sync synthesize tag take tape test
    tidy track train transcribe transfer translate triage turn tweak type unscrew update upgrade upload use visit
    volunteer wait wash water wipe work wrap write zip
    """,
    "say": """
    announce answer ask brief call chat comment contact describe discuss explain inform introduce invite mention
    message note notify ping present promise read remind repeat report say show speak suggest talk tell text tour
    """,
    "look": """
    analyse analyze browse check compare consider consult evaluate examine experiment explore figure find follow get
    hear inspect listen look meet monitor observe research search see seek try verify watch
    """,
    "help": """
    allow assist enable ensure help let support
    """,
    "state": """
    agree appear appreciate assume be believe belong bet care cost depend deserve die doubt enjoy exist expect fail
    feel fit forget guess happen hate have hope imagine involve know lack like live lose love matter mean mind miss
    need own prefer realise realize recall recognise recognize regret remain remember resemble seem sleep suffer
    suppose think trust understand want win wish wonder worry
    """,
}
_OTHERS = "he she it they this that which who there everybody someone somebody people"
_TO = {  # with "to" behind, each says how the verb is meant
    "going": "going to", "have": "have to", "has": "have to", "had": "had to", "need": "need to", "needs": "need to",
    "want": "want to", "wants": "want to", "like": "like to", "love": "like to", "try": "try to", "plan": "plan to",
    "trying": "try to", "planning": "plan to", "hope": "hope to", "hoping": "hope to", "wish": "wish to",
    "happy": "glad to", "glad": "glad to", "able": "able to", "about": "about to", "supposed": "supposed to",
    "used": "used to", "get": "get to", "ready": "ready to", "prepared": "ready to",
}  # fmt: skip
_PASSED = """
    uh um er erm eh hm hmm mm just also then probably maybe now really actually well quickly kind sort of only even
    still all already always definitely certainly basically obviously first okay yeah so like both gladly to , . ; : …
"""
GRAMMAR = Grammar(
    subjects={
        "i": "i", "we": "we", "you": "you", "let me": "let me", "let us": "let us",
        **dict.fromkeys(_OTHERS.split(), "others"),
    },
    ours=frozenset(("i", "we", "let me", "let us")),
    modals={
        **{word: word for word in "will would can could should shall may might must do did does be".split()},
        **dict.fromkeys(("am", "are", "is"), "be"), **dict.fromkeys(("was", "were"), "was"),
        **dict.fromkeys(("have been", "has been", "had been"), "have been"),
        **{f"{word} to": meant for word, meant in _TO.items()},
    },
    passed=frozenset(_PASSED.split()),
    denials=frozenset(("not", "never")),
    verbs={verb: kind for kind, verbs in _VERBS.items() for verb in verbs.split()},
    state="state",
    past=frozenset(
        """
    been began bought broke brought built came chose cut did done drew drove fell felt found gave given gone got
    grew had heard held kept knew known left let lost made met paid ran read rose said sat saw seen sent showed
    spent spoke taken thought told took understood was went were wore written wrote
        """.split()
    ),
    past_ending="ed",
    doing_ending="ing",
    before=frozenset("if when think guess that said what because and".split()),
    joints=frozenset(
        "and but so then because or okay yeah well now maybe also uh um right alright if when just oh no , . ; :".split()  # noqa: E501
    ),
    openers=frozenset(
        "i we you he she it they this that which who let what how there my our the a to is are do can could should "
        "shall if why".split()
    ),
)  # fmt: skip
