"""Asks whether the control repository is protected by review: promise 9."""

from app.domain.control import ControlRepository
from app.domain.protection import judge_protection
from app.domain.verdict import Status, Verdict
from app.github.client import Client
from app.github.errors import Forbidden
from app.github.rulesets import rules_for_branch


def protection(
    client: Client, organisation: str, repository: str, control: ControlRepository
) -> Verdict:
    """SATISFIED, or REFUSED with a child for each condition that is not met."""
    try:
        rules = rules_for_branch(client, organisation, repository, control.default_branch)
    except Forbidden as error:
        return _without_rules(error)
    codeowners = control.codeowners.text if control.codeowners else None
    return judge_protection(rules, codeowners, control.codeowners_errors)


def _without_rules(error: Forbidden) -> Verdict:
    said = (
        "GitHub shows no rules of the control repository, so that nothing is built. On the free "
        "plan only public repositories have rules: take a paid plan, or make the control "
        f"repository public. GitHub said: {error.refusal.said}"
    )
    return Verdict("protection", Status.REFUSED, said, (Verdict("rules", Status.REFUSED, said),))
