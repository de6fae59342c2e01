"""The words for lines of notes, in French. Data only."""

# ruff: noqa: E501  (a row of a table is one line)

from tracker.domain.reading.language import Shape
from tracker.domain.reading.languages.fr.verbs import DOES, I_DO, VERBS, WE_DO, french, spelled
from tracker.domain.reading.line_shapes import NAME, LineWords, lines

_NO_VERB = "être|avoir|rester|pouvoir|devoir|faire partie|avoir lieu|être là|\\d[\\w.]*"
_PRONOUN = r"(?:(?:me |te |se |lui |leur |nous |vous |le |la |les |en |y |m'|t'|s'|l')(?:en |y )?)?"
_ONE = rf"(?!(?:On|Je|Nous|Vous|Il|Elle|Ils|Elles|Ça|Cela|Qui|Ce|Cette)\b)(?![A-Z]'[^\WA-ZÀ-Þ])(?:(?:M\.|Mme|Mlle|Dr|Pr|Me) )?{NAME}"
_WHO = rf"(?P<owner>{_ONE}(?:(?:, | et |, et | & | / ){_ONE}){{0,5}}|@\w(?:[\w.-]{{0,40}}\w)?)"
_ROLE = (
    r"(?i:l[ea]s? |l')?(?P<owner>(?:(?i:direct|présid|secrét|trésor|coordin|respons|prestat|chef|équipe|bureau|maire|mairie|comptab|architect|fournis|"
    r"rédac|anima|papa|maman|mamie|papi|tous|tout le monde|chacun|tou[st]es|syndic|gardien|concierge|commission|groupe|comité|association|entreprise|"
    r"société|service|école|prof|maître|parent|délégu|élève|bénévol|adhérent|infirm|médecin|pharmac|technic|électric|plombier|peintre|artisan|traiteur|"
    r"imprim|graphist|dév|stagiaire|apprenti|adjoint|conseil|agent|banque|avocat|notaire|expert|cabinet|client|propriét|locatair|édit|curé|pasteur|"
    r"capitain|entraîn|coach|arbitre|oncle|tante)[^\W\d]{0,14}(?: (?!(?i:doi|va\b|vont|a\b|ont\b|est\b))[^\W\d_]{2,14})??|"
    r"(?-i:[A-ZÀ-Þ][\w-]{1,20}) et moi|moi et (?-i:[A-ZÀ-Þ][\w-]{1,20})))"
)
_NOT = (  # what is told of somebody, not taken on
    r"(?!(?:(?:ne |n'|s'|se |y |en |l'|le |la |les |lui |leur |nous )?(?:a|ont|avai\w*|aurai\w*|est|sont|étai\w*|sera|seront|serai\w*|pense|remercie|trouve|estime|informe|signale|annonce|explique|indique|précise|"
    r"présente|souligne|regrette|aime|quitte|évoque|aborde|expose|approuve|soutient|conteste|salue|félicite|constate|observe|répond|insiste|raconte|décrit|"
    r"détaille|résume|commente|soulève|interroge|inquiète|étonne|veut(?! bien)|peut|préfère|craint|espère|attend|arrive|habite|travaille|connaît|croit|sait|doute|rejoint|vote)\b|"
    r"rappelle (?:que|les|la|le|l')|demande (?:si|que|qui|quand|pourquoi|comment|combien|où|ce|la parole)|propose que|confirme que|note que|répond que|"
    r"(?:ouvre|lève|clôt|préside) (?:la|cette) (?:séance|réunion)|fait (?:le point|part|remarquer|état|observer|un point)|donne (?:lecture|son|sa|des nouvelles|la parole)|lit (?:le|la)|"
    r"partage (?:son|ses)|pose (?:la|une) question|prend la parole|voit\b))"
)
_DOES = rf"(?i:{_PRONOUN}(?:{DOES}))"
_DET = r"(?:le(?! (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche))|la|les|un|une|des|du|au|aux|à|ce|cet|cette|son|sa|ses|nos|notre|leurs?|tous|toutes|deux|trois|quatre|\d+)\b|[dl]'"
_PRESENT = rf"(?i:{_PRONOUN}[^\W\d_]{{2,20}}(?:e|ent|it|end|d|t)(?= (?:{_DET})))"
_TAKES = (
    r"(?i:(?:se|s'est|se sont) (?:charge(?:nt|ra)?|occupe(?:nt|ra)?|proposée?s?|engagée?s?|propose(?:nt|ra)?|engage(?:nt)?)|s'occupe(?:nt|ra)?|s'engage(?:nt)?|"
    r"(?:est|sont) (?:chargée?s?|responsables?|en charge)|promet(?:tent)?|accepte(?:nt)? (?=d)|a (?:promis|accepté)|veut bien|se porte volontaire pour|est volontaire pour|se dévoue pour)"
)

