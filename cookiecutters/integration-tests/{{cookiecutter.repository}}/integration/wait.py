"""Waits until the service is ready and runs the version that is expected.

`python -m integration.wait` takes its settings from the environment, and gives up in a sentence.
"""

import json
import sys
import time
from collections.abc import Callable
from http.client import HTTPException
from urllib.request import urlopen

from integration.settings import Settings, read_settings

PAUSE_SECONDS = 0.25


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
            f"{error or type(error).__name__}"
        )


def other_version(settings: Settings) -> str:
    if not settings.expected_version:
        return ""
    try:
        with urlopen(f"{settings.base_url}/version", timeout=5) as answer:
            version = json.load(answer)["version"]
    except (OSError, ValueError, HTTPException, LookupError, TypeError) as error:
        return f"{settings.base_url} did not say its version: {error or type(error).__name__}"
    if version == settings.expected_version:
        return ""
    return (
        f"{settings.base_url} ran version {version} after {settings.wait_seconds:g} seconds, but "
        f"{settings.expected_version} was expected. Its deployment failed, or is not done yet."
    )


if __name__ == "__main__":
    sys.exit(main())
