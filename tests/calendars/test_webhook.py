"""A notice told to a real server on loopback: how it is signed, what is refused, and what is said."""

import hmac
import socket
import ssl
import threading
from base64 import b64decode, b64encode
from contextlib import closing
from hashlib import sha256

import pytest
import trustme

from tests.calendars.taking import taking
from tests.making import NOW
from tracker.calendars.trouble import FeedRefused
from tracker.calendars.webhook import Notice, NotTold, checked, new_secret, signature, tell

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
NOTICE = Notice("msg_one", b'{"type":"promise.made"}', [SECRET], NOW)


@pytest.fixture
def taker():
    with taking() as taker:
        yield taker


def send(address, notice=NOTICE, **but):
    return tell(address, notice, **{"before_data": lambda: None, "allow_private": True} | but)


def refused(address, **but):
    with pytest.raises(NotTold) as raised:
        send(address, **but)
    assert "their words" not in str(raised.value)
    return raised.value


def test_the_signature_is_that_of_the_standards_own_example():
    """https://github.com/standard-webhooks/standard-webhooks: the vector that its libraries test with."""
    body = b'{"test": 2432232314}'
    at = NOW.fromtimestamp(1614265330, NOW.tzinfo)
    told = Notice("msg_p5jXN8AQM9LWM0D4loKWxJek", body, [SECRET], at)
    assert signature(told) == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_notice_comes_whole_with_the_three_headers(taker):
    assert send(taker.url) == 204
    (came,) = taker.came
    assert (came.path, came.body) == ("/hook?key=of-its-own", NOTICE.body)
    assert came.headers["webhook-id"] == "msg_one"
    assert came.headers["webhook-timestamp"] == str(int(NOW.timestamp()))
    signed = b"msg_one." + came.headers["webhook-timestamp"].encode() + b"." + came.body
    key = b64decode(SECRET.removeprefix("whsec_"))
    assert came.headers["webhook-signature"] == "v1," + b64encode(hmac.digest(key, signed, sha256)).decode()
    assert not {"cookie", "authorization", "referer"} & came.headers.keys()


def test_two_secrets_sign_side_by_side_while_one_takes_the_others_place(taker):
    send(taker.url, NOTICE._replace(secrets=[new_secret(), SECRET]))
    first, second = taker.came[0].headers["webhook-signature"].split(" ")
    assert first != second
    assert second == signature(NOTICE)


ELSEWHERE = "where we do not follow. Give the address that it leads to"


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (301, ELSEWHERE),
        (307, ELSEWHERE),
        (400, "answered 400 in place of 200 to 299. See whether"),
        (404, "answered 404"),
        (410, "gone for good (410), so it is told no more. Give another"),
    ],
)
def test_each_answer_but_a_good_one_is_told_with_a_remedy_and_nothing_of_the_far_end(taker, status, says):
    taker.answers(status, Location=taker.url + "&again")
    trouble = refused(taker.url)
    assert says in str(trouble)
    assert (trouble.status, trouble.gone) == (status, status == 410)
    assert len(taker.came) == 1


def test_how_long_it_asks_to_be_left_alone_is_heard(taker):
    taker.answers(429, Retry_After="90")
    assert refused(taker.url).retry_after.total_seconds() == 90


def test_whoever_is_slow_is_left(taker):
    gone = threading.Event()
    taker.answer = lambda request: gone.wait(5)
    assert "Let it answer first" in str(refused(taker.url, seconds=0.3))
    gone.set()


def test_an_answer_dripped_byte_by_byte_is_left_as_well(taker):
    gone = threading.Event()

    def drip(request):
        for letter in b"HTTP/1.1 204 No Content\r\n" + b"X-Slow: " + b"a" * 1000:
            request.wfile.write(bytes([letter]))
            if gone.wait(0.05):
                return

    taker.answer = drip
    assert "Let it answer first" in str(refused(taker.url, seconds=0.5))
    gone.set()


def test_whoever_dies_after_taking_it_has_not_taken_it(taker):
    taker.answer = lambda request: request.connection.shutdown(socket.SHUT_RDWR)
    assert "could not be reached" in str(refused(taker.url))


def test_an_address_where_nobody_listens_is_told_so():
    with closing(socket.create_server(("127.0.0.1", 0))) as here:
        port = here.getsockname()[1]
    assert "could not be reached" in str(refused(f"http://127.0.0.1:{port}/hook"))


def test_https_is_verified():
    authority = trustme.CA()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    believed = ssl.create_default_context()
    authority.configure_trust(believed)
    with taking(context) as taker:
        assert send(taker.url, trust=believed) == 204
        assert "certificate is not in order. Renew it, or ask its owner to" in str(refused(taker.url))
        assert len(taker.came) == 1


@pytest.mark.parametrize(
    "address",
    [
        "https://127.0.0.1/hook",
        "https://[::1]/hook",
        "https://localhost/hook",
        "https://10.0.0.8/hook",
        "https://169.254.169.254/latest",
        "https://[fd00:ec2::254]/latest",
    ],
)
def test_no_private_address_is_told_anything(address):
    told = []
    trouble = refused(address, allow_private=False, before_data=lambda: told.append("told"))
    assert "where we do not go. Give one that is reached from outside, or, on your own server" in str(trouble)
    assert told == []


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("http://example.com/hook", "Give an address that begins with https://, so that nobody can read along"),
        ("ftp://example.com/hook", "begins with https://"),
        ("webcal://example.com/hook", "begins with https://"),
        ("https://efua:hush@example.com/hook", "signed instead"),
        ("https://example.com:25/hook", "Port 25"),
        ("https://0x7f.1/hook", "plain numbers"),
    ],
)
def test_an_address_that_cannot_be_told_is_refused_when_it_is_typed(address, says):
    with pytest.raises(FeedRefused, match=says):
        checked(address, allow_private=False)


def test_nothing_is_sent_before_the_connection_stands():
    told = []
    with closing(socket.create_server(("127.0.0.1", 0))) as here:
        port = here.getsockname()[1]
    refused(f"http://127.0.0.1:{port}/hook", before_data=lambda: told.append("told"))
    assert told == []
