"""Says what a delivery means: which requests must be looked at."""

from functools import partial

import structlog

from app.github import events
from app.github.errors import GitHubError
from app.github.events import (
    DefaultBranchPushed,
    Event,
    Ignored,
    InstallationChanged,
    IssueTouched,
    LabelChanged,
    MembershipChanged,
    Place,
    RepositoryChanged,
)
from app.store import deliveries, requests
from app.store.database import Transaction
from app.store.deliveries import DeliveryState
from app.usecases.workbench import Workbench

_log = structlog.get_logger(__name__)


def handle(bench: Workbench, delivery_id: int) -> None:
    """Take a delivery once; a second call finds it handled."""
    own_login = _own_login(bench)
    with bench.database.transaction() as tx:
        delivery = deliveries.get(tx, delivery_id)
        if delivery is None or delivery.state is not DeliveryState.WAITING:
            return
        event = _ours(bench, events.decode(delivery.event, delivery.body, own_login))
        request_ids = _concerned(bench, tx, event)
        note = event.reason if isinstance(event, Ignored) else f"{len(request_ids)} to look at"
        state = DeliveryState.IGNORED if isinstance(event, Ignored) else DeliveryState.DONE
        deliveries.finish(tx, delivery_id, state, note, bench.clock())
        for request_id in request_ids:
            tx.after_commit(partial(bench.hints.request, request_id))
    _log.info("delivery handled", event_type=delivery.event, state=state, note=note)


def _own_login(bench: Workbench) -> str:
    """Without it our own writes are looked at once more, which costs a read and harms nothing."""
    try:
        return bench.github.own_login()
    except GitHubError as error:
        _log.info("own login unknown", reason=str(error))
        return ""


def _ours(bench: Workbench, event: Event) -> Event:
    """The event, if it is about an organisation that we serve and a repository that matters."""
    match event:
        case Ignored():
            return event
        case MembershipChanged() | InstallationChanged():
            organisation, is_control = event.organisation, True
        case RepositoryChanged(place=place, old_name=old_name):
            names = {place.repository.lower(), (old_name or "").lower()}
            organisation, is_control = place.organisation, bench.control_repository.lower() in names
        case _:
            organisation, is_control = event.place.organisation, _is_control(bench, event.place)
    if bench.served(organisation) is None:
        return Ignored("this organisation is not on the allow-list SLIPWAY_ORGS")
    return event if is_control else Ignored("not the control repository")


def _concerned(bench: Workbench, tx: Transaction, event: Event) -> list[int]:
    match event:
        case Ignored():
            return []
        case IssueTouched(place=place, number=number):
            return [requests.want(tx, _spelt(bench, place.organisation), number, bench.clock())]
        case DefaultBranchPushed(place=place) | LabelChanged(place=place):
            return requests.want_open(tx, _spelt(bench, place.organisation))
        case MembershipChanged(organisation=organisation):
            return requests.want_open(tx, _spelt(bench, organisation))
        case RepositoryChanged(place=place):
            # Archived, renamed or gone, what is open waits for its return; else it goes on now.
            return requests.want_reachable(tx, _spelt(bench, place.organisation))
        case InstallationChanged(organisation=organisation):
            bench.github.forget_installation(organisation)
            return requests.want_reachable(tx, _spelt(bench, organisation))


def _spelt(bench: Workbench, organisation: str) -> str:
    """One spelling for all rows: a delivery that spells it otherwise makes no second request."""
    spelt = bench.served(organisation)
    assert spelt is not None
    return spelt


def _is_control(bench: Workbench, place: Place) -> bool:
    return place.repository.lower() == bench.control_repository.lower()
