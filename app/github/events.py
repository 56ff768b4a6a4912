"""Decides what a webhook means: which object has to be looked at again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pydantic import ValidationError

from app.domain.commands import parse_command
from app.domain.deployment import SUCCESS
from app.github.payloads import (
    CheckRunPayload,
    CheckSuitePayload,
    DeploymentStatusPayload,
    InstallationPayload,
    IssuePayload,
    OrganisationPayload,
    Payload,
    PullRequestPayload,
    PushPayload,
    RenamedRepositoryPayload,
    RepositoryPayload,
)


@dataclass(frozen=True, slots=True)
class Place:
    """A repository of an organisation, seen through one installation (None if untold)."""

    organisation: str
    repository: str
    repository_id: int
    installation_id: int | None


@dataclass(frozen=True, slots=True)
class IssueTouched:
    """Something about an issue may be new, or the issue may be gone.

    `comment_id` is that of a new comment with a command, which GitHub's list may not have yet.
    """

    place: Place
    number: int
    comment_id: int | None = None


@dataclass(frozen=True, slots=True)
class OwnComment:
    """We posted a comment, which needs no look; GitHub's list may not have it yet."""

    place: Place
    number: int
    comment_id: int


@dataclass(frozen=True, slots=True)
class DefaultBranchPushed:
    """The default branch points to `commit_id` now."""

    place: Place
    commit_id: str


@dataclass(frozen=True, slots=True)
class BranchPushed:
    """Another branch of the repository points to `commit_id` now."""

    place: Place
    commit_id: str


@dataclass(frozen=True, slots=True)
class ForkProposed:
    """A pull request wants to bring in `commit_id`, which is on a branch of a fork."""

    place: Place
    commit_id: str


@dataclass(frozen=True, slots=True)
class CheckAsked:
    """Somebody wants a check of `commit_id` to be made again: that of this name, or all of ours."""

    place: Place
    commit_id: str
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Deployed:
    """A deployment of what is in the repository was reported as a success."""

    place: Place
    deployment_id: int


@dataclass(frozen=True, slots=True)
class LabelChanged:
    """A label of the repository was made, edited, renamed or deleted."""

    place: Place


@dataclass(frozen=True, slots=True)
class RepositoryChanged:
    """A repository was created, renamed (`old_name` tells from what), archived, moved, deleted."""

    place: Place
    old_name: str | None


@dataclass(frozen=True, slots=True)
class MembershipChanged:
    """Who belongs to the organisation or to one of its teams may be different."""

    organisation: str
    installation_id: int | None


@dataclass(frozen=True, slots=True)
class InstallationChanged:
    """The App's reach changed: installed, removed, suspended, given or denied repositories."""

    organisation: str
    installation_id: int
    action: str


@dataclass(frozen=True, slots=True)
class Ignored:
    """Nothing follows from this delivery; `reason` goes on record with it."""

    reason: str


Event = (
    IssueTouched
    | OwnComment
    | DefaultBranchPushed
    | BranchPushed
    | ForkProposed
    | CheckAsked
    | Deployed
    | LabelChanged
    | RepositoryChanged
    | MembershipChanged
    | InstallationChanged
    | Ignored
)


def decode(event: str, body: bytes, own_login: str = "") -> Event:
    """What a delivery means; `event` is its X-GitHub-Event header, `body` its JSON.

    What `own_login` (`slipway[bot]`) did to an issue or label is an echo of our own write, and
    ignored. Never raises: what cannot be read is Ignored with the field that was wrong.
    """
    reader = _READERS.get(event)
    if reader is None:
        return Ignored(f"the event {event[:50]} means nothing here")
    try:
        return reader(body, own_login)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "body"
        return Ignored(f"malformed: {where}: {first['msg']}"[:200])


def _issue(body: bytes, own_login: str) -> Event:
    payload = IssuePayload.model_validate_json(body)
    if payload.issue.pull_request is not None:
        return Ignored("a pull request, no issue")
    if _is_own(payload, own_login):
        return _echo(payload)
    return IssueTouched(_place(payload), payload.issue.number, _new_command(payload))


