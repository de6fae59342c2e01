"""First names that many people bear, in lower case, so that "katy" alone is known for a person. Data only.

Gathered by hand from many countries. Left out is what is also a word of titles (will, may, grace, art, bill, dean).
"""

_GATHERED = """
    aaron abby abdul abel abigail adaeze adam adele aditi aditya adrian agnes ahmed aidan aisha akira alan albert
    alejandro alessandro alex alexa alexander alexandra alexis alfred ali alice alicia alina alison alistair allison
    ama amanda amara amelia amina amir amit amy ana anastasia anders andre andrea andreas andrei andrew andy angela
    angelica anil anita anja ankit ann anna annabel anne annette annie anouk ansel anthony antoine anton antonio
    anya arjun arne arthur arun arvid asha ashley astrid audrey axel ayesha ayumi barbara beatrice beatriz becca
    becky ben benedict benjamin bernard bernd bernie beth bethany betty beverly bianca birgit björn bob bobby boris
    brad bradley brandon brenda brian bridget brigitte bruce bruno bryan caitlin caleb callum cameron camila camille
    carl carla carlos carol carolina caroline carolyn carrie catherine cathy cecilia cedric celine cesar chad
    charles charlie charlotte cheryl chiara chloe chris christian christina christine christopher chuck cindy claire
    clara claudia claudio cody colin connor cristina curtis cynthia daisuke damien dan dana daniel daniela daniele
    danielle danny daphne daria dario darren dave david deb debbie deborah deepa deepak denis denise dennis derek
    devon diana diane dimitri dirk dmitri dominic donald donna doris dorothy doug douglas duncan dylan eddie edgar
    edith eduardo edward efua eileen elaine eleanor elena eli elias elisa elisabeth elise eliza elizabeth ella ellen
    elliot elsa emil emilia emily emma emmanuel enrique eric erica erik erika erin ernst esther ethan eugene eva
    evan evelyn fabian fabio fatima fatou felipe felix fernando finn fiona florian frances francesca francesco franz
    françois fred frederic frederik freya frida friedrich gabriel gabriela gareth gary gavin geoff george gerald
    gerard gianni gina giorgio giovanni giulia giuseppe gloria gordon graeme graham greg greta guido guillaume
    gunnar gustav hamza hana hanna hannah hans harold harriet harry harvey hassan hector heidi heike heinz helen
    helena helene helga henrik henry herbert hiroshi holger howard hugh hugo hussein ian ibrahim ida ilse imran ines
    ingo ingrid irene irina isaac isabel isabella isla ismail ivan ivana ivo jacob jacqueline jacques jake jakob
    jakub james jamie jana jane janet janice jasmin jasmine jason javier jean jeff jeffrey jen jenna jennifer jenny
    jeremy jerome jerry jess jesse jessica jessie jill jim jimmy jing joan joanna joanne joe joel joerg johan johann
    johanna johannes john johnny jon jonah jonas jonathan jordi jorge joseph josephine josh joshua josé joyce juan
    juanita judith judy jules julia julian juliana julie julien juliet julius justin jürgen kaia karen karim karin
    karl karla karolina kate katharina katherine kathleen kathryn kathy katie katja katrin katy katya kay kayla kei
    keith kelly kelsey ken kenji kenneth kerry kerstin kevin khadija kim kimberly kiran klaus kofi kristen kristin
    kristina kristof kumar kurt kwame kyle larry lars laura lauren laurent lea leah leila lena leni leo leon
    leonardo leonie leslie lewis liam lidia lili lilian lily lina linda lindsay linus lisa liz lola lorenzo lotta
    lotte louis louisa louise luc luca lucas lucia lucy luis luisa lukas luke lydia lynn maddie maja malik manfred
    manuel mara marc marcel marcela marcin marco marcus marek margaret margot maria mariam marian marianne marie
    mario marion marisol maritza marjorie markus marlene marta martha martin martina marvin mary mateo mathias
    mathilde matt matteo matthew matthias maureen maurice mauricio max maxime maya megan mehmet mei melanie melissa
    mia michael michaela michal michel michele michelle miguel mika mike mikhail milan milena milo mira miranda
    miriam mohamed mohammed mohan moira molly mona monica monika morgan moritz moses muhammad nadia nadine nancy
    naomi natalia natalie natasha nate nathan nathaniel neha neil nelson nesrin niamh nicholas nick nico nicola
    nicolas nicole nigel nikhil niklas nikolai nikos nils nina noah noemi nora norbert norman odile olaf oleg olga
    oliver olivia olivier omar ondrej oscar oskar otto paavo pablo paige pam pamela paola paolo patricia patrick
    patrik paul paula pauline pavel pedro peggy penelope perry pete peter petra phil philip philippe phillip phoebe
    pia pierre piet pieter piotr pooja prakash priya rachel rafael raj rajesh ralf ralph ramon randy rania raphael
    rashid raul ravi raymond rebecca reinhard renata rene reza ricardo richard rick riley rita robert roberta
    roberto robin rodrigo roger rohan rohit roland rolf roman ronald rosa rosalie rosie ross roy ruben rudolf rui
    rupert russell ruth ryan sabine sabrina sachin sally salma sam samantha samir samira samuel sandeep sandra sandy
    sanjay sanna sara sarah sasha saskia scott sean sebastian serena sergei sergio seth shane shannon sharon shaun
    sheila shirley shreya sibel sidney siegfried simon simona simone siobhan sneha sofia solveig sonia sonja sophia
    sophie stacey stefan stefanie stella stephanie stephen steve steven stewart stuart sun-hee sunil susan susanna
    susanne susie suzanne svein sven svetlana sylvia sylvie takashi tamara tanja tanya tara tatiana ted teresa terry
    tess thea thelma theo theodore theresa thomas tilda tim timo timothy tina tobias todd tom tomas tomasz tommy
    toni tony torsten tracy trevor tricia trish tuva tyler ulrich ulrike ursula ute uwe valentina valeria valerie
    vanessa vera veronica vicki vicky victor victoria vijay vikram viktor vincent vivian vladimir walter wanda
    wanjiru wei wendy werner wilhelm wilma wolfgang xavier xiao yan yannick yara yasmin yolanda yuki yuko yusuf yves
    yvonne zach zachary zainab zara zoe zofia zoltan
"""
GIVEN_NAMES = frozenset(_GATHERED.split())
