"""The rules in force for a ref, of rulesets and of its protection, and what they forbid."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sandbox.acts.bypasses import bypasses
from sandbox.acts.protection_rules import rules_of
from sandbox.acts.reach import HEADS, has_rules, rulesets_for
from sandbox.git.diffs import commits_between
from sandbox.world.issues import Actor
from sandbox.world.protections import Protection
from sandbox.world.repositories import Repository
from sandbox.world.rules import Rule

# What a rule says wherever somebody may not move a ref at all.
STOPS = {
    "update": "Cannot update this protected ref.",
    "lock": "Cannot change this locked branch.",
    "push_allowances": "You're not authorized to push to this branch. Visit"
    " https://docs.github.com/articles/about-protected-branches/ for more information.",
}
MERGES = "This branch must not contain merge commits."
NO_FORCE = "Cannot force-push to this branch"
UNSIGNED = "Commits must have verified signatures."


@dataclass(frozen=True)
class Complaint:
    """What a rule says against something; that of a protection stands without a heading."""

    sentence: str
    classic: bool


def refusal(complaints: Iterable[Complaint]) -> str:
    """All of them in GitHub's words; how both kinds are told at once is unconfirmed."""
    found = list(complaints)
    if all(one.classic for one in found):
        return " ".join(one.sentence for one in found)
    sentences = "\n\n".join(one.sentence for one in found)
    return f"Repository rule violations found\n\n{sentences}\n\n"


def rules_in_force(where: Repository, ref: str) -> list[Rule]:
    """Those of rulesets, then those of the branch's protection; none that the plan has not."""
    if not has_rules(where):
        return []
    found = [
        Rule(str(rule.get("type")), rule.get("parameters") or {}, one)
        for one in rulesets_for(where, ref)
        for rule in one.rules
    ]
    protection = protection_in_force(where, ref)
    return found + ([] if protection is None else list(rules_of(protection)))


def protection_in_force(where: Repository, ref: str) -> Protection | None:
    """The protection of a branch."""
    if not ref.startswith(HEADS) or not has_rules(where):
        return None
    return where.protections.get(ref.removeprefix(HEADS))


def is_protected(where: Repository, ref: str) -> bool:
    return bool(rules_in_force(where, ref))


def broken_rules(
    where: Repository, actor: Actor, ref: str, before: str | None, after: str | None
) -> list[Complaint]:
    """What the rules say against this move, a sentence each (exact words unconfirmed)."""
    found = [
        Complaint(sentence, rule.classic)
        for rule in rules_in_force(where, ref)
        if (sentence := _sentence(where, rule, before, after)) and not bypasses(where, rule, actor)
    ]
    return list(dict.fromkeys(found))


def _sentence(where: Repository, rule: Rule, before: str | None, after: str | None) -> str | None:
    moved = before is not None and after is not None
    match rule.kind:
        case "pull_request" if after is not None:
            return "Changes must be made through a pull request."
        case "required_status_checks" if moved:
            checks = rule.parameters.get("required_status_checks") or []
            return missing_checks(rule, [str(one.get("context")) for one in checks])
        case "deletion" if after is None:
            return "Cannot delete this branch"
        case "creation" if before is None:
            return "Cannot create ref due to creations being restricted."
        case "update" | "push_allowances" if moved:
            return STOPS[rule.kind]
        case "lock":
            return STOPS["lock"]
        case _:
            return _against(where, rule, before, after) if before and after else None


def _against(where: Repository, rule: Rule, before: str, after: str) -> str | None:
    """What is said against the commits by which a ref is moved."""
    match rule.kind:
        case "non_fast_forward" if not where.git.is_descendant(after, before):
            return NO_FORCE
        case "required_linear_history" if _has_merges(where, before, after):
            return MERGES
        case "required_signatures" if unsigned(where, before, after):
            return UNSIGNED
        case _:
            return None


def unsigned(where: Repository, before: str, after: str) -> bool:
    """Whether one of the commits that `before` lacks is not among those that GitHub signed."""
    return not {*commits_between(where.git, before, after)} <= where.verified_commits


def _has_merges(where: Repository, before: str, after: str) -> bool:
    shas = commits_between(where.git, before, after)
    return any(len(where.git.commit(sha).parent_ids) > 1 for sha in shas)


def missing_checks(rule: Rule, missing: list[str]) -> str | None:
    """That checks are missing: a protection counts them where there are several."""
    if not missing:
        return None
    if rule.classic and len(missing) > 1:
        wanted: list[Any] = rule.parameters["required_status_checks"]
        return f"{len(missing)} of {len(wanted)} required status checks are expected."
    names = ", ".join(f'"{one}"' for one in missing)
    return f"Required status check {names} is expected."