def _echo(payload: IssuePayload) -> Event:
    if payload.comment is None or payload.action != "created":
        return Ignored("an echo of our own write")
    return OwnComment(_place(payload), payload.issue.number, payload.comment.id)


def _new_command(payload: IssuePayload) -> int | None:
    comment = payload.comment
    if comment is None or payload.action != "created":
        return None
    return comment.id if parse_command(comment.body or "") else None


def _push(body: bytes, _: str) -> Event:
    payload = PushPayload.model_validate_json(body)
    if not payload.ref.startswith("refs/heads/"):
        return Ignored("not a branch")
    if payload.deleted:
        return Ignored("a branch that is gone")
    if payload.ref == f"refs/heads/{payload.repository.default_branch}":
        return DefaultBranchPushed(_place(payload), payload.after)
    return BranchPushed(_place(payload), payload.after)


def _pull_request(body: bytes, _: str) -> Event:
    payload = PullRequestPayload.model_validate_json(body)
    head = payload.pull_request.head
    if head.repository_id == payload.repository.id:
        return Ignored("a pull request between branches: their pushes tell of its commits")
    if payload.action not in _PROPOSALS:
        return Ignored("a pull request without a new commit")
    return ForkProposed(_place(payload), head.sha)


def _check_run(body: bytes, _: str) -> Event:
    payload = CheckRunPayload.model_validate_json(body)
    return _asked(payload, payload.check_run.head_sha, payload.check_run.name)


def _check_suite(body: bytes, _: str) -> Event:
    payload = CheckSuitePayload.model_validate_json(body)
    return _asked(payload, payload.check_suite.head_sha)


def _asked(payload: RepositoryPayload, commit_id: str, name: str | None = None) -> Event:
    if payload.action != "rerequested":
        return Ignored("a check that nobody wants to be made again")
    return CheckAsked(_place(payload), commit_id, name)


def _deployment_status(body: bytes, _: str) -> Event:
    payload = DeploymentStatusPayload.model_validate_json(body)
    if payload.deployment_status.state != SUCCESS:
        return Ignored("a deployment that is not reported as a success")
    return Deployed(_place(payload), payload.deployment.id)


def _label(body: bytes, own_login: str) -> Event:
    payload = RepositoryPayload.model_validate_json(body)
    if _is_own(payload, own_login):
        return Ignored("an echo of our own write")
    return LabelChanged(_place(payload))


def _repository(body: bytes, _: str) -> Event:
    payload = RenamedRepositoryPayload.model_validate_json(body)
    return RepositoryChanged(_place(payload), payload.old_name)


def _membership(body: bytes, _: str) -> Event:
    payload = OrganisationPayload.model_validate_json(body)
    return MembershipChanged(payload.organisation.login, payload.installation_id)


def _installation(body: bytes, _: str) -> Event:
    payload = InstallationPayload.model_validate_json(body)
    installation = payload.installation
    return InstallationChanged(installation.account.login, installation.id, payload.action)


def _place(payload: RepositoryPayload) -> Place:
    repository = payload.repository
    return Place(repository.owner.login, repository.name, repository.id, payload.installation_id)


def _is_own(payload: Payload, own_login: str) -> bool:
    sender = payload.sender
    return sender is not None and sender.type == "Bot" and sender.login == own_login


_PROPOSALS = {"opened", "reopened", "synchronize"}

_READERS: Mapping[str, Callable[[bytes, str], Event]] = {
    "check_run": _check_run,
    "check_suite": _check_suite,
    "deployment_status": _deployment_status,
    "installation": _installation,
    "installation_repositories": _installation,
    "issue_comment": _issue,
    "issues": _issue,
    "label": _label,
    "member": _membership,
    "membership": _membership,
    "organization": _membership,
    "pull_request": _pull_request,
    "push": _push,
    "repository": _repository,
    "team": _membership,
}
