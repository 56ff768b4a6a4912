"""What a policy says of templates: which are experimental, retired or revoked."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RetiredTemplate:
    """A template that no new request may name; `say` tells what to take in its place."""

    template: str
    say: str


@dataclass(frozen=True, slots=True)
class RevokedTree:
    """Nothing is built any more from the tree whose id begins with `tree`; `say` tells why.

    `tree` is 12 to 40 hexadecimal digits of a git tree id, in small letters.
    """

    tree: str
    say: str


@dataclass(frozen=True, slots=True)
class Revocation:
    """A template one of whose trees is revoked: its folder, the whole tree id, and why."""

    template: str
    tree: str
    say: str


@dataclass(frozen=True, slots=True)
class TemplateRules:
    """Templates by the name of their folder. `experimental` is what a condition can ask for."""

    experimental: frozenset[str] = frozenset()
    retired: tuple[RetiredTemplate, ...] = ()
    revoked: tuple[RevokedTree, ...] = ()

    def retirement(self, template: str) -> str | None:
        """What to say to a new request that names it; None unless it is retired."""
        return next((one.say for one in self.retired if one.template == template), None)

    def revocation(self, trees: Mapping[str, str]) -> Revocation | None:
        """The first revoked one of these trees, by template; None if nothing speaks against any."""
        for template, tree in sorted(trees.items()):
            for one in self.revoked:
                if tree.startswith(one.tree):
                    return Revocation(template, tree, one.say)
        return None
