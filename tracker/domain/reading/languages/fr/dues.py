"""Where due words stand in a text, in French, and how they are said in the words of the grammar. Data only."""

# ruff: noqa: E501  (a row of a table is one line)

import re

from tracker.domain.reading.due_rules import MONTHS, WEEKDAYS
from tracker.domain.reading.language import Dues
from tracker.domain.reading.languages.fr.titles import DAY, MONTH
from tracker.domain.reading.languages.fr.verbs import french

_PLAIN = {
    "à": "a",
    "â": "a",
    "ç": "c",
    "é": "e",
    "è": "e",
    "ê": "e",
    "ë": "e",
    "î": "i",
    "ï": "i",
    "ô": "o",
    "ù": "u",
    "û": "u",
    "ü": "u",
    "œ": "oe",
}
_NUMBERS = "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf vingt"
_SAID = {
    **{word: str(n) for n, word in enumerate(_NUMBERS.split())},
    "une": "1", "trente": "30", "huitaine": "8", "dizaine": "10", "quinzaine": "15", "vingtaine": "20", "trentaine": "30",
    "vingt-quatre": "24", "quarante-huit": "48", "demi-heure": "30", "demi heure": "30", "demie heure": "30", "quart d'heure": "15",
}  # fmt: skip
_UNITS = {
    "j": "days",
    "s": "weeks",
    "m": "months",
    "t": "quarters",
    "a": "years",
    "h": "hours",
    "mi": "minutes",
    "mn": "minutes",
}
_STRETCH = {"s": "week", "m": "month", "t": "quarter", "a": "year", "w": "weekend"}
_WORDS = {
    **dict(zip(DAY.split("|"), WEEKDAYS, strict=True)),
    "lun": "mon", "mer": "wed", "jeu": "thu", "ven": "fri", "sam": "sat", "dim": "sun",
    **dict(zip(MONTH.split("|"), MONTHS, strict=True)),
    "fevrier": "feb", "aout": "aug", "decembre": "dec", "janv": "jan", "fevr": "feb", "fev": "feb", "avr": "apr", "juil": "jul", "sept": "sep",
    "oct": "oct", "nov": "nov", "dec": "dec", "demain": "tomorrow", "hier": "yesterday", "midi": "noon", "minuit": "midnight",
    "aujourd'hui": "today", "ajd": "today", "ce jour": "today", "ce soir": "tonight", "ce matin": "today morning", "ce midi": "today noon",
    "cet apres-midi": "today afternoon", "cet aprem": "today afternoon", "apres-demain": "day after tomorrow",
    "apres demain": "day after tomorrow", "matin": "morning", "matinee": "morning", "soir": "evening", "soiree": "evening",
    "apres-midi": "afternoon", "aprem": "afternoon", "vers": "around", "avant": "before", "noel": "christmas",
    "nouvel an": "new year's day", "jour de l'an": "new year's day", "toussaint": "all saints day", "paques": "easter", "pentecote": "pentecost", "semaine": "week", "prochain": "next", "prochaine": "next",
    "premier": "first", "deuxieme": "second", "troisieme": "third", "quatrieme": "fourth", "dernier": "last", "mois": "month",
}  # fmt: skip
_D = rf"(?:{DAY}|(?:lun|mar|mer|jeu|ven|sam|dim)(?:\.|(?= ?\d)))"
_M = rf"(?:{MONTH}|fevrier|aout|decembre|janv|fevr?|avr|juil|sept|oct|nov|dec)\b\.?"
_N = rf"(?P<n>\d{{1,3}}|{'|'.join(sorted(_SAID, key=len, reverse=True))})"
_U = r"(?P<u>jours?|j|semaines?|mois|trimestres?|ans?|annees?|heures?|h|minutes?|min|mn)\b(?! ?\d)"
_S = r"(?P<s>semaine|mois|trimestre|annee|an|week-?end)\b"
_NEXT = r"(?P<next>prochaine?|suivante?|qui vient|a venir|d'apres)"
_THE = r"(?:de |du |d'|la |l'|le |cette |ce )*"


def _letter(match: re.Match[str]) -> str:
    return _PLAIN[match[0]]


