"""What git's hook is told beforehand: which moves of which refs the rules forbid to a pusher."""

from collections.abc import Iterator
from dataclasses import dataclass

from sandbox.acts.bypasses import bypasses
from sandbox.acts.rules import (
    MERGES,
    NO_FORCE,
    UNSIGNED,
    Complaint,
    broken_rules,
    rules_in_force,
)
from sandbox.world.issues import Actor
from sandbox.world.repositories import Repository

# What only the push itself can show, by the type of the rule against it.
BY_CONTENT = {
    "non_fast_forward": ("forced", NO_FORCE),
    "required_linear_history": ("merged", MERGES),
    "required_signatures": ("unsigned", UNSIGNED),
}


@dataclass(frozen=True)
class Guard:
    """A ref, how it may not be moved (`moved`, `deleted`, `forced` and so on), and why not."""

    ref: str
    move: str
    why: Complaint


def guards(where: Repository, actor: Actor) -> Iterator[Guard]:
    """Those of all branches that there are, and of the default branch before its first push."""
    for ref in dict.fromkeys(
        [f"refs/heads/{where.default_branch}", *where.git.refs("refs/heads/")]
    ):
        tip = where.git.ref(ref)
        for move, after in (("moved", tip or ""), ("deleted", None)):
            for why in broken_rules(where, actor, ref, tip, after):
                yield Guard(ref, move, why)
        for rule in rules_in_force(where, ref):
            if rule.kind in BY_CONTENT and not bypasses(where, rule, actor):
                move, sentence = BY_CONTENT[rule.kind]
                yield Guard(ref, move, Complaint(sentence, rule.classic))
