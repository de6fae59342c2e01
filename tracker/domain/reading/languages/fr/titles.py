"""The table for titles, in French: what a promise, a meeting and neither look like, and what each weighs. Data only."""

# ruff: noqa: E501  (a row of a table is one line)

import re

from tracker.domain.people import MeetingKind
from tracker.domain.reading.language import Rule, Titles
from tracker.domain.reading.languages.en.given_names import GIVEN_NAMES as NAMES_ELSEWHERE
from tracker.domain.reading.languages.fr.given_names import GIVEN_NAMES
from tracker.domain.reading.languages.fr.verbs import DOES, SURE_VERBS, TOLD, VERBS, WEAK_VERBS, french

DAY = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
MONTH = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_NO_NAME = (  # words that a capital makes no name in French, though some of them are names elsewhere
    rf"{DAY}|{MONTH}|l[ea]s?|un|une|d[eu]s?|aux?|et|ou|ce|cette|ces|mon|ma|mes|notre|nos|votre|vos|leurs?|son|sa|ses|je|tu|il|elle|on|nous|"
    r"vous|ils|elles|noël|pâques|toussaint|demain|tous|toutes?|pour|avec|chez|sur|dans|si|q[1-4]|t[1-4]|v\d+|équipe|direction|clients?|"
    r"projet|réunion|rdv|devis|facture|comité|conseil|bureau|mairie|banque|crèche|école|collège|lycée|compta\w*|paris|dakar|lyon|abidjan"
)
NAME = rf"(?:(?:M|Mr|Mme|Mlle|Dr|Pr|Me)\.? )?(?!(?i:{_NO_NAME})\b)(?![A-Z]'[^\WA-ZÀ-Þ])[A-ZÀ-ÖØ-Þ](?:\w|')*(?:-[A-ZÀ-ÖØ-Þ](?:\w|')*)?\.?"
NAMES = rf"{NAME}(?: {NAME})?"
NOT_NAMES = frozenset(
    [
    *DAY.split("|"), "janvier", "février", "fevrier", "juillet", "août", "aout", "septembre", "octobre", "novembre", "décembre",
    "decembre", "réunion", "rdv", "déjeuner", "dîner", "appel", "demain", "aujourd'hui", "prochain", "prochaine", "équipe", "projet",
    "rapport", "devis", "facture", "dossier", "comité", "conseil", "nous", "vous", "ils", "notre", "votre",
    "cette", "tous", "tout", "toute", "toutes", "avec", "pour", "chez", "envoyer", "décision", "décisions", "présents", "absents",
    "ordre", "échéance", "à", "prochaines", "étapes", "pâques", "qui", "quoi", "quand", "responsable",
]
)  # fmt: skip
_ROLE = (
    r"(?:maman|papa|mamie|mamy|papi|papy|tata|tonton|tante|oncle|cousine?s?|parents|beaux-parents|grands?-(?:mère|père|parents)|"
    r"famille|amie?s?|copains?|copines?|voisine?s?|enfants|frère|sœur|clients?|fournisseurs?|prestataires?|partenaires?|banqui[eè]re?|"
    r"architectes?|expert-comptable|assureur|inspect\w+|édit(?:eur|rice)|journaliste|principale?|proviseure?|prospects?|conseill(?:er|ère)|direct(?:eur|rice)|direction|président\w*|maire|prof\w*|maîtresse|notaire|avocate?|comptable|manager|"
    r"chef\w*|patron\w*|équipe|bureau|donateurs?|donatrices?|investisseurs?|tuteur|tutrice|mentor\w*|stagiaires?|propriétaire)\b"
)
_OUR = r"(?:le |la |les |l'|mon |ma |mes |notre |nos |un |une |des )?"
_PERSON = rf"(?:(?-i:{NAME})|{_OUR}{_ROLE})"
_THINGS = (
    r"(?:slides?|présentation|lettre|chèque|devis|facture|colis|dossier|texte|article|rapport|cr|compte[- ]rendu|pv|planning|photos?|doc\w*|papiers?|"
    r"attestation|certificat|autorisation|justificatif|contrat|convention|brouillon|version|maquette|plans?|liste|virement|chiffres|bilan|note|clés?|livre|cadeau|"
    r"réponse|avis|commentaires|retours?|recommandation|références?|formulaire|propale|proposition|budget|copies|notes|bulletin|fiche|mail|courrier|carte)"
)
_NO_DEEDS = (  # end like verbs, or are no deed for anybody
    "déjeuner|dîner|diner|goûter|souper|atelier|courrier|dossier|cahier|derni?er|premier|papier|chantier|fier|hier|métier|calendrier|janvier|février|"
    "quartier|escalier|panier|hiver|cancer|mer|fer|ver|cher|plaisir|loisir|avenir|désir|cuir|poster|master|leader|manager|flyer|poker|laser|soccer|"
    "gendre|cendre|tendre|moindre|cidre|ordre|cadre|aller|partir|courir|dormir|manger|danser|chanter|jouer|nager|skier|voyager|venir|visiter|"
    "rencontrer|retrouver|recevoir|accueillir|voir|appeler|clavier|foyer|cuisinier|ouvrier|policier|infirmier|hôtelier|immobilier|mobilier|"
    "financier|particulier|régulier|familier|scolaire|weekender|super|hyper|inter|hors|jeter un|bloquer|bosser|travailler|réviser|souvenir|devenir"
)
_WORDS_HERE = frozenset(("pierre", "rose", "marine", "claire", "aurore", "prune", "max", "ali"))  # names elsewhere
_MEAL = (
    r"(?:petit[ -]?déj(?:euner)?|casse-croûte|boire un (?:verre|coup|café)|p'?tit[- ]déj|déjeuner|déj|dîner|souper|brunch|lunch|café|resto|restau|restaurant|apéro|apéritif|"
    r"verre|bière|goûter|repas|raclette|barbecue|bbq|pique-nique|th\u00e9|couscous|thiéb|grillades?|crêpes)\b"
)
_TALK = (
    r"(?:rdv|rendez[ -]vous|réunion|appel|call|visio|vidéo|point|discussion|discuter|échange|entretien|rencontre|conversation|zoom|"
    r"skype|teams|séance|visite|balade|promenade|sortie|ciné\w*|audience|entrevue|tél|téléphone|coup de (?:fil|téléphone)|revoyure|"
    r"retrouver?|week-end|soirée|bilan|suivi|débrief\w*|brief|session|meeting|atelier)"
)
_MEETS = (
    r"(?:(?:passer |aller )?voir|rencontrer|retrouver|rejoindre|visiter|rendre visite à|appeler|téléphoner à|recevoir|accueillir|interviewer|facetime|whatsapp|skype|zoom|teams|meet|café|midi (?:avec)?|"
    r"appel|coup de fil à|rdv|rendez[ -]vous|point|visio|call|entretien|échange|rencontre|visite(?: à| chez| de)?|venue de|tél)"
)


