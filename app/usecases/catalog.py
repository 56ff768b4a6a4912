"""Enters a built service into the catalog."""

from collections.abc import Mapping
from typing import Any

from pydantic_core import to_jsonable_python

from app.domain.answers import Answer
from app.domain.catalog.names import is_plain
from app.store import requests, services
from app.store.services import Service
from app.usecases.build import Build

_NEW = "experimental"
"""How a service begins, as the platform layer's catalog-info.yaml says, too.

So does it that a service provides one API, under its own name.
"""


def enter(build: Build) -> Mapping[str, Any]:
    """Make the pair known, by the numeric ids of its repositories.

    Raises LostClaim: the request may have been cancelled under the claim of another worker.
    """
    plan, bench = build.plan, build.bench
    answers, name = plan.answers, plan.repositories["service"]
    service = Service(
        organisation=build.organisation,
        name=name,
        owner=plan.owner,
        request_id=build.row.id,
        answers=to_jsonable_python(answers),
        service_repository_id=build.repository("service").id,
        tests_repository_id=build.repository("tests").id,
        created_at=bench.clock(),
        system=_text(answers, "system", 100) or name,
        lifecycle=_text(answers, "lifecycle", 64) or _NEW,
        template=_text(answers, "template", 100),
        depends_on=_texts(answers, "depends_on"),
        data_stores=_texts(answers, "data_store"),
        apis=(name,),
        service_repository=name,
        tests_repository=plan.repositories["tests"],
    )
    with bench.database.transaction() as tx:
        requests.hold(tx, build.row, bench.clock(), bench.lease)
        services.put(tx, service)
    return {}


def _text(answers: Mapping[str, Answer], field: str, longest: int) -> str:
    """The answer to a field that the form may have; "" for one that no row has room for."""
    answer = str(answers.get(field, ""))
    return answer if is_plain(answer, longest) else ""


def _texts(answers: Mapping[str, Answer], field: str) -> tuple[str, ...]:
    answer = answers.get(field, ())
    return answer if isinstance(answer, tuple) else tuple(filter(None, [str(answer)]))
