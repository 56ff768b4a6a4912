"""What the environment says about a run. Every mistake ends it in a sentence."""

import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn
from urllib.parse import urlsplit
from uuid import uuid4

RUN_ID = re.compile(r"[A-Za-z0-9._-]{1,60}")


@dataclass(frozen=True)
class Settings:
    """The settings of one run; docs/development.md lists the variables."""

    base_url: str
    environment: str
    expected_version: str
    deployment_id: str
    run_id: str
    wait_seconds: float
    older_than_hours: float


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    return Settings(
        base_url=_address(environment.get("BASE_URL", "")),
        environment=environment.get("ENVIRONMENT", ""),
        expected_version=environment.get("EXPECTED_VERSION", ""),
        deployment_id=environment.get("DEPLOYMENT_ID", ""),
        run_id=_run_id(environment),
        wait_seconds=_number(environment, "WAIT_SECONDS", "60"),
        older_than_hours=_number(environment, "OLDER_THAN", "24"),
    )


def refuse(sentence: str) -> NoReturn:
    print(sentence, file=sys.stderr)
    raise SystemExit(2)


def _address(text: str) -> str:
    if not text:
        refuse("Which service? Say where it answers: make test BASE_URL=http://127.0.0.1:8000")
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        refuse(f"BASE_URL is {text!r}, but has to begin with http:// or https:// and a host.")
    return text.rstrip("/")


def _run_id(environment: Mapping[str, str]) -> str:
    """RUN_ID; or of GitHub's job the run and its attempt; or one that is made up."""
    if given := environment.get("RUN_ID"):
        if not RUN_ID.fullmatch(given):
            refuse(f"RUN_ID is {given!r}, but has to be 1 to 60 letters, digits, dots and dashes.")
        return given
    if number := environment.get("GITHUB_RUN_ID"):
        return f"{number}-{environment.get('GITHUB_RUN_ATTEMPT', '1')}"
    return uuid4().hex[:12]


def _number(environment: Mapping[str, str], name: str, otherwise: str) -> float:
    text = environment.get(name) or otherwise
    try:
        number = float(text)
    except ValueError:
        number = -1
    if not 0 <= number < 100_000:
        refuse(f"{name} is {text!r}, but has to be a number from 0 on.")
    return number
