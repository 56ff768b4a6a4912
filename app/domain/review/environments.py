"""Whether the environments that a policy names are those that it makes."""

from collections.abc import Iterator

from app.domain.mistakes import Mistake
from app.domain.policy.values import did_you_mean
from app.domain.review.subject import Subject


def never_made(subject: Subject) -> Iterator[Mistake]:
    """Tests that are to run after deployments to an environment that no new service has."""
    made = {one.name for one in subject.policy.repositories.service.environments}
    known = {name.casefold() for name in made}
    for place, name in enumerate(subject.policy.integration_tests.after_deployment_to):
        if name.casefold() not in known:
            say = f"`repositories.environments` makes no environment `{name}`"
            path = ("integration_tests", "after_deployment_to", place)
            yield subject.remark(f"{say}{did_you_mean(name, sorted(made))}.", *path)
