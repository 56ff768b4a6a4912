"""In whose name calls to GitHub are made, why, on which claim they rest, and their record."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from app.domain.budget import Lane
from app.github.calls import Call
from app.github.charges import Charge
from app.store.audit import Entry
from app.store.database import Transaction


def _no_claim(_tx: Transaction, _now: datetime) -> None:
    """Who holds no claim cannot lose it."""


@dataclass(frozen=True, slots=True)
class Warrant:
    """What stands behind a call; without arguments, that of a process that holds no claim.

    `purpose` ends up in the audit, such as `service:create of #12`. `writer` names the work and,
    after a slash, the number of the claim to it; at most 32 characters. `renew` keeps that claim
    for another `lease`, and raises LostClaim when it is somebody else's by now.
    """

    purpose: str = ""
    lane: Lane = Lane.PEOPLE
    organisation: str = ""
    request_id: int | None = None
    writer: str = field(default_factory=partial(secrets.token_hex, 4))
    lease: timedelta | None = None
    renew: Callable[[Transaction, datetime], None] = _no_claim

    def before(self, charge: Charge, at: datetime) -> Entry:
        """The record of a write that is about to be made: its outcome is not known yet."""
        places = {"route": charge.route, "places": dict(charge.places)}
        return Entry(
            self.organisation,
            self.request_id,
            at,
            "slipway",
            "github write",
            self.purpose,
            charge.digest,
            places,
        )

    def after(self, charge: Charge, call: Call, at: datetime) -> Entry:
        """The record of how that write ended; a status of 0 leaves its outcome unknown."""
        answer = {"route": charge.route, "status": call.status, "outcome": call.outcome}
        return Entry(
            self.organisation,
            self.request_id,
            at,
            "slipway",
            "github answer",
            self.purpose,
            charge.digest,
            answer,
        )
