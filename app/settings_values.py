"""What makes one setting's text a good one; the errors go on after the variable's name."""

import ipaddress
import re
from functools import lru_cache
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from pydantic import SecretStr

_LOGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,38}")
_REPOSITORY = re.compile(r"[A-Za-z0-9._-]{1,100}")
_APP = re.compile(r"[0-9]+|Iv[0-9A-Za-z.]{8,40}")


def comma_separated(text: object) -> object:
    """The parts of a comma-separated text; what is no text is left for pydantic to judge."""
    if not isinstance(text, str):
        return text
    return tuple(part.strip() for part in text.split(",") if part.strip())


def app_id(text: str) -> str:
    if not _APP.fullmatch(text):
        raise ValueError("is neither a number nor a client ID")
    return text


def private_key(secret: SecretStr) -> SecretStr:
    """The PEM text of an RSA key, read from its file if `secret` is a path."""
    text = secret.get_secret_value()
    pem = text.replace("\\n", "\n") if "-----BEGIN" in text else _read(Path(text))
    rsa_key(pem)
    return SecretStr(pem)


@lru_cache(maxsize=2)  # settings judge the key and connections sign with it: checking one is slow
def rsa_key(pem: str) -> RSAPrivateKey:
    """The key that a PEM text holds. Raises ValueError, without a word of the text."""
    try:
        key = load_pem_private_key(pem.encode(), password=None)
    except (ValueError, TypeError) as error:
        raise ValueError("holds no private key in PEM without a passphrase") from error
    if not isinstance(key, RSAPrivateKey):
        raise ValueError("holds a key of another kind than RSA")
    return key


def _read(path: Path) -> str:
    try:
        return path.expanduser().read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise ValueError("is neither PEM text nor the path of a file that can be read") from error


def webhook_secrets(secrets: tuple[SecretStr, ...]) -> tuple[SecretStr, ...]:
    if not secrets:
        raise ValueError("holds no secret")
    if any(len(secret) < 16 for secret in secrets):
        raise ValueError("holds a secret that can be guessed: it is shorter than 16 characters")
    return secrets


def organisations(logins: tuple[str, ...]) -> tuple[str, ...]:
    """Each once, as it is spelt first: GitHub's logins ignore case."""
    if not logins:
        raise ValueError("names no organisation")
    named: dict[str, str] = {}
    for login in logins:
        if not _LOGIN.fullmatch(login):
            raise ValueError(f"holds {login!r}, which is no login")
        named.setdefault(login.lower(), login)
    return tuple(named.values())


def repository_name(name: str) -> str:
    if not _REPOSITORY.fullmatch(name):
        raise ValueError(f"is {name!r}, which is no repository name")
    return name


def api_url(text: str) -> str:
    """The address without a slash at its end."""
    url = text.rstrip("/")
    parts = _split(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("is no web address")
    if parts.username or parts.query or parts.fragment:
        raise ValueError("holds more than a scheme, a host, a port and a path")
    if parts.scheme == "http" and not _is_loopback(parts.hostname):
        raise ValueError("would send the App's tokens over plain http to another machine")
    expected = "" if parts.hostname.startswith("api.") else "/api/v3"
    if parts.path != expected:
        raise ValueError(f"has the path {parts.path or '/'!r}, not {expected or '/'!r}")
    return url


def github_timeout(seconds: int, api: str) -> int:
    """GitHub works on a call for up to 10 seconds, whether anybody still listens or not."""
    if seconds <= 10 and not _is_loopback(urlsplit(api).hostname or ""):
        raise ValueError(
            "is less than 11: GitHub may do what it was asked for up to 10 seconds later, after "
            "it was looked for and done again"
        )
    return seconds


def database_url(text: str) -> str:
    """The address as SQLAlchemy takes it, with the driver named."""
    scheme, separator, rest = text.partition("://")
    if not separator or not rest:
        raise ValueError("is no database address")
    match scheme:
        case "sqlite":
            return text
        case "postgres" | "postgresql" | "postgresql+psycopg":
            return f"postgresql+psycopg://{rest}"
        case _:
            raise ValueError(f"names {scheme!r}, which is neither PostgreSQL nor SQLite")


def redis_url(text: str) -> str:
    parts = _split(text)
    if not text or (parts.scheme in {"redis", "rediss"} and parts.hostname):
        return text
    if parts.scheme == "unix" and parts.path:
        return text
    raise ValueError("is no address of a Redis")


def _split(url: str) -> SplitResult:
    """Raises ValueError, in our words, also for a port that is no number."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise ValueError("cannot be read as an address") from error
    return parts


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
