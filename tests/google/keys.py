"""The key with which the stand-in signs id tokens, and its certificate as Google publishes its own."""

import base64
import json
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

KID = "standin"


def certificates() -> dict[str, str]:
    """Certificates as PEM by the name of their key, the form that google-auth verifies with."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "stand-in")])
    public, now = _key().public_key(), datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, public, x509.random_serial_number())
    dated = builder.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=2))
    return {KID: dated.sign(_key(), SHA256()).public_bytes(Encoding.PEM).decode()}


def signed(claims: dict[str, Any]) -> str:
    """A JSON Web Token with these claims, signed RS256 (RFC 7515, appendix A.2)."""
    head = {"alg": "RS256", "kid": KID, "typ": "JWT"}
    text = ".".join(_base64(json.dumps(part).encode()) for part in (head, claims))
    return f"{text}.{_base64(_key().sign(text.encode(), PKCS1v15(), SHA256()))}"


@cache
def _key() -> RSAPrivateKey:
    return generate_private_key(65537, 2048)


def _base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
