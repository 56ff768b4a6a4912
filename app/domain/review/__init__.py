"""What is wrong or doubtful in a policy and its form, before anybody files a request."""

from app.domain.review.organisation import teams_named, unknown_people, users_named
from app.domain.review.review import Review, review

__all__ = ["Review", "review", "teams_named", "unknown_people", "users_named"]
