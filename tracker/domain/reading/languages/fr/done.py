"""How it is said in French that something was done. Data only."""

# ruff: noqa: E501  (a row of a table is one line)

from tracker.domain.reading.language import Done
from tracker.domain.reading.languages.fr.verbs import french

_WORDS = (
    r"(?:fait|terminé|fini|livré|envoyé|renvoyé|expédié|payé|réglé|versé|viré|remboursé|rendu|remis|transmis|déposé|posté|répondu|"
    r"signé|soumis|publié|validé|communiqué|clôturé|soldé|effectué)(?:e?s?)"
)
_WHOM = (
    r" (?:(?:le |la |les |l')?tout|en entier|à temps|ce (?:matin|midi)|par (?:mail|courriel|courrier|la poste|virement|chèque|coursier)|"
    r"(?:à|au|aux|chez) (?:la |l')?\w+(?: [A-ZÀ-Þ]\w+)?)"
)

DONE = Done(
    before=french(
        rf"(?:(?:(?i:(?:c'est |tout est |déjà )?{_WORDS})\s*(?::|[-–—]+\s)|[\[(](?i:{_WORDS})[\])]:?|FAIT\b!?)\s*)(?=\S)"
    ),
    behind=french(
        rf"\s*(?:(?:\s[-–—]+|[-–—]{{2,}}|[:|…(\[])\s*|\s(?=FAIT))(?i:(?:(?:c'est |est |tout |déjà |bien )?{_WORDS}))(?!\w)\s*(?P<when>[^()\[\]?]{{0,40}}?)[)\]]?[\s!.]*$"
    ),
    noted=french(
        r"(?:(?i:statut|état)\s*:\s*)?(?:(?i:(?:je (?:l'|les |lui |leur |vous )?|nous (?:l'|les |lui |leur |vous )?|on (?:l'|les )?)(?:ai|avons|a) (?:bien |déjà |tout )?|"
        r"j'ai (?:bien |déjà |tout )?|(?:(?:c'|ça |cela |tout |il |elle )(?:est|a été) )(?:bien |déjà )?|(?:bien|déjà|tout) )?)"
        rf"(?i:{_WORDS})(?:{_WHOM}){{0,4}}(?! (?:par|pour que)\b)(?![\w'-])"
    ),
    not_yet=french(
        r"\s*(?:,\s*)?(?i:par (?!mail|courriel|courrier|la poste|virement|chèque|coursier|carte)|avant|d'ici|jusqu'|quand|si|dès|lorsque|sauf|au plus tard)(?:\b|(?<='))"
    ),
    kind=french(rf"(?i:{_WORDS})"),
    word=french(rf"\b{_WORDS}"),
)
