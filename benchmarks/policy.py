"""How fast the starter policy decides, for catalogs of 10, 1,000 and 10,000 services.

One process, no database, no GitHub. `lookups` is the starter policy, whose rules look services up;
`similar names` compares the new name with every service's; `a scan` goes through all of them.
"""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime

import click

from app.domain.evaluate import Surroundings, evaluate
from app.domain.facts import Catalog, Facts, Service, Team
from app.domain.policy import Policy
from tests.domain.build import ANSWERS, STARTER, a_person, a_policy, an_issue, the_evidence

_SIZES = (10, 1_000, 10_000)
_SECONDS = 1.5
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
    facts = Facts(ANSWERS, a_person("dana"), _NOW, Team(services=3), catalog=catalog)
    evidence = the_evidence(an_issue())
    assert not evaluate(policy, facts, evidence, _SURROUNDINGS).is_approved
    return _rate(lambda: evaluate(policy, facts, evidence, _SURROUNDINGS))


def _rate(do: Callable[[], object]) -> float:
    started, done = time.perf_counter(), 0
    while (passed := time.perf_counter() - started) < _SECONDS:
        do()
        done += 1
    return done / passed


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
    click.echo(f"\n{json.dumps({'benchmark': 'policy', 'decisions_per_second': rates})}")


if __name__ == "__main__":
    main()
