"""Names in Backstage's format: which it takes, and how any other one is written there."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.hidden import hidden_names

SPELT = "slipway/spelt"
"""The annotation in which an entity says how a name is spelt that Backstage would not take."""

_TAKEN = re.compile(r"(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]")
_LONGEST = 63
_NOT_TAKEN = re.compile(r"[^-A-Za-z0-9_.]+")
_REFERENCE = re.compile(r"(?:(?P<kind>[^:/]+):)?(?:(?P<namespace>[^:/]+)/)?(?P<name>[^:/]+)")


@dataclass(frozen=True, slots=True)
class Reference:
    """An entity that another one names; the kind in small letters, "" where it is left out."""

    kind: str
    name: str


def is_taken(name: str) -> bool:
    """Whether Backstage takes it for the name of an entity."""
    return len(name) <= _LONGEST and _TAKEN.fullmatch(name) is not None


def written(name: str) -> str:
    """The name itself, or one like it that Backstage takes and that no other name has."""
    if is_taken(name):
        return name
    like = _NOT_TAKEN.sub("-", name)[:48].strip("-_.") or "unknown"
    return f"{like}-{hashlib.sha256(name.encode()).hexdigest()[:12]}" if name else like


def read_reference(text: str) -> Reference | None:
    """`[kind:][namespace/]name`; the namespace is not kept. None for what is no reference."""
    match = _REFERENCE.fullmatch(text.strip())
    return Reference((match["kind"] or "").lower(), match["name"]) if match else None


def spelt(names: Mapping[str, str], reference: Reference) -> str:
    """The name behind a reference, by what the entity's annotation says."""
    return names.get(f"{reference.kind}:{reference.name}", reference.name)


def is_plain(text: str, longest: int) -> bool:
    """Whether it is one line that can be kept and shown: nothing hidden, and not too long."""
    return 0 < len(text) <= longest and "\n" not in text and not hidden_names(text)