_ANY_VERB = r"[^\W\d_]{3,20}(?:er|ir|oir|dre|tre|ire)(?= (?:le|la|les|un|une|des|du|au|aux|à|ce|cet|cette|mon|ma|mes|nos|notre|leur|leurs|tous|toutes|deux|trois)\b| [dl]['’])"

_ANY_DEED = r"[^\W\d_]{3,20}(?:er|ir|oir|re)\b"

_MORE = (
    Shape("first person", 4.3, french(rf"(?P<owner>(?i:nous)) (?i:(?:vous |leur |lui |le |la |les |en |y |l')?)(?P<what>(?i:{WE_DO}).*)")),
    Shape("first person", 4.3, french(rf"(?P<owner>(?i:on)) (?!commence|mange|part\b|arrive|se voit|finit|termine à|fait (?:le point|comme)|voit|prend (?:un|le) (?:café|verre))(?i:(?:vous |te |leur |lui |le |la |les |en |y |l')?)(?P<what>(?i:{DOES}).*)")),
    Shape("first person", 4.3, french(rf"(?P<owner>(?i:je|j'))\s?(?i:(?:te |vous |lui |leur |le |la |les |en |y |l')?)(?P<what>(?i:{I_DO}).*)")),
    Shape("took it on", 4.9, french(rf"{_WHO} {_TAKES} (?:de |d'|du |des |à )?(?P<what>\S.*)"), open=True),
    Shape("owner, verb", 1.6, french(rf"(?:{_WHO}) {_NOT}(?P<what>{_DOES}.*)"), listed=True),
    Shape("named will", 3.5, french(rf"(?:{_WHO}) {_NOT}(?P<what>{_DOES}.*)"), open=True),
    Shape("owner, verb", 2.6, french(rf"(?:{_WHO}) {_NOT}(?P<what>{_PRESENT}.*)"), listed=True),
    Shape("named will", 2.6, french(rf"(?:{_WHO}) {_NOT}(?P<what>{_PRESENT}.*)"), open=True),
    Shape(": owner", 1.5, french(rf"\s*:\s+(?P<owner>{_ONE})(?P<rest>)[\s.]*$"), listed=True, behind=True),
    Shape("took it on", 4.9, french(rf"[ÀàAa] {_WHO} (?:de |d')(?P<what>{_ANY_DEED}.*)")),
    Shape("took it on", 4.9, french(rf"[Cc]'est {_WHO} qui (?P<what>{_DOES}.*)")),
    Shape("owner last", 5.5, french(rf"(?P<what>\S.{{2,100}}? à {_ANY_DEED}) par {_WHO}[\s.]*$")),
    Shape("owner, verb", 2.6, french(rf"{_ROLE} {_NOT}(?P<what>{_PRESENT}.*)"), listed=True),
    Shape("owner, verb", 1.6, french(rf"{_ROLE} {_NOT}(?P<what>{_DOES}.*)"), listed=True),
    Shape("owner to", 1.6, french(rf"{_ROLE} (?i:doit|doivent|va|vont|devra|devront) (?P<what>\S.*)"), listed=True),
    Shape("owner:", 1.6, french(rf"{_ROLE}\s*[:–—-]\s*(?P<what>\S.*)"), listed=True),
    Shape("(owner)", 1.5, french(r"\s*[(\[](?P<owner>[A-ZÀ-Þ]{2,3}|[^\W\d_]{3,20})(?P<rest>)[)\]][\s.]*$"), listed=True, behind=True),
)  # fmt: skip

_NOT_OWNERS = """
    ce cet cette ces ça cela ceci il elle ils elles tu vous qui que quoi quand comment pourquoi où si le la les l'
    un une des du de au aux nouveau nouvelle prochain prochaine prochaines prochains dernier dernière rappel note
    notes réunion réunions date lieu heure objet sujet ordre point points question questions réponse décision
    décisions présents présentes absents excusés invités secrétaire introduction conclusion action actions todo à
    faire suite suites étape étapes tâche tâches budget total coût coûts risque risques avis vote votes bilan résumé
    contexte objectif objectifs proposition propositions idée idées merci bonjour bonne lien liens document
    documents pj annexe figure pour par avec sans dans chez sur sous en et ou mais donc car puis ensuite aussi enfin
    ainsi lors depuis pendant avant après voir cf ex attention important urgent info infos nb ps re fw statut état
    début fin durée oui non ok pas plus très trop bien peut aucun aucune chaque certains plusieurs autre autres même
    quel quelle quels quelles combien c' d' s' n' qu' lundi mardi mercredi jeudi vendredi samedi dimanche janvier
    février mars avril mai juin juillet août septembre octobre novembre décembre est a sera était this that it there
    they you he she meeting agenda update status fyi
"""

