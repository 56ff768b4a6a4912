"""Decides when work is given up, and says why in words that help."""

from app.domain.status import Failure
from app.github.errors import (
    Archived,
    Forbidden,
    GitHubError,
    Invalid,
    Unauthorised,
    Unavailable,
    VersionRetired,
)
from app.usecases.build import Build, StepRefused

ATTEMPTS = 5
"""What failed this often in a row is left to a person."""

_RETRY = "When it is mended, comment `/slipway retry`: the build goes on from where it stopped."

_UNAVAILABLE = (
    "GitHub failed each time, or did not answer. Whether it did what it was asked to is not known; "
    "Slipway looks before it repeats anything. https://www.githubstatus.com says how GitHub is."
)
_DOING = {
    "confirm": "Checking once more what was approved",
    "create": "Creating {}",
    "push": "Pushing the approved files to {}",
    "access": "Giving teams access to {}",
    "topics": "Setting the topics of {}",
    "properties": "Setting the custom properties of {}",
    "labels": "Making the labels of {}",
    "security": "Switching the security features of {}",
    "environments": "Making the environments of {}",
    "protect": "Protecting the default branch of {}",
    "catalog": "Entering the service in the catalog",
}


def doing(build: Build) -> str:
    """What the present step of a build does, and to which repository."""
    step = build.next_step
    if step is None:
        return "Finishing the build"
    if step.half is None:
        return _DOING[step.action]
    created = build.created().get(step.half)
    name = created.name if created else build.plan.repositories[step.half]
    return _DOING[step.action].format(f"{build.organisation}/{name}")


def explain(error: Exception, failures: int, doing: str) -> Failure | None:
    """Why a build stops while `doing` something; None while trying again may still help."""
    match error:
        case StepRefused(what=what, why=why, todo=todo):
            return Failure(what, why, todo)
        case Forbidden() | Invalid() | Archived():
            return Failure("GitHub refused a step of the build.", str(error), _RETRY)
        case Unauthorised() | VersionRetired():
            return None  # a person can do nothing on the issue about the operator's business
        case _ if failures < ATTEMPTS:
            return None
        case Unavailable():
            why = _UNAVAILABLE
        case GitHubError():
            why = str(error)
        case _:
            why = "Slipway met an error of its own; its operator finds it in the worker's log."
    return Failure(f"{doing} failed {failures} times in a row.", why, _RETRY)


def stuck(error: Exception, failures: int) -> Failure:
    """Why a look is given up for now; it is tried again slowly, and when its operator says so."""
    what = f"Looking at this request failed {failures} times in a row."
    if isinstance(error, GitHubError):
        why = str(error)
    else:
        why = "Slipway met an error of its own; its operator finds it in the worker's log."
    return Failure(what, why, "Its operator mends this and runs `slipway resume`.")
