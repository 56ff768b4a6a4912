"""Settings of repositories that ask for nothing, or for more than anybody could do."""

from collections.abc import Iterator

from app.domain.mistakes import Mistake
from app.domain.policy import HalfSettings, Merge
from app.domain.review.subject import REPOSITORIES, Step, Subject


def idle_settings(subject: Subject) -> Iterator[Mistake]:
    """What is written of a half and comes to nothing, once for each place."""
    common, *halves = REPOSITORIES
    found: dict[Mistake, None] = {}
    for path, half in zip(halves, subject.policy.repositories.halves, strict=True):
        place = path if subject.keys(*path, "rules") else common
        for key, sentence in _of_rules(half, subject.keys(*place, "rules")):
            found[subject.remark(sentence, *place, "rules", key)] = None
    yield from found


def _of_rules(half: HalfSettings, written: tuple[Step, ...]) -> Iterator[tuple[str, str]]:
    rules = half.rules
    if rules.strict_checks and not half.required_checks:
        yield "strict_checks", "This is about `required_checks`, of which there are none."
    if rules.dismiss_stale and "dismiss_stale" in written and not half.required_reviews:
        yield "dismiss_stale", "No review is required, so that no push takes one away."
    left = half.merging.methods & frozenset(rules.merge_methods or Merge)
    if rules.signed_commits and left == {Merge.REBASE}:
        say = "GitHub signs nothing that it rebases, and no other way of merging is left."
        yield "signed_commits", say
