"""The tables for what stands beside a title, in French. Data only."""

# ruff: noqa: E501  (a row of a table is one line)

import re

from tracker.domain.reading.language import Events
from tracker.domain.reading.languages.en import events as en

_BOOKING = re.compile(
    r"\b(?:(?:r[ée]servation|confirmation|dossier|billet|e-?billet|commande)\s*(?:n[°o]\.?|num[ée]ro|r[ée]f(?:[ée]rence)?)?[.:]?\s*#?(?=[A-Z0-9]*\d)[A-Z0-9-]{4,}|"
    r"pnr\b|carte d['’]embarquement|embarquement\b|enregistrement (?:en ligne|ouvert)|si[èe]ge \d{1,2}[A-K]\b|voiture \d+|place \d+|sur place [àa] l['’]h[ôo]tel)",
    re.I,
)
_JOURNEY = re.compile(
    r"\bvols?\b|^h[ôo]tel\b|\b(?:train|tgv|bus|car|ferry) (?:pour|de|vers|[àa])\b|\b(?:a[ée]roport|escale|embarquement|location de voiture)\b|\b\d+ nuits?\b|"
    r"(?-i:\b[A-Z]{3} ?(?:-|–|→|>) ?[A-Z]{3}\b|^[A-Z][A-Z\d] ?\d{2,4}\b|^TGV\b)",
    re.I,
)
_OFFER = re.compile(
    r"\b(?:inscription (?:confirm[ée]e|obligatoire|ouverte)|vous [êe]tes inscrit|ouvert [àa] tou(?:s|tes)|entr[ée]e libre|webinaires?\b|en direct\b|"
    r"le lien (?:vous )?sera (?:envoy[ée]|communiqu[ée])|places limit[ée]es|se d[ée]sabonner|merci de votre inscription)",
    re.I,
)
_ROUTINE = re.compile(
    r"\b(?:r[ée]p[ée]titions?|audience|tribunal|formation|cours magistral|amphi|examens?|partiels?|garde\b|astreinte|messe|v[êe]pres|office\b|obs[èe]ques|enterrement|"
    r"d[ée]p[ôo]t des enfants|sortie d['’][ée]cole|cr[èe]che|trajet|stand-?up|m[êe]l[ée]e|daily|r[ée]trospective|r[ée]tro\b|spectacle|concert|tournoi|comp[ée]tition|match)\b"
)
_OFF = re.compile(r"^\W*(?:annul[ée]e?|report[ée]e?|refus[ée]e?|pas de)\b|\b(?:annul[ée]e?|report[ée]e?)\W*$", re.I)
_TABLE = re.compile(
    r"\b(?:restaurant|resto|bistro[t]?|brasserie|auberge|cr[êe]perie|pizzeria|salon de th[ée]|boulangerie|cantine|traiteur|guinguette|bouchon|taverne|pub)\b"
)
_MEAL = re.compile(
    r"\b(?:d[ée]jeuner|d[ée]j(?!\w)|petit[- ]d[ée]j\w*|d[îi]ner|souper|brunch|caf[ée]|th[ée]|ap[ée]ro|ap[ée]ritif|verre|pot|go[ûu]ter|bi[èe]res?|repas|pique-?nique|"
    r"raclette|fondue|barbecue|pizza|resto|bouffe|cr[êe]pes|galette|iftar)\b"
)
_GUIDANCE = re.compile(
    r"\b(?:mentorat|mentor\w*|tutorat|tuteur|tutrice|coaching|coach|stage\b|stagiaire|apprenti\w*|alternan\w+|encadrement|direction de th[èe]se|th[èe]se|m[ée]moire de|"
    r"cours (?:particulier|de (?:chant|piano|guitare|direction))|le[çc]on|carri[èe]re|projet professionnel|objectifs)\b"
)
_BODY = re.compile(
    r"\b(?:comit[ée]|conseil (?:d['’]administration|municipal|syndical|de classe|d['’][ée]cole|scientifique)|codir|comex|copil|bureau (?:de l['’]association|ex[ée]cutif)|jury|"
    r"commission|assembl[ée]e (?:g[ée]n[ée]rale|des)|directoire|syndicat des copropri[ée]taires)\b",
    re.I,
)
_MINGLING = re.compile(
    r"\b(?:networking|r[ée]seautage|afterwork|after-work|meet-?up|vernissage|cocktail|r[ée]ception|pot (?:d['’]accueil|de bienvenue)|soir[ée]e (?:r[ée]seau|anciens|des anciens|de gala|d['’]accueil)|"
    r"rencontres? (?:des|du r[ée]seau|entre)|table ronde|salon (?:de|des|du)\b|forum (?:des|de l['’])|speed ?dating|club (?:affaires|entrepreneurs|des)|journ[ée]e portes ouvertes|portes ouvertes|"
    r"petit[- ]d[ée]jeuner (?:r[ée]seau|entrepreneurs|des)|nouveaux (?:arrivants|membres))"
)
_STRANGERS = re.compile(
    r"\b(?:rencontrer (?:(?:les|des|d['’]autres|nos|vos|de) )?(?:nouve\w+ )?(?:gens|monde|personnes|acteurs|partenaires|[ée]diteurs|investisseurs|clients|fournisseurs|employeurs|voisins|membres|coll[èe]gues|artistes|professionnels)|nouve(?:aux|lles) (?:visages|t[êe]tes|contacts|membres|voisins|arrivants)|faire connaissance|tour de table de pr[ée]sentation|se pr[ée]senter|"
    r"cartes? de visite|ne se conna[iî](?:t|ssent)|personne ne (?:se )?conna[iî]t|jamais rencontr[ée]s?|(?:une )?(?:trentaine|quarantaine|cinquantaine|soixantaine|centaine) de|venez accompagn[ée]s?|speed[- ](?:meeting|networking|dating)|r[ée]seautage)\b"
)
_OCCASION = re.compile(
    r"\b(?:(?:soir[ée]e|f[êe]te|cocktail|pot|ap[ée]ro|petit[- ]d[ée]jeuner|d[ée]jeuner|d[îi]ner) (?:des|du|de la|de l['’])\s?\w+|inauguration|vernissage|lancement|portes ouvertes|salon (?:des|du|de)|forum|congr[èe]s|colloque)\b"
)
_LINK = re.compile(
    r"\b(?:mise en (?:relation|contact)|pr[ée]sentation de \w+ [àa]|je vous pr[ée]sente|faire connaissance)\b|<>",
    re.I,
)
_ROOM = re.compile(
    r"^(?:salle|visio|vid[ée]o-?projecteur|amphi(?:th[ée][âa]tre)?)\b|\bsalle (?:de r[ée]union|du conseil)\b|\(\d{1,3} ?(?:places|personnes)?\)$",
    re.I,
)
_TO = re.compile(
    r"(?:\b(?:[àa]|au|aux)\s+(?!\d|[a-zà-ÿ]+er\b)|(?<!\w)@|->\s*|→\s*|=>\s*)(?:l['’]|la\s+|le\s+|les\s+)?", re.I
)
_ON_BEHALF = re.compile(r"\b(?:pour|avec|de|d['’])\s*(?:l['’]|la\s+|le\s+)?", re.I)
_BEYOND = re.compile(
    r"\s+(?:[àa] propos|au sujet|sur|pour|par|avec|avant|apr[èe]s|d['’]ici|dans|de|du|des|en|et|si|via|jusqu|aujourd|demain|ce|cet|cette|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|asap)\b|"
    r"\s*[,;:(–—!?-]|\s+\d",
    re.I,
)
_DOES = re.compile(
    r"\s+(?:envoie|apporte|am[èe]ne|livre|partage|corrige|pr[ée]pare|r[ée]dige|[ée]crit|finit|termine|met [àa] jour|confirme|v[ée]rifie|rappelle|paie|paye|r[ée]serve|"
    r"commande|signe|rend|ramène|ram[èe]ne|d[ée]pose|r[ée]pond|relit|fournit|transmet|organise|cr[ée]e|fait|s['’]occupe de|imprime|publie|traduit|doit|va|enverra|apportera|fera)\s+(?=\w)"
)
_AWAITED = re.compile(
    r"\b(?:attendue?s?|d[ûu]e?s?|promise?|manquante?s?) (?:de|par)\s+|^(?:en )?attente?(?: de)?\s*:?\s+|^attends?\s+",
    re.I,
)
_AWAITS = re.compile(
    r"^(?:(?i:en attente|j['’]attends|attends|attendre|relancer?|toujours pas) [^\n]{2,60}? |[^\n]{2,60}? (?i:attendue?s?|due?s?|d[ûu]|promise?s?|manquante?s?) )(?i:de|par|d['’]) ?(?P<who>[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+)?)(?=$|[\s,.;:!?)(–—-])"
)
_FETCHED = re.compile(
    r"^(?:chercher|r[ée]cup[ée]rer|prendre|acheter|emprunter|demander|aller|partir|revenir|retour|rentrer)\b"
)
_ABSENT = re.compile(
    r"\b(?:cong[ée]s? (?:maternit[ée]|paternit[ée]|parental|maladie|annuels?)|arr[êe]t maladie|en (?:cong[ée]s?|vacances|rtt|arr[êe]t)|de cong[ée]s?|de vacances|absente?s?|retour de cong[ée])\b"
)
_BEGGED = re.compile(
    r"^(?:merci de|pri[èe]re de|svp|stp|veuillez|pourriez-vous|pouvez-vous|peux-tu|pourrais-tu)\W+(?!noter\b|r[ée]server\b|venir\b|rejoindre\b|ne pas\b)[a-zà-ÿ]{2,}|[\w)],? (?:svp|stp)\W*$"
)
_RETURNED = re.compile(
    r"^(?!retour )[\w'’ &/-]{3,50}? (?:[àa] rendre|[àa] rapporter|[àa] restituer)(?: [àa] \w+)?\W*$"
)
_JUDGED = re.compile(r"\b(?:plans?|objectifs|budget|bilan|planning|commande|copies|maquette)\b")
_OWES = re.compile(
    r"^(?:l['’]|la |le |les )?(?P<who>(?i:clients?|propri[ée]taire|locataire|fournisseur|agence|avocate?|notaire|comptable|banque|artisan|plombier|[ée]cole|mairie|secr[ée]tariat|"
    r"compta|juridique|imprimeur|[ée]diteur|assurance|syndic|garage|maman|papa)|[A-ZÀ-Ý][\w'’-]+(?= \([^()]{1,30}\)))(?: \([^()]{1,30}\))? (?:doit|enverra|envoie|va|devra) (?=[a-zà-ÿ])"
)
_GIVES = re.compile(
    r"^(?i:appeler|rappeler|t[ée]l[ée]phoner|[ée]crire|r[ée]pondre|envoyer|donner|rendre|remercier|relancer|pr[ée]venir|demander|montrer|rembourser|inviter|contacter|facturer|payer)\s+(?i:[àa] )?"
    r"(?P<who>(?:(?:M|Mme|Mlle|Dr|Me|Pr)\.?\s+)?[A-ZÀ-Ý][a-zà-ÿ'’-]+|(?i:maman|papa|mamie|papi|tata|tonton)\b)"
)
_BILLED = re.compile(
    r"^(?i:facturer|payer|appeler|rappeler|relancer|rembourser|contacter) (?P<who>[A-ZÀ-Þ][\w'’-]+ [A-ZÀ-Þ][\w'’-]+)(?=$| ?[#\d–—-]| (?:n[°o]|pour)\b)"
)
_PAIRS = re.compile(
    r"(?:&|\+|\bet\b)\s+(?:les |la |sa |son )?(?:enfants?|famille|petits|mari|femme|papa|maman|papi|mamie|b[ée]b[ée]|mme)\b",
    re.I,
)
_BODIES = re.compile(r"(?!TVA|RTT|RDV|OKR|KPI|TBD|URSSAF|CAF|RIB)[A-Z]{3,5}")
_DECIDES = re.compile(
    r"pour d[ée]cision|\bcomit[ée]|\bconseil\b|\bvote\b|quorum|proc[èe]s-verbal|approbation|r[ée]solution|ordre du jour|motion\b|scrutin|d[ée]lib[ée]ration"
)
_WORK = re.compile(
    r"\b(?:bureau|[ée]tage|salle|amphi|chambre|clinique|biblioth[èe]que|[ée]cole|campus|b[âa]timent|si[èe]ge|rue|avenue|boulevard|zoom|teams|meet|https?|visio|t[ée]l[ée]phone|labo|chantier|"
    r"gymnase|[ée]glise|tribunal|h[ôo]pital|mairie|accueil)\b|\d{2,}"
)
_PREPARES = re.compile(
    r"\b(?:pr[ée]paration|pr[ée]pa|plan de table|billets?|budget|comit[ée]|invitations?|liste|salle|logistique|d[ée]brief|r[ée]p[ée]tition|discours)\b"
)

