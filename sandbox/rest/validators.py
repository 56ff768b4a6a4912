"""ETags: when an answer is the one that the caller already has."""

from hashlib import sha256
from typing import Any

from flask import json


def etag_of(body: Any) -> str:
    """A weak tag of the JSON, as GitHub gives."""
    return f'W/"{sha256(json.dumps(body).encode()).hexdigest()}"'


def matches(tag: str, header: str | None) -> bool:
    """Whether `If-None-Match` names this tag, weak or strong."""
    if not header:
        return False
    known = {one.strip().removeprefix("W/") for one in header.split(",")}
    return "*" in known or tag.removeprefix("W/") in known
