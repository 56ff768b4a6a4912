"""Enters a built service into the catalog."""

from collections.abc import Mapping
from typing import Any

from pydantic_core import to_jsonable_python

from app.store import services
from app.store.services import Service
from app.usecases.build import Build


def enter(build: Build) -> Mapping[str, Any]:
    """Make the pair known, by the numeric ids of its repositories."""
    plan = build.plan
    service = Service(
        organisation=build.organisation,
        name=plan.repositories["service"],
        owner=plan.owner,
        request_id=build.row.id,
        answers=to_jsonable_python(plan.answers),
        service_repository_id=build.repository("service").id,
        tests_repository_id=build.repository("tests").id,
        created_at=build.bench.clock(),
    )
    with build.bench.database.transaction() as tx:
        services.put(tx, service)
    return {}
