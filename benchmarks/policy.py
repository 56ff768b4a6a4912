"""How fast the starter policy decides, for catalogs of 10, 1,000 and 10,000 services.

One process, no GitHub. `lookups` is the starter policy without `too_similar`, whose rules look
services up; `similar names` compares the new name with every service's as well; `a scan` goes
through all of them. Then the time machine decides 10,000 past requests, kept in SQLite, under two
policies, with the catalog of 1,000. At last the starter's files are judged as a commit would be, in
this process and in the sealed room.
"""

import json
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import click

from app.domain.evaluate import Surroundings, evaluate
from app.domain.facts import Catalog, Facts, Service, Team
from app.domain.policy import Policy
from app.domain.replay import CaseFacts
from app.domain.status import shown_answers
from app.store import case_facts, requests, schema, tables
from app.store.database import Database, Transaction
from app.store.laws import LawTexts
from app.usecases.time_machine import travel
from benchmarks._judging import judging_seconds, lines
from tests.domain.build import (
    ANSWERS,
    STARTER,
    a_person,
    a_policy,
    an_issue,
    the_evidence,
    the_starter_form,
)

_SIZES = (10, 1_000, 10_000)
_SECONDS = 1.5
_PAST = 10_000
_ALL = "[{name: all, when: 'true'}]"
_WORDS = ("orders", "mail", "search", "stock", "prices", "accounts", "parcels")
_SURROUNDINGS = Surroundings(True, {}, frozenset({"python-service"}))
_NOW = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)
_SCAN = """
  - name: a scan
    when: catalog.exists(s, s.name == "no-such-service")
    say: No.
"""


def policies() -> Mapping[str, Policy]:
    """The policies to measure, by what their rules do with the catalog."""
    starter = (STARTER / "policy.yml").read_text(encoding="utf-8")
    lookups = starter.replace("  too_similar: 90\n", "")
    return {
        "lookups": a_policy(lookups),
        "similar names": a_policy(starter),
        "a scan": a_policy(lookups.replace("refuse:\n", f"refuse:{_SCAN}")),
    }


def catalog_of(size: int) -> Catalog:
    """So many services of a hundred teams, each depending on the two before it."""
    return Catalog((Service("ledger", "money"), *map(_service, range(1, size))))


def _service(place: int) -> Service:
    return Service(
        name=_name(place),
        owner=f"team-{place % 100}",
        depends_on=tuple(map(_name, range(max(place - 2, 0), place))),
        data_stores=(f"store-{place}",),
    )


def _name(place: int) -> str:
    return f"{place:05d}-{_WORDS[place % 7]}-{_WORDS[place % 5]}"


def rate(policy: Policy, catalog: Catalog) -> float:
    """Decisions a second, the catalog's indexes made."""
    facts = _facts(catalog)
    evidence = the_evidence(an_issue())
    assert not evaluate(policy, facts, evidence, _SURROUNDINGS).is_approved
    return _rate(lambda: evaluate(policy, facts, evidence, _SURROUNDINGS))


def _facts(catalog: Catalog) -> Facts:
    return Facts(ANSWERS, a_person("dana"), _NOW, Team(services=3), catalog=catalog)


def _rate(do: Callable[[], object]) -> float:
    started, done = time.perf_counter(), 0
    while (passed := time.perf_counter() - started) < _SECONDS:
        do()
        done += 1
    return done / passed


def past_rate(past: int) -> float:
    """Past requests a second that are read and decided under two policies."""
    with tempfile.TemporaryDirectory(prefix="slipway-bench-") as folder:
        database = Database(f"sqlite:///{folder}/slipway.db")
        schema.upgrade(database)
        _fill(database, past)
        old, new = _laws()
        started = time.perf_counter()
        journey = travel(database, "acme", old, new)
        passed = time.perf_counter() - started
        database.close()
    assert (journey.decided, len(journey.changes)) == (past, past)
    return past / passed


def _fill(database: Database, past: int) -> None:
    case = _past_case()
    with database.transaction() as tx:
        for number in range(1, past + 1):
            row = requests.get(tx, requests.want(tx, "acme", number, _NOW))
            assert row is not None
            case_facts.keep(tx, row, replace(case, issue_number=number), _NOW)
        for service in catalog_of(1_000).services:
            _enter(tx, service)


def _past_case() -> CaseFacts:
    issue = replace(an_issue(), body=_body())
    return CaseFacts(1, issue.body, _facts(Catalog()), the_evidence(issue), _SURROUNDINGS)


def _enter(tx: Transaction, service: Service) -> None:
    tx.connection.execute(
        tables.services.insert().values(
            organisation="acme",
            name=service.name,
            owner=service.owner,
            request_id=1,
            answers={},
            depends_on=list(service.depends_on),
            data_stores=list(service.data_stores),
            service_repository_id=1,
            tests_repository_id=2,
            created_at=_NOW - timedelta(days=1),
        )
    )


def _body() -> str:
    shown = shown_answers(the_starter_form(), ANSWERS)
    return "\n\n".join(f"### {one.label}\n\n{one.value or '_No response_'}" for one in shown)


def _laws() -> tuple[LawTexts, LawTexts]:
    """The starter's, and one that decides every request differently."""
    policy = (STARTER / "policy.yml").read_text(encoding="utf-8")
    form = (STARTER / ".github/ISSUE_TEMPLATE/new-service.yml").read_text(encoding="utf-8")
    old = LawTexts("old", "form", policy, form)
    return old, replace(old, policy_blob="new", policy=f"{policy}\nautomatic: {_ALL}\n")


def table(rates: Mapping[str, Mapping[int, float]]) -> Iterator[str]:
    """The lines of a table in Markdown; each rate with its ratio to that of the first size."""
    sizes = " | ".join(f"{size:,} services" for size in _SIZES)
    yield f"| decisions a second | {sizes} |"
    yield f"|:--|{'--:|' * len(_SIZES)}"
    for name, of_size in rates.items():
        first = of_size[_SIZES[0]]
        cells = " | ".join(f"{of_size[n]:,.0f} ({of_size[n] / first:.2f})" for n in _SIZES)
        yield f"| {name} | {cells} |"


def main() -> None:
    catalogs = {size: catalog_of(size) for size in _SIZES}
    rates = {
        name: {size: rate(policy, catalog) for size, catalog in catalogs.items()}
        for name, policy in policies().items()
    }
    click.echo("\n".join(table(rates)))
    past = past_rate(_PAST)
    click.echo(f"\nThe time machine decides {past:,.0f} past requests a second.")
    seconds = judging_seconds(_past_case(), catalogs[1_000], _NOW)
    click.echo("\n" + "\n".join(lines(seconds)))
    result = {
        "decisions_per_second": rates,
        "past_requests_per_second": past,
        "seconds_to_judge": seconds,
    }
    click.echo(f"\n{json.dumps({'benchmark': 'policy', **result})}")


if __name__ == "__main__":
    main()
