"""A form and the policy that was read with its fields: together they say what is a good request."""

from dataclasses import dataclass

from app.domain.form import Form, read_form
from app.domain.policy import Policy, read_policy


@dataclass(frozen=True, slots=True)
class Law:
    """A form and the policy that was read with its fields."""

    form: Form
    policy: Policy


def law_of(policy: str, form: str) -> Law:
    """The law that these texts state. Raises FileMistakes."""
    asked = read_form(form)
    return Law(asked, read_policy(policy, asked))