def _rule(name: str, weight: float, pattern: str, meeting: MeetingKind | None = None) -> Rule:
    """Keywords match in any case; what stands for a name (NAME) must be written as one."""
    return Rule(name, weight, french(rf"(?i:{pattern})"), meeting)


_HEAD = r"^(?:[\w&./-]*\d[\w&./-]*:? |\[[^\]]{1,30}\] ?|(?-i:[A-Z]{2,6}) ?: )?"
_REPLY = french(
    r"^(?:(?:fwd?|re|ré|tr|invitation|invitation mise à jour|rappel|(?P<task>todo|to-do|tâche|à faire|action))\s*:\s*)+",
    re.I,
)
_PLEDGE = (
    r"doi(?:t|vent)(?= (?:me |m'|nous |lui |leur |te |t'|les? |la |l')?\w+(?:er|ir|oir|re)\b)(?: me| nous)?|v(?:a|ont)|devra|devront|(?:m'|nous )?(?:a|ont) promis(?: de| d')?|promet de|"
    r"s'est engagée? à|s'engage à|(?:me|nous) doi(?:t|vent)|est chargée? de"
)
_OTHERS = french(
    rf"^(?P<owner>{NAMES}(?:(?:,| et| &) {NAMES})?)(?i: (?:{_PLEDGE}) |"
    rf" (?=(?:me |nous |m'|lui |leur )?(?:{DOES}) )| ?: (?=(?:{VERBS})\b))(?P<what>\S.*)"
)
_WAITING = french(
    r"^(?i:(?:je suis )?(?:en |dans l')?attente(?: (?=de|d'|du|retour|réponse))?|attendre|attends|j'attends|on attend|nous attendons)\s*:?\s*"
    rf"(?=(?i:(?:(?:retour|réponse|validation|accord|(?:le |la |les |l'|un |une |des |du |de la |de l'|de |sa |son |ses )[^:]{{2,60}}?) (?=de|d'|à))?(?:de |d'|à )?)(?P<owner>{NAMES}))"
    rf"(?:(?i:de |d'|à )?{NAMES}(?:\s*[:,–-]\s*|\s+(?i:pour|sur|à propos de)\s+|\s+|$))?(?P<what>.*)"
)
_PROMISEE = french(rf"(?<=\s)(?i:à|pour|chez)\s+(?P<who>[\w.+-]+@[\w-]+\.[\w.-]+|{NAMES})(?=$|[\s,.;:!?)])")
_GIVEN = french(
    r"^(?i:relancer?|payer?|rembourser|remercier|prévenir|informer|contacter|rappeler?|inviter|facturer|avertir|aviser|aider|"
    rf"convoquer|solliciter|interroger|demander à|répondre à|écrire à)\s+(?P<who>{NAMES})(?=$|\s+[^\WA-Z])"
)
_SHARED = french(
    rf"^(?i:partager|convenir|discuter|voir|fixer|organiser|régler|échanger)\b.{{0,100}}?\s(?i:avec)\s+(?P<who>{NAMES})(?=$|[\s,.;:!?)])"
)
_LEAD = french(
    r"^(?:(?:je (?:dois|vais|m'engage à|promets d[e'])|j'ai promis(?: d[e'])?|promis d[e']|(?:ne pas|n') ?oublie[rsz]*(?: pas)?(?: d[e'])?|"
    r"pense[rz]? à|il (?:me )?faut|faut|prière de|merci de|veuillez|rappel)\s*|(?:échéance|deadline|date limite|à faire)\s*[:–—-]\s*)",
    2,
)  # how one promises, which is no part of what is promised
_BARE = french(r"^(?:répondre|écrire|parler|présenter|rendre compte|retourner|revenir|postuler|expliquer|rendre)$", 2)

