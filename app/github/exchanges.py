"""Tells of calls with all that was asked and answered, for who compares GitHub with a picture."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Exchange:
    """A call and its answer, in the form in which the sandbox tells of them too.

    `route` is the path with parameters in braces, `/graphql` for a document. Bodies are JSON, and
    None where there is none. The credential is in none of it, the secrets of an answer are.
    """

    method: str
    route: str
    path: str
    query: Mapping[str, str]
    request_headers: Mapping[str, str]
    request_body: Any
    status: int
    response_headers: Mapping[str, str]
    response_body: Any
    caller: str
    fault: str = ""


OnExchange = Callable[[Exchange], None]
"""Is told of every call that was answered, right after the answer came."""
