"""Enters a built service into the catalog."""

from collections.abc import Mapping
from typing import Any

from pydantic_core import to_jsonable_python

from app.store import requests, services
from app.store.services import Service
from app.usecases.build import Build


def enter(build: Build) -> Mapping[str, Any]:
    """Make the pair known, by the numeric ids of its repositories.

    Raises LostClaim: the request may have been cancelled under the claim of another worker.
    """
    plan, bench = build.plan, build.bench
    service = Service(
        organisation=build.organisation,
        name=plan.repositories["service"],
        owner=plan.owner,
        request_id=build.row.id,
        answers=to_jsonable_python(plan.answers),
        service_repository_id=build.repository("service").id,
        tests_repository_id=build.repository("tests").id,
        created_at=bench.clock(),
    )
    with bench.database.transaction() as tx:
        requests.hold(tx, build.row, bench.clock(), bench.lease)
        services.put(tx, service)
    return {}
