"""What is to be said of the templates of a commit before anything is built from them."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.check.model import Finding, Level


@dataclass(frozen=True, slots=True)
class TemplatesJudged:
    """What was found in the templates of one commit.

    `checked` maps each template that was looked at to its git tree id. `findings` have paths of the
    control repository. `unchecked` are templates for which there was no time left.
    """

    checked: Mapping[str, str]
    findings: tuple[Finding, ...]
    unchecked: tuple[str, ...] = ()

    @property
    def passes(self) -> bool:
        """Whether services can be built from all templates that were to be checked."""
        failed = any(one.level is Level.FAILURE for one in self.findings)
        return not failed and not self.unchecked
