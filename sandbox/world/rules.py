"""One rule in force, whichever way it was laid."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.world.protections import NOBODY, Chosen, Protection
from sandbox.world.rulesets import Ruleset


@dataclass(frozen=True)
class Rule:
    """A rule by its type and parameters, in the words of rulesets.

    One of a protection is not for those whom it `frees`, nor for admins unless it
    `binds_admins`; who bypasses one of a ruleset stands in that ruleset.
    """

    kind: str
    parameters: Mapping[str, Any]
    source: Ruleset | Protection
    frees: Chosen = NOBODY
    binds_admins: bool = True

    @property
    def classic(self) -> bool:
        return isinstance(self.source, Protection)
