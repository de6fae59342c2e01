"""French verbs in the forms in which they promise, and French as it is spelled where accents are missing. Data only."""

# ruff: noqa: E501  (a row of a table is one line)

import re

_SPELLED = {
    "é": "[éèe]", "è": "[èe]", "ê": "[êe]", "à": "[àa]", "â": "[âa]", "ç": "[çc]", "î": "[îi]", "ô": "[ôo]", "û": "[ûu]", "ù": "[ùu]",
    "œ": "(?:œ|oe)", "'": "['’]",
}  # fmt: skip
_LETTER = re.compile(
    r"\[[^\]]*\]|[" + "".join(_SPELLED) + "]"
)  # what stands in a class of the pattern stays as it is


def spelled(pattern: str) -> str:
    """A pattern that also takes words without their accents, and either apostrophe."""
    return _LETTER.sub(lambda match: _SPELLED.get(match[0], match[0]), pattern)


def french(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The same, compiled."""
    return re.compile(spelled(pattern), flags)


# Verbs of the first group by their stem, the others as infinitives.
_SURE_ER = (
    "livr|vers|vir|rembours|relanç|termin|finalis|achev|rédig|prépar|dépos|publi|apport|amen|ramen|rapport|retourn|restitu|"
    "communiqu|partag|command|expédi|confirm|corrig|répar|annul|factur|postul|donn|sign|post|inform|présent|cré|déclar|encaiss|"
    "recommand|prêt|remerci|imprim|réserv|organis|planifi|fix|demand|révis|valid|approuv|déploy|install|enregistr|compil|import|"
    "export|boucl|clôtur|rectifi|diffus|adress|acquitt|sold|résili|convoqu|invit|propos|actualis|ajout|not|transfér|complét|"
    "régl|avis|alert|distribu|échang|programm|lanç|formul|chiffr|budgét|pay|bascul|candidat|mandat|cal|recontact|sollicit|peaufin|constitu|paraph|fax|signifi|fil|dupliqu|contresign|justifi|réinscri"
)
_SURE = (
    "r?envoyer|rappeler|renouveler|(?:re|trans|sou)?mettre(?= (?:à jour|en|au|à|le |la |les |l'|un|mon|son|\\w+ à))|transmettre|remettre|"
    "soumettre|rendre|répondre|finir|fournir|(?:m'|s'|ré)?inscrire|prévenir|faire|saisir|traduire|recueillir|écrire|établir|souscrire|"
    "offrir|refaire|prendre (?:rdv|rendez-vous|contact|rendez vous)|tenir au courant|relire|dire|redire|apporter|faire parvenir"
)
_WEAK_ER = (
    "vérifi|regard|étudi|achet|commenç|cherch|trouv|nettoy|lav|chang|décid|examin|document|test|enlev|déplaç|récupér|signal|"
    "contact|sauvegard|travaill|expliqu|montr|laiss|embauch|remplaç|compar|rang|tri|analys|évalu|estim|pos|contrôl|clarifi|"
    "identifi|collect|coordonn|pilot|assur|négoci|rassembl|consult|list|trait|adapt|mesur|optimis|migr|jet|vid|téléphon|repass|"
    "dessin|mont|démont|charg|télécharg|sensibilis|interrog|sond|explor|form|relev|simplifi|structur|synthétis|calcul|gér|dress|"
    "rapproch|aid|accompagn|anim|particip|recrut|dépouill|ouvr|regroup|pass|tent|essay|continu|repens|aménag|plant|tond"
)
_WEAK = (
    "lire|choisir|obtenir|prendre|résoudre|construire|mettre|vendre|réfléchir|revoir|suivre|définir|concevoir|décrire|réunir|"
    "approfondir|voir (?:avec|pour|si)|aller chercher|poursuivre|maintenir|produire|reprendre|apprendre|remplir|éclaircir|sortir|"
    "garantir|ouvrir|fermer|tenir|découvrir|élargir|convenir|s'occuper|se charger|peindre|tondre"
)
STEMS = tuple(f"{_SURE_ER}|{_WEAK_ER}".split("|"))
SURE_VERBS = rf"(?:{_SURE_ER})er|{_SURE}"
WEAK_VERBS = rf"(?:{_WEAK_ER})er|{_WEAK}"
VERBS = rf"{SURE_VERBS}|{WEAK_VERBS}"
TOLD = (  # as one tells it, somebody else or oneself: "envoie le devis"
    "(?:r?envoie|paie|paye|rappelle|renouvelle|transmet|remet|rend|répond|fini|fourni|inscri|écri|fai|prépare|relance|termine|"
    "dépose|apporte|confirme|donne|valide|corrige|vérifie|achète|préviens?)s?|(?:r?envoy|pay|transmett|remett|rend|répond|prépar|"
    "relanc|confirm|rappel|dépos)(?:ez|ons)"
)
DOES = (  # as somebody does it, or will: "Kofi envoie le devis", "Kofi enverra le devis"
    rf"(?:(?:{_SURE_ER}|{_WEAK_ER})(?:e|ent|era|eront)|r?envoi(?:e|ent)|r?enverr(?:a|ont)|(?:r?appell|renouvell|achèt|lèv|pai)(?:e|ent|era|eront)|"
    r"(?:trans|re|sou)?met(?:tent|tra|tront)?|(?:rend|répond|prend|reprend|vend|apprend)(?:ent|ra|ront)?|(?:re|ap)?prennent|"
    r"(?:fin|fourn|sais|réfléch|défin|établ|chois|réun|rempl|garant)(?:it|issent|ira|iront)|(?:(?:re)?l|tradui|produi|construi|écri|"
    r"décri|inscri|souscri)(?:t|sent|vent|ra|ront)|lit|lira|fait|font|fera|feront|prévi(?:ent|endra)|(?:re|ob|main)?tien(?:t|dra)|"
    r"voit|verra|revoit|reverra|suit|suivra|(?:revien(?:t|nent|dra)|reviendront) vers|s'occupe(?:ra)?|se charge(?:ra)?|se (?:renseigne|rapproche|coordonne|procure|penche)(?:nt|ra|ront)?|ouvr(?:e|ira)|offr(?:e|ira)|"
    r"(?!opéra|caméra|extra|sera|aura|pourra|faudra|devra)\w{2,20}(?:er|ir|dr|tr|vr)(?:a|ont))\b"
)
I_DO = (  # as one says it of oneself: "j'envoie le devis", "j'enverrai le devis"
    rf"(?:(?:{_SURE_ER}|{_WEAK_ER})e|r?envoie|(?:r?appell|renouvell|achèt|pai)e|(?:trans|re|sou)?mets|rends|réponds|prends|reprends|finis|fournis|"
    r"saisis|définis|établis|choisis|réunis|remplis|relis|lis|traduis|produis|écris|inscris|fais|refais|préviens|tiens|obtiens|"
    r"vois|revois|suis (?=le |la |l')|m'occupe|me charge|m'engage|m'y mets|ouvre|offre|\w{1,20}rai)\b"
)
WE_DO = (  # and of more: "nous envoyons le devis", "nous enverrons le devis"
    rf"(?:(?:{_SURE_ER}|{_WEAK_ER})e?ons|(?:r?envoy|r?appel|achet|(?:trans|re|sou)?mett|rend|répond|(?:re)?pren|finiss|fourniss|saisiss|établiss|"
    r"choisiss|réuniss|(?:re)?lis|écriv|préven|ten|nous occup|nous charg|nous engag)e?ons|faisons|(?!serons|aurons|pourrons|devrons|verrons)\w{2,20}rons)\b"
)
