"""An App that reports checks, for the tests of checks, statuses and their pages."""

from typing import Any

from tests.sandbox.voices import Voice

SERVICES = "/repos/acme/services"
RUNS = f"{SERVICES}/check-runs"
PERMISSIONS = {"checks": "write", "statuses": "write", "pull_requests": "write"}
EVENTS = ["check_run", "check_suite", "status"]


def with_checks(seed: dict[str, Any]) -> dict[str, Any]:
    """The seed with an App that may write checks and hears of them."""
    app = seed["app"]
    app["permissions"] |= PERMISSIONS
    app["events"] += EVENTS
    return seed


def head_of(voice: Voice, branch: str = "main") -> str:
    """The sha of a branch of services."""
    return str(voice.gets(f"{SERVICES}/git/ref/heads/{branch}")["object"]["sha"])


def reports(voice: Voice, **fields: Any) -> Any:
    """A new check run on the tip of main."""
    fields = {"name": "policy", "head_sha": head_of(voice)} | fields
    return voice.does("POST", RUNS, fields)


def annotation(**fields: Any) -> dict[str, Any]:
    usual = {"path": "README.md", "start_line": 1, "end_line": 1, "annotation_level": "warning"}
    return usual | {"message": "Too short"} | fields


def output(**fields: Any) -> dict[str, Any]:
    return {"title": "One remark", "summary": "All but **one** thing is well."} | fields
