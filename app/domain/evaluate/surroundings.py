"""What else exists, beside the request and the catalog."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What else exists, asked just now.

    `owner_exists`: the owner team is a team of the organisation; None if GitHub did not say.
    `taken` maps a repository name of the pair to a sentence that says who has it.
    `templates` are the language layers on offer.
    """

    owner_exists: bool | None
    taken: Mapping[str, str]
    templates: frozenset[str]
