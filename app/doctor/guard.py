"""Keeps a check that fails from stopping the others: its failure is a finding too."""

from collections.abc import Callable

from app.doctor.finding import Finding, broken
from app.github.errors import GitHubError

Check = Callable[[], Finding]


def guarded(subject: str, what: str, check: Check) -> Finding:
    """What `check` finds; `what` names it in the finding for a check that failed."""
    try:
        return check()
    except GitHubError as error:
        return broken(subject, f"The {what} could not be checked.", str(error))
    except Exception as error:  # noqa: BLE001 - the other checks are still worth their answers
        # Of an error that nobody foresaw the text may hold an address with its password.
        return broken(
            subject,
            f"The {what} could not be checked: {type(error).__name__}.",
            "This is a mistake in Slipway or in this machine's set-up. Report it with this line.",
        )
