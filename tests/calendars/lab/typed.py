"""Rows a: addresses that are refused as they are typed, before anything is connected to."""

from tests.calendars.lab.row import each, numbered, words

SCHEMES = (
    "file:///etc/passwd",
    "file://localhost/etc/passwd",
    "ftp://HOST/a.ics",
    "gopher://HOST:80/_GET",
    "data:text/calendar,BEGIN:VCALENDAR",
    "javascript:alert(1)",
    "dict://HOST/d:a",
    "ldap://HOST/",
    "ws://HOST/",
    "mailto:ama@HOST",
    "about:blank",
    "view-source:https://HOST/",
    "feed:https://HOST/a.ics",
    "unix:///run/a.sock",
    "webcal:HOST/a.ics",
    "https:HOST/a.ics",
    "https:/HOST/a.ics",
    "https:///HOST/a.ics",
    "//HOST/a.ics",
    "HOST/a.ics",
    "http://",
    "https://?a",
    "://HOST/",
    "",
    " \n",
)

FOUR = words("""
    127.0.0.1 127.1 127.0.1 127.255.255.254 0.0.0.0 0 0x0 0x7f000001 0X7F000001 2130706433 017700000001 0177.0.0.1
    0x7f.0.0.1 0x7f.1 0x7f.0.0.0x1 127.0.0.0x1 00127.0.0.1 127.0.0.01 127.0.0.1. 10.0.0.1 10.1 172.16.0.1
    172.31.255.255 192.168.0.1 192.168.257 169.254.169.254 169.254.43518 0xa9fea9fe 2852039166 0251.0376.0251.0376
    100.64.0.1 100.127.255.255 192.0.0.1 192.0.2.1 198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1 192.88.99.1
    168.63.129.16 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255 256.1.1.1 1.2.3.4.5 93.184.216 93.184.55330
    0x5db8d822 1572395042 0135.0270.0330.042 4294967296 99999999999 1..1.1 .1.1.1.1 1.1.1.1..
    １２７.０.０.１ ①②⑦.0.0.1 127。0。0。1 127．0．0．1 127｡0｡0｡1 １６９.254.１６９.254 %31%32%37.0.0.1
    127.0.0.1%00.HOST 127.0.0.1%20 %6c%6f%63%61%6c%68%6f%73%74 127\u00ad.0.0.1
""")

SIX = words("""
    ::1 :: 0:0:0:0:0:0:0:1 0000:0000:0000:0000:0000:0000:0000:0001 ::ffff:127.0.0.1 ::ffff:7f00:1
    ::ffff:169.254.169.254 ::ffff:a9fe:a9fe ::ffff:10.0.0.1 ::ffff:93.184.216.34 ::127.0.0.1 ::7f00:1
    ::ffff:0:127.0.0.1
    64:ff9b::7f00:1 64:ff9b::169.254.169.254 64:ff9b:1::7f00:1 64:ff9b::5db8:d822 2002:7f00:1::1 2002:a9fe:a9fe::
    2002:c0a8:1::1 2001::1 2001:0:4136:e378:8000:63bf:80ff:fffe 2001:10::1 2001:20::1 2001:db8::1 3fff::1 5f00::1
    fc00::1 fd00::1 fd00:ec2::254 fe80::1 fe80::1%25lo fe80::1%lo ::1%25lo 2606:2800:220:1::1%25lo fec0::1 ff02::1
    ff0e::1 100::1 1::1 4000::1 v1.fe 127.0.0.1 1:2:3:4:5:6:7:8:9
""")

NAMES = (
    *words("localhost LOCALHOST localhost. a.localhost a.b.localhost. printer.local printer.local. PRINTER.LOCAL"),
    *words("metadata.google.internal metadata.google.internal. instance-data.internal ⓛocalhost ｌｏｃａｌｈｏｓｔ"),
    *words("localhost。 loc\u00adalhost loc\u200balhost printer。local printer.ｌocal"),
    *words("-bad.example bad-.example a..example ..example . *.example a,b.example a;b.example a'b.example"),
    *words("a%2eb.example xn--\u00fc.example \u202eexample.com"),
    "a" * 64 + ".example",
    "a." * 130 + "example",
)

PORTS = words("0 1 7 21 22 23 25 53 110 143 465 587 993 2049 5060 6000 6667 10080 65536 99999 -1 +80 80:80 ８０ a")

USERS = (
    "http://HOST@127.0.0.1/",
    "http://HOST:80@127.0.0.1/",
    "http://HOST:80@169.254.169.254/",
    "http://ama@HOST/",
    "http://:sesame@HOST/",
    "http://ama:@HOST/",
    "http://@HOST/",
    "http://a@b@HOST/",
    "http://a:b@c:d@HOST/",
    "http://ama:sesame@127.0.0.1/",
    "http://127.0.0.1#@HOST/",
    "http://127.0.0.1?@HOST/",
    "http://127.0.0.1/@HOST/",
    "http://127.0.0.1;@HOST:80\\/",
    "http://HOST\\@127.0.0.1/",
    "http://127.0.0.1\\.HOST/",
    "http:\\\\127.0.0.1\\",
    "http://HOST%40127.0.0.1/",
    "http://HOST\N{FULLWIDTH COMMERCIAL AT}127.0.0.1/",
    "http://127.0.0.1\N{FULLWIDTH SOLIDUS}.HOST/",
    "http://HOST\N{FULLWIDTH NUMBER SIGN}.example/",
    "http://[::1].HOST/",
    "http://[2606:2800:220:1::1]HOST/",
    "http://HOST[::1]/",
    "http://[::1/",
    "http://::1/",
    "http://[]/",
)

SIGNS = (
    "\x00",
    "\t",
    "\n",
    "\r\nHost: 127.0.0.1\r\n",
    " ",
    "\x0b",
    "\x1f",
    "\x7f",
    "\x85",
    "\xa0",
    "\u2028",
    "\ufeff",
    "\\",
)

ROWS = numbered(
    "a",
    [
        *each(SCHEMES, "refused"),
        *each((f"http://{host}/" for host in FOUR), "refused"),
        *each((f"http://[{host}]/" for host in SIX), "refused"),
        *each((f"https://{host}/" for host in NAMES), "refused"),
        *each((f"http://HOST:{port}/" for port in PORTS), "refused"),
        *each(USERS, "refused"),
        *each((f"http://HOST/a{sign}b.ics" for sign in SIGNS), "refused"),
        *each((f"http://a{sign}HOST/" for sign in SIGNS), "refused"),
        *each(("\x00https://HOST/", "\x1fhttps://HOST/", "https://HOST/\udcff", "ht\ttps://HOST/"), "refused"),
        *each(("https://HOST/" + "a" * 8_200, "https://HOST/?" + "%41" * 3_000), "refused"),
        *each(
            ("http://127.0.0.1:8080/", "webcal://127.0.0.1/", "webcals://[::1]/", "WEBCAL://LOCALHOST/"), "refused"
        ),
    ],
)
