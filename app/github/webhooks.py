"""Whether a webhook is GitHub's, and what stands on its envelope."""

import hashlib
import hmac
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_PREFIX = "sha256="
_WORD = re.compile(r"[A-Za-z0-9_-]{1,64}")  # a login has 39 characters at most


class BadWebhook(Exception):
    """A signed request that is no delivery; the message is a sentence for the App's admin."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """What is kept beside a delivery's body, to find and sort it without reading it.

    `installation_id` and `organisation` (a login) are None where GitHub sends none, as for `ping`.
    """

    guid: str
    event: str
    action: str | None
    installation_id: int | None
    organisation: str | None


def verify(secrets: Sequence[str], body: bytes, signature: str | None) -> bool:
    """Whether `X-Hub-Signature-256` was made over these bytes with one of the secrets.

    Every secret is tried, in a time that tells nothing of which one came near.
    """
    given = (signature or "").encode()
    matches = [hmac.compare_digest(given, sign(secret, body).encode()) for secret in secrets]
    return any(matches)


def sign(secret: str, body: bytes) -> str:
    """The header that GitHub sends with this body."""
    return _PREFIX + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def envelope(headers: Mapping[str, str], body: bytes) -> Envelope:
    """Reads the headers of a delivery, in any case, and the few fields that payloads share.

    Raises:
        BadWebhook: when a header is missing or the body is no JSON object.
    """
    headers = {name.lower(): text for name, text in headers.items()}
    guid = _header(headers, "X-GitHub-Delivery")
    event = _header(headers, "X-GitHub-Event")
    payload = _object(body)
    return Envelope(
        guid=guid,
        event=event,
        action=_word(payload.get("action")),
        installation_id=_id(_part(payload, "installation").get("id")),
        organisation=_word(_part(payload, "organization").get("login")),
    )


def _header(headers: Mapping[str, str], name: str) -> str:
    text = _word(headers.get(name.lower()))
    if text is None:
        raise BadWebhook(f"The header {name} is missing or malformed: GitHub always sends it.")
    return text


def _object(body: bytes) -> Mapping[str, Any]:
    try:
        payload = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadWebhook("The body is not JSON that can be read.") from error
    if not isinstance(payload, dict):
        raise BadWebhook("The body is JSON, but no object: GitHub always sends one.")
    return payload


def _part(payload: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = payload.get(name)
    return part if isinstance(part, dict) else {}


def _word(value: object) -> str | None:
    return value if isinstance(value, str) and _WORD.fullmatch(value) else None


def _id(value: object) -> int | None:
    return value if type(value) is int and 0 < value < 2**63 else None
