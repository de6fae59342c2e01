"""First names that many French speakers bear, in lower case, so that "dej fatou" is known for a meal with somebody.

Data only. Gathered by hand from Europe, Africa and Canada. Left out is what is also a word of titles (rose, pierre,
marine, prune, aurore, avril).
"""

_NAMES = """
    abdou abdoulaye achille adama adrien adèle agathe agnès alain albane albert alex alexandra alexandre alexis
    alice aline aliou alioune alix alphonse amadou amandine amina aminata amélie anatole anaïs andré andrée angèle
    anne annick annie anouk anselme anthony antoine apolline ariane armand armelle arnaud arthur assane astou astrid
    aude audrey augustin aurélie aurélien awa axel aïcha aïssatou babacar bakary baptiste barnabé basile bastien
    benjamin benoît bernadette bernard bertrand binta bintou birame blaise boubacar brahim brice brigitte bruno
    béatrice camille carine caroline catherine cathy chantal charles charlotte cheikh chloé christelle christian
    christiane christine christophe clara clarisse claude claudine clotilde clémence clément clémentine colette
    coline constance coralie corentin corinne cyril cyrille cécile cédric céline damien daniel danielle daouda david
    delphine denis denise diane diarra didier dieynaba dominique dorothée edmond elsa emma emmanuel emmanuelle enzo
    erwan estelle esther ethan eugène eugénie fabien fabienne fabrice fanny fanta fatima fatou fatoumata faustine
    fernand florence florent florian florine francine francis franck françois françoise frédéric frédérique félicie
    félix gabin gabriel gabrielle gaspard gaston gaël gaëlle gaëtan geneviève geoffrey georges georgette germain
    ghislain ghislaine gilbert gilles gisèle grégoire grégory guillaume gustave guy gwenaëlle gérald géraldine
    gérard habib hadrien hawa henri henriette hervé hortense hubert hugo hugues hélène ibrahim ibrahima idrissa inès
    irène isabelle isaure issa jacqueline jacques jade jean jeanne jeannine joachim joseph josette joshua josiane
    joséphine joël joëlle judith jules julia julie julien juliette justin justine jérémie jérémy jérôme kader
    kadiatou karim karine khadija khady kofi kwame kévin laetitia lamine laura laure laurence laurent lila lilian
    lina lionel lisa lise lola lou louane louis louise louna loïc luc lucas lucie lucien lucienne lucile ludivine
    ludovic lydia lydie léa léandre léo léon léonie léopold madeleine magali malik malo mamadou manon manuel marc
    marcel marcelle marguerite mariam mariama marianne marie marielle marion maryse mathias mathieu mathilde mathis
    mathys matthieu maud maurice max maxence maxime maël maëlle maëlys mehdi michaël michel michèle mireille modou
    mohamed momar monique morgane moussa myriam mélanie mélissa nabou nadia nadine nadège nathalie nathan naïma
    nicolas nicole nils ninon noah nolan nolwenn norbert noé noélie noémie océane odette odile olga olivia olivier
    omar ophélie oscar oumar oumou ousmane pascal pascale patrice patricia patrick paul paule paulette pauline
    perrine philippe philomène pierrick quentin rachel rachid raphaël raphaëlle raymond raymonde renaud rené renée
    richard robert robin rodolphe rokhaya roland rolande romain romane romuald rosalie roselyne rosine régine régis
    rémi rémy sabine sabrina salif salimata saliou samba samuel sandra sandrine sarah serge seydou seynabou sidonie
    simon simone siméon sofiane solange solène sonia sophie soukeyna souleymane stéphane stéphanie suzanne sylvain
    sylvestre sylviane sylvie sébastien séverine tanguy tatiana thibault thibaut thierry thomas théo théodore
    théophile thérèse tidiane timothée titouan tomas tristan ulysse valentin valérie vanessa victoire victor
    victoria vincent virginie viviane véronique wilfried xavier yacine yann yannick yasmine yaya yaël youssef yvan
    yves yvette yvonne zoubida zoé zélie édith édouard éliane élias élie éliott élisa élisabeth élise élodie éloïse
    éléonore émeline émile émilie éric étienne éva évelyne
"""
GIVEN_NAMES = frozenset(_NAMES.split())
