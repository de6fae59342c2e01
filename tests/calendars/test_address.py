"""How addresses are written, kept and shown, and which of them we connect to."""

import pytest

from tracker.calendars.address import allowed, host_of, masked, tidy
from tracker.calendars.trouble import FeedRefused


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (" https://calendar.example/a.ics\n", "https://calendar.example/a.ics"),
        ("webcal://calendar.example/a.ics", "https://calendar.example/a.ics"),
        ("webcals://calendar.example/a.ics", "https://calendar.example/a.ics"),
        ("HTTPS://Calendar.EXAMPLE:443/A.ics#top", "https://calendar.example/A.ics"),
        ("http://calendar.example:8080", "http://calendar.example:8080/"),
        ("https://Bücher.example./ä?q=ö", "https://xn--bcher-kva.example/%C3%A4?q=%C3%B6"),
        ("https://calendar.example/%7Eama/a%2Fb.ics", "https://calendar.example/%7Eama/a%2Fb.ics"),
        ("https://ama:word@calendar.example/", "https://ama:word@calendar.example/"),
        ("http://[2606:4700::1111]/", "http://[2606:4700::1111]/"),
    ],
)
def test_an_address_is_kept_in_one_form(written: str, kept: str):
    assert tidy(written) == kept
    assert tidy(kept) == kept


@pytest.mark.parametrize(
    "address",
    [
        "",
        "calendar.example/a.ics",
        "ftp://calendar.example/a.ics",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://",
        "https://?a",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://1.2.3.4.5/",
        "http://[::1%25lo]/",
        "http://[::1/",
        "http://[2606:4700::1111]evil.example/",
        "http://evil.example[2606:4700::1111]/",
        "http://[v1.fe]/",
        "\x1fhttps://calendar.example/",
        "https://calendar.example/\x85",
        "http://calendar.example@127.0.0.1/",
        "http://a:b@c:d@127.0.0.1/",
        "http://calendar.example\\@127.0.0.1/",
        "http://calendar.example/a\tb",
        "http://calendar.example/a\x00b",
        "http://-calendar.example/",
        "http://calendar..example/",
        "http://calendar.example:99999/",
        "http://calendar.example:22/",
        "https://calendar.example:6667/",
        "https://calendar.example/" + "a" * 9_000,
        "https://" + "\ufdfa" * 8_000 + "/",
    ],
)
def test_an_address_that_misleads_is_refused(address: str):
    with pytest.raises(FeedRefused):
        tidy(address)


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("", "Give the address of a calendar; it begins with https:// or webcal://."),
        ("https://calendar.example/a b", "This address holds spaces or signs that no address has. Copy it again."),
        ("http://[::1/", "This address cannot be read. Copy it again from your calendar program."),
        ("ftp://calendar.example/", "Only addresses that begin with https://, http:// or webcal:// can be followed."),
        (
            "http://calendar.example:22/",
            "Port 22 belongs to another service. Check the number behind the host's name.",
        ),
        (
            "http://ama@calendar.example/",
            "Take out what stands before the @ in this address, or write it as name:pass",
        ),
        ("http://[::1%25lo]/", "This address names no host that can be looked up. Copy it again."),
        ("http://-calendar.example/", "The name of the host in this address cannot be looked up. Copy it again."),
        ("http://0x7f000001/", "Write the host of this address by its name, or as four plain numbers."),
    ],
)
def test_each_such_address_is_told_how_to_mend_it(address: str, says: str):
    with pytest.raises(FeedRefused) as refused:
        tidy(address)
    assert str(refused.value).startswith(says)


def test_a_shown_address_keeps_its_secret():
    assert masked("https://calendar.example/private-0123456789/basic.ics") == "calendar.example….ics"
    assert "word" not in masked("https://ama:word@calendar.example/")
    assert masked("not an address") == "…"


@pytest.mark.parametrize("address", ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "2a00:1450:4001::1"])
def test_public_addresses_are_allowed(address: str):
    assert allowed(address, allow_private=False)


CLOSED = """
    0.0.0.0 10.0.0.1 100.64.0.1 127.0.0.1 169.254.169.254 172.16.0.1 192.0.0.1 192.0.2.1 192.88.99.1 192.168.1.1
    198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 240.0.0.1 255.255.255.255 168.63.129.16 :: ::1 ::127.0.0.1
    ::ffff:127.0.0.1 ::ffff:0:127.0.0.1 64:ff9b::7f00:1 64:ff9b:1::1 100::1 2001::1 2001:db8::1 2002:7f00:1::1
    3fff::1 fc00::1 fd00:ec2::254 fe80::1 fec0::1 ff02::1 fe80::1%lo nonsense
"""


@pytest.mark.parametrize("address", CLOSED.split())
def test_all_others_are_not(address: str):
    assert not allowed(address, allow_private=False)


def test_the_switch_opens_the_home_network_and_never_the_clouds_inside():
    assert all(
        allowed(each, allow_private=True) for each in ("127.0.0.1", "192.168.1.1", "10.0.0.1", "::1", "fd12::1")
    )
    never = (
        "169.254.169.254",
        "fd00:ec2::254",
        "fd20:ce::254",
        "100.100.100.200",
        "168.63.129.16",
        "0.0.0.0",
        "::ffff:127.0.0.1",
        "fe80::1",
        "224.0.0.1",
    )
    assert not any(allowed(each, allow_private=True) for each in never)


@pytest.mark.parametrize(
    "address", ["https://calendar.example.com/private-1234/basic.ics", "https://calendar.example.com/"]
)
def test_a_masked_address_still_names_its_host(address: str):
    assert host_of(masked(address)) == "calendar.example.com"


def test_an_address_that_cannot_be_read_names_none():
    assert host_of(masked("nonsense")) == ""