_PROMISES = (
    _rule("intends", 4.0, r"^(?:je (?:dois|vais|m'engage à|promets)|j'ai promis|promis|(?:ne pas|n') ?oublie[rsz]*(?: pas)?|pense[rz]? (?:à|au)|"
          r"il (?:me )?faut|faut|prière de|merci de|veuillez|à (?:faire|rendre|envoyer|payer|finir|régler|préparer|transmettre|"
          rf"remettre|livrer|rappeler|relancer|déposer|signer|valider|corriger|terminer))\b\W*\S|^je (?:te |vous |lui |leur )?(?:{TOLD}|\w+rai)\b|"
          r"^j'(?:enverrai|envoie|apporte|écris|appellerai|achète|offre)"),
    _rule("verb", 4.2, rf"{_HEAD}(?:(?:{SURE_VERBS}|{TOLD})(?=[ :])(?! (?:part|connaissance|du sport)\b)) ?\S"),
    _rule("light verb", 3.0, rf"{_HEAD}(?:(?:{WEAK_VERBS})|(?!déj|dîn|goût|soup|atel|courri|voir |visit|rencontr|retrouv|rejoind|appel|recev|accueil)"
          r"[^\W\d]{3,}(?:er|ir|oir|dre|tre|ire)(?= (?:le|la|les|l'|un|une|mon|ma|mes|son|ses|notre|nos|leur|leurs|ce|cet|cette)\b)|"
          rf"(?!(?:{_NO_DEEDS})\b)[^\W\d]{{3,}}(?:er|ir|dre|ttre)(?= (?-i:[a-zà-ÿ]{{3,}})\b(?! (?:avec|chez)\b))(?! (?:avec|chez|pour|dans|sur|sans|entre|hebdo)\b)) ?\S"),
    _rule("due word", 5.0, r"\b(?:échéances?|(?:date|jour|heure)s? limites?|deadline|date butoir|dernier (?:délai|rappel|jour (?:pour|d'inscription|des inscriptions|de dépôt|de paiement))|"
          r"au plus tard|limite (?:de|d'|dépôt|envoi)|dernière limite|à rendre|rendus?(?! compte)|(?<=\S )dernier jour$|ddl|d\xfb|due)\b"),
    _rule("closes", 3.2, r"\b(?:clôture|expir\w+|fin (?:des inscriptions|de validité|d'abonnement|des candidatures)|ferme)\b"),
    _rule("handed in", 2.8, r"\b(?:rendu|remise (?!des (?:diplôm|prix|clé))|dépôt|envoi|paiement|règlement (?:du|de la|des|facture|loyer|de l')|versement|virement|"
          r"renouvellement|soumission|restitution|retour (?:du |de la |des |de l'|colis|livres?|dossier|copies|matériel|carton|épreuves)(?!vacances|école)|déclaration|relance|(?:devoir|dm) (?:de|maison|\w+)|compte[- ]rendu|cr|compta(?:bilité)?|note d(?:'honoraires|e frais)|avis sur|relecture|corrections?|facture|devis|propales?|loyer|chèque|caution|"
          r"impôts?|tva|urssaf|caf|cfe|cotisations?|taxe|candidature|rapport (?:d'|de|mensuel|hebdo|trimestriel|annuel)\w*|livrables?|mémoire|demande de|réponse (?:à|au|aux))\b"),
    _rule("to be done", 4.2, rf"\S.{{0,80}}\s(?:à|a) (?:{SURE_VERBS}|emmener|retirer|compléter|récupérer|acheter|vérifier|chercher)\b|\breste à (?:faire|payer|envoyer)\b"
          r"|\S.{0,80}\sà (?!emporter|manger|jouer|dîner|déjeuner|goûter|souper|loisir|louer|coucher|venir)(?-i:[^\W\d_A-ZÀ-Þ]{3,20}(?:er|ir|dre|tre|ire))(?=$|\s*[-–,(:!]|\s(?:pour|avant|d'ici|à|au|et|le|chez)\b)"),
    _rule("bill", 3.0, r"^(?:edf|engie|mutuelle|assurance \w+|loyer|taxe \w+|cotisations?|impôts|urssaf|tva|cfe|crédit \w+|nounou|électricité|gaz|eau|internet|quittance)(?: \w+)?$"),
    _rule("then do", 3.6, rf"\S\s?(?:[-–—(:,!]|->)\s*(?:{SURE_VERBS})\b"),
    _rule("calls an office", 3.4, r"^(?:appeler|téléphoner à|contacter|rappeler|joindre|tel) (?:la |le |l'|les |au )?(?:banque|assurance|mutuelle|caf|cpam|sécu|impôts|mairie|école|lycée|collège|"
          r"crèche|plombier|électricien|garagiste|garage|médecin|dentiste|docteur|agence|edf|opérateur|hôtel|resto|traiteur|imprimeur|préfecture|hôpital|pharmacie|service|secrétariat)\b"),
    _rule("paper to someone", 3.4, rf"\S\s*(?:->|→|=>)\s*(?-i:{NAME})|^(?:mail|message|sms|courriel|lettre|texto|courrier|rapport|cr) (?:à |au |aux |pour )?(?-i:{NAMES})$|\b{_THINGS}\b.{{0,40}}\b(?:pour|à) (?:(?-i:{NAMES})|(?:le |la |l'|mon |ma ){_ROLE})"),
    _rule("owed", 4.0, r"\b(?:je|on|nous) (?:te |lui |leur |vous )?(?:dois|doit|devons)\b|\bdette\b|\bdoi[st] (?:encore )?\d"),
)  # fmt: skip

