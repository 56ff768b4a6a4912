"""From seed to world: makes the organisation, its people, its App and its repositories."""

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from sandbox.acts import labels, people
from sandbox.acts.installations import put_in
from sandbox.acts.repositories import create_repository
from sandbox.acts.rulesets import add_ruleset
from sandbox.app_key import key_file, public_key
from sandbox.errors import ApiError
from sandbox.git.store import Entry, Person
from sandbox.seed import Seed, SeedFault, SeedRepository
from sandbox.seed_files import files_of
from sandbox.world.apps import App, with_metadata
from sandbox.world.issues import Actor
from sandbox.world.people import AccountType, Organisation, OrganisationRole, Role
from sandbox.world.repositories import Repository
from sandbox.world.state import World

T = TypeVar("T")


def plant(seed: Seed, data: Path) -> World:
    """A world with all that the seed says; SeedFault when something in it does not fit."""
    world = World(data)
    world.open_clones = seed.open_clones
    owner = people.add_organisation(
        world, seed.organisation.login, seed.organisation.plan, seed.organisation.base_role
    )
    owner.name = seed.organisation.name or owner.login
    gardener = _plant_people(world, owner, seed)
    if seed.app is not None:
        _plant_app(world, owner, seed, data)
    for one in seed.repositories:
        try:
            _plant_repository(world, owner, gardener, one, seed)
        except ApiError as error:
            why = f"{error.message} {error.errors or ''}".strip()
            raise SeedFault(f"The repository {one.name} of the seed is refused: {why}") from None
    _check_grants(world, seed)
    _plant_installation(world, owner, seed)
    return world


def _plant_people(world: World, owner: Organisation, seed: Seed) -> Actor:
    """Users, then teams; answers who does the planting: the first admin, else the owner."""
    gardener: Actor | None = None
    for user in seed.users:
        account = people.add_account(world, user.login, AccountType(user.type), user.name)
        if user.role is not OrganisationRole.NONE:
            owner.members[user.login.lower()] = user.role
        if user.role is OrganisationRole.ADMIN and gardener is None:
            gardener = Actor(account)
    gardener = gardener or Actor(owner)
    for team in seed.teams:
        parent = None
        if team.parent is not None:
            parent = _known(owner.teams, team.parent, f"parent of team {team.slug}")
        made = people.add_team(world, owner, team.slug, team.name or team.slug, parent)
        for login in team.members:
            who = _known(world.accounts, login.lower(), f"member of team {team.slug}")
            people.join_team(world, owner, made, who, gardener)
    return gardener


def _known(found: Mapping[str, T], key: str, what: str) -> T:
    if key not in found:
        raise SeedFault(
            f"The seed names {key!r} as {what}, but does not define it"
            f"{' before' if 'parent' in what else ''}."
        )
    return found[key]


def _plant_app(world: World, owner: Organisation, seed: Seed, data: Path) -> None:
    wanted = seed.app
    assert wanted is not None
    bot = people.add_account(world, wanted.slug, AccountType.BOT, wanted.name)
    now = world.now()
    world.apps[wanted.id] = App(
        wanted.id,
        world.node_id("A", wanted.id),
        wanted.client_id,
        wanted.slug,
        wanted.name,
        owner,
        bot,
        public_key(seed, data),
        with_metadata(wanted.permissions),
        list(wanted.events),
        wanted.webhook.url,
        wanted.webhook.secret,
        now,
        now,
        key_file=str(key_file(seed, data).absolute()),
    )


def _plant_installation(world: World, owner: Organisation, seed: Seed) -> None:
    if seed.installation is None:
        return
    if world.app is None:
        raise SeedFault("The seed has an `installation` but no `app` to install.")
    selected: set[int] | None = None
    if seed.installation.repositories != "all":
        names = {one.name: one.id for one in world.repositories.values()}
        selected = {
            _known(names, name, "repository of the installation")
            for name in seed.installation.repositories
        }
    number = seed.installation.id
    put_in(world, world.app, owner, selected, number, world.node_id("MI", number))


def _check_grants(world: World, seed: Seed) -> None:
    names = {one.name: one.id for one in world.repositories.values()}
    for team in seed.teams:
        for name in team.repositories:
            _known(names, name, f"repository of team {team.slug}")


def _plant_repository(
    world: World, owner: Organisation, gardener: Actor, one: SeedRepository, seed: Seed
) -> None:
    made = create_repository(world, owner, gardener, one.name, one.visibility)
    made.collaborators.clear()
    made.description = one.description
    made.default_branch = one.default_branch
    made.settings.is_template = one.is_template
    made.git.repo.set_head(f"refs/heads/{one.default_branch}")
    _plant_files(world, made, gardener, one, seed.folder)
    for label in one.labels:
        if label.name.lower() not in made.labels:
            labels.create_label(world, made, gardener, label.name, label.color, label.description)
    for login, word in one.collaborators.items():
        who = _known(world.accounts, login.lower(), f"collaborator of {one.name}")
        made.collaborators[who.login.lower()] = Role.parse(word)
    granted = {team.slug: dict(team.repositories) for team in seed.teams}
    for slug, permission in one.teams.items():
        _known(owner.teams, slug, f"team of {one.name}")
        granted[slug][one.name] = permission
    for team in owner.teams.values():
        if one.name in granted[team.slug]:
            team.repositories[made.id] = Role.parse(granted[team.slug][one.name])
    for rules in one.rulesets:
        add_ruleset(world, made, rules.model_dump())


def _plant_files(
    world: World, made: Repository, gardener: Actor, one: SeedRepository, folder: Path
) -> None:
    """All files of the seed in one commit, with their modes; nothing to copy, no commit."""
    found = files_of(one, folder)
    if not found:
        return
    entries = [
        Entry(path, mode, made.git.write_blob(content))
        for path, (mode, content) in sorted(found.items())
    ]
    name = gardener.account.name or gardener.account.login
    who = Person(name, f"{gardener.account.login}@example.com", world.now())
    commit = made.git.write_commit(made.git.write_tree(None, entries), [], "Start", who, who)
    made.git.set_ref(f"refs/heads/{made.default_branch}", commit)
