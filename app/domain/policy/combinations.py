"""What settings of one repository cannot be had together, by GitHub or by common sense."""

from collections.abc import Iterator, Mapping

from ruamel.yaml.nodes import Node

from app.domain.policy.environments import reviewers_at
from app.domain.policy.settings import HalfSettings, Merge, Visibility

Remark = tuple[Node, str]
"""Where something is wrong, and what."""


def contradictions(half: HalfSettings, places: Mapping[str, Node]) -> Iterator[Remark]:
    """What is wrong with a half as a whole; `places` are its keys and what they say."""
    yield from _ways_of_merging(half, places)
    yield from _strange_reviewers(half, places)
    if half.security.private_reporting and half.visibility is not Visibility.PUBLIC:
        say = (
            f"GitHub has `private_reporting` for public repositories alone, and these are "
            f"{half.visibility}; leave it out, or say so for one half."
        )
        yield places["security"], say


def _ways_of_merging(half: HalfSettings, places: Mapping[str, Node]) -> Iterator[Remark]:
    offered = half.merging.methods
    if not offered:
        yield places["merging"], "No way of merging is left; GitHub wants one of three at least."
        return
    left = offered & frozenset(half.rules.merge_methods or Merge)
    if not left:
        say = "`merge_methods` allows only what `merging` does not offer; nothing could be merged."
        yield places["rules"], say
    elif half.rules.linear_history and left == {Merge.MERGE}:
        say = (
            "`linear_history` forbids merge commits, and no other way of merging is left; offer "
            "`squash` or `rebase`."
        )
        yield places["rules"], say


def _strange_reviewers(half: HalfSettings, places: Mapping[str, Node]) -> Iterator[Remark]:
    """GitHub takes only reviewers that can read the repository."""
    node = places.get("environments")
    if node is None or not half.environments:
        return
    for place in range(len(node.value)):
        for team, at in reviewers_at(node, place):
            if team not in half.access:
                say = f"`{team}` reviews here and has no access; add it to `access`."
                yield at, say