_MEETINGS = (
    _rule("one to one", 5.0, r"(?<![\d:-])(?:1 ?: ?1|1 ?-? ?on ?-? ?1|one[- ](?:on|to|2)[- ]one|1-1|1x1|1-2-1)(?![\d:-])|"
          r"\btête[- ]à[- ]tête\b|\b(?:entretien|point|suivi) (?:individuel|annuel|pro\b|professionnel|bilatéral)|\bbilat\w*|\bentre quatre yeux", MeetingKind.ONE_TO_ONE),
    _rule("pair", 3.8, rf"^(?-i:{NAMES})\s*(?:<>|<->|<=>|/|×|↔|\bx\b|\+|&|et)\s*(?-i:{NAMES})$", MeetingKind.ONE_TO_ONE),
    _rule("meal", 3.0, rf"(?:(?:\S\s+|\b){_MEAL}(?=.*\s\S)|\S\s+{_MEAL})", MeetingKind.MEAL),
    _rule("with someone", 3.2, rf"\b(?:avec|chez|w/)\s*(?:les )?{_PERSON}"),
    _rule("talk with", 2.5, rf"\b{_TALK}\b.{{0,100}}\bavec\b"),
    _rule("meets", 3.6, rf"^(?:(?:mme|mlle|m\.|monsieur|madame) (?-i:{NAME})|(?:{_MEETS}|encadrement|accueil)\s+(?:de |d'|:\s*)?{_PERSON})(?!.{{0,100}}\b(?:au sujet|à propos|pour le (?:devis|dossier))\b)"),
    _rule("mentoring", 4.0, r"\b(?:mentor\w*|parrainages?|tutorat|coaching|(?:suivi|point|entretien) (?:de )?(?:stage|thèse|stagiaire|alternan\w+)|"
          r"(?:maître de stage|direct(?:eur|rice) de thèse|encadrant\w*|tut(?:eur|rice))|accompagnement)\b", MeetingKind.MENTORING),
    _rule("committee", 3.8, r"\b(?:comité|commission|conseil (?!en\b|juridique|gratuit|de discipline)(?:d'|de |des |du )?\w+|conseil (?:d'administration|"
          r"régional|départemental|communautaire|d'\w+)|copil|coproj|cotech|codir|comex|cse|bureau (?:de l'asso\w*|exécutif|national)|jury|syndic|copro\w*|"
          r"groupe de (?:pilotage|travail))\b|\b(?-i:C\.?A\.?)(?!\w)|\b(?:réunion|élections?) (?:de |du )?bureau\b", MeetingKind.COMMITTEE),
    _rule("counterpart", 3.4, r"\b(?:rdv|rendez-vous|réunion|point|appel|call|visio|visite|rencontre|déjeuner|dîner|entretien|échange|soirée|repas|comité|présentation|démo|atelier|négo\w*|kick-?off|revue)\b"
          r".{0,60}\b(?:clients?|clientes?|prospects?|commercial\w*|architectes?|expert-comptable|comptable|assureur|direct(?:eur|rice)|inspect\w+|édit(?:eur|rice)|journaliste|conseill(?:er|ère)|maîtresse|principale?|proviseure?|maître d'ouvrage|tut(?:eur|rice)|investisseurs?|donateurs?|sponsors?|partenaires?|fournisseurs?|prestataires?|(?<!réunion )parents(?!-profs?| d'élèves)|famille|famil\w+|amie?s|anciens?|"
          r"mécènes?|bailleurs?|bénévoles|banqui\w+|notaire|avocate?|maire|élus?|propriétaire|associés?)\b"),
    _rule("gathering", 3.0, r"\b(?:retrouvailles|rencontres?|réseautage|networking|after-?work|apéro|apéritif|pot (?:de|d'|départ|chez|\w+$)|crémaillère|cocktail|table ronde|mariage|"
          r"baptême|fiançailles|cousinade|fête (?:de famille|des voisins|chez)|réception|soirée (?:chez|entre|avec|d'|filles|copines|copains|potes|amis)|week-?end (?:chez|avec|entre)|"
          r"petit-déjeuner (?:réseau|d'affaires)|funérailles|obsèques|enterrement|visite (?:à|chez|de courtoisie)|prendre (?:un |le )?(?:café|verre|thé)|tontine|salon pro\w*)\b"),
    _rule("interview", 2.8, r"\bentretiens?\b|\brdv\b|\brendez[ -]vous\b"),
    _rule("check-in", 2.6, r"\b(?:point|bilan) (?:perso|rapide|à deux)\b|^point$|\bprise de contact\b|\bprendre des nouvelles\b"),
    _rule("kin", 2.2, r"\b(?:mamie|mamy|papi|papy|maman|papa|tata|tonton|parents(?!-profs?| d'élèves)|beaux-parents|grands?-(?:mère|père|parents))\b"),
)  # fmt: skip

