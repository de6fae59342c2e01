"""The tables for what stands beside a title, in English. Data only."""

# ruff: noqa: E501  (a row of a table is one line)

import re

from tracker.domain.reading.language import Events
from tracker.domain.reading.languages.en import things, verbs

_BOOKING = re.compile(
    r"\b(?:(?:booking|reservation|confirmation|itinerary|ticket|e-?ticket)\s*(?:reference|ref|number|no|code|id|#)?[.:]?\s*#?(?=[A-Z0-9]*\d)[A-Z0-9-]{4,}|"
    r"pnr\b|e-?tickets?\b|boarding (?:pass|closes|time)|check-?in (?:opens|closes|from|time|done|is)|seats? \d{1,2}[A-K]\b|"
    r"(?:at|by) the property|automatically created events like this)",
    re.I,
)
_JOURNEY = re.compile(
    r"\bflights?\b|\b(?:lands?|landing|touch(?:es|ing)? down|takes? off|arrives?|departs?)\b.{0,15}(?-i:\b[A-Z]{3}\b)|^hotel\b|^(?:bus|tram|train|ferry) \d|\b(?:train|bus|ferry|coach) (?:to|from)\b|\b(?:airport|layover|boarding|check-?out|car hire|rental car)\b|\b\d+ nights?\b|"
    r"(?-i:\b[A-Z]{3} ?(?:-|–|→|>|to) ?[A-Z]{3}\b|^[A-Z][A-Z\d] ?\d{2,4}\b)",
    re.I,
)
_OFFER = re.compile(
    r"\b(?:you(?:'re| are| have) (?:now )?registered|registration (?:is )?(?:confirmed|link|required|open)|thank you for registering|"
    r"open to (?:all|every|the public)|all (?:are )?welcome|webinars?\b|live ?stream|(?:the |your )?(?:joining )?link will be (?:sent|emailed|shared)|"
    r"tickets? (?:available|on sale)|unsubscribe|save your (?:seat|spot)|limited (?:seats|places))",
    re.I,
)
_ROUTINE = re.compile(
    r"(?<!\bafter )(?<!\bbefore )(?<!\bafter the )(?<!\bbefore the )(?<!\bre )(?<!\babout )\b(?:^(?:shift |ward |night |morning )?handover$|shift handover|(?:collection|cash|till|stock|money|inventory) count\b|stock-?tak(?:e|ing)|(?:news|press|editorial|morning|evening) (?:conference|briefing)|rehearsals?|hearings?|court\b|trial\b|(?:fire |safety |mandatory )?training|class(?:es)?|lectures?|seminar|exams?|midterm|shifts?|on[- ]call|ward rounds?|rounds|"
    r"clinics?|mass|evensong|liturgy|vespers|(?:sunday|morning|evening|memorial|funeral) service|funeral|stand[- ]?ups?|refreshers?|simulator|sim\b(?! card)|proficiency check|line check|cpr\b|first aid(?! kit)|inductions?|musters?|daily|scrum|retro(?:spective)?|huddle|sprint \w+|"
    r"all[- ]?hands|town ?hall|drills?|drop[- ]?offs?|pick[- ]?ups?|school run|nursery|day ?care|commute|assembly|sports day|(?:morning|daily|shift|evening|toolbox|ops) (?:briefing|meeting|huddle|call)|toolbox talk|recital|graduation|dentist|dental|physio\w*|optician|haircut|barber|hairdresser|vet\b|massage|chiropract\w*|vaccin\w*|blood test|m\.?o\.?t\b|"
    r"plumber|electrician|engineer visit|sunday school|vigil|(?:wedding|christening|baptism|requiem)\b(?! (?:prep|plan|meet|chat|call|dress|cake|venue|list|gift|visit|dinner|lunch|drinks))|school play|invigilat\w+|theatre list|(?:boiler|car|gas|annual) service|matinee|performance|concert|tournament)\b"
)
_OFF = re.compile(
    r"^\W*(?:cancel+ed|called off|postponed|declined|not happening)\b|\b(?:is |now )?(?:cancel+ed|called off)\W*$|^\W*(?:no|skip(?:ping)?) (?:\w+ ){0,2}(?:today|this week|tonight|tomorrow)\b",
    re.I,
)
_TABLE = re.compile(
    r"\b(?:ristorante|restaurante?|parrilla|churrasc\w+|pupuseria|taquer[ií]a|panader[ií]a|pasteler[ií]a|confiter[ií]a|cervecer[ií]a|boteco|tasca|taberna|cervejaria|pastelaria|enoteca|gelateria|rosticceria|tavola calda|konditorei|kneipe|brauhaus|weinstube|stube|eetcafe|proeflokaal|kro\b|kafe|kahvila|ravintola|karczma|hospoda|kavárna|kafana|meyhane|lokanta|kebabs?|chaikhana|dhaba|hawker centre|kopitiam|warung|kissaten|teahouse|chophouse|shebeen|maquis|chop bar|braai|creperie|cr[eê]perie|bouchon|patisserie|boulangerie|gastropub|speakeasy|cocktail bar|rooftop bar|bar (?:and|&) grill|snack bar|smokehouse|oyster bar|noodle bar|carvery|tea garden|rambla|bistro|restaurant|trattoria|osteria|pizz\w{2,5}|brasserie|pub|tavern|diner|grill|eatery|canteen|"
    r"tea ?(?:room|house)s?|brewery|brewhouse|bakery|steak ?house|ramen|sushi|noodle|tapas|cantina|taproom|ristorante|taverna|izakaya|gasthaus|wirtshaus|bodega|beer garden|biergarten|wine bar|chippy|arms|inn|delicatessen|deli|"
    r"kitchen|food court)\b"
)
_MEAL = re.compile(
    r"\b(?:carne asada|soto\b|koshary|kushari|koshari|bakso|gado-gado|(?:she|he|they|we|i)(?:['’]ll)? (?:cooks?|will cook|bakes?)|mate\b(?= with\b| con\b| com\b| &| and| at| in| y)|chimarr[aã]o|hanami|o?bento|nabe|katsu|onigiri|yakiniku|sake\b(?! of)|nomikai|soju|hot[- ]?pot|l[aá]ngos|jiaozi|baozi|banh mi|b[aá]nh|pad thai|nasi|mie goreng|"
    r"rijsttafel|adobo|lechon|roti|naan|paratha|tandoori|idli|vada|chaat|pani puri|momo|mandi|kabsa|maqluba|mansaf|ful\b|hummus|manakish|meze|raki|simit|manti|lahmacun|pide|kofte|k[oö]fte|ayran|iskender|khachapuri|khinkali|shashlik|blini|"
    r"goulash|gulasch|[cć]evapi|burek|rakija|kafana|ku[cć]a|moussaka|tavern|frapp[eé]|spanakopita|sm[oö]rg[aå]sbord|crayfish|julbord|lutefisk|rugbr[oø]d|sm[oø]rrebr[oø]d|bitterballen|oliebollen|moules|frites|waffle|spaghetti|carbonara|focaccia|"
    r"antipast[io]|digestivo|aperitif|bacalhau|past[eé]is|churros|tortilla|jam[oó]n|cocido|milanesa|parrilla\w*|chorip[aá]n|mole\b|pozole|tamales|mezcal|tequila|margaritas?|caipirinha|pisco|gallo pinto|pupusas|jerk chicken|doubles\b(?! tennis)|"
    r"injera|chapati|mandazi|pilau|biltong|boerewors|kenkey|thiebou\w*|yassa|mafe|couscous|tajine|bannock|pavlova|barramundi|meat ?pie|hog roast|carvery|ploughman'?s|full english|fry-?up|bacon (?:roll|sandwich|butty)|"
    r"sandwich(?:es)?|soup|salads?|snacks?|nibbles|canap[eé]s|buffet|bring[- ]a[- ]dish|dish to share|cream tea|high tea|mince pies|eggnog|cider|ale\b|stout|lager|guinness|schnapps|rum\b|gin\b|negronis?|martinis?|spritzer|bubbly|fizz|cava|rioja|espressos?|brew\b|hot cocoa|smoothies?|juice bar|milkshakes?|soda|gelateria|patisserie|lunch(?:eon)?|dinner|breakfast|brunch|supper|coffees?|drinks?|beers?|pints?|wine|cocktails?|aperitivo|ap[eé]ritif|tea|afternoon tea|chai|cuppa|cake|bbq|barbecue|"
    r"picnic|happy hour|pubs?|brewery|nightcap|ice cream|pizza|burgers?|curry|ramen|sushi|tapas|dim sum|pho|kebab|d[oö]ner|tacos|brekkie|bite to eat|sundowners?|pot ?luck|cookout|roast|braai|asado|fondue|raclette|mezze|gelato|boba|matcha|espresso|latte|cappuccino|flat white|iftar|seder|shabbat|fika|noodles|"
    r"pancakes|waffles|mittagessen|abendessen|fr[uü]hst[uü]ck|kaffee|bier|pranzo|cena|caff[eè]|birra|almuerzo|comida|desayuno|cervezas?|caf[eé]|jantar|almo[cç]o|middag|obiad|kawa|kahve|"
    r"d[eé]jeuner|d[iî]ner|ap[eé]ro|tavola|shawarma|falafel|wings|nachos|bagels?|brekk[iy]e?|elevenses|cafezinho|tiffin|thali|dosa|biryani|jollof|paella|pintxos|spritz|"
    r"whisk(?:e)?y|prosecco|champagne|mimosas|mulled wine|gl[uü]hwein|gl[oö]gg|borrel|lunsj|kaffi|kahvi|mensa|canteen|takeaway|take-?out|fish (?:&|and) chips|churrasco|supper club|(?:wine|cocktail|rooftop) bar|"
    r"bite|nosh|grub|meal|eats|tasting|banquet|feast|thanksgiving dinner|bubble tea|yum cha|fr[uü]hschoppen|feierabendbier|brotzeit|vesper|merienda|aperol|ouzo|makgeolli|chimaek|bibimbap|bulgogi|korean bbq|pierogi|momos?|dumplings?|laksa|satay|rendang|udon|soba|tempura|yakitori|samosas?|tagine|gyros|souvlaki|"
    r"pasta|risotto|lasagn[ae]|gnocchi|schnitzel|currywurst|cr[eê]pes|oysters|pie|haggis|steak|brisket|ribs|burritos?|empanadas?|arepas?|ceviche|feijoada|moqueca|suya|fufu|banku|waakye|ugali|nyama choma|shakshuka|"
    r"borscht|pelmeni|plov|b[oö]rek|sashimi|congee|terer[eé]|poutine|barbacoa|barbie|sausage sizzle|lobster|crab|clambake|fish fry|seafood|cheesecake|scones|croissants?|doughnuts|pancake|charcuterie|koffie|kopje|biertje|pilsje|ontbijt|avondeten|uit eten|frokost|lounas|kolacja|ve[cč]e[rř]e|yemek|kahvalt[iı]|[cç]ay|colazione|apericena|merenda|vermut|ca[nñ]as|tapeo|vinos?|kuchen|"
    r"piwo|pivo|[oö]l\b|olut|vin chaud|grillen|grillfest|hot chocolate|mocktails?|sobremesa|thee|cheese board|"
    r"treat|table (?:booked|for)|booked a table|reservation for|dine|dining|grab (?:food|something)|something to eat|eat out|eating)\b"
)
_GUIDANCE = re.compile(
    r"\b(?:supervis(?:ion|or|ing|ee)\b(?!\? no)|help(?:s|ing)? (?:him|her|them|me) with (?:his|her|their|my) (?:reading|writing|\w+ (?:exam|test|grade))|reading hour|(?:norm|test|audition|competition|grade|title norm) prep\b|mentor\w*|mentee|coach(?:ing|ee)?\b|tutor(?:ial|ing)?\b|apprentice\w*|trainee\w*|intern(?:ship)?\b|(?<!missing )(?<!missed )(?<!cancelled )lessons?\b(?! (?:learn|fee|plan|time))|"
    r"(?<!machine )(?<!deep )(?<!distance )learning (?:the|how|about|agreement)|takes? over (?:from|next|my|the)|taking over (?:from|my)|learn(?:s|ing)? the (?:ropes|books|trade|job|craft)|'s course|course, how|how (?:is it|are you|is she|is he|are things) (?:going|doing|getting on)|"
    r"(?<!\w )(?:clarinet|flute|oboe|bassoon|saxophone|sax|trumpet|trombone|tuba|horn|violin|viola|cello|double bass|piano|organ|harp|guitar|ukulele|bass|drums|percussion|recorder|accordion|voice|singing|solf[eè]ge|theory|oud|sitar|tabla|cornet|bagpipes|fiddle|banjo|mandolin|sight-?reading|aural|conducting|composition|maths?|algebra|physics|chemistry|latin|spelling|reading|grammar|english|french|german|spanish|italian|arabic|mandarin|japanese)(?: grade)?(?: \d{1,2})?(?![^\n)])|"
    r"placement (?:review|meeting|visit|student|chat)|preceptor\w*|proctor|practicum|(?<!artist )(?<!artists )residency|residents?['’]? (?:review|teaching)|fellow(?:ship)? (?:review|meeting)|appraisee|educational (?:meeting|review)|foundation (?:doctor|year)|house officer|junior doctor|pupil(?:s|'s)?\b|"
    r"journeyman|improver|understudy|prot[eé]g[eé]|sponsee|thesis (?:chat|meeting|talk|progress|outline)|dissertation|chapter feedback|viva\b|(?:weekly|monthly) learning|skills? (?:review|plan|session)|strengths|career\w*|where do you want|in (?:two|three|five|ten) years|next (?:step|role|job|move)s?\b(?= for (?:me|you|her|him))|"
    r"sounding board|thought partner|accountability|action learning|peer (?:review circle|group supervision)|intervision|balint|reverse[- ]mentor\w*|(?:reading|writing|language) partner|tandem\b|training (?:plan|log|record|diary)|nvq|btec|cpd\b|competenc\w+|sign[- ]off of (?:skills|competenc\w+)|"
    r"career\b|advis[eo]r (?:hour|session|meeting|chat|call)|licen[cs]e exam|exam prep|nqt\b|ect\b|reflective practice|clinical practice|mock (?:viva|interview)|career advice|next level|promotion (?:case|path)|student teacher|probationer|prot[eé]g[eé]e?|postgrad\w*|grad student|"
    r"master'?s student|new starter|role[- ]play|begeleiding|betreuung\w*|handledning|veiledning|ohjaus|tutor[ií]a|mentor[ií]a|azubi\w*|lehrling\w*|praktikant\w*|korepetycje|lekcja|lecci[oó]n|lezione|unterricht|bijles|nachhilfe|"
    r"shadow\b|ride-?along|advisee|advising|career (?:plan|check-?in|goals)|\bidp\b|\bpdp\b|goal[- ]setting|cv review|resume review|practice (?:talk|interview)|teach(?:es|ing)? (?:me|her|him)|supervisee|"
    r"(?:piano|violin|guitar|singing|driving|swimming|riding|chess|drum|cello|flute|language) (?:lesson|practice|teacher)|exam practice|log[ -]?book|candidate year|(?:phd|msc|ma|bsc|doctoral|master'?s|bachelor'?s) (?:catch-?up|chat|check-?in|meeting|talk|progress|thesis)|where (?:next|to next)|probation\w*|(?:lesson|teaching|classroom|practice) (?:observation|feedback)|observation feedback|feedback on \w+(?:['’]s)? (?:lesson|teaching|class|sermon|sermons|talk|first)|cv\b|job (?:applications?|interview practice)|interview practice|reading practice|teach \w+ (?:the|how|to)|teaching \w+ (?:the|how|to)|(?:first|second|third|last|final) placement|meisterpr[uü]fung|journeyman'?s|(?:swahili|yoruba|twi|hindi|urdu|tamil|bengali|hebrew|greek|russian|ukrainian|czech|hungarian|finnish|swedish|norwegian|danish|irish|welsh|catalan|basque|persian|farsi|thai|vietnamese|tagalog|english|french|german|spanish|italian|polish|dutch|turkish|arabic|mandarin|japanese|korean|portuguese|sign language) (?:with|practice|lesson|conversation|homework)|sponsor (?:meeting|chat|call)|step work|viva prep|first (?:weeks|months|term|lambing|season|service|audit|trial|sermon)\b(?=.{0,20}how)|mock \w+|postdoc|after the phd|(?:first|second|third|fourth|fifth|last) of (?:three|four|five|six|eight|ten|twelve)|session \d+ of \d+|(?:, |- |– )session \d+(?![^\n])|feedback on (?:her|his|their) \w+|(?:adult )?literacy|numeracy|esol\b|reading (?:with|recovery)|sums with|homework help|"
    r"she teaches|he teaches|teaches me|homework|ch(?:apter|\.) ?\d|masterclass|peer (?:learning|coaching|support)|circle\b|learning to|wants to (?:move|become|get into|apply|learn)|be honest about|, i (?:only |just )?(?:ask|watch|listen|observe|mumble|learn|copy|take notes|try)\b|(?:his|her|their) (?:first|second|third|last|final) (?:year|month|placement|term)|how to (?:lead|manage|pitch|write|teach|run|sell|negotiate)|growing into|stretch goals?|confidence|lesson \d+|shows? (?:me|her|him) (?:how|the ropes)|"
    r"only ask questions|guides|(?:english|french|german|spanish|italian|polish|dutch|turkish|arabic|mandarin|japanese|korean|portuguese) (?:[abc][12]|lesson|practice|conversation)|b1|b2|c1|first year|final year|onboarding buddy|(?:personal|professional|leadership) development|development plan|growth plan|learning goals?|goals for\b|spiritual direction|discernment|vocation|formation|pupill?age|tutee|ordinand|curate|seminarian|novice|registrar|shadowing|buddy|"
    r"growth (?:chat|talk|plan|conversation)|development (?:chat|talk|conversation)|feedback (?:chat|talk|conversation)|pastoral|study plan|learning (?:plan|agreement)|portfolio review|"
    r"case[- ]based discussion|part (?:2|3|ii|iii) (?:student|candidate)|(?:pre-?)?registrar review)"
)
_BODY = re.compile(
    r"(?-i:\b[A-Z][a-z]{2,6}Co\b)|^(?:ethics|owners|governance|nominating|nominations?|remuneration|safeguarding|standards|appeals|admissions|grants?|allocations|tenure|curriculum|caucus|"
    r"presidium|co-?op(?:erative)?|gift acceptance|acceptance|disciplinary|finance|audit|elders|wardens|stewards|chairs|delegates|union exec|founders|directors)(?=$|[ ,:-]+(?:special|ctte|comm|meeting|mtg|session|\d|$))|"
    r"^partners?['’]? vote\b|\belections? of (?:officers|the (?:chair|board|committee))|(?<!interview )(?<!audition )(?<!list )\bpanel\b(?! (?:discussion|talk|event|debrief|prep|interview))|\b(?:bargaining|negotiating|strike|safety|welfare|building|liturgy|events|programme|program|search|steering|allocation) (?:committee|team|group|board|panel)\b|\b(?:vorstand\w*|aufsichtsrat|pengurus|samiti|panchayat|sabha|baraza|kgotla|majelis|musyawarah|beirat|elternbeirat|betriebsrat|ausschuss|gremium|kuratorium|bestuur\w*|styrelse\w*|styrem[oø]te|consejo|junta|comit[eé]|conselho|consiglio|"
    r"comitato|zarz[aą]d|shura|\w{3,}(?:raad|vorstand|ausschuss|utskott|styrelse|utvalg|valiokunta|n[aä]mnd)|(?:betriebs|stadt|gemeinde|aufsichts|eltern|schul|kirchen|verwaltungs|fakult[aä]ts|personal)rat|ondernemingsraad|gemeenteraad|gemeinderat|stadtrat|fakult[aä]tsrat|mitgliederversammlung|[aå]rsm[oø]te|hallitus|komisja|komitet|v[yý]bor|y[oö]netim kurulu|kurul|comisi[oó]n|assembleia|ledenvergadering|bestuursvergadering|"
    r"admissions board|exam(?:ination)? board|board of examiners|programme board|project board|design authority|change board|cab meeting|local governing|academic board|deans|heads of \w+|leadership (?:team|group|meeting)|senior team|"
    r"management (?:team|committee|group|meeting)|executive (?:team|committee|group|council)|core group|working party|task ?force|cross-party|joint committee|subgroup|irb|dsmb|smt|slt|elt|mancom|works council|student union|faculty senate|general assembly|house committee|allotment (?:society|committee)|tenants' association)\b|"
    r"\b(?:exec(?:utive)?(?:s|['’]s)?(?= *$| (?:meeting|mtg|session|group|team))|(?:ex|nom|rem|steer|audit|risk|invest|credit)-?co|cttee|smt|slt|elt|vestry|synod|presbytery|kirk session|elders|deacons|jury|cabinet|"
    r"(?:ethics|review|tumou?r|editorial|school|zoning|planning|appeals?|admissions|hiring|promotions?|award|prize|grants?|selection|disciplinary|design review|appointments?|tender|procurement|governance|finance|audit|"
    r"remuneration|nominations?|risk|safeguarding|standing|budget|funding|parish|works|youth) (?:sub-?)?(?:committee|board|panel|jury|council|group)|pcc|mdt|chambers meeting|ppc|^partners(?=$|:)|irb|"
    r"(?:partners|shareholders|owners|members|directors)['’]? (?:meeting|mtg)|residents['’]? association|hoa|pta|pto|governing|politburo|plenary|quorum|bureau)\b",
    re.I,
)
_MINGLING = re.compile(
    r"\b(?:(?:founders?|funders?|investors?|agencies|carriers?|shippers?|brokers?|suppliers?|subcontractors?|contractors?|traders?|merchants?|exporters?|importers?|builders?|growers?|farmers?|vets?|nurses?|doctors?|dentists?|lawyers?|teachers?|librarians?|publishers?|booksellers?|journalists?|media|press|photographers?|planners?|architects?|engineers?|chemists?|scientists?|researchers?|postdocs?|phds?|students?|grads?|graduates?|alumni|chefs?|hoteliers?|restaurateurs?|landlords?|agents?|bankers?|accountants?|treasurers?|clergy|choirs?|musicians?|composers?|curators?|collectors?|gallerists?|translators?|designers?|developers?|makers?|employers?|volunteers?|councill?ors?|mayors?|civil servants?|start-?ups?|chamber|trade|sector|industry|business(?:es)?|women|young professionals?|owners?|directors?|members?|neighbou?rs?|expats?|newcomers?|partners?)['’]?s?(?: (?:&|and|x|meets?) \w+)? (?:breakfast|brunch|lunch|dinner|drinks|evening|night|mixer|social|ap[eé]ro|aperitivo|cocktails?|gathering|get-?together|meet-?up|happy hour|bbq|garden party|coffee)\b|"
    r"women in \w+ (?:ap[eé]ro|drinks|lunch|breakfast|dinner|evening|night|mixer)|(?:bridal|wedding|book|art|trade|job|careers?|property|home|farm|food|wine|craft|antiques?|science|education|university|health|tech|design|toy|game|travel|tourism|boat|horse|dog|garden|agricultural|county) (?:fair|show|expo)\b|open house|garden party|house-?warming of|conference (?:dinner|banquet|social)|unconference|barcamp|camp fire chat|fair\b(?= [-–—:,])|networking|meet-?ups?|mixers?|speed[- ]intro\w*|ap[eé]ro\b|vernissage|private view|opening (?:night|reception)|poster session|portfolio night|new members|"
    r"(?:gallery|exhibition|shop|office|studio|biennale|museum|festival|show) opening|(?:fair|biennale|festival|conference|conf|summit|symposium|congress|expo)\b.{0,40}\b(?:drinks|dinner|party|opening|reception|evening)|(?:welcome|conference|alumni|members['’]?) (?:drinks|dinner|reception|evening|night)|receptions?|after-?work\b|after-?party|soir[eé]e|"
    r"speed (?:networking|friending|dating)|meet (?:and|&|n) greet|meet the \w+|social (?:hour|evening|night)|demo (?:night|day)|open evening|"
    r"newcomers?\b|get[- ]to[- ]know|(?:founders?|industry|investors?|pitch|members?)['’]? (?:night|drinks|breakfast|dinner|lunch)|book launch|launch party|"
    r"fund-?raiser|cocktails?\b|drinks reception|socials?\b(?! (?:media|care|work|stud|security|housing|services))|drinks (?:at|after|before) (?:the )?(?:summit|conf\w*|fair|forum|event|congress|show|launch|talk|agm)|conference drinks|stammtisch|freshers?\b|wine (?:and|&) cheese|coffee (?:hour|morning)|bar association|"
    r"chamber of commerce|toastmasters|ice-?breaker|netwerk\w*|netzwerk\w*|n[aä]tverk\w*|nettverk\w*|neujahrsempfang|empfang|receptie|nieuwjaarsreceptie|mottagning|ricevimento|recepci[oó]n|sommerfest|bankiet|linkedin|intro(?:duced)? (?:via|by)|"
    r"speakers?['’]? dinner|summit dinner|opening party|launch event|brand event|employer evening|recruit\w+ (?:fair|evening)|alumni weekend|business lunch club|\bbni\b|lions club|kiwanis|meet the \w+|get to meet|"
    r"(?:maker|startup|founder|creative|tech|design|data|dev|product|science|research|legal|finance|property|farm\w*)s? (?:mixer|meet-?up|social|drinks|breakfast|night|evening)|mingle|(?:speed[- ])dating|delegates['’]? (?:welcome|dinner|drinks)|welcome (?:cocktail|evening|reception|drinks|party|night|event)|new neighbou?rs|newcomers|newly \w+|new members|"
    r"(?:patrons|donors|members|friends|press|vip|private|collectors)['’]? (?:preview|view|viewing|evening|reception|breakfast|lunch|drinks)|preview\b|coffee hour|first one\b|(?:clergy|interfaith|industry|trade|regional|sector|business|leaders|ceo|founders|women'?s|"
    r"hoteliers?|growers|sellers|makers|artists|writers|developers|alumni|graduates?|expats?|newcomers) (?:\w+ )?(?:breakfast|evening|night|mixer|drinks|lunch|dinner|coffee|gathering|get-?together|social|aperitivo|reception|meet)|"
    r"(?:guild|association|chamber|federation|institute|society|league|network|club)\b.{0,25}\b(?:evening|night|drinks|cocktail|welcome|breakfast|lunch|dinner|reception|social|gathering|mixer|fair)|matchmaking|business cards|elevator pitch|pitch evening|awards? (?:night|dinner|evening|ceremony)|street party|community (?:night|evening|breakfast|drinks)|breakfast (?:briefing|club)|round ?tables?|hack night|borrel|mingle|"
    r"women in (?:tech|law|stem|business|finance|science|design|film|games|media|engineering|data)\b|network (?:lunch|drinks|evening|event|breakfast|night)|(?:association|society|guild|union|chapter|club) (?:evening|drinks|night|social|mixer)|premi[eè]re|"
    r"new (?:starters|joiners|parents|neighbou?rs|arrivals)|trade fair|open day|speed mentoring|pitch (?:night|event)|rotary|user group|career fair|job fair|expo\b|ice ?breaker)"
)
_STRANGERS = re.compile(
    r"\b(?:introduc(?:es|ing) us\b|introducing (?:the|her|his|their|an?) (?:\w+ ){0,4}(?:lady|man|woman|guy|friend|cousin|nephew|niece|colleague|contact|person|people|buyer|investor|owner|director|editor|curator|maker|expert)\b|wants (?:me|us) to meet|meet (?:(?:some|the|our|your|other|local|new|fellow|up-and-coming|all the) )*(?:new |young |local )?(?:people|faces|planners|publishers|producers|buyers|sellers|suppliers|editors|investors|funders|donors|employers|recruiters|students|graduates|members|colleagues|neighbou?rs|makers|growers|agents|artists|authors|couples|carriers|firms|companies|practices|parents|makers|partners|peers|industry|team|makers|workers|clinicians|researchers|"
    r"candidates|volunteers|delegates|owners|founders|others|each other|one another)|new (?:faces|network|contacts|connections|firms|agencies|workers from|to (?:each other|one another|the area|the town|the trade))|getting to know|get to know|round of introductions|introductions round|introduce (?:yourself|yourselves|ourselves)|who does what|who'?s who|"
    r"bring (?:your )?(?:business )?cards|business cards|cards ready|name (?:tags|badges)|open tables|\+ ?1s? welcome|plus[- ]ones? welcome|bring a (?:friend|colleague|guest|plus one)|nobody knows (?:nobody|anybody|anyone|each other)|(?:do not|don'?t|did not|didn'?t) know (?:each other|one another|anyone|anybody|most)|not (?:yet )?(?:met|worked with|know)|(?:have not|haven'?t|have never|never) (?:yet )?(?:met|worked with)|"
    r"from (?:all|other|several|various|different) (?:agencies|firms|companies|schools|practices|trades|branches|towns|hospitals|departments|churches|parishes|labs|universities|institutions)|(?:about|around|some|over|up to|roughly|ca\.?) (?:[2-9]\d|\d{3})\b(?! (?:min|mins|minutes|euros?|pages|percent|%|km|miles|years))|(?:[2-9]\d|\d{3}) (?:people|guests|firms|companies|members|carriers|delegates|participants|attendees|professionals|exhibitors|businesses|visitors)|"
    r"speed (?:networking|friending|dating)|meet (?:and|&|n) greet|mixers?|business (?:breakfast|lunch|club|mixer))\b"
)
_OCCASION = re.compile(
    r"\b(?:(?<!dinner )(?<!birthday )(?<!hen )(?<!stag )(?<!watch )(?:party|launch|opening|inauguration|reopening|unveiling)(?= (?:of|for|at|by|with|party|night|evening|drinks|event)\b|$|[,:(–—-])|(?:summer|winter|christmas|new year'?s?|annual|spring|autumn|members?'?|industry|press) (?:party|do|ball|bash|celebration)|open (?:studios?|house|day|evening|night|doors)|"
    r"(?<!game )(?<!games )(?<!movie )(?<!film )(?<!quiz )(?<!date )(?<!poker )(?<!girls )(?<!boys )(?<!sunday )(?<!monday )(?<!tuesday )(?<!wednesday )(?<!thursday )(?<!friday )(?<!saturday )(?<!every )(?<!this )(?<!parents )(?<!parents' )(?<!consultation )(?<!the )(?<!our )(?<!an )(?<!choir )(?<!training )evening\b(?=$|[ ,:(–—-])(?! (?:meal|walk|call|shift|class|run|swim|service|with|at|in|out))|"
    r"(?:drinks|breakfast|lunch|dinner|brunch|coffee|pub night|pints|get-?together|night|social|cocktails?|supper|celebration|welcome) (?:for|of) (?:(?:the|all|new|local|school|young|women|our) )*\w{3,}s\b|(?:forum|fair|expo|congress|summit|conference|symposium|convention|festival|biennale|conf|trade show|showcase|regatta|auction|gala|ball|jubilee|centenary|banquet|hackathon|awards?|prize-?giving|exhibition|stand visits?)\b(?! (?:prep|planning|plan|budget|jury|talk|paper|call|slides|stand rota|list|tickets?|committee|debrief|room))|"
    r"first meeting\b|new (?:contact|lead|prospect)\b|should (?:talk|meet|know)|partnering)"
)
_LINK = re.compile(
    r"\bintroduc(?:e|ing) \w+(?: \w+)? (?:and|&|to|with|\+) \w+|\bintroduc(?:es?|ing) (?:me|us|you|him|her|them|\w+(?: \w+)?) to\b|\bto introduce\b|\bmeets? (?:his|her|their|our) new\b|\bintros?(?:ductions?)?\b(?! (?:call|to (?!each)))|<>|\b(?:you two|you both|two of you|each other|one another)\b|\bshould (?:meet|talk to|know)\b|\b(?:connecting|introducing|introduce|connect|linking|putting) (?:you|the two|both|them)\b|"
    r"^[\w .'’-]{2,30}, (?:meet|this is) \w+|\bin touch with\b|\bmake the intro\b|\bintro call\b.{1,4}\w+['’]s (?:cousin|friend|colleague|contact|brother|sister|neighbou?r|partner|boss|uncle|aunt)|^\w+ meets? (?-i:[A-Z])\w+.{0,40}\bvia (?-i:[A-Z])|\bhave never met\b|\bdouble opt-?in\b",
    re.I | re.M,
)
_ROOM = re.compile(
    r"^(?:(?:conf(?:erence)?|meeting|board|seminar|class|zoom|huddle|project)[ -]?rooms?\b|room\b|projector\b|video ?conf|auditorium\b)|"
    r"\b(?:conf(?:erence)?|meeting|board|seminar)[ -]?room\b|\(\d{1,3} ?(?:seats|people|persons)?\)$",
    re.I,
)
_DESK = re.compile(
    r"^(?:eventos|eventi|evenements|veranstaltungen|evenementen|academy|membership|no-?reply|do-?not-?reply|events?|webinars?|newsletter|notifications?|marketing|tickets?|bookings?|reservations?|"
    r"registrations?|register|calendar|updates|alerts|mailer|everyone|everybody|all|all-?(?:staff|hands|company|team|users|employees)|staff)(?:[+-].*)?$"
)
_TO = re.compile(
    r"(?:\b(?:to|from me to)\s+(?!(?:be|do|have|get)\b)|(?<!\w)@|->\s*|→\s*|=>\s*)(?:(?-i:the)\s+)?", re.I
)
_ON_BEHALF = re.compile(r"\b(?:for)\s+(?:the\s+)?", re.I)
_BEYOND = re.compile(
    r"\s+(?:about|re|regarding|on|for|by|with|before|after|at|in|from|until|when|so|and|if|via|today|tonight|tomorrow|asap|eod|this|next|mon|tue|wed|thu|fri|sat|"
    r"sun|\w+day)\b|\s*[,;:(–—!?-]|\s+\d",
    re.I,
)
_AWAY = r"(?!\s(?:returns?|returning|leaves?|leaving|starts?|starting|arrives?|comes?|moves?|goes|flies|travels|works|delivers) (?:from|to|on|at|in|after|into|home|back|next|this|today|tomorrow|mon|tue|wed|thu|fri|sat|sun|work|maternity|paternity|leave)\w*\b)"  # where somebody is, which nobody promised
_DOES = re.compile(
    rf"{_AWAY}(?:\s+(?:to|2|will|is to|has to|needs to|must|should|shd|shld|shall|is going to|is gonna|gotta) (?:{verbs.SURE_VERBS}|{verbs.WEAK_VERBS}|{verbs.TO_VERBS}|revert|come back)\b(?! of\b)|"
    r"\s+(?:sending|bringing|returning|delivering|sharing|dropping (?:off|by the)|finishing|paying|preparing|writing|drafting|providing|lending|fixing|printing|ordering|posting|supplying|submitting|signing|uploading|booking|confirming|collecting|lending|baking|repairing|translating|editing|checking|filing|buying) (?=\w)|"
    r"\s*[:–—-]\s+(?:still )?(?:pending|awaiting|awaited|outstanding|overdue|waiting (?:for|on))\b|\s*[:–—-]\s+(?:to )?(?:draft|send|write|prepare|update|share|fix|finish|check|bring|book|confirm|finali[sz]e|upload|submit|circulate|arrange|organi[sz]e|order|deliver|call)\b|"
    r"\s+(?:also |then )?(?:sends|brings|delivers|shares|fixes|deploys|prepares|writes|drafts|finishes|updates|uploads|confirms|checks|calls back|pays|books|"
    r"orders|signs|returns|submits|files|gets back|replies|answers|reviews|provides|hands (?:in|over)|circulates|sets up|makes|creates|follows up|organi[sz]es|"
    r"arranges|collects|picks up|drops off|prints|posts|ships|publishes|translates|revises|approves|owes|lends|introduces|takes care of|does|tests|merges|fills in|"
    r"needs to|has to|must|should|is to|to [a-z]+|promised|said (?:he|she|they)(?:['’]d| would| will)) (?=\w)|"
    r"\s+(?!(?:wants|needs|asks|expects|requires|awaits|wishes|hopes|thanks|slides|minutes|figures|comments|notes|photos|pics|proofs|docs|files|forms|numbers|details|keys|expenses|results|drafts|edits|papers|news|plans|invoices|quotes|receipts|drinks|cases|thesis|"
    r"was|has|this|plus|goals|classes|lessons|tickets|exams|kids|parents|address|process|business|access|progress|always|sales|terms|accounts|references|flowers|gifts|books|shoes|glasses|stems|cakes|"
    r"questions|calls|messages|emails|reviews|talks|sessions|times|dates|days|weeks|months|hours|ends|needs|bonus|status|basics|logistics|boss|mass|christmas)\b)[a-z]{2,}s(?= (?!and\b|for\b|to\b|from\b|by\b|re\b|about\b|in\b|at\b|on\b)\w|$))"
)
_AWAITED = re.compile(
    r"\b(?:due|expected|awaited|pending|outstanding|owed|needed|promised|missing|wanted)? ?(?:back )?\bfrom\s+|"
    r"^(?:await(?:ing)?|pending|waiting (?:for|on)|chasing(?: up)?|nudging|pestering|expecting)\s*:?\s+",
    re.I,
)
_NAMED = r"[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+| (?:tai|bhai|ben|ji|didi|san|sensei|hoca|bey|hanım|abi|abla|aunty|uncle)\b)?"
_AWAITS = re.compile(
    rf"^(?![A-Z][\w'’-]+(?: is)? back from)(?:(?i:await(?:ing)?|waiting (?:for|on)|chas(?:e|ing)(?: up)?|pending|expecting|(?:still )?need(?:ing)?|still no)\b[^\n]{{0,60}}? |[^\n]{{2,60}}? (?i:due|expected|awaited|outstanding|overdue|owed|promised|back|due back|to come|still missing) )(?i:from) (?P<who>{_NAMED})(?=$|[\s,.;:!?)(–—-])"
)
_FETCHED = re.compile(
    r"^(?:collect|pick(?:ing)? ?up|get|fetch|buy|borrow|take|grab|request|ask for|accept|download|read|check|use|move|drive|fly|walk|call|phone|work|present|learn|hear|leave|return|escape|back|home|away|train|bus|flight|straight|visit|news|talk)\b"
)
_ABSENT = re.compile(
    r"\b(?:on|from|until|till|to|starts?|begins?|off on|after|end of|back from|returns? from) (?:her |his |their )?(?:(?:maternity|paternity|parental|sick|annual|study|family|adoption|compassionate|medical|unpaid) ?(?:leave)?|leave|holidays?|hols|vacation|sabbatical|furlough|honeymoon)\b|"
    r"\b(?:maternity|paternity|parental|annual|sick|study) leave\b|^\w+(?: is)? back\b(?! to \w+$)|^\w+ returns? (?:from|home|to work|mon|tue|wed|thu|fri|sat|sun|today|tomorrow|next)|\b(?:ooo|wfh|a/l|pto|toil|absent|on call|off sick|out sick|not in|not available|unavailable)\W*$"
)
_BEGGED = re.compile(
    r"^(?:(?:pls|plz|please|kindly|can you|can u|could you|would you|need you to|reminder to|reminder: ?please)(?: all| everyone| pls| please)?|reminder ?[:–—-]) (?!hold\b|join|come\b|note\b|save\b|attend|keep\b|block\b|mind\b|see\b|do not|don['’]t|wait\b|be\b|call in|dial|meet\b)[a-z]{2,}|"
    r"[\w)][,:;–— -]+(?:pls|plz|please)\W*$|\b(?:needed|required|wanted|due|outstanding|overdue)(?: (?:asap|today|now|please|pls))?\W*$"
)
_RETURNED = re.compile(
    r"^(?!back to)(?!.*\b(?:school|work|basics|normal|back to back|uni|class|term|office|life)\b)[\w'’ &/-]{3,50}? (?:(?:go|goes|going|due|to go|to be taken|handed|given|being given) back\b(?! to$)|back to (?:the )?\w|to be (?:returned|handed back|given back))"
)
_JUDGED = re.compile(
    r"\b(?:feedback|comments|roster|rota|timetable|listing|menus?|minutes|plans?|goals|budget|terms|brief|brand|roadmap|strategy|scripts?|stats?|statistics|marks|marking|copy|order|care plan|lyrics|spec)\b"
)
_GIVES = re.compile(
    rf"^(?i:{things.PAYING}|call|phone|ring|text|email|e-mail|tell|ask|remind|thank|rsvp|reply|answer|pay|owe|give|send|show|lend|chase|invite|message|write|contact|respond|invoice|bill|repay)\s+(?i:to )?"
    r"(?P<who>(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof|Fr|Sr|Rev|Sir)\.?\s+)?[A-Z][a-zà-ÿ'’-]+|(?i:mum|mom|dad|gran(?:ny|dma|dpa)?|nan|aunt(?:ie|y)?|uncle)\b|"
    rf"(?:the |my |our )?(?:{things.ROLES})\b(?!['’]?s? (?:party|day|meeting|fees?|licen[cs]e|training|lesson)))"
)
_BILLED = re.compile(
    rf"^(?i:invoice|bill|pay|call|phone|ring|e-?mail|text|repay|reimburse|chase|answer|contact|{things.PAYING}) (?P<who>[A-ZÀ-Þ][\w'’-]+ [A-ZÀ-Þ][\w'’-]+)(?=$| ?[#\d–—-]| (?:for|re|about)\b)"
)
_PAIRS = re.compile(
    r"(?:&|\+|\band\b)\s+(?:the )?(?:kids?|family|children|co\b|mrs|dad|mum|mom|grandma|grandpa|partner|wife|husband|baby)",
    re.I,
)
_OWES = re.compile(
    r"^(?:the |(?i:awaiting|waiting (?:for|on)) (?:the )?(?=[\w'’.-]{2,20} (?:approval|answer|reply|feedback|response|decision|go-ahead|sign-?off|confirmation|comments|signature)\b))?(?P<who>(?i:hq|head office|clients?|customer|landlord|landlady|tenants?|suppliers?|vendor|agency|agent|lawyers?|solicitor|accountant|bank|builders?|contractor|plumber|school|office|hr|"
    r"it|legal|finance|marketing|ops|printers?|publisher|editor|council|registrar|surveyor|broker|insurer|insurance|garage|clinic|surgery|lab|mum|mom|dad|boss|parents|neighbou?rs?)|"
    r"[A-Z][\w-]+(?: [A-Z][\w-]+)?(?=['’]s (?:\w+ )?(?:comments?|reply|answer|draft|section|chapter|feedback|numbers|figures|part|edits|review|report|quote|invoice|input|copy|slides|text|signature|response|share|documents?|documentation|photos|list|notes|minutes) (?:due|expected|pending|outstanding|overdue)\b|\s*[:–—-] (?:still )?(?:pending|awaiting|outstanding|overdue|waiting (?:for|on))\b)|"
    r"[A-Z][\w'’-]+(?= \([^()]{1,30}\))|[A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+)?(?= (?:(?:2|shd|shld|gotta) (?:send|pay|bring|call|book|sign|fix|write|check|do|return|order|confirm)\b|(?!(?!has|needs|owes)\w+ (?:from|to|on|at|in|after|home|back|next|this|today|tomorrow|mon|tue|wed|thu|fri|sat|sun|work|leave)\w*\b)(?:brings|sends|delivers|shares|returns|pays|signs|prepares|writes|drafts|finishes|confirms|fixes|books|orders|submits|provides|has to|needs to|owes|pulls|drops off|picks up)|(?:said|says|promised) (?:he|she|they)(?:['’](?:d|ll)| would| will)) ?))(?: \([^()]{1,30}\))?(?:['’]s (?:\w+ ){1,2}(?=(?:due|expected|pending|outstanding|overdue)\b)|\s*[:–—-] (?:still )?(?:pending|awaiting|outstanding|overdue|waiting (?:for|on))[,:]? ?(?=\w)|(?<=[A-Z]) (?=(?:approval|answer|reply|feedback|response|decision|go-ahead|sign-?off|confirmation|comments|signature)\b)| (?:said|says|promised) (?:he|she|they)(?:['’](?:d|ll)| would| will) ?(?=[a-z])| (?:to|2|shd|shld|gotta|will|must|should|owes(?: me| us)?|promised(?: to)?|brings|sends|delivers|shares|returns|pays|signs|prepares|writes|drafts|finishes|confirms|fixes|books|orders|submits|provides|has to|needs to|pulls|drops off|picks up) ?(?=[a-z]|[A-Z][\w'’]+ [a-z]|\d))"
)
_BODIES = re.compile(r"(?!QBR|KPI|OKR|WIP|PTO|EOD|DND|OOO|ERP|CRM|UAT|GYM|ASAP|TBC|TBD|FYI)[A-Z]{3,4}")
_DECIDES = re.compile(
    r"for decision|\bdecision[s:]|\bdecision meeting|\bdecide\b|(?:hiring|award|funding|tender|grant|investment|budget) decisions?|shortlist\w*|(?:selection|allocation|deliberation|adjudication|moderation|voting|constituent|extraordinary|statutory) (?:meeting|session)|(?:tenure|ethics|bid|tender|promotion) review|\b(?:minutes|chair|secretary|clerk):|\bto (?:decide|approve|vote|ratify|adopt)\b|\b(?:we|must) (?:decide|approve|vote)\b|\bdecide (?:on|whether|who)|y/n\b|yes/no|\belections?\b(?= of|:)|elect (?:officers|a |the |new )|show of hands|chair'?s (?:report|action)|matters arising|standing items?|apologies (?:from|for absence)|any other business|\baob\b|minutes (?:approved|to approve|from last)|proxy|proxies|abstain|majority|seconded?\b(?= by)|terms of reference|by-?laws|statutes|officers' reports?|treasurer'?s report|\bcommittee|\bboard\b(?! (?:games?|room))|\bvot(?:e|ing)\b|quorum|minutes of (?:the )?last|approve the|resolutions?\b|agenda items?\b|^agenda:|\nagenda:|trustees|(?<!/ )(?<!with )(?<!w/ )(?<!w )(?<!& )council\b(?!:)|motion\b|ballot|ratif(?:y|ies|ication)|papers? (?:attached|circulated)"
)
_WORK = re.compile(
    r"\b(?:office|floor|(?:meeting|conference|conf|board|committee|class|seminar|back|staff)[ -]?room|room \w?\d|chamber|academy|clinic|librar(?:y|ies)|school|campus|building|hq|flat|"
    r"street|road|rua|stra(?:ss|ß)e|rue|zoom|teams|meet|https?|online|phone|call|lab|site|gym|church|chapel|court|hospital|union hall|town hall|city hall|desk|video|stadium|arena|theatre|theater|cinema|opera|pool|pitch|track|rink|velodrome|trail|forest|museum|gallery)\b|\d{2,}|"
    r"\b(?:game|match|derby|film|movie|play|gig|run|walk|swim|hike|ride|climb|tennis|squash|golf|padel|badminton|football|cricket|training|chess)\b"
)
_PREPARES = re.compile(
    r"\b(?:plann?ing|plan|prep|seating|tickets?|budget|committee|cttee|invites?|invitations?|rsvps?|list|venue|set-?up|(?<!\()logistics|debrief|rehearsal|speech|dress)\b"
)
_BUSINESS = re.compile(
    r"\b(?:mtg|meeting|q ?& ?a|captains?|scope|site|contract|quotes?|agenda|interviews?|briefings?|inspection|survey|viewing|handover|negotiat\w+|briefs?|review|debrief|sync|specs?|budget|plann?ing|"
    r"workshop|ideas?|project|proposals?|permits?|estimates?|rehearsal|schedule|rota|audit|fitting|demo|measur\w+|walk-?through)\b"
)
_CREW = re.compile(r"^ (?:team|crew|staff|leads?|volunteers|helpers|managers?|nurses|teachers|coordinators)\b")
_PHONE = re.compile(
    r" ?(?:\((?:on the |by )?(?:phone|call|tel|mobile|whatsapp|facetime|viber|signal|skype|zoom|video)\)|- (?:phone|call|tel))$"
)
_BRINGS = re.compile(
    r"\b(?:brings?|bringing|delivers?|delivering|drops (?:off|in)|dropping off|returns?|returning|hands (?:in|over)|ships|posts|lends|supplies|sends)\b"
)
_THEIRS = re.compile(
    r"\b(?:he|she|they)(?:['’]ll| will| has to| have to| must| said (?:he|she|they)(?:['’]d| would)| promised| (?:still )?sends?\b| is (?:sending|bringing|dropping|paying|writing|doing|finishing|returning|posting|preparing)\b| drops? (?:it|them|off|this)\b| pays?\b| returns? (?:it|them)\b| posts?\b| finish(?:es)?\b| supplie?s\b| lends?\b| mails?\b| brings?\b| owes?\b| delivers?\b| prepares?\b| writes?\b)"
)

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
    desk=_DESK,
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
    means=things.MEANS,
    request=things.REQUEST,
    wanted=things.WANTED,
    alone=things.ALONE,
    thing=things.THING,
    bodied=things.BODIED,
    offices=things.OFFICES,
    gathered=things.GATHERED,
    no_bodies=things.NO_BODIES,
    placed=things.PLACED,
    small=frozenset(("a", "an", "the", "my", "our", "your", "his", "her", "their", "some", "over", "out", "please")),
)
