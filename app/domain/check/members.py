"""Adds what GitHub says of the teams and people whom a judged policy names."""

from collections.abc import Collection
from dataclasses import replace

from app.domain.check.model import Finding, Judgement, Level
from app.domain.review import Members, wrong_people


def with_members(
    judgement: Judgement, organisation: str, members: Members, unknown: Collection[str]
) -> Judgement:
    """The judgement, with a failure wherever a team or person is not there, or too few are.

    `members` is of the teams in `judgement.people`; `unknown` are those of its users who have no
    account.
    """
    wrong = wrong_people(judgement.people, organisation, members, unknown)
    found = tuple(
        Finding(one.path, one.line, one.column, Level.FAILURE, one.sentence) for one in wrong
    )
    return replace(judgement, findings=(*found, *judgement.findings))
