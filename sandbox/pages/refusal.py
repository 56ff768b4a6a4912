"""A refusal as a page: what happened, in GitHub's words, and what to do next."""

from typing import Any

from flask import g, render_template
from flask import request as http_request

from sandbox.errors import ApiError

HEADINGS = {
    403: "That is not allowed",
    404: "Nothing to see here",
    410: "That is gone",
    422: "That cannot be done",
}


def refusal(error: ApiError) -> tuple[str, int]:
    """The page for an ApiError, with its status."""
    heading = HEADINGS.get(error.status, "That did not work")
    quoted = "" if error.status == 404 else error.message
    errors = [_line(one) for one in error.errors or []]
    page = render_template(
        "refusal.html",
        status=error.status,
        heading=heading,
        sentence=_sentence(error),
        quoted=quoted,
        errors=errors,
        looking=http_request.method == "GET",
    )
    return page, error.status


def _sentence(error: ApiError) -> str:
    who = g.visit.who.login if "visit" in g else "Nobody"
    match error.status:
        case 404 if error.message == "Not Found":
            return (
                f"There is nothing at this address, or {who} may not see it."
                " Act as somebody else, above, or start from all repositories."
            )
        case 404:
            return error.message
        case 403:
            return f"{who} may not do this. Act as somebody else, above, and try again."
        case 410:
            return "It was here once and cannot be brought back."
        case _:
            return "Nothing was changed. Go back, mend what is named here, and try again."


def _line(error: Any) -> str:
    """One entry of GitHub's `errors` list as a line to read."""
    if not isinstance(error, dict):
        return str(error)
    said = error.get("message") or error.get("code", "")
    return f"{error.get('field', '')}: {str(said).replace('_', ' ')}"
