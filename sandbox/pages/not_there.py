"""Addresses that lead nowhere: answered with a page, for a person typed them."""

from sandbox.errors import not_found
from sandbox.pages.page import REPOSITORY, Pages, Visit

pages = Pages()


@pages("GET", "/<login:owner>")
def show_nobody(_visit: Visit, owner: str) -> str:  # noqa: ARG001 - the path names it
    raise not_found()


@pages("GET", REPOSITORY + "/<path:rest>")
def show_nothing(_visit: Visit, owner: str, repo: str, rest: str) -> str:  # noqa: ARG001
    raise not_found()
