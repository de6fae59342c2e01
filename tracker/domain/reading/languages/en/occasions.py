"""Days that are kept, and occasions at which people gather, as calendars name them in English. Data only."""

# ruff: noqa: E501  (a row of a table is one line)

_FEASTS = (  # of many faiths and countries; the first three letters of each must be written out, for they are cues
    r"diwali|deepavali|holi|navratri|navaratri|dussehra|dasara|durga puja|ganesh chaturthi|chaturthi|janmashtami|raksha bandhan|onam|pongal|makar sankranti|sankranti|lohri|baisakhi|vaisakhi|ugadi|bihu|karva chauth|maha shivaratri|shivratri|chhath|"
    r"guru nanak|poya|vesak|wesak|waisak|nyepi|galungan|songkran|loy krathong|tihar|dashain|tết|seollal|chuseok|obon|golden week|lunar new year|chinese new year|mid-autumn|qingming|dragon boat|spring festival|diwali break|"
    r"eid(?: al[- ]\w+| ul[- ]\w+)?|bayram[ıi]?|bairam|ramadan|ramazan|ashura|mawlid|milad|muharram|arafah?|hajj|nowruz|newroz|norouz|hari raya|aidilfitri|tabaski|korit[eé]|"
    r"hanukkah|chanukah|passover|pesach|purim|sukkot|shavuot|yom kippur|rosh hashanah?|simchat torah|shabbat|lag baomer|yom hazikaron|"
    r"good friday|holy week|maundy thursday|palm sunday|ash wednesday|shrove tuesday|whit monday|pentecost|ascension (?:day|thursday)|corpus christi|feast of \w+|all saints|all souls|epiphany|immaculate conception|candlemas|advent sunday|boxing day|orthodox (?:easter|christmas)|"
    r"timkat|meskel|enkutatash|semana santa|las fallas|feria de \w+|midsummer|juhannus|walpurgis|vappu|sinterklaas|koningsdag|kings? day|carnival|karneval|fasching|fastnacht|mardi gras|oktoberfest|bastille|"
    r"juneteenth|kwanzaa|anzac|matariki|hogmanay|burns night|bonfire night|guy fawkes|harvest festival|inti raymi|dia de \w+|día de \w+|dia d[aoe]s? \w+|fiestas? patrias|feiertag|nationalfeiertag|cinco de mayo|umuganura|homowo"
)
_GATHERED = (
    r"funeral|burial|cremation|one week observation|memorial service|requiem|outdooring|naming ceremony|wake(?! ?up)|sitting shiva|deb(?:s|utante)|prom|homecoming|quincea[nñ]era|(?:bar|bat) mitzvah|first communion|nikah|sangeet|mehndi|baby shower|bridal shower|hen do|stag do|"
    r"inset day|teacher training day|^elections?|(?:general|local|municipal|presidential|european) elections?|referendum|polling day|census day|marathon|eclipse|solstice|equinox|full moon|new moon|sunset|sunrise|high tide|low tide|spring tide|first frost|clocks (?:go|change)|daylight saving"
)
OCCASIONS = f"{_FEASTS}|{_GATHERED}"
