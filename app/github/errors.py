"""The ways in which GitHub refuses or fails, each as a type with a sentence for people."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Refusal:
    """What is known of a call that failed.

    `route` is the template of the call, `said` GitHub's own message, `request_id` what GitHub's
    support asks for, `path` the field of a GraphQL answer. None of them holds a secret.
    """

    route: str
    said: str = ""
    request_id: str = ""
    path: tuple[str, ...] = ()


class GitHubError(Exception):
    """GitHub did not do what was asked. The text says what happened, why and what to do."""

    def __init__(self, sentence: str, refusal: Refusal) -> None:
        said = f" GitHub said: {refusal.said}" if refusal.said else ""
        super().__init__(f"{sentence}{said}")
        self.sentence = sentence
        self.refusal = refusal


class NotFound(GitHubError):
    """The thing does not exist, was deleted or moved away, or is hidden from the App."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(
            f"GitHub found nothing for {refusal.route}: it does not exist, or the App is not "
            "installed on it. Check the name and the App's installation.",
            refusal,
        )


class IssueGone(NotFound):
    """The repository is there, and the issue was deleted or transferred away."""


class Forbidden(GitHubError):
    """The App may not do this; `missing_permission` as `contents: write`, empty if untold."""

    def __init__(self, refusal: Refusal, missing_permission: str = "") -> None:
        wanted = missing_permission or "more than it has"
        super().__init__(
            f"GitHub refused {refusal.route}: the App needs {wanted}. Grant it in the App's "
            "settings and accept it in the organisation, or look for a rule that forbids this.",
            refusal,
        )
        self.missing_permission = missing_permission


class Unauthorised(GitHubError):
    """The token or the App's key is not accepted."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(
            f"GitHub did not accept the App's credentials for {refusal.route}. If it stays so, "
            "check SLIPWAY_APP_ID, SLIPWAY_PRIVATE_KEY and this machine's clock.",
            refusal,
        )


class Archived(GitHubError):
    """The repository is archived, so read-only."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(
            f"GitHub refused {refusal.route}, for the repository is archived. Unarchive it in its "
            "settings to go on.",
            refusal,
        )


class Suspended(GitHubError):
    """The organisation's installation of the App is suspended: nothing is read or written."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(
            f"GitHub refused {refusal.route}, for the App's installation in the organisation is "
            "suspended. An owner lifts that in the organisation's settings, under GitHub Apps.",
            refusal,
        )


class IssuesDisabled(GitHubError):
    """The repository has no issues, for somebody switched them off."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(
            f"GitHub refused {refusal.route}, for the repository's issues are switched off. Switch "
            "them on in its settings, under Features.",
            refusal,
        )


class VersionRetired(GitHubError):
    """GitHub no longer serves the version of its REST API that Slipway speaks."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(
            f"GitHub refused {refusal.route}: it serves the version of its API no more that this "
            "Slipway was made for. Upgrade Slipway.",
            refusal,
        )


class Conflict(GitHubError):
    """The thing's present state does not allow this: an empty repository, a ref that moved."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(
            f"GitHub refused {refusal.route}, for something changed meanwhile or is not ready. "
            "Read it again and try again.",
            refusal,
        )


class Incomplete(GitHubError):
    """A list lacks what GitHub shows elsewhere: it is behind, or hides something."""

    def __init__(self, refusal: Refusal, lacks: str) -> None:
        super().__init__(
            f"GitHub's answer to {refusal.route} lacks {lacks}. Read it again a moment later.",
            refusal,
        )


class NameTaken(GitHubError):
    """There is a thing of this name already."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(
            f"GitHub refused {refusal.route}, for the name is taken. Choose another name.", refusal
        )


class Invalid(GitHubError):
    """GitHub does not accept the values; `errors` holds one phrase for each."""

    def __init__(self, refusal: Refusal, errors: Sequence[str] = ()) -> None:
        listed = f" ({'; '.join(errors)})" if errors else ""
        super().__init__(
            f"GitHub does not accept the values of {refusal.route}{listed}. Correct them.", refusal
        )
        self.errors = tuple(errors)


class Moved(GitHubError):
    """The thing has another address now; GitHub answered a write with a redirect."""

    def __init__(self, refusal: Refusal, location: str) -> None:
        super().__init__(
            f"GitHub moved what {refusal.route} is about, and nothing was written. Read it again "
            "by its id.",
            refusal,
        )
        self.location = location


class Busy(GitHubError):
    """A rate limit, primary or secondary: not before `retry_at` (aware, UTC).

    `is_named`: GitHub itself said until when. `reason` goes on after "waits for".
    """

    def __init__(
        self,
        refusal: Refusal,
        retry_at: datetime,
        *,
        is_named: bool = True,
        reason: str = "GitHub's rate limit",
        sentence: str = "",
    ) -> None:
        super().__init__(
            (sentence or f"GitHub's rate limit is used up for {refusal.route}.")
            + f" It goes on at {retry_at:%Y-%m-%d %H:%M:%S} UTC.",
            refusal,
        )
        self.retry_at = retry_at
        self.is_named = is_named
        self.reason = reason


class OverBudget(Busy):
    """Our own write budget: nothing was sent, so that no limit of GitHub's is met."""

    def __init__(self, route: str, retry_at: datetime, reason: str) -> None:
        sentence = f"Slipway has not made the call {route} yet: it waits for {reason}."
        super().__init__(Refusal(route), retry_at, reason=reason, sentence=sentence)


class Unavailable(GitHubError):
    """GitHub failed or did not answer; a write may have happened all the same."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(
            f"GitHub failed at {refusal.route}, or did not answer. What it did is not known: it is "
            "looked for before anything is repeated. See https://www.githubstatus.com.",
            refusal,
        )


def outcome_of(error: GitHubError | None) -> str:
    """A call's end as one short word, for figures: `ok`, and `not-found` or the like."""
    if error is None:
        return "ok"
    return re.sub(r"(?<!^)(?=[A-Z])", "-", type(error).__name__).lower()
