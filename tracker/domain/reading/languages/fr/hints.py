"""Words that tell that a text is in French, in lower case, and how much each tells. Data only."""

from tracker.domain.reading.languages.en.given_names import GIVEN_NAMES as NAMES_ELSEWHERE
from tracker.domain.reading.languages.fr.given_names import GIVEN_NAMES
from tracker.domain.reading.languages.fr.verbs import STEMS

_CLEAR = """
    avec tient tiens courant demain après aujourd'hui lundi mardi mercredi jeudi vendredi samedi dimanche janvier
    février juin juillet août septembre octobre novembre décembre prochain prochaine semaine mois trimestre journée
    matin soir jusqu j' je nous vous ils qu' c' cette dès envoyer envoie envoi renvoyer rendre rendu remettre remise
    transmettre paiement régler règlement verser versement virer virement rembourser remboursement répondre réponse
    relancer relance rappeler finir terminer finaliser achever rédiger préparer déposer dépôt publier apporter
    ramener rapporter retourner restituer communiquer partager expédier confirmer corriger réparer annuler facturer
    facture factures postuler informer créer déclarer encaisser recommander prêter remercier imprimer réserver
    planifier fixer demander demande relire réviser valider approuver enregistrer écrire boucler clôturer clôture
    adresser résilier souscrire convoquer inviter proposer ajouter inscrire inscriptions prévenir saisir traduire
    établir offrir renouveler renouvellement distribuer actualiser vérifier regarder étudier acheter commencer
    chercher trouver nettoyer laver choisir décider enlever récupérer signaler contacter expliquer montrer laisser
    remplacer trier évaluer suivre revoir définir prendre mettre vendre réfléchir penser oublier oublie pense
    appeler téléphoner voir rencontrer retrouver rejoindre recevoir devoir doit dois doivent faut livraison livrer
    fournir soumettre arroser tondre garder emmener accompagner sortir vider remplir prévoir faire venir chiffrer
    consulter ouvrir fermer promis promets vais enverra enverrai ferai fera vont peux peut pouvons pourrait devra
    attente attendre attends vérifie prépare rédige relit corrige apporte réserve termine contacte appelle s'occupe
    occupe échéance échéances butoir délai délais devis loyer impôts cotisation cotisations adhésion contrat
    courrier relevé cahier réunion rdv déjeuner déjeune déj dîner dîne goûter apéro apéritif verre repas entretien
    visio échange retrouvailles rencontre conseil assemblée copil codir bénévoles mairie équipe équipes mensuelle
    hebdo collectivité mentorat tutorat parrainage mariage baptême anniversaire férié vacances congés congé noël
    pâques fête rentrée ouverture fermeture fermé absente indisponible télétravail bloqué occupé séance atelier
    soutenance répétition entraînement cérémonie kermesse brocante piscine médecin dentiste kiné coiffeur pédiatre
    ostéo ophtalmo vétérinaire garagiste plombier voiture gare maman enfants école collège lycée crèche maîtresse
    élève élèves banque entreprise fournisseur chantier marché projet projets annulé annulée reporté décision
    décisions présents ordre étapes tâche tâches début thèse copropriété cantine bibliothèque pétanque natation
    trésorerie comptable bienvenue départ déménagement anniversaires réservation mme huitaine quinzaine deux trois
    heure heures résultats travaux voisins voisine voisin copains copines cousins cousine quelqu quand pourquoi
    parce donc mais toujours jamais déjà bientôt ensuite puis aussi rien beaucoup très ça oui voilà d'accord
    volontiers moi toi suis êtes avons avez étais était serait serai allons leur leurs quoi toute toutes veux
    voudrais dire pour chez tél dej afterwork encadrement urssaf tva chèque chèques propale livrable livrables colis
    vidange vaccin resto goûters répét échauffement chauffage quittance mutuelle ordonnance certificat justificatif
    formulaire brouillon chiffres relecture rédaction trajet covoiturage déplacement bourse grève nounou lessive
    poubelles potager magasin boulangerie épicerie pharmacie marraine parrain filleul filleule cousinade dîners
    déjeuners réunions rendez chapitre mémoires étude études stagiaire alternant alternante embauche lettre
    soumission vaccins plainte refaire appel restau tontine caler recontacter solliciter peaufiner relectures
    versements achats bricolage peinture trimestriel annuel syndicale adhérents salarié salariés contrats parapher
    trésorier trésorière secrétaire président directrice directeur maître notaire avocat avocate huissier préfecture
    titre séjour pièces ligue fédération préparation ateliers écrit épreuve polycopié chimie histoire géo philo
    espagnol allemand alternance balade randonnée rando vélo cinéma ciné théâtre musée galerie pièce répétitions
    crêpes bière thé tisane gâteau gâteaux traiteur ménage poubelle frère sœur oncle tante neveu nièce bébé nounous
    famille copain copine collègues asso visite maison crémaillère binôme rencontres affaire compta rend rends prêté
    honoraires exposé bordereau bordereaux inventaire semences levure abonnement essence homélie paroissial
    paroissiale pastoral catéchisme braderie vendanges annonces tournoi échéancier relances rappels trésor adhésions
    cotiser donateur donateurs mécène bailleur bailleurs préfet élu élus propriétaire locataire quittances syndicat
    edf groupe pilotage tuteur tutrice prospects médiathèque haie pelouse ordonnances binômes filière amène ramène
    emmène achète gère règle récupère transmet remet rédigent écrivent revient prend prennent tiennent fait devront
"""
# Other languages say them too, or English has borrowed them: it takes two. A letter tells wherever it stands.
_VAGUE = """
    la le les des du au aux un une l' d' m' s' t' et ou où sur par sans sous dans avant ce ces sa ses mes ma son
    sont ne pas qui que en de à elle nos vos comme entre depuis contre ici jour jours fin mi ont aura sera bien
    encore payer commander organiser installer diffuser donner solder poster tester signer charger ranger analyser
    poser comparer lancer lire aller passer présenter diner inscription limite mars avril mai tel dossier rapport
    rapports bureau comité commission compte comptes client clients papa parents mamie papi tata tonton reunion
    reunions cours cse comex association livre livres vol retour voyage formation examen examens absent hôtel
    mémoire bilan cloture salle rappel responsable marche depot apres td tp syndic assurance partiel contrôle garage
    noel envoyé h ven lun anniv dm motivation mission missions signature copies pot maths cuisine candidature
    candidatures porter expo amie amis sortie sorties raclette pain présidente oral mutation bulletin attestation
    courses physique caution spectacle dossiers finalise notre chorale caf tout merci vernissage jardin subvention
    point ^point perso passage commande licences messe convocation dissertation euros euro charge est auto stage
    prospect é œ conduit font
"""
_ACCENTS = str.maketrans("àâçéèêëîïôùûü", "aaceeeeiiouuu")
_ENGLISH = """
    a reunion seance diner dine declare presenter preparer present presents the depot soiree eleve repetition
    decision decisions marche conge deja college fete ceremonie depart resultats cloture creche reserve prepare
    termine these apres pates reviser reservation president presidente piece pieces theatre musee cinema metre
    prefecture galerie amie debut ca geo apero preparation redaction reporte memoires niece
"""  # what words would be in English without their accents


def _forms() -> dict[str, int]:
    """What is made of verbs: "relancera" is nothing else, "prépare" neither; "chargé" may have been borrowed."""
    stems = [stem for stem in STEMS if stem.isalpha()]
    clear = [f"{stem}{end}" for stem in stems for end in ("era", "eront", "erai", "erons")]
    clear += [word.translate(_ACCENTS) for word in clear]
    clear += [word for stem in stems for end in ("e", "ent", "er") if not (word := f"{stem}{end}").isascii()]
    return dict.fromkeys((f"{stem}é" for stem in stems), 1) | dict.fromkeys(clear, 2)


def _hints() -> dict[str, int]:
    told = dict.fromkeys([*_VAGUE.split(), *(GIVEN_NAMES - NAMES_ELSEWHERE)], 1) | dict.fromkeys(_CLEAR.split(), 2)
    bare = {word.translate(_ACCENTS): weight for word, weight in told.items() if len(word) > 1}
    english = frozenset(_ENGLISH.split()) - told.keys()
    return _forms() | {word: weight for word, weight in bare.items() if word not in english} | told


HINTS = _hints()
