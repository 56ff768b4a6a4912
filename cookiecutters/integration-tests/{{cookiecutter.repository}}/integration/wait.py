"""Waits until it is this service that answers, ready, in the version that is expected.

`python -m integration.wait` takes its settings from the environment, and gives up in a sentence.
"""

import json
import sys
import time
from collections.abc import Callable
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from integration.about import SERVICE
from integration.settings import Settings, read_settings

PAUSE_SECONDS = 0.25
WHOSE = "Is BASE_URL the address of the service itself?"


def main() -> int:
    reason = wait_for(read_settings())
    if reason:
        print(reason, file=sys.stderr)
    return 1 if reason else 0


def wait_for(settings: Settings, given_up: Callable[[], str] = lambda: "") -> str:
    """Wait until the service is as wanted. Gives nothing then, and else a sentence that says why.

    `given_up` says why there is no point in waiting any longer, or nothing.
    """
    deadline = time.monotonic() + settings.wait_seconds
    while reason := unready(settings) or other_version(settings):
        if hopeless := given_up():
            return hopeless
        if time.monotonic() >= deadline:
            return reason
        time.sleep(PAUSE_SECONDS)
    return ""


def unready(settings: Settings) -> str:
    try:
        with urlopen(f"{settings.base_url}/readyz", timeout=5):
            return ""
    except (OSError, ValueError, HTTPException) as error:
        return (
            f"{settings.base_url} was not ready after {settings.wait_seconds:g} seconds: "
            f"{_explained(error)}"
        )


def other_version(settings: Settings) -> str:
    """Why it is not this service that answers, or not in the version that is expected."""
    try:
        with urlopen(f"{settings.base_url}/version", timeout=5) as answer:
            said = json.load(answer)
        name, version = said["name"], said["version"]
    except (OSError, ValueError, HTTPException) as error:
        return f"{settings.base_url} did not say its version: {_explained(error)}"
    except (LookupError, TypeError):
        return f"{settings.base_url} did not say its name and version at /version. {WHOSE}"
    if name != SERVICE:
        return f"{settings.base_url} is {name}, and these are the tests of {SERVICE}. {WHOSE}"
    if version == settings.expected_version or not settings.expected_version:
        return ""
    return (
        f"{settings.base_url} ran version {version} after {settings.wait_seconds:g} seconds, but "
        f"{settings.expected_version} was expected. Its deployment failed, or is not done yet."
    )


def _explained(error: Exception) -> str:
    """What went wrong with a request, and what to look at."""
    match error:
        case HTTPError(code=503):
            return "it answers 503, so it is starting or stopping. Its log says what it waits for."
        case HTTPError(code=code):
            return f"it answers {code}. {WHOSE}"
        case URLError(reason=reason):
            return f"{reason}. Is it running, and does this machine reach it?"
    return f"{error or type(error).__name__}. {WHOSE}"


if __name__ == "__main__":
    sys.exit(main())
