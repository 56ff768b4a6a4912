"""Decides when work is given up, and says why in words that help."""

from app.domain.status import Failure
from app.github.errors import Archived, Forbidden, GitHubError, Invalid, Unauthorised
from app.usecases.build import StepRefused

ATTEMPTS = 5
"""What failed this often in a row is left to a person."""

_RETRY = "When it is mended, comment `/slipway retry`: the build goes on from where it stopped."


def explain(error: Exception, failures: int) -> Failure | None:
    """Why a build stops; None while trying again may still help."""
    match error:
        case StepRefused(what=what, why=why, todo=todo):
            return Failure(what, why, todo)
        case Forbidden() | Invalid() | Archived():
            return Failure("GitHub refused a step of the build.", str(error), _RETRY)
        case Unauthorised():
            return None  # a person can do nothing on the issue about the operator's key
        case _ if failures < ATTEMPTS:
            return None
        case GitHubError():
            what = f"A step of the build failed {failures} times in a row."
            return Failure(what, str(error), _RETRY)
        case _:
            what = f"A step of the build failed {failures} times in a row."
            why = "Slipway met an error of its own; its operator finds it in the worker's log."
            return Failure(what, why, _RETRY)


def stuck(error: Exception, failures: int) -> Failure:
    """Why a look is given up for now; it is tried again slowly, and when its operator says so."""
    what = f"Looking at this request failed {failures} times in a row."
    if isinstance(error, GitHubError):
        why = str(error)
    else:
        why = "Slipway met an error of its own; its operator finds it in the worker's log."
    return Failure(what, why, "Its operator mends this and runs `slipway resume`.")