LINES = lines(
    LineWords(
        base=-4.1,
        marks=spelled(
            "reste à faire|actions?(?: à (?:mener|faire|venir|suivre))?|à faire|todo|to-?do|tâches?|relance"
        ),
        soft_marks=spelled(
            "prochaines? (?:étapes?|actions?)|suites?(?: à donner)?|à suivre|suivi|livrables?|engagements?"
        ),
        marks_upper=r"(?:AF|A/F|TODO|ACTION|RESP)",
        mark_for="pour|par|de",
        mark_tail="Action|ACTION|TODO|AF|Resp|Pilote",
        joins="et|ou|avec|and",
        to=spelled("doit|doivent|devra|devront|(?:est|sont) à"),
        will=spelled("va|vont|peut|peuvent|pourra|pourront|compte|comptent|souhaite|souhaitent"),
        took=spelled(
            "(?:se charge|s'occupe|se propose|s'est proposée?|s'engage|s'est engagée?|est chargée?|promet|accepte) (?:de|à)"
        ),
        please=spelled("merci (?:de|à)|svp|stp|prière de|peux-tu|pouvez-vous|pourrais-tu|pourriez-vous"),
        speaker=spelled("je (?:vais|dois|peux|m'occupe de|me charge de)"),
        first="je|nous|on|moi",
        vows=spelled(
            "(?: vais| allons| va| dois| devons| doit| devrai| devrons| promets de| m'engage à| me charge de| m'occupe de| me charge| m'occupe| nous occupons| se charge| s'occupe)| ?:"
        ),
        waiting=spelled("en attente de|attendre|on attend|attente de"),
        owner_word=spelled("responsables?|pilotes?|porteurs?|resp\\.?|qui|référente?s?|en charge"),
        owned_by=spelled("assignée? à|confiée? à|affectée? à|à la charge de|resp\\.?|responsable"),
        task_word=spelled("tâche|quoi|action|objet"),
        verb_prefix=spelled("(?:re|ré|r|pré|co)"),
        verbs=spelled(rf"{VERBS}|{DOES}|{I_DO}|{WE_DO}|{_ANY_VERB}"),
        unsure_verbs="(?!)",
        after_unsure="(?!)",
        adverbs=spelled(
            "svp|stp|aussi|également|puis|ensuite|vite|bien|ne pas oublier de|penser à|essayer de|aider à|lui|leur|nous|vous|me|te|le|la|les"
        ),
        no_verb=spelled(_NO_VERB),
        no_will=spelled("être|avoir|avoir lieu|rester|falloir|pouvoir|bien|mal|mieux|plus|pas|encore|venir"),
        heading=spelled(
            r"^[#*_\s\d.]*(?:(?:plan d'|liste des |suivi des )?actions?(?: à (?:mener|faire|suivre|venir))?|à faire|prochaines? (?:étapes?|actions?)|relevé (?:de décisions|d'actions?|de décisions et d'actions?)|"
            r"tâches?|suites?(?: à donner)?|qui fait quoi|engagements?|livrables?|reste à faire|pour la prochaine fois|répartition des tâches)"
            r"(?P<of>[\s,(–-]+(?:de|du|des|pour|d'ici|avant|par|à)\b[^:]{0,40}?)?[*_\s)]*:?[*_\s]*$"
        ),
        other_heading=spelled(
            r"^#{1,6} \S|^[A-ZÀ-Þ][\w /&'’-]{2,40}:\s*$|^(?:Ordre du jour|Décisions|Présents|Excusés|Absents|Points? abordés?|Compte[- ]rendu|Contexte|Liens|Divers)\b[^:]{0,20}:?$"
        ),
        boilerplate=spelled(
            r"https?://\S*(?:zoom|meet\.google|teams|webex)|rejoindre (?:la réunion|par|avec|zoom)|participer à la réunion|id de (?:la )?réunion|code secret|numéros? locaux|"
            r"composer|en savoir plus|microsoft teams|se désabonner|désinscri|^https?://\S+$"
        ),
        gate=spelled(
            rf"@|!p|\[.?\]|[☐☑✓✔→⇒|]|[-=]>|:|[\])]\s*$|\b(?:je|j'|nous|on|doit|doivent|va|vont|devra|peut|action|todo|à faire|merci|svp|stp|charge|occupe|propose|engage|responsable|resp|promet)\b"
            rf"|^\W{{0,6}}(?:m\. |mme )?\w[\w'-]{{1,30}}(?: (?:et )?\w{{1,30}}){{0,3}}? (?:{DOES})"
        ),
        not_owners=frozenset(_NOT_OWNERS.split()),
        nobody=frozenset(
            ("à définir", "tbd", "quelqu'un", "personne", "n/a", "volontaire", "volontaires", "?", "à déterminer")
        ),
        first_person=frozenset(("je", "j'", "j’", "nous", "on", "moi")),
        more=_MORE,
    )
)
