"""What a person who started a sandbox needs next: addresses, people, and Slipway's settings."""

from collections.abc import Iterator
from shlex import quote
from urllib.parse import urlsplit

from sandbox.keeping.folder import SLIPWAY
from sandbox.pages.visitor import people
from sandbox.starting import CONTROL_REPOSITORY, WEBHOOK_URL
from sandbox.world.apps import App
from sandbox.world.state import World


def greeting(world: World) -> str:
    """A screenful of text without a secret that opens anything beyond this machine."""
    names = [one.login for one in people(world)]
    lines = ["", f"pages        {world.url}"]
    if names:
        lines += [
            f"act as       {', '.join(names)}: choose at the top of any page",
            f"over the API Authorization: Bearer ghp_sandbox_{names[0]}, and so on",
        ]
    if world.app is not None:
        lines += _of_the_app(world, world.app)
    return "\n".join(lines)


def _of_the_app(world: World, app: App) -> Iterator[str]:
    yield f"App's key    {app.key_file}"
    yield f"webhooks to  {app.webhook_url or 'nobody: name an address with --webhook-url'}"
    yield "own policy   --control-repo DIR starts with what DIR holds: see docs/sandbox.md"
    yield ""
    yield "Slipway connects with these settings, for `slipway web` and for `slipway worker`:"
    yield ""
    for name, value in _settings(world, app):
        yield f"export {name}={quote(value)}"


def _organisations(world: World, app: App) -> Iterator[str]:
    """Where the App is installed."""
    return (one.account.login for one in world.installations.values() if one.app is app)


def _settings(world: World, app: App) -> Iterator[tuple[str, str]]:
    yield "SLIPWAY_GITHUB_API_URL", world.api_url
    yield "SLIPWAY_APP_ID", app.client_id
    yield "SLIPWAY_PRIVATE_KEY", app.key_file
    yield "SLIPWAY_WEBHOOK_SECRET", app.webhook_secret
    yield "SLIPWAY_ORGS", ",".join(_organisations(world, app))
    yield "SLIPWAY_CONTROL_REPO", CONTROL_REPOSITORY
    # Its rows tell of this world, so they come and go with it.
    yield "SLIPWAY_DATA_DIR", str((world.data / SLIPWAY).absolute())
    # Nobody else calls this GitHub: there is nobody to be considerate of.
    yield "SLIPWAY_WRITE_GAP_MS", "0"
    port = urlsplit(app.webhook_url).port
    if app.webhook_url and app.webhook_url != WEBHOOK_URL and port is not None:
        yield "SLIPWAY_PORT", str(port)
