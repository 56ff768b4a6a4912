"""What the manifest of an App says, and what is wrong with it in GitHub's words."""

import json
from dataclasses import dataclass
from typing import Any

from sandbox.acts.apps import Registration
from sandbox.acts.subscriptions import not_permitted, unsupported
from sandbox.errors import ApiError
from sandbox.rest.body import Body
from sandbox.world.apps import LEVELS, PERMISSIONS, with_metadata
from sandbox.world.hooks import check_address

MOST_CALLBACKS = 10


class BadManifest(Exception):
    """It cannot be registered as it is; `errors` says why, a sentence each."""

    def __init__(self, *errors: str) -> None:
        super().__init__("; ".join(errors))
        self.errors = errors


@dataclass(frozen=True)
class Manifest:
    """A manifest that can be registered, and where its code goes; the name may be empty."""

    wanted: Registration
    redirect_url: str


def read(text: str, name: str = "") -> Manifest:
    """The manifest of a form's field, under a name of its own if one is given.

    Raises:
        BadManifest: says what is wrong with it.
    """
    try:
        found = json.loads(text)
    except ValueError:
        raise BadManifest("It is no JSON.") from None
    if not isinstance(found, dict):
        raise BadManifest("It is no JSON object.")
    try:
        return _manifest(Body(found | ({"name": name} if name else {})))
    except ApiError as error:
        raise BadManifest(error.message.partition("\n\n")[2] or error.message) from None


def _manifest(body: Body) -> Manifest:
    """GitHub names a missing `url` of the hook without its parent, and so it is done here."""
    hook = body.mapping("hook_attributes")
    told_at = "" if hook is None else _address(Body(hook).text("url"), "hook_attributes/url")
    if hook is not None and Body(hook).flag("active") is False:
        told_at = ""
    callbacks = body.texts("callback_urls") or []
    if len(callbacks) > MOST_CALLBACKS:
        raise BadManifest(f"An App can have {MOST_CALLBACKS} callback URLs at most.")
    wanted = Registration(
        name=body.optional_text("name") or "",
        home=_address(body.text("url"), "url"),
        description=body.optional_text("description") or "",
        hook_url=told_at,
        setup_url=_address(body.optional_text("setup_url") or "", "setup_url"),
        is_public=body.flag("public") is True,
        permissions=_permissions(body.mapping("default_permissions") or {}),
        events=body.texts("default_events") or [],
    )
    _check_events(wanted)
    # GitHub may do without: where its code then goes is unconfirmed.
    return Manifest(wanted, _address(body.text("redirect_url"), "redirect_url"))


def _permissions(found: dict[str, Any]) -> dict[str, str]:
    unknown = [name for name in found if name not in PERMISSIONS]
    if unknown:
        raise BadManifest(f"Default permissions unsupported: {_listed(unknown)}")
    wrong = [name for name, level in found.items() if level not in LEVELS]
    if wrong:
        raise BadManifest(f"Default permissions are read, write or admin: {_listed(wrong)}")
    return {name: str(level) for name, level in found.items()}


def _check_events(wanted: Registration) -> None:
    """An event that is none is named under both headings, as GitHub does."""
    unknown = unsupported(wanted.events)
    closed = not_permitted(wanted.events, with_metadata(wanted.permissions))
    errors = [
        f"{why}: {_listed(some)}"
        for some, why in (
            (unknown, "Default events unsupported"),
            (closed, "Default events are not supported by permissions"),
        )
        if some
    ]
    if errors:
        raise BadManifest(*errors)


def _listed(names: list[str]) -> str:
    return " and ".join(", ".join(names).rsplit(", ", 1))


def _address(url: str, field: str) -> str:
    """An address of the web, or nothing."""
    try:
        return check_address(url)
    except ValueError:
        raise BadManifest(f"For 'properties/{field}', {url!r} is not a url.") from None
