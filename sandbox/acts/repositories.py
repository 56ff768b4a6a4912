"""Repositories: created, renamed, archived, deleted, granted to teams and people."""

import re
from datetime import timedelta
from shutil import rmtree

from sandbox.acts.installations import select
from sandbox.acts.lateness import hold_tip
from sandbox.acts.webhooks import announce
from sandbox.errors import ApiError, invalid, malformed
from sandbox.git.store import Entry, GitStore, Person
from sandbox.shapes.people import account, organisation, team_told
from sandbox.world.issues import Actor
from sandbox.world.labels import Label
from sandbox.world.people import Account, Organisation, Role, Team
from sandbox.world.repositories import Repository, Visibility
from sandbox.world.state import World

NAME_LENGTH = 100

# The labels that GitHub puts into every new repository.
DEFAULT_LABELS = {
    "bug": ("d73a4a", "Something isn't working"),
    "documentation": ("0075ca", "Improvements or additions to documentation"),
    "duplicate": ("cfd3d7", "This issue or pull request already exists"),
    "enhancement": ("a2eeef", "New feature or request"),
    "good first issue": ("7057ff", "Good for newcomers"),
    "help wanted": ("008672", "Extra attention is needed"),
    "invalid": ("e4e669", "This doesn't seem right"),
    "question": ("d876e3", "Further information is requested"),
    "wontfix": ("ffffff", "This will not be worked on"),
}


def clean_name(wanted: str) -> str:
    """GitHub's silent repair: other characters become `-`, a `.git` ending goes."""
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", wanted).removesuffix(".git")
    if not name or name in {".", "..", "-"}:
        raise malformed('"name" wasn\'t supplied.')
    if len(name) > NAME_LENGTH:
        raise _refused("name is too long (maximum is 100 characters)")
    return name


def create_repository(
    world: World, owner: Organisation, actor: Actor, name: str, visibility: Visibility
) -> Repository:
    """An empty repository with the default labels; 422 when the name is taken."""
    name = clean_name(name)
    if world.repository(owner.login, name) is not None:
        raise _refused("name already exists on this account")
    number, node = world.mint("R")
    now = world.now()
    git = GitStore(world.data / "repositories" / f"{number}.git")
    made = Repository(number, node, owner, name, visibility, git, now, now, now)
    made.hidden_until = world.clock.exact() + timedelta(seconds=world.seconds_hidden)
    world.repositories[number] = made
    world.names[made.full_name.lower()] = number
    world.nodes[node] = made
    for word, (color, description) in DEFAULT_LABELS.items():
        _plain_label(world, made, word, color, description)
    _give_to_creator(world, made, actor)
    announce(world, "repository", "created", actor, about=made, extra={})
    return made


def _plain_label(world: World, made: Repository, name: str, color: str, description: str) -> None:
    number, node = world.mint("LA")
    now = world.now()
    label = Label(number, node, made, name, color, now, now, description, default=True)
    made.labels[name] = world.nodes[node] = label


def _give_to_creator(world: World, made: Repository, actor: Actor) -> None:
    """A person who creates is admin; an App installed on selected ones gains the new one."""
    if actor.app is None:
        made.collaborators[actor.account.login.lower()] = Role.ADMIN
        return
    for installation in world.installations.values():
        own = installation.app is actor.app and installation.account is made.owner
        if own and installation.selected is not None:
            select(world, installation, actor, added=[made], removed=[])


def initialise(world: World, made: Repository, actor: Actor) -> None:
    """What `auto_init` does: one commit with a README on the default branch."""
    git = made.git
    readme = f"# {made.name}\n" + (f"{made.description}\n" if made.description else "")
    person = Person(actor.account.rest_login, noreply(actor.account), world.now())
    blob = git.write_blob(readme.encode())
    index = [Entry("README.md", 0o100644, blob)]
    commit = git.write_commit(
        git.write_tree(None, index), [], "Initial commit", person, web_flow(world)
    )
    git.set_ref(f"refs/heads/{made.default_branch}", commit)
    hold_tip(world, made, f"refs/heads/{made.default_branch}", None)
    made.verified_commits.add(commit)