_THEIRS = re.compile(
    r"\b(?:il|elle|ils|elles) (?:doi(?:t|vent)|enverra|envoie|apporte|m['’]a promis|livre|pr[ée]pare|[ée]crit|a dit qu['’](?:il|elle))\b"
)

_THING = re.compile(
    r"(?<![\w-])(?:rapports?|articles?|chapitres?|diapos|brouillon|contrats?|bail|devis|factures?|formulaires?|dossier|documents?|compte[- ]rendu|lettres?|courrier|attestations?|certificats?|justificatifs?|relev[ée]s?|"
    r"loyer|imp[ôo]ts|taxe (?:fonci[èe]re|d['’]habitation)|tva|urssaf|cotisations?|acompte|caution|salaires|cantine|facture|charges|d[ée]claration|inscription|bulletins?|copies|photos pour|bon de commande|commande|ch[èe]que|m[ée]moire|"
    r"th[èe]se|traduction|maquette|planning|feuilles? d['’]heures|notes? de frais|remboursement|ordonnance|candidature|cv|lettre de motivation|r[ée]sum[ée]|[ée]preuves)\b"
    r"(?![-'’]?\w)(?! (?:de (?:r[ée]union|travail)|ouvert|disponible))"
)
_REQUEST = re.compile(
    r"\b(?:(?:pourrais|peux|pourriez|pouvez|voudriez|veux)[- ](?:tu|vous)(?: (?:s['’]il (?:te|vous) pla[iî]t|stp|svp))?|merci de|pri[èe]re de|peux[- ]tu) (?:bien )?(?:me |m['’]|nous |lui )?"
    r"(?P<what>(?:envoyer|transmettre|retourner|renvoyer|signer|payer|r[ée]gler|apporter|fournir|remplir|pr[ée]parer|r[ée]diger|compl[ée]ter|partager|rendre|relire|donner|livrer|d[ée]poser)\b[^.!?\n]{2,160})"
)
_WANTED = re.compile(
    r"\b(?:(?:nous|on) (?:en )?a(?:vons)? besoin|j['’](?:en )?ai besoin|il me (?:faut|manque)|il nous (?:faut|manque)|est[- ]ce que je peux avoir|manque encore)\b"
)