_NAMED = (  # tried only where a first name stands
    _rule("their meeting", 2.4, rf"\b(?:{_TALK}|binôme)\b"),
    _rule("is here", 2.4, r"\b(?:vient|arrive|passe|passage|visite|de passage|en ville|à la maison|chez nous)\b"),
)

# The second weight is what it takes from a promise: a verb or a due word outweighs most of these.
_AGAINST: tuple[tuple[Rule, float], ...] = (
    (_rule("called off", -9.0, r"^\W*(?:annulée?s?|reportée?s?|décliné|pas de|plus de)\b(?=[\s:)\]-])|\(annulée?\)"), -9.0),
    (_rule("holiday", -3.0, r"\b(?:noël|pâques|pentecôte|toussaint|ascension|assomption|jour de l'an|nouvel an|armistice|fête (?:nationale|du travail|des mères|des pères)|"
           r"tabaski|korité|ramadan|aïd|magal|gamou|saint-valentin|férié|vacances|congés?|rtt|pont (?:de|du)|fermé\w*|fermeture|jour off|veille de|"
           r"14 juillet|8 mai 1945|rentrée(?: des classes| scolaire)?)\b"), -2.0),
    (_rule("birthday", -5.0, r"^(?!.{0,100}\b(?:dîner|repas|déjeuner|resto|apéro|soirée|brunch|goûter|chez)\b).{0,100}\b(?:anniv\w*|fête de (?!famille)\w+)\b"), 0.0),
    (_rule("travel", -5.0, r"\b(?:vols?|train|tgv|ter|ouigo|eurostar|avion|aéroport|(?<!la )gare|hôtel|airbnb|ferry|location (?:de )?voiture|check-?(?:in|out)|covoiturage|blablacar|"
           r"embarquement|escale|trajet|navette|bus|(?<!à la )départ (?:pour|à|vers)|arrivée (?:à|de))\b|^[A-Z]{2} ?\d{2,4}\b|\b[A-Z]{3} (?:-|→|>) [A-Z]{3}\b"), -2.0),
    (_rule("block", -4.0, r"\b(?:focus|concentration|ne pas déranger|bloqué\w*|occupée?|indispo\w*|absente?s?|absence|télétravail|travail (?:perso\w*|de fond)|temps (?:perso|calme)|"
           r"méditation|dodo|sieste|paie|salaire|déplacement|hors (?:du )?bureau|off|"
           r"trajet|ménage|dépose école|sortie d'école|réservé)\b"), -3.0),
    (_rule("block", -4.0, r"\b(?:yoga|gym|sport|muscu\w*|piscine|natation|footing|course à pied|jogging|pilates|running|vélo|escalade|squash|tennis|foot|badminton|rando\w*|"
           r"ski|surf|cinéma|ciné|film|poker|belote|échecs)\b(?!.{0,60}\b(?:avec|chez) (?-i:" + NAME + r"))"), 0.0),
    (_rule("group routine", -3.0, r"\b(?:all[- ]?hands|stand-?ups?|daily|weekly|mêlée|rétro(?:spective)?|sprint|itération|triage|plénière|(?:réunion|point|réu|rituel) (?:d'|de |du |des )?"
           r"(?:l')?(?:parents|équipe|service|staff|département|pôle|hebdo\w*|mensuel\w*|général\w*|rentrée|chantier|enseignants|bureau des élèves|quotidien\w*|planning|production|collectif)|"
           r"hebdo|séminaire d'équipe|journée d'intégration|onboarding|pot (?:d'équipe|de l'équipe))\b(?!.{0,40}\bavec (?-i:" + NAME + r"))"), -3.0),
    (_rule("lesson or show", -2.6, r"\b(?:cours|td|tp|cm|amphi|leçon|stage|formation|séminaire|webinaire?|atelier|conférence|colloque|congrès|examens?|partiels?|contrôle|interro|bac|brevet|concours|"
           r"concert|spectacle|théâtre|match|tournoi|entraînement|répét\w*|sortie scolaire|(?<!de )surveillance|assemblée générale|(?-i:AGE?|AGO)|foire|portes|compétition|exposition|expo|festival|messe|culte|prière|cérémonie|remise des (?:diplômes|prix)|"
           r"portes ouvertes|kermesse|visite guidée|(?<!pot de )soutenance|(?<!de la )(?<!du )(?<!de )(?:chorale|danse|judo|piano|musique|théâtre)|démo(?! client)|salon|forum|brocante|vide-grenier|soirée (?:jeux|film)|"
           r"hackathon|marathon|défilé|podcast|audition|musée|émission)\b"), -2.0),
    (_rule("opens", -2.0, r"\b(?:ouverture|début|lancement|mise en (?:ligne|service|production)|sortie (?:de|du) (?!l'école)|disponible|rentrée|notification|résultats)\b"), -2.0),
    (_rule("health", -6.0, r"\b(?:dentiste|dentaire|médecin|docteur|généraliste|kiné\w*|ostéo\w*|ophtalmo\w*|dermato\w*|gynéco\w*|pédiatre|cardio\w*|psy\w*|orthodontiste|orthophoniste|"
           r"hôpital|clinique|vaccin\w*|prise de sang|rdv (?:chez )?(?:le )?dr|^dr|analyses|laboratoire|irm|radio|échographie|coiffeu\w+|plombier|électricien|chauffagiste|véto|vétérinaire|contrôle technique|"
           r"^garage\b|rdv garage|garagiste|massage|esthéticienne|don du sang|sage-femme|opticien|consultation|ramonage|livraison|relevé (?:du )?compteur)\b"), -1.2),
    (_rule("group noun", 0.0, r"^(?:faire|prendre) (?:du sport|une pause|la sieste|le pont|les vacances)|^envoi (?:newsletter )?automatique"), -3.5),
    (_rule("kept until", -2.0, r"\b(?:absente?|congés?|ouvert|exposition|expo|soldes|fermé\w*|en déplacement|télétravail|visite|dispo\w*)\b.{0,80}\b(?:jusqu'|au \d)"), -2.0),
    (_rule("meal duty", -2.5, r"\b(?:pause|pause[- ])(?:déj\w*|café|midi|dîner|goûter)\b|^(?:préparer|cuisiner|faire) |\b(?:cantine|menu|meal prep)\b"), 0.0),
)  # fmt: skip

