"""What is wrong or doubtful in a policy and its form, before anybody files a request."""

from app.domain.review.organisation import (
    Members,
    persons,
    teams_named,
    too_few_members,
    unknown_people,
    users_named,
)
from app.domain.review.review import Review, review

__all__ = [
    "Members",
    "Review",
    "persons",
    "review",
    "teams_named",
    "too_few_members",
    "unknown_people",
    "users_named",
]
