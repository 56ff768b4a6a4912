"""Pages of a list: `per_page`, `page` and the `Link` header."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from sandbox.rest.route import Answer, Call

LARGEST = 100
USUAL = 30


def page_of(call: Call, items: Sequence[Any]) -> tuple[Sequence[Any], dict[str, str]]:
    """The asked page of `items` and the headers that name the others."""
    size = min(max(_number(call, "per_page", USUAL), 1), LARGEST)
    page = max(_number(call, "page", 1), 1)
    last = max((len(items) + size - 1) // size, 1)
    wanted = {"prev": page - 1, "next": page + 1, "last": last, "first": 1}
    links = [
        f'<{call.url}?{urlencode(call.query | {"page": number})}>; rel="{rel}"'
        for rel, number in wanted.items()
        if _shown(rel, page, last)
    ]
    headers = {"Link": ", ".join(links)} if links else {}
    return items[(page - 1) * size : page * size], headers


def paged(call: Call, items: Sequence[Any]) -> Answer:
    """A page of shapes as the whole answer."""
    chosen, headers = page_of(call, items)
    return Answer(list(chosen), headers=headers)


def _shown(rel: str, page: int, last: int) -> bool:
    return page > 1 if rel in {"prev", "first"} else page < last


def _number(call: Call, name: str, default: int) -> int:
    text = call.query.get(name, "")
    return int(text) if text.isdigit() else default
