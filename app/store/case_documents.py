"""What a request's decision rested on, as JSON that can be kept or sent to another process."""

from dataclasses import dataclass, replace
from typing import Any

from pydantic import TypeAdapter

from app.domain.approvals import Evidence
from app.domain.commands import parse_command
from app.domain.evaluate import Surroundings
from app.domain.facts import Catalog, Facts
from app.domain.replay import CaseFacts


@dataclass(frozen=True, slots=True)
class _Kept:
    """CaseFacts as JSON has it, whose keys are texts: `members` are (team, login, is a member)."""

    issue_number: int
    body: str
    facts: Facts
    evidence: Evidence
    surroundings: Surroundings
    members: tuple[tuple[str, str, bool], ...]


_KEPT = TypeAdapter(_Kept)


def to_json(case: CaseFacts) -> dict[str, Any]:
    """Without the catalog, which has its own rows, and without what people said to each other."""
    commands = tuple(one for one in case.evidence.issue.comments if parse_command(one.body))
    issue = replace(case.evidence.issue, comments=commands, body="", title="")
    kept = _Kept(
        case.issue_number,
        case.body,
        replace(case.facts, catalog=Catalog()),
        replace(case.evidence, issue=issue, members={}),
        case.surroundings,
        tuple((*pair, is_member) for pair, is_member in sorted(case.evidence.members.items())),
    )
    data: dict[str, Any] = _KEPT.dump_python(kept, mode="json")
    return data


def from_json(data: Any) -> CaseFacts:
    """What `to_json` made. Raises ValueError for anything else."""
    kept = _KEPT.validate_python(data)
    members = {(team, login): is_member for team, login, is_member in kept.members}
    evidence = replace(kept.evidence, members=members)
    return CaseFacts(kept.issue_number, kept.body, kept.facts, evidence, kept.surroundings)