_BODIED = re.compile(
    r"(?:Conseil|Mairie|Fondation|Banque|Universit[ée]|[ÉE]cole|Institut|Soci[ée]t[ée]|Association|Agence|Fonds|Minist[èe]re|Pr[ée]fecture|Syndicat|H[ôo]pital|Mus[ée]e|Th[ée][âa]tre|Rectorat|SA|SARL|SAS|R[ée]gion)"
)
_GATHERED = re.compile(
    r"^(?:f[êe]te|pique-nique|mariage|r[ée]union|cours|entra[iî]nement|d[îi]ner|d[ée]jeuner|match|gare|a[ée]roport|d[ée]chetterie|pressing|maison|piscine|plage|concert)$"
)
_OFFICES = re.compile(r" (?:compta|comptabilit[ée]|service|secr[ée]tariat|[ée]quipe|bureau)\b")
_MEANS = (
    re.compile(
        r"(?:^|[-–—:,(] ?)(?P<who>[A-ZÀ-Þ][\w'’.-]*) (?:a besoin d(?:e |u |es |['’])|attend (?=l[ea]|son|sa|mon|ma|notre)|veut |demande )(?=\w)"
    ),
    re.compile(
        r"(?:lettre|contrat|facture|attestation|r[ée]f[ée]rence|certificat|cheque|ch[èe]que|bulletin) (?:de |d['’]|pour )(?P<who>[A-ZÀ-Þ][\w-]+)\s*$"
    ),
)
_ALONE = re.compile(
    r"^(?:lire|lecture|[ée]tudier|r[ée]viser|m[ée]diter|apprendre|r[ée]fl[ée]chir)\b(?!.*\b(?:pour|[àa]|avant)\b)"
)
_BUSINESS = re.compile(
    r"\b(?:r[ée]union|chantier|contrat|devis|bilan|projet|visite|budget|entretien|audit|planning|permis)\b"
)
_CREW = re.compile(r"^ (?:[ée]quipe|b[ée]n[ée]voles|responsables?)\b")
_PHONE = re.compile(r" ?\((?:au |par )?(?:t[ée]l(?:[ée]phone)?|appel|visio|whatsapp)\)$")
_BRINGS = re.compile(r"\b(?:apporte|am[èe]ne|livre|d[ée]pose|rapporte|rend|envoie|pr[êe]te)\b")

