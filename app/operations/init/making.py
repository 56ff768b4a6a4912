"""Makes the parts that are missing, each so that it may be begun again after any crash."""

from collections.abc import Callable, Mapping

from app.domain.control import POLICY_PATH
from app.domain.replies import starting
from app.github.branches import add_files, put_branch
from app.github.errors import NameTaken
from app.github.issues import NewLabel, ensure_label
from app.github.permissions import CREATE
from app.github.pulls import open_pull
from app.github.repositories import NewRepository, Repository, create_repository
from app.github.repository_settings import grant_team
from app.github.rulesets import NewRuleset, complete_ruleset, create_ruleset
from app.operations.init.by_hand import pull_request
from app.operations.init.found import BRANCH, RULESET, Found, Place, Wanted, names
from app.operations.init.parts import Part, checks_of, visibility_of

_LABEL_COLOUR = "0052cc"


def make(place: Place, wanted: Wanted, found: Found, part: Part) -> str:
    """Make one part that is to do, and say what came of it. Raises GitHubError."""
    action = _ACTIONS.get(part.name.partition(" ")[0])
    assert action is not None, part.name
    return action(place, wanted, found, part)


def _repository(place: Place, wanted: Wanted, found: Found, _part: Part) -> str:
    new = NewRepository(
        wanted.repository,
        starting.REPOSITORY_DESCRIPTION,
        homepage="",
        visibility=visibility_of(wanted, found),
    )
    created = create_repository(place.everywhere(CREATE), wanted.organisation, new)
    return f"{created.url} is created."


def _files(place: Place, _wanted: Wanted, found: Found, _part: Part) -> str:
    """The branch first, then its pull request: either may be there already."""
    repository, contents = _there(found), found.contents
    assert contents is not None
    where = (repository.owner, repository.name)
    missing = contents.on_branch.missing
    if missing:
        client = place.client(contents="write")
        commit_id = add_files(client, *where, contents.base, starting.COMMIT_MESSAGE, missing)
        put_branch(client, *where, BRANCH, commit_id, is_there=contents.has_branch)
    if contents.pull and contents.pull.is_open:
        return f"{contents.pull.url} has {len(missing)} more files."
    if place.lacks(pull_requests="write"):
        [open_it] = pull_request(found)
        return f"The branch {BRANCH} has the files. {open_it}"
    body = starting.pull_body(names(contents.on_default.missing), contents.on_default.different)
    pull = open_pull(
        place.client(contents="read", pull_requests="write"),
        *where,
        BRANCH,
        repository.default_branch,
        starting.PULL_TITLE,
        body,
    )
    return f"{pull.url} waits to be reviewed and merged."


def _label(place: Place, wanted: Wanted, found: Found, _part: Part) -> str:
    repository = _there(found)
    new = NewLabel(wanted.label, _LABEL_COLOUR, "Filed with the new-service form")
    ensure_label(place.client(issues="write"), repository.owner, repository.name, new)
    return f"The label {wanted.label} is created."


def _access(place: Place, wanted: Wanted, found: Found, part: Part) -> str:
    team = part.name.removeprefix("access of ")
    client = place.client(administration="write", members="read")
    repository = _there(found)
    grant_team(client, repository.owner, repository.name, team, wanted.access[team])
    return f"The team {team} has access."


def _ruleset(place: Place, _wanted: Wanted, found: Found, _part: Part) -> str:
    repository = _there(found)
    client = place.client(administration="write")
    new = NewRuleset(RULESET, checks_of(found), checks_by=found.app_id)
    if found.ruleset_id is not None:
        complete_ruleset(client, repository.owner, repository.name, found.ruleset_id, new)
        return "The ruleset asks for all of it now."
    try:
        create_ruleset(client, repository.owner, repository.name, new)
    except NameTaken:
        return "The ruleset is there already."  # laid by a run whose answer was lost
    return f"The ruleset is laid: {POLICY_PATH} and all else changes by reviewed pull requests."


def _there(found: Found) -> Repository:
    assert found.repository is not None
    return found.repository


_ACTIONS: Mapping[str, Callable[[Place, Wanted, Found, Part], str]] = {
    "repository": _repository,
    "files": _files,
    "label": _label,
    "access": _access,
    "ruleset": _ruleset,
}
