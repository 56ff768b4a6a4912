"""Decides what an event is about: requests, a commit to check, the law of an organisation."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.github.events import (
    BranchPushed,
    CheckAsked,
    DefaultBranchPushed,
    Deployed,
    Event,
    ForkProposed,
    Ignored,
    InstallationChanged,
    IssueTouched,
    LabelChanged,
    MembershipChanged,
    OwnComment,
    RepositoryChanged,
)
from app.store import services
from app.store.commit_checks import Origin
from app.store.database import Transaction
from app.usecases.law import last_law
from app.usecases.workbench import Workbench

_Pushed = DefaultBranchPushed | BranchPushed | ForkProposed | CheckAsked
_Heeded = (
    IssueTouched
    | OwnComment
    | _Pushed
    | LabelChanged
    | MembershipChanged
    | RepositoryChanged
    | InstallationChanged
)
_ORIGINS: Mapping[type[_Pushed], Origin] = {
    DefaultBranchPushed: Origin.DEFAULT_BRANCH,
    BranchPushed: Origin.BRANCH,
    ForkProposed: Origin.FORK,
}


_NOT_SERVED = Ignored("this organisation is not on the allow-list SLIPWAY_ORGS")


@dataclass(frozen=True, slots=True)
class CommitSeen:
    """A commit and where it was seen; None if it is only to be checked once more.

    `check` is the name of the check to make once more, None for all of them.
    """

    commit_id: str
    origin: Origin | None
    check: str | None = None


@dataclass(frozen=True, slots=True)
class DeploymentSeen:
    """A deployment of a service that has tests, which the catalog knows."""

    service: str
    repository_id: int
    deployment_id: int


@dataclass(frozen=True, slots=True)
class Concern:
    """One issue's request, a commit, a deployment, or all open requests of an organisation.

    `organisation` is spelt as all its rows are. `comment_id` is that of a new command on the issue,
    or of a comment of ours, which `needs_no_look`. `ends_waits` if whatever kept GitHub from us
    there may be over, so that nothing waits for that any longer. `changes_law` if another policy or
    form may be on the default branch now.
    """

    organisation: str
    issue_number: int | None = None
    comment_id: int | None = None
    commit: CommitSeen | None = None
    deployment: DeploymentSeen | None = None
    ends_waits: bool = False
    changes_law: bool = False
    needs_no_look: bool = False

    @property
    def wants_all_requests(self) -> bool:
        """Whether every open request has to be looked at."""
        is_of_one = self.issue_number is not None or self.deployment is not None
        return not is_of_one and (self.commit is None or self.changes_law)


def of(bench: Workbench, tx: Transaction, event: Event) -> Concern | Ignored:
    """What has to be looked at; Ignored with the reason if that is nothing."""
    if isinstance(event, Ignored):
        return event
    if isinstance(event, Deployed):
        return _deployed(bench, tx, event)
    return _ours(bench, tx, event, _concern(event))


def _concern(event: _Heeded) -> Concern:
    match event:
        case IssueTouched(place=place, number=number, comment_id=comment_id):
            return Concern(place.organisation, number, comment_id)
        case OwnComment(place=place, number=number, comment_id=comment_id):
            return Concern(place.organisation, number, comment_id, needs_no_look=True)
        case DefaultBranchPushed() | BranchPushed() | ForkProposed() | CheckAsked():
            check = event.name if isinstance(event, CheckAsked) else None
            seen = CommitSeen(event.commit_id, _ORIGINS.get(type(event)), check)
            changes_law = seen.origin is Origin.DEFAULT_BRANCH
            return Concern(event.place.organisation, commit=seen, changes_law=changes_law)
        case LabelChanged(place=place):
            return Concern(place.organisation)
        case MembershipChanged(organisation=organisation):
            return Concern(organisation)
        case RepositoryChanged(place=place):
            # Archived, renamed or gone, what is open waits for its return; else it goes on now.
            return Concern(place.organisation, ends_waits=True)
        case InstallationChanged(organisation=organisation, action=action):
            return Concern(organisation, ends_waits=True, changes_law=action == "created")


def _ours(bench: Workbench, tx: Transaction, event: _Heeded, found: Concern) -> Concern | Ignored:
    """What was found, if it is about an organisation that we serve and a repository that counts."""
    organisation = bench.served(tx, found.organisation)
    if organisation is None:
        return _NOT_SERVED
    names = _repository_names(event)
    if names and bench.control_repository.lower() not in names:
        return Ignored("not the control repository")
    return replace(found, organisation=organisation)


def _deployed(bench: Workbench, tx: Transaction, event: Deployed) -> Concern | Ignored:
    """The deployment, if its repository is the service of a pair and tests may have to follow."""
    place = event.place
    organisation = bench.served(tx, place.organisation)
    if organisation is None:
        return _NOT_SERVED
    service = services.of_repository(tx, organisation, place.repository_id)
    if service is None:
        return Ignored("a deployment of a repository that is no service of the catalog")
    if service.tests_repository_id is None:
        return Ignored("a deployment of a service whose tests the catalog does not know")
    law = last_law(tx, organisation)
    if law is None or not law.policy.integration_tests.after_deployment_to:
        return Ignored("the policy asks for no tests after a deployment")
    seen = DeploymentSeen(service.name, place.repository_id, event.deployment_id)
    return Concern(organisation, deployment=seen)


def _repository_names(event: _Heeded) -> set[str]:
    """Under which names, in lower case, its repository is known; none if it is about no one."""
    match event:
        case RepositoryChanged(place=place, old_name=old_name):
            return {place.repository.lower(), (old_name or "").lower()}
        case MembershipChanged() | InstallationChanged():
            return set()
        case _:
            return {event.place.repository.lower()}
