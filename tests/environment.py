"""Settings as the tests have them."""

from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from app.settings import Settings

ROOT = Path(__file__).parents[1]
"""The folder of the whole project."""

WEBHOOK_SECRET = "a webhook secret of the tests"


@cache
def private_key() -> str:
    """An RSA key in PEM, made once: making one takes a while."""
    key = generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    return pem.decode()


def environment(**values: str) -> dict[str, str]:
    """The least that Slipway starts with; `port="1"` adds SLIPWAY_PORT=1."""
    required = {
        "app_id": "1",
        "private_key": private_key(),
        "webhook_secret": WEBHOOK_SECRET,
        "orgs": "acme",
    }
    return {f"SLIPWAY_{name.upper()}": text for name, text in (required | values).items()}


def settings(data_dir: Path, **values: str) -> Settings:
    """Settings whose files are all in one folder."""
    return Settings.load(environment(data_dir=str(data_dir), **values))
