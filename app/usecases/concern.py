"""Decides which requests an event is about."""

from dataclasses import dataclass, replace

from app.github.events import (
    DefaultBranchPushed,
    Event,
    Ignored,
    InstallationChanged,
    IssueTouched,
    LabelChanged,
    MembershipChanged,
    RepositoryChanged,
)
from app.store.database import Transaction
from app.usecases.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Concern:
    """One issue's request, or all open ones of an organisation if no issue is named.

    `organisation` is spelt as all its rows are. `ends_waits` if whatever kept GitHub from us there
    may be over, so that nothing waits for that any longer.
    """

    organisation: str
    issue_number: int | None = None
    ends_waits: bool = False


def of(bench: Workbench, tx: Transaction, event: Event) -> Concern | Ignored:
    """What has to be looked at; Ignored with the reason if that is nothing."""
    match event:
        case Ignored():
            return event
        case IssueTouched(place=place, number=number):
            return _ours(bench, tx, event, Concern(place.organisation, number))
        case DefaultBranchPushed(place=place) | LabelChanged(place=place):
            return _ours(bench, tx, event, Concern(place.organisation))
        case MembershipChanged(organisation=organisation):
            return _ours(bench, tx, event, Concern(organisation))
        case RepositoryChanged(place=place):
            # Archived, renamed or gone, what is open waits for its return; else it goes on now.
            return _ours(bench, tx, event, Concern(place.organisation, ends_waits=True))
        case InstallationChanged(organisation=organisation):
            return _ours(bench, tx, event, Concern(organisation, ends_waits=True))


def _ours(bench: Workbench, tx: Transaction, event: Event, found: Concern) -> Concern | Ignored:
    """What was found, if it is about an organisation that we serve and a repository that counts."""
    organisation = bench.served(tx, found.organisation)
    if organisation is None:
        return Ignored("this organisation is not on the allow-list SLIPWAY_ORGS")
    names = _repository_names(event)
    if names and bench.control_repository.lower() not in names:
        return Ignored("not the control repository")
    return replace(found, organisation=organisation)


def _repository_names(event: Event) -> set[str]:
    """Under which names, in lower case, its repository is known; none if it is about no one."""
    match event:
        case IssueTouched(place=place) | DefaultBranchPushed(place=place):
            return {place.repository.lower()}
        case LabelChanged(place=place):
            return {place.repository.lower()}
        case RepositoryChanged(place=place, old_name=old_name):
            return {place.repository.lower(), (old_name or "").lower()}
        case _:
            return set()
