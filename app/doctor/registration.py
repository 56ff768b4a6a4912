"""Checks the App as it is registered on GitHub: clock, credentials, powers, webhook."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import requests

from app.doctor.finding import Finding, broken, doubtful, fine
from app.github.connection import Connection
from app.github.doctor_reads import (
    AppFacts,
    HookFacts,
    LastDelivery,
    read_github_time,
    read_hook,
    read_last_delivery,
)
from app.github.errors import NotFound
from app.github.permissions import NeededPermission, missing_permissions

GITHUB, APP = "GitHub", "App"

# A key's signature is dated a minute back, so a clock that is further ahead is refused.
_FARTHEST = timedelta(seconds=60)
_FAR = timedelta(seconds=15)
_LOCAL = {"127.0.0.1", "::1", "localhost"}


def check_clock(api_url: str, now: datetime) -> Finding:
    """Whether GitHub answers at all, and shows the time that this machine shows."""
    try:
        theirs = read_github_time(api_url)
    except requests.RequestException as error:
        return broken(
            GITHUB,
            f"GitHub does not answer at {api_url}: {type(error).__name__}.",
            "Check SLIPWAY_GITHUB_API_URL, this machine's network, and its proxy settings.",
        )
    if theirs is None:
        todo = "Is SLIPWAY_GITHUB_API_URL the address of a GitHub?"
        return doubtful(GITHUB, f"{api_url} answers without saying what time it is.", todo)
    return _judge_clock(now - theirs)


def _judge_clock(ahead: timedelta) -> Finding:
    seconds = round(abs(ahead) / timedelta(seconds=1))
    where = "ahead of" if ahead > timedelta() else "behind"
    differs = f"This machine's clock is {seconds} seconds {where} GitHub's."
    todo = "Let the machine keep its time by NTP."
    if abs(ahead) > _FARTHEST:
        return broken(GITHUB, differs, f"GitHub refuses keys signed at a wrong time. {todo}")
    if abs(ahead) > _FAR:
        return doubtful(GITHUB, differs, todo)
    return fine(GITHUB, "GitHub answers, and its clock agrees with this machine's.")


def check_permissions(app: AppFacts) -> Finding:
    """Whether the App asks for all that Slipway needs."""
    missing = missing_permissions(app.permissions)
    if not missing:
        return fine(APP, "The App asks for every permission that Slipway needs.")
    return broken(
        APP,
        f"The App does not ask for {names_of(missing)}.",
        "In the App's settings, under “Permissions & events”, add:",
        *reasons_of(missing),
    )


def names_of(permissions: Iterable[NeededPermission]) -> str:
    return ", ".join(f"{one.name}: {one.level}" for one in permissions)


def reasons_of(permissions: Iterable[NeededPermission]) -> tuple[str, ...]:
    """A line for each: what it is and why Slipway needs it."""
    return tuple(f"  {one.name}: {one.level}, for Slipway {one.reason}" for one in permissions)


def check_events(app: AppFacts) -> Finding:
    """Whether GitHub tells the App of all that Slipway must hear."""
    if not app.missing_events:
        return fine(APP, "The App subscribes to every event that Slipway must hear of.")
    return broken(
        APP,
        f"The App does not subscribe to {', '.join(app.missing_events)}.",
        "In the App's settings, under “Permissions & events”, tick these events.",
    )


def check_hook(connection: Connection) -> Finding:
    """Whether GitHub sends webhooks that Slipway can take."""
    try:
        hook = read_hook(connection.app)
    except NotFound:
        hook = HookFacts("", "form", has_secret=False, verifies_tls=True)
    broken_parts, weak_parts = tuple(_broken_parts(hook)), tuple(_weak_parts(hook))
    where = "In the App's settings, under “Webhook”:"
    if broken_parts:
        wrong = "GitHub's webhooks cannot reach Slipway as the App is set up."
        return broken(APP, wrong, where, *broken_parts, *weak_parts)
    if weak_parts:
        return doubtful(APP, f"Webhooks go to {hook.url}.", where, *weak_parts)
    return fine(APP, f"Webhooks go to {hook.url}, as JSON and signed.")


def _broken_parts(hook: HookFacts) -> Iterable[str]:
    if not hook.url:
        yield "  tick “Active” and set the URL to https://YOUR-HOST/webhook"
    if hook.content_type != "json":
        yield "  set the content type to application/json"
    if not hook.has_secret:
        yield "  set the secret to that of SLIPWAY_WEBHOOK_SECRET"


def _weak_parts(hook: HookFacts) -> Iterable[str]:
    parts = urlsplit(hook.url)
    if hook.url and not parts.path.endswith("/webhook"):
        yield "  end the URL in /webhook, unless your proxy leads it there"
    if parts.scheme == "http" and parts.hostname not in _LOCAL:
        yield "  let the URL begin with https://"
    if not hook.verifies_tls:
        yield "  enable SSL verification"


def check_last_delivery(connection: Connection) -> Finding:
    """How the newest webhook was answered: the only way to see a secret that differs."""
    last = read_last_delivery(connection.app)
    if last is None:
        return fine(APP, "GitHub has sent no webhook lately.")
    return _judge_delivery(last)


def _judge_delivery(last: LastDelivery) -> Finding:
    if 200 <= last.status_code < 300:
        return fine(APP, f"The last webhook, {last.event}, was answered {last.status_code}.")
    if last.status_code == 401:
        return broken(
            APP,
            f"The last webhook, {last.event}, was refused for its signature.",
            "The App's webhook secret and SLIPWAY_WEBHOOK_SECRET differ: set both to the same.",
        )
    how = f"was answered {last.status_code}" if last.status_code else "was not answered"
    return doubtful(
        APP,
        f"The last webhook, {last.event}, {how} ({last.status}).",
        "See that `slipway web` runs and that its /webhook can be reached from GitHub. The",
        "App's settings show each delivery under “Advanced”, and deliver it again if you ask.",
    )
