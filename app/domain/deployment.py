"""Whether a deployment is to be tested, and what its integration tests are told of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from app.domain.hidden import hidden_names
from app.domain.policy import IntegrationTests
from app.domain.text import shorten

SUCCESS, INACTIVE = "success", "inactive"
"""States of a deployment in GitHub's words; a success becomes inactive when another one follows."""

LONGEST_URL = 2_000
_SHOWN = 100


class Conclusion(StrEnum):
    """What came of a deployment that was reported as a success."""

    DISPATCHED = "dispatched"
    NOT_ASKED_FOR = "not-asked-for"
    OVERTAKEN = "overtaken"
    IMPOSSIBLE = "impossible"


class NotTested(Exception):
    """No tests are started; the text says why, and what to do if something is to be done."""

    def __init__(self, conclusion: Conclusion, reason: str) -> None:
        super().__init__(reason)
        self.conclusion = conclusion


@dataclass(frozen=True, slots=True)
class Deployment:
    """A commit in an environment; `id` is GitHub's number."""

    id: int
    commit_id: str
    environment: str


@dataclass(frozen=True, slots=True)
class Report:
    """The newest status of a deployment; `url` is where the service answers, "" if untold."""

    state: str
    url: str


def check_wanted(tests: IntegrationTests, deployment: Deployment) -> None:
    """Raises NotTested unless the policy asks for tests after a deployment to there."""
    if not tests.follow(deployment.environment):
        say = f"The policy asks for no tests after a deployment to {_shown(deployment)}."
        raise NotTested(Conclusion.NOT_ASKED_FOR, say)


def inputs_of(deployment: Deployment, report: Report) -> Mapping[str, str]:
    """What the tests are told of a deployment that is in use. Raises NotTested."""
    if report.state == INACTIVE:
        raise overtaken(deployment)
    if report.state != SUCCESS:
        say = f"Its newest status says {shorten(report.state, _SHOWN)} and success no longer."
        raise NotTested(Conclusion.OVERTAKEN, say)
    if fault := _fault_of(report.url):
        say = f"It cannot be tested: its `environment_url` {fault}. Let the pipeline report there"
        raise NotTested(Conclusion.IMPOSSIBLE, f"{say} where the service answers.")
    return {
        "base_url": report.url,
        "environment": deployment.environment,
        "expected_version": deployment.commit_id,
        "deployment_id": str(deployment.id),
    }


def overtaken(deployment: Deployment) -> NotTested:
    """Why a deployment is not tested that another one followed."""
    say = f"Another deployment to {_shown(deployment)} has taken its place."
    return NotTested(Conclusion.OVERTAKEN, say)


def run_title_end(deployment_id: int) -> str:
    """How the title of a run ends that tests this deployment, so that it is found again."""
    return f"(deployment {deployment_id})"


def _fault_of(url: str) -> str:
    """What keeps an address from being one that paths can be added to; "" if nothing does."""
    if not url:
        return "is not there"
    if len(url) > LONGEST_URL:
        return f"is longer than {LONGEST_URL:,} characters"
    if hidden_names(url) or any(char.isspace() for char in url):
        return "has spaces or invisible characters in it"
    if not _is_on_the_web(url):
        return "is no address that begins with http:// or https://"
    if "@" in urlsplit(url).netloc:
        return "has a user name in it, which everybody would read who sees the run"
    if set("?#") & set(url):
        return "has a `?` or `#` in it, after which no path can be added"
    return ""


def _is_on_the_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
        is_a_host = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    return is_a_host and parts.scheme in {"http", "https"}


def _shown(deployment: Deployment) -> str:
    return shorten(deployment.environment, _SHOWN)
