"""The answers to `/slipway newest`, which asks for the templates that are on offer now."""

from collections.abc import Sequence

from app.domain.issue import Person
from app.domain.policy import Revocation
from app.domain.replies.layout import paragraphs
from app.domain.replies.people import both, name
from app.domain.text import code, inline

_AS_IT_IS = "Nothing changes: the request goes on with the templates that it has."


def renewing(author: Person, newer: Sequence[str]) -> str:
    """The newest ones are taken; `newer` are the folders that had moved on."""
    what = both([code(one, 60) for one in newer[:8]])
    first = f"Taking the newest templates as {name(author)} asked. What moved on: {what}."
    last = "The status comment shows what is built now. Every approval is asked for again."
    return paragraphs(first, last)


def nothing_newer(author: Person) -> str:
    """It has the newest ones."""
    say = "this request is built from the newest templates already. Nothing changes"
    return paragraphs(f"{name(author)}, {say}, and every approval stands.")


def no_template(author: Person) -> str:
    """Nobody can tell from which template it is to be built."""
    say = "which template this request asks for cannot be read. Correct the issue's text first"
    return paragraphs(f"{name(author)}, {say}, then ask again.")


def newest_is_broken(template: str, why: str) -> str:
    """Nothing can be built from what is on offer."""
    first = f"The newest {code(template, 60)} cannot be used. {inline(why, 600)}"
    return paragraphs(first, f"{_AS_IT_IS} Ask again when an admin has mended it.")


def newest_is_revoked(revoked: Revocation) -> str:
    """The policy lets nobody build from what is on offer."""
    which = f"{code(revoked.template, 60)} at {code(revoked.tree[:12])}"
    first = f"The newest templates cannot be taken, for {which} was revoked: {inline(revoked.say)}"
    return paragraphs(first, "Ask again when an admin has committed a newer one.")


def is_retired(template: str, instead: str) -> str:
    """What goes on with its pinned trees gets no newer ones."""
    first = f"{code(template, 60)} is not on offer for new requests. {inline(instead, 600)}"
    return paragraphs(first, _AS_IT_IS)
