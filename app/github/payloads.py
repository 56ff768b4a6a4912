"""The parts of GitHub's webhook payloads that are read; all else in them is passed over."""

from typing import Annotated

from pydantic import AliasPath, BaseModel, ConfigDict, Field


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


CommitId = Annotated[str, Field(pattern=r"^[0-9a-f]{40}([0-9a-f]{24})?$")]


class Account(_Part):
    """A person, bot or organisation."""

    id: int
    login: str
    type: str = "User"


class RepositoryPart(_Part):
    """The repository that a payload is about."""

    id: Annotated[int, Field(gt=0, lt=2**63)]
    name: str
    owner: Account
    default_branch: str = ""


class Payload(_Part):
    """What most payloads share."""

    action: str = ""
    sender: Account | None = None
    organisation: Account | None = Field(None, alias="organization")
    installation_id: int | None = Field(None, validation_alias=AliasPath("installation", "id"))


class RepositoryPayload(Payload):
    """A payload about a repository."""

    repository: RepositoryPart


class IssuePart(_Part):
    """An issue, or a pull request, which GitHub sends as an issue too."""

    number: Annotated[int, Field(gt=0, lt=2**31)]
    pull_request: dict[str, object] | None = None


class CommentPart(_Part):
    """A comment on an issue."""

    id: Annotated[int, Field(gt=0, lt=2**63)]
    body: str | None = None


class IssuePayload(RepositoryPayload):
    """The events `issues` and `issue_comment`, of which the second has a comment."""

    issue: IssuePart
    comment: CommentPart | None = None


class PushPayload(RepositoryPayload):
    """The event `push`; `after` is the branch's new commit, all noughts of one that is gone."""

    ref: str
    after: CommitId
    deleted: bool = False


class TipPart(_Part):
    """One end of a pull request; `repository_id` is None of a fork that was deleted."""

    sha: CommitId
    repository_id: int | None = Field(None, validation_alias=AliasPath("repo", "id"))


class PullPart(_Part):
    """A pull request."""

    head: TipPart


class PullRequestPayload(RepositoryPayload):
    """The event `pull_request`."""

    pull_request: PullPart


class AskedPart(_Part):
    """What of ours somebody may want to be made again."""

    head_sha: CommitId


class AskedRunPart(AskedPart):
    """A check run of ours."""

    name: str


class CheckRunPayload(RepositoryPayload):
    """The event `check_run`."""

    check_run: AskedRunPart


class CheckSuitePayload(RepositoryPayload):
    """The event `check_suite`."""

    check_suite: AskedPart


class DeploymentPart(_Part):
    """A deployment."""

    id: Annotated[int, Field(gt=0, lt=2**63)]


class DeploymentStatusPart(_Part):
    """What was said of a deployment; `state` is GitHub's word."""

    state: str


class DeploymentStatusPayload(RepositoryPayload):
    """The event `deployment_status`."""

    deployment: DeploymentPart
    deployment_status: DeploymentStatusPart


class RenamedRepositoryPayload(RepositoryPayload):
    """The event `repository`."""

    old_name: Annotated[
        str | None, Field(validation_alias=AliasPath("changes", "repository", "name", "from"))
    ] = None


class OrganisationPayload(Payload):
    """The events about people, which always name the organisation."""

    organisation: Account = Field(alias="organization")


class InstallationPart(_Part):
    """An installation of the App."""

    id: int
    account: Account


class InstallationPayload(_Part):
    """The events `installation` and `installation_repositories`."""

    action: str
    installation: InstallationPart