EVENTS = Events(
    booking=_BOOKING,
    journey=_JOURNEY,
    offer=_OFFER,
    routine=_ROUTINE,
    off=_OFF,
    table=_TABLE,
    meal=_MEAL,
    guidance=_GUIDANCE,
    body=_BODY,
    mingling=_MINGLING,
    strangers=_STRANGERS,
    occasion=_OCCASION,
    link=_LINK,
    room=_ROOM,
    desk=en.EVENTS.desk,
    to=_TO,
    on_behalf=_ON_BEHALF,
    beyond=_BEYOND,
    does=_DOES,
    awaited=_AWAITED,
    owes=_OWES,
    bodies=_BODIES,
    gives=_GIVES,
    billed=_BILLED,
    theirs=_THEIRS,
    awaits=_AWAITS,
    fetched=_FETCHED,
    absent=_ABSENT,
    begged=_BEGGED,
    returned=_RETURNED,
    judged=_JUDGED,
    decides=_DECIDES,
    pairs=_PAIRS,
    work=_WORK,
    prepares=_PREPARES,
    business=_BUSINESS,
    crew=_CREW,
    phone=_PHONE,
    brings=_BRINGS,
    request=_REQUEST,
    wanted=_WANTED,
    thing=_THING,
    means=_MEANS,
    alone=_ALONE,
    bodied=_BODIED,
    offices=_OFFICES,
    gathered=_GATHERED,
    no_bodies=en.EVENTS.no_bodies
    | frozenset(("TVA", "AG", "CR", "RDV", "CV", "RIB", "CA", "CE", "CSE", "RH", "OK", "SVP", "URGENT")),
    placed=frozenset(("à", "a", "chez", "dans", "en", "sur", "avant", "après", "jusqu'à", "près")),
    small=frozenset(
        [
            "le",
            "la",
            "les",
            "l",
            "un",
            "une",
            "des",
            "du",
            "de",
            "d",
            "mon",
            "ma",
            "mes",
            "notre",
            "nos",
            "son",
            "sa",
            "ses",
            "leur",
            "ce",
            "cette",
        ]
    ),
)
