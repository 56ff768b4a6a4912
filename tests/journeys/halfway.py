"""A build that stands still before one of its steps, as after a worker that was stopped there."""

from app.domain.progress import StepName
from app.domain.state import State
from app.store import pairs, requests, services
from app.store.services import Service
from app.usecases.advance import advance
from app.usecases.build import Build, load_build
from tests.journeys.request import Request

_A_MINUTE = 61
"""What others in a shared organisation did in the last one counts against this build as well."""


def builds_up_to(request: Request, step: StepName | None) -> None:
    """It is approved and built until this step is next; None: until all are done, but not live."""
    acme, row_id = request.acme, request.row.id
    acme.settles()
    acme.waits(_A_MINUTE)
    acme.does("paula", "POST", f"{request.path}/labels", {"labels": ["approved/platform"]})
    acme.hears()

    def is_there() -> bool:
        build = build_of(request, row_id)
        return build is not None and build.next_step == step

    advance(acme.bench, row_id, is_over=is_there)
    assert is_there()


def build_of(request: Request, row_id: int) -> Build | None:
    """Its build as it stands, while there is one under way."""
    with request.acme.bench.database.transaction() as tx:
        row = requests.get(tx, row_id)
    assert row is not None
    return load_build(request.acme.bench, row) if row.state is State.BUILDING else None


def service_of(request: Request) -> Service | None:
    """What the catalog holds of it."""
    row_id = request.row.id
    with request.acme.bench.database.transaction() as tx:
        pair = pairs.of_request(tx, row_id)
        assert pair is not None
        return services.get(tx, "acme", pair.plan["repositories"]["service"])