_MET = french(
    rf"(?:(?i:\b(?:avec|chez|w/)|^(?:{_MEETS}|{_MEAL})(?: (?:de|d'))?)\s*(?i:(?:mon |ma |mes |l'|le |la )?(?:ami|amie|cousine?|collègue|oncle|tante|tata|tonton) )?)"
    rf"(?P<who>{NAMES}(?:(?:,| et| &| /) {NAMES})*)"
)

TITLES = Titles(
    base=-2.1,
    reply=_REPLY,
    others=_OTHERS,
    waiting=_WAITING,
    promisee=_PROMISEE,
    given=_GIVEN,
    shared=_SHARED,
    met=_MET,
    first_names=GIVEN_NAMES | (NAMES_ELSEWHERE - _WORDS_HERE),
    named=_NAMED,
    beside=frozenset(("et", "x", "w", "avec", "chez", "moi", "nous", "ou", "rdv")),
    joint=french(r",| et | & | / "),
    lead=_LEAD,
    bare=_BARE,
    promises=_PROMISES,
    meetings=_MEETINGS,
    against=_AGAINST,
    due_weights={
        "pour": 2.2,
        "fin": 1.8,
        "en": 1.8,
        "la": 1.8,
        "lundi": 0.0,
        "mardi": 0.0,
        "mercredi": 0.0,
        "jeudi": 0.0,
        "vendredi": 0.0,
        "samedi": 0.0,
        "dimanche": 0.0,
        "le": 2.0,
        "jusqu'au": 1.4,
        "jusqu'à": 1.4,
        "jusqu’au": 1.4,
        "jusqu’à": 1.4,
        "dans": 2.0,
        "sous": 2.5,
        "avant": 2.6,
    },
    due_weight=3.2,  # d'ici, au plus tard, échéance ... with a time that could be read
)