def set_default_branch(one: Repository, branch: str) -> None:
    """422 for a branch that is not there, and for any while nothing is."""
    if one.git.is_empty():
        sentence = "Cannot update default branch for an empty repository."
        sentence += " Please init the repository and push first."
        raise invalid("Repository", "default_branch", "invalid", sentence)
    if one.git.ref(f"refs/heads/{branch}") is None:
        raise invalid("Repository", "default_branch", "invalid")
    one.default_branch = branch
    one.git.repo.set_head(f"refs/heads/{branch}")


def noreply(who: Account) -> str:
    return f"{who.id}+{who.rest_login}@users.noreply.github.com"


def web_flow(world: World) -> Person:
    """The committer of commits that GitHub makes and signs itself."""
    return Person("GitHub", "noreply@github.com", world.now())


def rename_repository(world: World, one: Repository, actor: Actor, name: str) -> None:
    """Give it another name; the old one answers with a redirect until it is used again."""
    name = clean_name(name)
    if name == one.name:
        return
    taken = world.repository(one.owner.login, name)
    if taken is not None and taken is not one:
        raise _refused("name already exists on this account")
    before = one.name
    one.name = name
    world.names[one.full_name.lower()] = one.id
    changes = {"changes": {"repository": {"name": {"from": before}}}}
    announce(world, "repository", "renamed", actor, about=one, extra=changes)


def transfer_repository(world: World, one: Repository, target: Organisation, actor: Actor) -> None:
    """Give it to another organisation; the old name redirects, teams stay behind.

    The receiving account alone is told `transferred`; an App that was installed on selected
    repositories hears that it lost this one.
    """
    if world.repository(target.login, one.name) is not None:
        raise _refused("name already exists on this account")
    for installation in world.installations.values():
        if installation.selected is not None and one.id in installation.selected:
            select(world, installation, actor, added=[], removed=[one])
    for team in one.owner.teams.values():
        team.repositories.pop(one.id, None)
    before, one.owner = one.owner, target
    world.names[one.full_name.lower()] = one.id
    changes = {"changes": {"owner": {"from": {"organization": organisation(world, before)}}}}
    announce(world, "repository", "transferred", actor, about=one, extra=changes)


def set_archived(world: World, one: Repository, actor: Actor, *, archived: bool) -> None:
    if one.archived is not archived:
        one.archived = archived
        action = "archived" if archived else "unarchived"
        announce(world, "repository", action, actor, about=one, extra={})


def delete_repository(world: World, one: Repository, actor: Actor) -> None:
    """Remove it with its git data; Apps may hear `deleted` and lose it from their selection."""
    announce(world, "repository", "deleted", actor, about=one, extra={})
    for installation in world.installations.values():
        if installation.selected is not None and one.id in installation.selected:
            select(world, installation, actor, added=[], removed=[one])
    del world.repositories[one.id]
    world.names = {name: number for name, number in world.names.items() if number != one.id}
    world.nodes.pop(one.node_id, None)
    rmtree(one.git.path, ignore_errors=True)


def grant_team(world: World, one: Repository, team: Team, role: Role, actor: Actor) -> None:
    team.repositories[one.id] = role
    extra = {"team": team_told(world, one, team)}
    announce(world, "team", "added_to_repository", actor, about=one, extra=extra)


def revoke_team(world: World, one: Repository, team: Team, actor: Actor) -> None:
    if team.repositories.pop(one.id, None) is not None:
        extra = {"team": team_told(world, one, team)}
        announce(world, "team", "removed_from_repository", actor, about=one, extra=extra)


def add_collaborator(world: World, one: Repository, who: Account, role: Role, actor: Actor) -> None:
    """Grant a role directly; the sandbox skips GitHub's invitation."""
    one.collaborators[who.login.lower()] = role
    announce(world, "member", "added", actor, about=one, extra={"member": account(world, who)})


def remove_collaborator(world: World, one: Repository, who: Account, actor: Actor) -> None:
    if one.collaborators.pop(who.login.lower(), None) is not None:
        extra = {"member": account(world, who)}
        announce(world, "member", "removed", actor, about=one, extra=extra)


def _refused(sentence: str) -> ApiError:
    error = {"resource": "Repository", "code": "custom", "field": "name", "message": sentence}
    return ApiError(422, "Repository creation failed.", [error])