def _word(match: re.Match[str]) -> str:
    return _WORDS[match[1]]


def _count(match: re.Match[str]) -> str:
    """Counted from now: "sous huitaine", "dans trois jours ouvrés", "d'ici une demi-heure"."""
    number, unit = match["n"], match["u"] or ("mn" if "heure" in match["n"] else "jours")
    working = "business " if match["work"] else ""
    return f"in {_SAID.get(number, number)} {working}{_UNITS.get(unit[:2]) or _UNITS[unit[0]]}"


def _stretch(match: re.Match[str]) -> str:
    """A stretch of time, or an end of it: "la semaine prochaine", "fin du mois", "début de semaine prochaine"."""
    said = match.groupdict()
    part = {"f": "end of ", "d": "start of next ", "": ""}[(said.get("part") or "")[:1]]
    ahead = "next " if said.get("next") and not part.endswith("next ") else "" if part else "this "
    return f"{part}{ahead}{_STRETCH[match['s'][0]]}"


def _date(match: re.Match[str]) -> str:
    """Day first, as everybody reads it: "3/4" is in April."""
    year = match[3] or ""
    return f"{match[1]} {MONTHS[int(match[2]) - 1]} {'20' * (len(year) == 2)}{year}".strip()


def _minutes(match: re.Match[str]) -> str:
    return f"in {int(match[1]) * 60 + int(match[2])} minutes"


def _clock(match: re.Match[str]) -> str:
    minutes = {"et demie": "30", "et demi": "30", "et quart": "15"}.get(match["m"] or "00", match["m"] or "00")
    hour = 12 if match["h"] == "midi" else int(match["h"])
    return f"{hour + 12 * bool(match['late'] and hour < 12)}:{minutes}"


