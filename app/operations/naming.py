"""Which request an operator means: `ORG#12`, `#12` where one organisation has it, or a row id."""

import re

from app.store import overview
from app.store.database import Transaction
from app.store.overview import Standing
from app.usecases.workbench import Workbench

_NAME = re.compile(r"(?:(?P<organisation>[A-Za-z0-9-]{1,100})?#)?(?P<number>[0-9]{1,9})")


class Unclear(Exception):
    """No request, or more than one, has that name; the text says what to write."""


def find(bench: Workbench, tx: Transaction, name: str) -> Standing:
    """The request of that name. Raises Unclear."""
    match = _NAME.fullmatch(name.strip())
    if match is None:
        raise Unclear(f"{name} names no request. Write ORGANISATION#NUMBER, such as acme#12.")
    number = int(match["number"])
    if "#" not in name:
        row = overview.find_row(tx, number)
        if row is None:
            raise Unclear(f"No request has the row id {number}. Did you mean '#{number}'?")
        return row
    organisation = match["organisation"]
    spelt = bench.served(tx, organisation) or organisation if organisation else None
    found = overview.find(tx, number, spelt)
    if not found:
        raise Unclear(
            f"No request is known as {name}. If its issue has that number, `slipway deliveries` "
            "says whether a webhook of it came."
        )
    if len(found) > 1:
        names = " or ".join(one.name for one in found)
        raise Unclear(f"More than one organisation has {name}: write {names}.")
    return found[0]
