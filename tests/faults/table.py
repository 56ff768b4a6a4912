"""The ways in which GitHub fails a single call, and what each may at most ask of people."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class End(StrEnum):
    """How the main job may end after a fault; one whole pair comes of it in any case."""

    BY_ITSELF = "goes on by itself"
    BY_HAND = "may stop, explained on the issue, until somebody comments `/slipway retry`"


@dataclass(frozen=True, slots=True)
class Fault:
    """What the sandbox does to one call; `order` is what its control takes."""

    name: str
    end: End
    order: Mapping[str, Any] = field(default_factory=dict)


def _fault(name: str, end: End = End.BY_ITSELF, **order: Any) -> Fault:
    return Fault(name, end, order)


_SUSPENDED = "This installation has been suspended"
_ARCHIVED = "Repository was archived so is read-only."

FAULTS: tuple[Fault, ...] = (
    _fault("slow", mode="slow", ms=200),
    _fault("slower than it is waited for", mode="slow", ms=1300),
    _fault("no answer", mode="hang"),
    _fault("no answer after its effect", mode="hang", after_effect=True),
    _fault("cut", mode="cut"),
    _fault("cut after its effect", mode="cut", after_effect=True),
    _fault("500", status=500),
    _fault("502 after its effect", status=502, after_effect=True),
    _fault("503 as a page", mode="html"),
    _fault("403 as a proxy's page", mode="html", status=403),
    _fault("redirected to the same place", mode="redirect"),
    _fault("401", status=401),
    _fault("404", status=404),
    _fault("409", status=409),
    _fault("410", status=410),
    _fault("suspended for a moment", status=403, message=_SUSPENDED),
    _fault("primary limit", mode="primary", retry_after=600),
    _fault("secondary limit", mode="secondary", retry_after=30),
    _fault("secondary limit without Retry-After", mode="secondary"),
    _fault("429", mode="secondary", status=429, retry_after=5),
    _fault("429 without Retry-After", mode="secondary", status=429),
    _fault("primary limit as 429", mode="primary", status=429, retry_after=600),
    _fault("forbidden", End.BY_HAND, status=403),
    _fault("archived for a moment", End.BY_HAND, status=403, message=_ARCHIVED),
    _fault("invalid", End.BY_HAND, status=422),
)
"""A GraphQL limit comes as HTTP 200, as on GitHub, where the call is one to GraphQL."""


def spells(number: int) -> tuple[Fault, ...]:
    """Whole jobs in which a fifth of all calls fail, before or after their effect."""
    return tuple(
        _fault(
            f"a fifth of all calls fails, seed {seed}",
            End.BY_HAND,
            share=0.2,
            seed=seed,
            status=502,
            after_effect=bool(seed % 2),
        )
        for seed in range(number)
    )
