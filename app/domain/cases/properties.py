"""Where a case expects other custom properties than the service repository would get."""

from collections.abc import Iterator, Mapping

from app.domain.facts import Facts
from app.domain.policy import Policy
from app.domain.setups import setups

Expected = Mapping[str, tuple[str, ...]]
"""Property to its values, one or several; to none where it shall not be set."""

Unlike = tuple[str, str, str]
"""What is unlike, what was expected of it, and what it got."""


def unlike_properties(expected: Expected, policy: Policy, facts: Facts) -> Iterator[Unlike]:
    """Those that come out otherwise."""
    if not expected:
        return
    got = setups(policy.repositories, policy.sees(facts))["service"].properties
    for name, values in expected.items():
        value = got.get(name, ())
        found = (value,) if isinstance(value, str) else value
        if found != values:
            yield f"property {name}", _shown(values), _shown(found)


def _shown(values: tuple[str, ...]) -> str:
    return ", ".join(values) if values else "nothing"