_PLAINLY = tuple(
    (re.compile(said), plainly)
    for said, plainly in (
        (f"[{''.join(_PLAIN)}]", _letter),
        (r" (?:au plus tard|dernier delai|derniere limite|(?:grand )?max(?:imum)?|inclus|sans faute)$", ""),
        (r"^(?:au |pas )plus tard (?:que )?|^pour (?=dans |d'ici |avant |sous )", ""),
        (r"\bsem\b\.?", "semaine"),
        (r"\b(?:une|1) ?h(?:eure)? (?:et demie|30)$", "90 minutes"),
        (r"^(sous|dans|d'ici) (?:\d{1,2}|une?|deux|trois|quatre|cinq) ?(?:ou|a|-) ?(?=\w+ \w)", r"\1 "),
        # counted from now
        (r"\b(?:moins d'une|une (?:petite|bonne|grosse)) heure\b", "une heure"),
        (r"\b(?:un|1) mois et demi\b", "45 jours"),
        (r"^(24|48|72|96) ?h(?:eures)?$", r"in \1 hours"),
        (r"^(?:dans|d'ici|sous) (\d) ?h(?:eures?)? ?([0-5]\d)$", _minutes),
        (rf"^(?!d'ici (?:[7-9]|1\d|2[0-3]) ?h\b)(?:sous|dans|d'ici)(?: a| un delai de| les| moins de| environ| une| un| la)*? {_N}(?: ?{_U}|(?<=aine)(?: de jours)?()|(?<=heure)())(?P<work> ouvr\w+)?", _count),
        (r"^dans (?=(?:la |le |l')(?:semaine|mois|trimestre|annee)$)", ""),
        (r"^dans l'heure$", "in 1 hour"),
        (rf"\b({DAY}) en huit\b", r"2 \1 from now"),
        (rf"\b({DAY}) en quinze\b", r"3 \1 from now"),
        # words before a due
        (r"^avant (?:le |ce )?week-?end$", "fri"),
        (r"^avant (?=ce soir|aujourd'hui|ajd)", ""),
        (r"^avant (?:la |le |l')?(semaine|mois|trimestre|annee|an) (?:prochaine?|suivante?)$", r"fin \1"),
        (rf"^avant (?=(?:le mois )?(?:de |d')?{_M}$)", "before start of "),
        (r"^(?:(?:a (?:rendre|envoyer|faire|remettre|payer|livrer)|echeance|date limite|deadline|limite|dernier (?:delai|jour(?! (?:ouvr\w+ )?du mois))|"
         r"d'ici(?: a)?|pour|jusqu'|des|dans|en|courant|a partir de|a|au(?! \d))(?:(?<=')|(?<=')\w|[ :]+)(?! ))+(?=\S)", ""),
        # clock times
        (r"(?<=\d|h|s) (?:precises?|piles?|petantes?)\b", ""),
        (r"\b(?:en |dans )?(?:le |la )?(?:debut (?:de |d')|fin (?:de |d'))(?:la |l')?(?=apres-midi)", ""),
        (r"\b(?:en |dans )?(?:le )?debut (?:de |d')(?:la |l')?(?=matinee|soiree|journee)", ""),
        (r"\bcet? (?:matin|soir|apres-midi|aprem|midi) (?=(?:a |avant |vers )*\d{1,2} ?(?:h|:\d\d))", "today "),
        (r"\b(?:matin|soir|apres-midi|aprem|midi) (?=(?:a |avant |vers )*\d{1,2} ?(?:h|:\d\d))", ""),
        (r"\b(?P<h>\d{1,2}) ?(?:h(?:eures?)?(?: ?(?P<m>[0-5]\d|et demie?|et quart))?)(?: ?mi?n)?\b(?: (?:(?P<late>du soir|de l'apres-midi)|du matin)| (?:matin|soir))?", _clock),
        (r"\b(?P<h>midi) (?P<m>et demie?|et quart)(?P<late>x)?", _clock),
        (r"\b(?:en |dans )?(?:la )?fin (?:de )?(?:la )?matinee|\bmidi pile\b", "noon"),
        (r"\b(?:en |dans )?(?:la )?fin (?:de )?(?:la |l')?(?:journee|soiree)|\b(?:dans |de )?la journee", "end of day"),
        # stretches
        (rf"\b(premier|1er|deuxieme|2e|troisieme|3e|quatrieme|4e|dernier) ({_D}) (?:du |de |d')(?:la )?", r"\1 \2 of "),
        (rf"\b(?:en |a )?(?:la |le )?(?P<part>fin|debut) {_THE}{_S}(?: {_NEXT})?", _stretch),
        (rf"\b(?:la |le |l'|de la |du )?{_S} {_NEXT}", _stretch),
        (rf"\b(?:cette|ce|courant|la|le|l')(?: du| de la)? {_S}(?:[ -](?:ci|en cours))?(?! {_D}| d[e'])", _stretch),
        (rf"\b(?:en |a )?(?:la )?fin (?:de |d'|du mois de )?(?={_M})", "end of "),
        (rf"\b(?:le )?(?:en )?debut (?:de |d')?(?={_M})", "start of "),
        (rf"\b(?:mi|milieu)[ -](?:de )?(?={_M})", "15 "),
        (r"\b(?:(?:a|des) la |des )?premiere heure\b", "first thing"),
        (rf"\b(?:au |le |courant )?mois (?:de |d')(?={_M})", ""),
        (r"\bmi-mois|\bmilieu (?:de|du) mois", "15 of month"),
        (r"\b(?:le )?dernier jour (?:ouvr\w+ )?du mois\b", "end of month"),
        (r"\b(?:(?:le )?(?:1er|premier) trimestre|t1)\b", "q1"),
        (r"\b(?:(?:le )?(?:2e|deuxieme|second) trimestre|t2)\b", "q2"),
        (r"\b(?:(?:le )?(?:3e|troisieme) trimestre|t3)\b", "q3"),
        (r"\b(?:(?:le )?(?:4e|quatrieme|dernier) trimestre|t4)\b", "q4"),
        (r"\bfin (?:du )?(?=q[1-4])", "end of "),
        # days
        (r"\b(?:semaine |sem |s)(?=\d{1,2}$)", "kw "),
        (r"\blundi de paques\b", "easter monday"),
        (r"\blundi de (?:la )?pentecote\b", "whit monday"),
        (r"\b(?:la )?(?:veille de|reveillon de) noel\b", "christmas eve"),
        (r"\b(?:la )?saint-?sylvestre\b|\breveillon du nouvel an\b", "new year's eve"),
        (r"\b(?:mi-|milieu (?:de |du )?(?:la )?)(?=semaine|mois)", "mid "),
        (r"\b(\d{1,2}) courant\b", r"\1 this month"),
        (r"(?<![\d/.-])(\d{1,2})[/.](0?[1-9]|1[0-2])(?:[/.](\d{4}|\d\d))?(?![\d/:.-])", _date),
        (r"(?<![\d/.-])(\d{1,2})-(0?[1-9]|1[0-2])-(\d{4}|\d\d)(?![\d-])", _date),
        (r"\b(?:1er|premier) (?=jan|fev|mars|avr|mai|juin|juil|aou|sep|oct|nov|dec)", "1 "),
        (rf"\b({_D}|le|au|du) (\d{{1,2}})(?:er)?(?=$| (?:avant|a|vers|at)? ?\d| (?:au |a )?(?:midi|matin|soir))", r"\1 \2th"),
        (r"\b1er\b", "1st"),
        (rf"\b({_D}) (?:qui vient|a venir|suivant)\b", r"coming \1"),
        (rf"\b({_D}) prochaine?\b", r"next \1"),
        (rf"\bce (?=(?:{DAY}) \d)", ""),
        (rf"\bce (?={_D})", "this "),
        (rf"({_M}) prochain\b", r"\1"),
        (r"\b(?:le |la |les |l'|du |de |des |d'|au |a )+(?=\w)", ""),
        (rf"\b({'|'.join(sorted(_WORDS, key=len, reverse=True))})\b\.?", _word),
    )
)  # fmt: skip

