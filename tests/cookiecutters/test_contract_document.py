"""docs/service-contract.md says what the services do: its tables are held against all of them."""

import re
from functools import cache

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.cookiecutters.checkouts import make
from tests.cookiecutters.conftest import PAIRS
from tests.cookiecutters.serving import Serving, serving
from tests.cookiecutters.workshop import SERVICES, Pair
from tests.environment import ROOT

pytestmark = pytest.mark.parametrize("pair", PAIRS[: len(SERVICES)], indirect=True, scope="session")
DOCUMENT = ROOT / "docs/service-contract.md"


@cache
def table(heading: str) -> list[list[str]]:
    """The rows of the first table below `heading`, without its head."""
    _, _, below = DOCUMENT.read_text("utf-8").partition(f"# {heading}\n")
    lines = re.search(r"(?m)(^\|.*\n)+", below)
    assert lines, heading
    rows = [line.strip("|").split("|") for line in lines[0].splitlines()[2:]]
    return [[cell.strip() for cell in row] for row in rows]


def names(cell: str) -> list[str]:
    """What stands in backticks in a cell."""
    return re.findall(r"`([^`]+)`", cell)


def test_each_request_is_answered_with_its_status(service: Serving) -> None:
    note = {"author": "ada", "text": "Hello"}

    for asked, status, _ in table("What it answers"):
        method, path = names(asked)[0].split()
        added = service.asks("POST", "/notes", note).json["id"]
        body = note if method == "POST" else None
        answer = service.asks(method, path.replace("{id}", added).replace("…", "ada"), body)

        assert (asked, answer.status) == (asked, int(status))


def test_each_setting_has_its_default_and_its_bounds(pair: Pair) -> None:
    told = (pair.service / "docs/development.md").read_text("utf-8")

    for variable, default, taken, _ in table("Settings"):
        assert f"| {variable} | {default} |" in told
        if bounds := re.fullmatch(r"(\d+) to (\d+)", taken):
            refuses(pair, names(variable)[0], int(bounds[1]) - 1, int(bounds[2]) + 1)


def refuses(pair: Pair, name: str, *values: int) -> None:
    """Starts end with a sentence about each of these values."""
    for value in values:
        with serving(pair.service, **{name: str(value)}) as service:
            service.has_ended()
            assert any(name in line and str(value) in line for line in service.said.splitlines())


def test_the_bounds_themselves_are_taken(pair: Pair) -> None:
    counted = [row for row in table("Settings") if " to " in row[2] and row[0] != "`PORT`"]
    most = {names(row[0])[0]: row[2].split()[-1] for row in counted}

    # With nothing to drain, and no request that runs, it does not wait that long.
    with serving(pair.service, **most | {"DRAIN_SECONDS": "0"}) as service:
        service.is_ready()

    assert service.lines[-1]["message"] == "stopped"


def test_each_metric_is_shown_with_its_type_and_labels(service: Serving) -> None:
    service.gets("/version")

    families = {
        one.name: one for one in text_string_to_metric_families(service.gets("/metrics").text)
    }

    for metric, kind, labels in table("Figures"):
        family = families[names(metric)[0].removesuffix("_total")]
        assert family.type == kind
        for sample in family.samples:
            assert sorted(set(sample.labels) - {"le"}) == names(labels)


def test_each_field_is_in_the_log(pair: Pair) -> None:
    with serving(pair.service) as service:
        service.is_ready()
        service.gets("/notes/7")

    [asked] = [line for line in service.lines if line["message"] == "request"]
    for field, where, _ in table("Logs"):
        lines = [asked] if where == "`request`" else service.lines
        assert all(names(field)[0] in line for line in lines)


def test_make_has_each_target(pair: Pair) -> None:
    helped = make(pair.service, "help"), make(pair.tests, "help")

    for target, *meanings in table("The targets of `make`"):
        [name] = names(target)
        for said, meaning in zip(helped, meanings, strict=True):
            assert bool(re.search(rf"(?m)^{name.split()[1]} ", said)) == bool(meaning)
