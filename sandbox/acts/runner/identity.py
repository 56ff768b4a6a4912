"""As whom Actions acts: the App github-actions, and the token that a job is given."""

from datetime import timedelta

from sandbox.acts.people import add_account
from sandbox.acts.token_text import stateless
from sandbox.world.apps import App, Installation, InstallationToken
from sandbox.world.issues import Actor
from sandbox.world.people import AccountType, Organisation
from sandbox.world.repositories import Repository
from sandbox.world.runs import Run
from sandbox.world.state import World

SLUG = "github-actions"
# What a token may do where the workflow does not say: GitHub's default for new organisations.
USUAL = {"contents": "read", "packages": "read"}
PERMISSIONS = {"actions": "write", "checks": "write", "contents": "write", "deployments": "write"}
LIFETIME = timedelta(days=1)


def actions_app(world: World) -> App:
    """The App github-actions, made when it is first needed."""
    if world.actions_app is None:
        now = world.now()
        bot = add_account(world, SLUG, AccountType.BOT, "GitHub Actions")
        owner = Organisation(*world.mint("O"), "github", AccountType.ORGANISATION, now)
        number, node = world.mint("A")
        world.actions_app = App(
            number,
            node,
            f"Iv1.{SLUG}",
            SLUG,
            "GitHub Actions",
            owner,
            bot,
            public_key="",
            permissions=dict(PERMISSIONS),
            events=[],
            webhook_url="",
            webhook_secret="",
            created_at=now,
            updated_at=now,
        )
    return world.actions_app


def actions_actor(world: World) -> Actor:
    app = actions_app(world)
    return Actor(app.bot, app)


def is_actions(world: World, actor: Actor) -> bool:
    """Whether the token of a job acts, whose events start no runs."""
    return actor.app is not None and actor.app is world.actions_app


def job_token(world: World, where: Repository, run: Run) -> InstallationToken:
    """What `GITHUB_TOKEN` is in a job of this run."""
    app, now = actions_app(world), world.now()
    named = run.file.permissions if run.file else None
    held = {"metadata": "read"} | dict(USUAL if named is None else named)
    permissions = {name: level for name, level in held.items() if level in {"read", "write"}}
    number, node = world.mint("MI")
    installation = Installation(
        number, node, app, where.owner, permissions, [], {where.id}, now, now
    )
    text = stateless(installation, now + LIFETIME)
    made = InstallationToken(text, installation, permissions, now + LIFETIME, {where.id})
    world.tokens[text] = made
    return made
