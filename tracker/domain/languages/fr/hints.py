"""Words that tell that a text is in French, in lower case, and how much each tells. Data only."""

_CLEAR = """
    avec demain après aujourd'hui lundi mardi mercredi jeudi vendredi samedi dimanche janvier février juin juillet
    août septembre octobre novembre décembre prochain prochaine semaine mois trimestre journée matin soir jusqu j'
    je nous vous ils qu' c' cette dès envoyer envoie envoi renvoyer rendre rendu remettre remise transmettre
    paiement régler règlement verser versement virer virement rembourser remboursement répondre réponse relancer
    relance rappeler finir terminer finaliser achever rédiger préparer déposer dépôt publier apporter ramener
    rapporter retourner restituer communiquer partager expédier confirmer corriger réparer annuler facturer facture
    factures postuler informer créer déclarer encaisser recommander prêter remercier imprimer réserver planifier
    fixer demander demande relire réviser valider approuver enregistrer écrire boucler clôturer clôture adresser
    résilier souscrire convoquer inviter proposer ajouter inscrire inscriptions prévenir saisir traduire établir
    offrir renouveler renouvellement distribuer actualiser vérifier regarder étudier acheter commencer chercher
    trouver nettoyer laver choisir décider enlever récupérer signaler contacter expliquer montrer laisser remplacer
    trier évaluer suivre revoir définir prendre mettre vendre réfléchir penser oublier oublie pense appeler
    téléphoner voir rencontrer retrouver rejoindre recevoir devoir doit dois doivent faut livraison livrer fournir
    soumettre arroser tondre garder emmener accompagner sortir vider remplir prévoir faire venir chiffrer consulter
    ouvrir fermer promis promets vais enverra enverrai ferai fera vont peux peut pouvons pourrait devra attente
    attendre attends vérifie prépare rédige relit corrige apporte réserve finalise termine contacte appelle s'occupe
    occupe échéance échéances butoir délai délais devis loyer impôts cotisation cotisations adhésion subvention
    contrat courrier relevé cahier réunion rdv déjeuner déjeune déj dîner dîne goûter apéro apéritif verre repas
    entretien visio échange retrouvailles rencontre conseil assemblée copil codir bénévoles mairie équipe équipes
    mensuelle hebdo collectivité mentorat tutorat parrainage mariage baptême anniversaire férié vacances congés
    congé noël pâques fête rentrée ouverture fermeture fermé absente indisponible télétravail bloqué occupé séance
    atelier soutenance répétition entraînement chorale spectacle cérémonie kermesse brocante piscine médecin
    dentiste kiné coiffeur pédiatre ostéo ophtalmo vétérinaire garagiste plombier voiture gare maman enfants école
    collège lycée crèche maîtresse élève élèves banque entreprise fournisseur chantier marché projet projets annulé
    annulée reporté décision décisions présents ordre étapes tâche tâches début thèse copropriété cantine
    bibliothèque pétanque natation trésorerie comptable bienvenue départ déménagement anniversaires réservation mme
    huitaine quinzaine deux trois heure heures dans résultats travaux voisins voisine voisin copains copines cousins
    cousine quelqu quand pourquoi parce donc mais toujours jamais déjà bientôt ensuite puis aussi rien beaucoup très
    ça oui voilà d'accord volontiers moi toi suis êtes avons avez étais était serait serai notre allons merci leur
    leurs quoi tout toute toutes veux voudrais dire pour chez tél dej afterwork encadrement urssaf tva caf chèque
    chèques caution propale livrable livrables colis vidange vaccin resto goûters répét échauffement chauffage
    quittance mutuelle ordonnance attestation certificat justificatif formulaire bulletin brouillon chiffres
    relecture rédaction trajet covoiturage déplacement bourse grève nounou lessive poubelles jardin potager magasin
    boulangerie épicerie pharmacie marraine parrain filleul filleule cousinade dîners déjeuners réunions rendez
    chapitre mémoires étude études stagiaire alternant alternante embauche mutation
"""
# Other languages say them too, or English has borrowed them: it takes two.
_VAGUE = """
    la le les des du au aux un une l' d' m' s' t' et ou où sur par sans sous dans avant ce ces sa ses mes ma son
    sont ne pas qui que en de à elle nos vos leur comme entre depuis contre ici jour jours fin mi ont aura sera bien
    encore payer commander organiser installer diffuser donner solder poster tester signer charger ranger analyser
    poser comparer lancer lire aller passer présenter diner inscription limite mars avril mai tel dossier rapport
    rapports café bureau comité commission compte comptes client clients papa parents mamie papi tata tonton reunion
    reunions cours cse comex association asso cahier livre livres vol retour visite voyage tournoi formation examen
    examens absent hôtel mémoire bilan cloture salle rappel responsable marche depot apres td tp syndic assurance
    partiel contrôle garage noel envoyé h ven lun anniv
"""
_ACCENTS = str.maketrans("àâçéèêëîïôùûü", "aaceeeeiiouuu")
_ENGLISH = """
    a reunion seance diner dine declare presenter preparer present presents the depot soiree eleve repetition
    decision decisions marche conge deja college fete ceremonie depart resultats cloture creche reserve prepare
    termine these apres pates reviser reservation
"""  # what words would be in English without their accents


def _hints() -> dict[str, int]:
    english = frozenset(_ENGLISH.split())
    told = dict.fromkeys(_VAGUE.split(), 1) | dict.fromkeys(_CLEAR.split(), 2)
    bare = {word.translate(_ACCENTS): weight for word, weight in told.items()}
    return {word: weight for word, weight in bare.items() if word not in english or word in told} | told


HINTS = _hints()
