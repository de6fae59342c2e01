"""Whether Google could come to an address, as far as its writing tells; what is asked of it is in test_watching.py."""

import pytest

from tracker.calendars.google.channels import push_address, reachable


@pytest.mark.parametrize(
    "base_url",
    [
        "https://tracker.example.com",
        "https://tracker.example.com:8443",
        "https://example.com/tracker",
        "https://TRACKER.Example.COM",
        "https://bücher.example.com",
        "https://9.9.9.9",
        "https://[2620:fe::fe]",
    ],
)
def test_google_comes_to_public_addresses_with_https(base_url):
    assert reachable(base_url)
    assert push_address(base_url) == f"{base_url}/google/push"


@pytest.mark.parametrize(
    "base_url",
    [
        "http://tracker.example.com",
        "https://localhost",
        "https://localhost:8000",
        "https://tracker.localhost",
        "https://tracker",
        "https://tracker.",
        "https://tracker.local",
        "https://tracker.LOCAL.",
        "https://tracker.internal",
        "https://tracker.home.arpa",
        "https://tracker.test",
        "https://tracker.invalid",
        "https://tracker.example",
        "https://tracker.onion",
        "https://127.0.0.1",
        "https://127.1",
        "https://2130706433",
        "https://0x7f000001",
        "https://10.0.0.5:8000",
        "https://172.20.1.1",
        "https://192.168.1.10",
        "https://169.254.1.1",
        "https://100.64.0.1",
        "https://0.0.0.0",
        "https://[::1]",
        "https://[::ffff:127.0.0.1]",
        "https://[fd00::1]",
        "https://[fe80::1]",
        "https://",
        "https://example..com",
        "ftp://tracker.example.com",
        "",
    ],
)
def test_nobody_asks_google_to_come_where_it_cannot(base_url):
    assert not reachable(base_url)
    assert push_address(base_url) == ""
