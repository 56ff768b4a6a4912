"""Apps: registered from a manifest, and given their keys for a code."""

import re
from dataclasses import dataclass
from datetime import timedelta
from secrets import token_hex

from sandbox.acts.keys import new_key, public_part
from sandbox.acts.people import add_account
from sandbox.acts.webhooks import ping
from sandbox.errors import ApiError, not_found
from sandbox.world.apps import App, Conversion, with_metadata
from sandbox.world.people import Account, AccountType
from sandbox.world.state import World

LONGEST_NAME = 34
# All three steps of a registration by manifest take an hour at most.
CODE_IS_GOOD = timedelta(hours=1)


@dataclass(frozen=True)
class Registration:
    """What somebody wants an App to be; `hook_url` is empty where it is not to be told anything."""

    name: str
    home: str
    description: str
    hook_url: str
    setup_url: str
    is_public: bool
    permissions: dict[str, str]
    events: list[str]


def register(world: World, wanted: Registration, owner: Account) -> App:
    """The App, which has no key yet; 422 for a name that cannot be its own."""
    slug = _free_slug(world, wanted.name)
    number, node = world.mint("A")
    hook_id, _ = world.mint("HK")
    now = world.now()
    app = App(
        number,
        node,
        f"Iv23li{token_hex(7)}",
        slug,
        wanted.name,
        owner,
        add_account(world, slug, AccountType.BOT, wanted.name),
        public_key="",
        permissions=with_metadata(wanted.permissions),
        events=list(wanted.events),
        webhook_url=wanted.hook_url,
        webhook_secret=token_hex(20) if wanted.hook_url else "",
        created_at=now,
        updated_at=now,
        hook_id=hook_id,
        description=wanted.description,
        home=wanted.home,
        setup_url=wanted.setup_url,
        is_public=wanted.is_public,
    )
    world.apps[number] = app
    ping(world, app)
    return app


def _free_slug(world: World, name: str) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    if not slug:
        raise ApiError(422, "The name of the App needs a letter or a digit.")
    if len(name) > LONGEST_NAME:
        raise ApiError(422, f"Name is too long (maximum is {LONGEST_NAME} characters)")
    if slug in world.accounts:
        raise ApiError(422, "Name is already taken")
    return slug


def code_for(world: World, app: App) -> str:
    """A code that gives the App's keys to whoever has it: once, and for an hour."""
    code = token_hex(20)
    world.conversions[code] = Conversion(app, world.now() + CODE_IS_GOOD)
    return code


def convert(world: World, code: str) -> tuple[App, bytes]:
    """The App of a code with its new private key, which is kept nowhere; 404 for a code past use.

    Whether GitHub tells a code that was used from one that never was is unconfirmed.
    """
    found = world.conversions.pop(code, None)
    if found is None or found.good_until <= world.now():
        raise not_found()
    private = new_key()
    found.app.public_key = public_part(private)
    found.app.client_secret = token_hex(20)
    return found.app, private
