"""Which names a service may have, and what its two repositories are then called."""

from dataclasses import dataclass

from app.domain.github_names import LONGEST_REPOSITORY, is_repository_name
from app.domain.patterns import fits
from app.domain.policy import Policy

_ALLOWED = (
    "A repository's name has only the letters a to z, digits, “.”, “_” and “-”, is not only dots"
    " and does not end in .git or .wiki; GitHub would change it or refuse it."
)


@dataclass(frozen=True, slots=True)
class PairNames:
    """The names of both repositories of a pair."""

    service: str
    tests: str


def pair_names(policy: Policy, name: str) -> PairNames:
    """What the repositories of the service `name` are called."""
    return PairNames(name, name + policy.repositories.tests_suffix)


def name_faults(policy: Policy, name: str) -> tuple[str, ...]:
    """Every reason why a service cannot be called `name`, each with what to do."""
    rules, suffix = policy.names, policy.repositories.tests_suffix
    longest = min(rules.max_length, LONGEST_REPOSITORY - len(suffix))
    checks = (
        (len(name) > longest, f"It has {len(name)} characters; at most {longest} are allowed."),
        (not is_repository_name(name), _ALLOWED),
        (not fits(rules.pattern, name), f"It does not fit the policy's pattern {rules.pattern}."),
        (name.casefold() in rules.reserved, "The policy reserves it; choose another one."),
        (
            name.casefold().endswith(suffix.casefold()),
            f"Names that end in {suffix} belong to the tests of a pair; leave the ending off.",
        ),
    )
    return tuple(sentence for wrong, sentence in checks if wrong)


def taken_by_service(name: str, owner: str) -> str:
    """What to say where a service of that name exists."""
    return (
        f"The service {name} exists already and belongs to {owner}. Choose another name, or talk "
        f"to {owner}."
    )
