"""The table for sentences, in French: a commissive grammar of the first person. Data only."""

# ruff: noqa: E501  (a row of a table is one line)

import re

from tracker.domain.reading.language import Rule, Sentences
from tracker.domain.reading.languages.fr.verbs import I_DO, VERBS, french

_IT = r"(?:(?:te|t'|vous|lui|leur|le|la|les|l'|en|y|nous|m'|me|se|s') ?){0,3}"
_STATE = r"(?:serai|aurai|pourrai|saurai|verrai|voudrai|devrai|faudra|penserai|croirai|aimerai|crois|serais|note que|vois|trouve|pense|travaille|demande si|propose que|remercie|cherche|souhaite|confirme (?:avoir|que)|regarde (?:la|le) télé|cherche encore)\b"
_ROWS = tuple(
    Rule(name, weight, french(pattern, re.I))
    for name, weight, pattern in (
        ("I will", 3.0, rf"\b(?:je |j'|jte |jt'|j)(?!ai\b){_IT}(?!{_STATE})(?:{I_DO}|dis\b(?! (?:que|pas))|(?:re)?passe (?:prendre|chercher|te|vous|à|au|chez)|reviens (?:vers|avec)|pars (?=chercher|prendre)|arrive avec|"
                      r"(?:ra|em|a)?mène|parle(?:rai)? (?:à|au|avec)|en parle\b|viens (?:te|vous|avec)|garde (?=l)|passe (?=le |la |les |ça)|mets|renvoie|rappelle|tiens|lance)\b"),
        ("I will be -ing", 1.8, r"\bje serai (?:là|présente?|disponible)\b|\bvous (?:aurez|recevrez) (?:ma|mon|mes|notre|nos|le|la|les|tout)|\btu (?:auras|recevras) (?:ma|mon|mes|le|la|les|tout)"),
        ("we will", 2.7, rf"\bnous {_IT}(?!serons|aurons|pourrons|devrons|verrons)\w{{2,20}}rons\b|\bnous (?:nous (?:en )?(?:occupons|chargeons|engageons)|{_IT}(?:envoyons|livrons|transmettons|rappelons|préparons|revenons|faisons|prenons))\b|"
                        rf"\bon {_IT}(?:se charge|s'occupe|s'en occupe|appelle|rappelle|envoie|renvoie|prépare|livre|revient vers|prend|apporte|amène|garde|lance|met|ramène|récupère|vérifie|regarde|réserve|imprime|paie|paye|achète|passe (?:prendre|chercher)|fait ça|fait le|règle|corrige|relit|termine|enverra|fera|rappellera|livrera)\b"),
        ("going to", 2.6, rf"\b(?:je (?:vais|compte|pense) |on va |nous allons ){_IT}(?!être|avoir|voir(?! avec)|pouvoir|devoir|bien|mal|manquer|rester|mourir|sur|au |à |en |chez|dans|y$)\w+(?:er|ir|re|oir)\b"),
        ("let me", 2.0, r"\blaisse[rz]?-moi (?:\w+ ){0,2}\w+(?:er|ir|re|oir)\b|\bje m'en (?:occupe|charge)\b"),
        ("will follow", 2.4, r"\b(?:je|on|nous) (?:reviens|reviendrai|revient|revenons|reviendrons) vers\b|\b(?:te|vous) (?:tiens|tiendrai|tenons|tient) (?:au courant|informée?s?)\b|\bpart (?:demain|ce soir|lundi|aujourd'hui)\b"),
        ("offer", 1.9, rf"\b(?:je|moi je) (?:peux|pourrais) {_IT}(?:{VERBS})\b(?!.*\?.*\?)|\btu veux que je\b|\bvoulez-vous que je\b|\bje (?:veux bien|me propose|propose de|suis prêt\w* à)\b"),
        ("must", 1.6, rf"\b(?:je dois|il faut que je|faut que je|je devrai|je devrais) (?:{_IT})\w+"),
        ("plan", 2.3, r"\bje (?:m'engage|promets|compte|prévois|tâcherai|ferai en sorte|vais essayer)\b|\bj'(?:essaierai|essaie|essaye|essayerai|ai prévu d)|\bon essaie(?:ra)? de\b|\bje ferai (?:de mon mieux|le nécessaire)"),
        ("do it", 2.6, r"\b(?:compte[zr]? sur (?:moi|nous)|c'est promis|promis$|promis[,.!]|je le ferai|je le fais|j'y vais|ça marche,? je|sans faute|c'est parti|je m'y mets)\b|^promis"),
        ("to you", 0.6, r"\b(?:je|nous|on)\b.{0,60}\b(?:demain|ce soir|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|semaine prochaine|d'ici|avant|tout à l'heure|tout de suite|dès|sous \w+)\b"),
        ("starts", 0.5, r"^(?:ok|oui|d'accord|bon|euh|bien|alors|moi|entendu|c'est noté|parfait|pas de souci|t'inquiète)\W+(?:.{0,15}\b)?(?:je|j'|on|nous)"),
        ("if", -2.4, r"^(?:si|quand|lorsque) (?:je|j'|on|nous|tu|vous)\b|\bje sais pas si\b"),
        ("others", -1.2, r"^(?:il|elle|ils|elles|ça|cela|tu|vous(?! (?:aurez|recevrez|pouvez compter))|le|la|les|qui|papa|maman)\b(?!.*\b(?:je|nous|on)\b)"),
        ("question", -1.2, r"\?\s*$"),
        ("report", -3.2, r"(?<!que )(?<!quand )\b(?:j'ai|je l'ai|je (?:te |vous |lui |leur |t')?(?:l'|les )?(?:ai|avais)|nous (?:\w+ )?avons|on (?:l'|a|les a)|je (?:suis allée?|pensais|voulais|me souviens|disais))\b(?!.*\bje (?:vais|te|vous|m'en|le)\b)(?!ai l'accord)"),
        ("absent", -3.0, r"\bje (?:suis|serai) (?:absente?|en (?:congés?|vacances|déplacement|réunion|télétravail)|dans|à|au|chez|malade|pas|indisponible)\b"),
        ("unsure", -2.6, r"\bje (?:ne )?(?:sais|pense|crois|peux|pourrai|vois|comprends|suis|viens|veux|trouve|me souviens|regrette|souhaite|reste)\b(?! (?:bien|\w+er|\w+ir|\w+re|te|vous|lui|leur|m'|t'|l'|d'|en|y))|\bje n(?:e |')|\bon n(?:e |'a)|\bon verra\b|\bj'(?:aimerais|espère)\b"),
    )
)  # fmt: skip

SENTENCES = Sentences(base=-1.6, rows=_ROWS)
