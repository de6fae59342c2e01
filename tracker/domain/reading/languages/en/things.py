"""What is handed over or paid, in English, and who is not meant by capitals. Data only."""

# ruff: noqa: E501, SIM905  (a row of a table is one line, and so are words that are many)

import re

_TAXES = (  # what is declared and paid, as people call it where they pay it
    "vat|gst|bas|hst|pst|iva|tva|mwst|usst|irpf|irpp|urssaf|paye|nssf|nhif|shif|ssnit|tds|epf|epfo|esic|itr|gstr|zus|jpk|kdv|sgk|darf|inss|fgts|monotributo|autonomos|"
    "ruc|igv|imss|infonavit|afip|arca|imu|inps|isee|umsatzsteuer|lohnsteuer|steuererkl[aä]rung|btw|moms|alv|peb|cpf|socso|bpjs|pph|ppn|sss|philhealth|pag-?ibig|uif|emp201|p11d|p60|ct600|1099s?|w-?2s?|"
    "zakat|tithe|taxes|tax(?: (?:returns?|declaration|filing|instal+ment|payment))?"
)
_PAID = (
    "contributions?|rent|mortgage|bills?|fees?|dues|subs|subscription|premium|deposit|instal+ments?|loan|payments?|payroll|salaries|wages|salary|tuition|utilities|electricity|"
    "royalt(?:y|ies)|stipend|allowance|alimony|child support|pocket money|fine|hoa|toll tag|school fees|chit(?: fund)?|maintenance (?:charge|fee)|service charge|condominio"
)
_WRITTEN = (
    "rpts?|appl|docs|bids?|tenders?|(?:overtime|time|tally|score|signing|sign-?in|job|tip|cue|shift) ?sheets?|(?<!bed )(?<!balance )sheets|menus?|inventory list|reports?|articles?|chapters?|essays?|slides|decks?|drafts?|figures|contracts?|proposals?|paperwork|forms?|documents?|documentation|docs|minutes|invoices?|quotes?|quotations?|estimates?|proofs|comments|"
    "feedback|memos?|bios?|headshots?|artwork|cv|r[eé]sum[eé]|applications?|letters?|answers|edits|revisions|forecast|rota|roster|timetable|materials|references?|abstracts?|manuscript|brief|blurb|"
    "order|statements?|cheque|receipts|expenses|timesheets?|transcripts?|write-?up|specs?|specification|sow|nda|copy|texts?|scripts?|lyrics|stems|footage|mock-?ups?|wireframes|renders|"
    r"declarations?|returns?(?! (?:from|to|on|home|back|at|in|after|mon|tues|wednes|thurs|fri|satur|sun|tomorrow|next|today)(?:day)?\b)|claims?|certificates?|cert|affidavit|permit|licen[cs]e|renewal|logs?|log ?sheets?|logbook|meter readings?|dataset|translation|transcription|homework|assignment|worksheets?|evaluations?|evals?|"
    "appraisal forms?|marks|marking|grading|agreement|lease|deed|terms|tender|bid|bibliography|captions|transfers?|ledger|reconciliation|payslips?|budget lines?|questionnaire|testimonial|obituary|eulogy|homily|"
    "press (?:kit|release|pack)|board (?:pack|papers)|photos for|pics for|pictures for|programme notes|lesson plans?|care plan|risk assessment|method statement|snag list|shot list|set ?list|stats|statistics|accounts|listing"
)
_NO_THING = (  # what makes a thing the name of something else: "contract law", "report day"
    "day|days|week|meeting|mtg|review|talk|chat|call|party|workshop|session|class|law|club|night|evening|morning|course|training|fair|show|exam|exams|test|season|holidays?|break|ceremony|festival|launch|"
    "prep|planning|discussion|debrief|lunch|dinner|drop-?in|clinic|surgery|webinar|seminar|conference|group|team|committee|panel|hearing|published|available|released|posted|opens?|starts?|begins|accepted|"
    "approved|received|arriv\\w+|collection|pick-?up|hour|hours|window|desk|office|shop|sale|strike|freeze|sync|stand-?up|hike|rise|increase"
)
PAYING = "m-?pesa|venmo|paypal|zelle|revolut|gpay|bizum|swish|twint|momo|interac|vipps"
THING = re.compile(
    rf"^(?:{PAYING})(?= \w)|(?<!no )(?<!exam )(?<!meeting )(?<!love )(?<!walk and )(?<![\w-])(?:{_TAXES}|{_PAID}|{_WRITTEN})\b(?![-'’&/]?\w)(?! (?:\w+ )?(?:{_NO_THING})\b)"
)
NO_BODIES = frozenset(
    (  # capitals that are a matter, a form or a language of a trade, and nobody to whom anything goes
        "VAT GST BAS HST IVA TVA PAYE NSSF TDS EPF ITR ZUS PIT CIT OIA FOI FOIA SAR PDF CV CVS QBR KPI KPIS OKR OKRS PTO SOW NDA RFP RFQ RFI RFC API SEO FAQ FAQS "
        "MOU LOI GDPR ISO ESG DEI ROI CRM ERP PPT HTML CSS SQL AI ML UX UI QA PR HSE PHD MSC BSC MBA AGM EGM CPD KYC AML DBS MRI ECG CT TB HIV COVID ADHD IEP EHCP SEN "
        "STEM ICT FY YTD EOY EOM EOD COB ASAP TBC TBD FYI OTP COP COF POD BOM BOQ RAMS ROV GIS CAD BIM USB DVD TV DNA PCR GP PM AM HOA USD EUR GBP PO SLA MVP GTM "
        "DRAFT FINAL URGENT TODO NEW OLD THE AND FOR ALL MY OUR DUE END SEND PAY CALL HW PS LAB MID WIP RSVP AOB P L PL PNL BP CAB SI LC FOB NGO SME OSS II III IV VI TAX PPN PPH PSD KDV JPK IRPF IMU SGK DARF ISR IMSS BTW MOMS USST SSS UIF ESIC EPFO GSTR CT CGT SDLT IHT SUTA FUTA"
    ).split()
)
ROLES = (  # by whom one is served, and whom one pays, asks and answers
    "(?:bus|taxi|cab|truck|van|school|uber|rickshaw) driver|drivers?|landlord|landlady|plumber|electrician|cleaners?|gardener|nanny|babysitter|child-?minder|maid|cook|tailor|seamstress|carpenter|painter|mechanic|builders?|roofer|"
    "mason|accountant|bookkeeper|lawyer|solicitor|notary|agent|broker|coach|tutor|teacher|instructor|trainer|photographer|caterer|florist|baker|dj|drummer|accompanist|organist|referee|umpire|milkman|paper ?boy|dhobi|"
    "watchman|security guard|caretaker|janitor|concierge|handyman|window cleaner|chimney sweep|locksmith|printer|translator|interpreter|designer|editor|illustrator|contractor|subcontractor|supplier|treasurer|secretary|"
    "farrier|midwife|carer|movers|removals|owner aunty|neighbou?rs?"
)
OFFICES = re.compile(
    r" (?:accts?|accounts|accounting|payroll|team|office|dept|department|desk|school|bank|clinic|surgery|finance|admin|council|family|people|folks|crew|reception|committee|trust|foundation)\b"
)
BODIED = re.compile(
    r"(?:Council|Trust|Foundation|Board|Ministry|Bank|University|College|School|Academy|Institute|Society|Association|Agency|Fund|Office|Department|Dept|Commission|Committee|Authority|Union|Federation|Church|Parish|"
    r"Diocese|Ltd|Limited|Inc|LLC|LLP|GmbH|AG|BV|Oy|Group|Partners|Press|Museum|Theatre|Theater|Hospital|Embassy|Consulate|Network|Alliance|Insurance|Mutual|Estates|Lettings|Studios?|Gallery|Records|Films|Media|"
    r"Publishing|Books|Journal|Magazine|Bureau|Secretariat|Registry|Tribunal|Court|Revenue|Treasury|Corp|Corporation|Company|Co|Labs?|Pharma|Foods|Farms|Logistics|Freight|Airlines|Motors|Solar|Energy|Water|Electric|Telecom)\.?"
)
MEANS = (
    re.compile(  # whose it is that goes back, though it may be written without a capital
        r"^(?i:return|give back|bring back|take back|hand back|send back|drop (?:off|back)|repay|refund|lend back|get back)(?: back)? (?P<who>(?!(?i:today|tomorrow|yesterday|week|month|year|mon|tues|wednes|thurs|fri|satur|sun)(?:day)?['’])[^\W\d_][\w-]{1,30})['’]s\b"
    ),
    re.compile(
        r"^(?P<who>[A-ZÀ-Þ][\w-]+)['’]s (?:[\w-]+ ){0,2}(?:letter|reference|recommendation|contract|offer|eval|evaluation|appraisal|feedback|payslip|certificate|invoice|transcript|visa letter|cheque|check|deposit|refund|wages|salary)\s*$"
    ),
    re.compile(
        r"(?:^|[-–—:,(] ?)(?P<who>[A-ZÀ-Þ][\w'’.-]*(?: [A-ZÀ-Þ][\w'’-]+)?) (?:needs|wants|asked for|asks for|expects|is (?:waiting|asking) for|requires) (?!to\b)(?=\w)"
    ),
)
PLACED = frozenset(("at", "in", "@", "near", "from", "on", "via", "by", "@the", "until", "before", "after"))
WANTED = re.compile(
    r"\b(?:(?:we|i) (?:still |really )?need (?:it|this|these|those|them|the|your)\b|(?:can|could|may) (?:i|we) (?:please )?(?:have|get)\b|let (?:me|us) have\b|must reach (?:me|us)\b|still missing\b|"
    r"(?:comments|version|part|section|input|figures|numbers|text|copy|answers?|reply|draft|signature|share) (?:to (?:me|us) )?please\b|(?:expected|needed|due|wanted) by\b|by post as well please|get this (?:over|back) to)"
)
REQUEST = re.compile(
    r"\b(?:(?:could|can|would|will) (?:you|u)(?: all)?(?: please| kindly| possibly| maybe)?|please|pls|plz|kindly|i need you to|we need you to|would you mind) "
    r"(?P<what>(?:send|share|forward|bring|provide|deliver|return|sign|pay|submit|upload|fill (?:in|out)|prepare|draft|write|e-?mail|mail|hand (?:in|over)|print|finish|proof-?read|translate|transfer|drop off|"
    r"get (?:me|us|this|that|it|the|your|them)|give (?:me|us)|let (?:me|us) have|turn in|complete the|update the|look over|review the|sending|sharing)\b[^.!?\n]{2,160})"
)
ALONE = re.compile(  # what one does for oneself, if it is for nobody
    r"^(?:read|study|practi[cs]e|rehearse|learn|meditate|think|journal|catch up on (?:reading|e-?mails?)|work out|daydream)\b(?!.*\b(?:for|to|by|due|before)\b)"
)
GATHERED = re.compile(  # where people come together, and where one goes
    r"^(?:\w+ )?(?:potluck|party|picnic|wedding|funeral|meeting|class|training|practice|rehearsal|dinner|lunch|bbq|barbecue|game|match|event|fair|airport|station|dump|tip|recycling|cleaners|storage|attic|work|home|bed|airbnb|pool|gym|beach|show|concert)$"
)