_DATED = rf"(?:(?:{DAY}) )?(?:le )?(?:\d{{1,2}}(?:er)?|premier) (?:{MONTH})|le \d{{1,2}}(?:er|/\d{{1,2}}(?:/\d{{2,4}})?)?|le (?:{DAY}) (?=\d)"
_ANCHOR = french(
    r"(?<![\w'-])(?:d'ici(?: à)?|avant(?! que\b)|pour|jusqu'(?:au|à)|(?:échéance|date limite|deadline|dernier délai|limite)(?: le| au)?|au plus tard|"
    r"sous|à (?:rendre|envoyer|remettre|payer|livrer)(?= le| lundi| mar| mer| jeu| ven| sam| dim| av| pour| d'ici))(?![\w'-])(?!-)[:\s]*",
    re.I,
)
_ALONE = french(  # clear without a word before them; and "mardi prochain", which is never clear
    rf"(?<![\w-])(?:(?:en |la )?fin (?:de |du |d'|de la |de l'|d')?(?:journée|semaine|mois|trimestre|année|{MONTH}|matinée)|(?:{DAY}) prochain|"
    rf"sous (?:huitaine|quinzaine)|(?:(?:le )?(?:{DAY})|{_DATED})(?: \S+){{0,2}}?(?= au plus tard| dernier délai| max\b))(?![\w-])",
    re.I,
)
_LOOSE = french(
    rf"(?<![\w-])(?:dans (?:les |une |un |la |l')?\w+(?: \w+)?|(?:en |la )?(?:mi|début)[ -](?:{MONTH})|(?:début |fin )?(?:de )?(?:la )?semaine prochaine|"
    rf"cette semaine|ce mois-ci|(?:le )?mois prochain|après[- ]demain|demain|aujourd'hui|ce (?:soir|midi|matin)|cet (?:après-midi|aprèm)|"
    rf"(?:ce )?(?:{DAY})|{_DATED}|(?:lun|mar|mer|jeu|ven|sam|dim)\. ?\d|(?:le )?\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?)(?![\w-])",
    re.I,
)
_AGAIN = french(r"\s*(?:,|/|&|\bou\b|\bet\b|\bau\b|\bà\b|[-–])\s*", re.I)
_OF_ANOTHER = french(
    r"(?<!\w)(?:du|de|de la|des|le|les|chaque|depuis|l[ea] (?:réunion|séance|point|rdv|vote|conseil)|prochaine réunion(?: le)?)\s*:?\s*$",
    re.I,
)

DUES = Dues(plainly=_PLAINLY, anchor=_ANCHOR, alone=_ALONE, loose=_LOOSE, again=_AGAIN, of_another=_OF_ANOTHER)
