"""Who may dismiss reviews of a pull request: whoever may write, unless its base names some."""

from sandbox.acts.bypasses import is_admin, is_chosen
from sandbox.acts.rules import protection_in_force
from sandbox.world.issues import Actor
from sandbox.world.pulls import PullRequest


def may_dismiss(pull: PullRequest, actor: Actor) -> bool:
    """Admins may wherever they may at all."""
    where = pull.repository
    found = protection_in_force(where, pull.base_name)
    chosen = found.reviews.dismissals if found and found.reviews else None
    return chosen is None or is_chosen(where, chosen, actor) or is_admin(where, actor)
