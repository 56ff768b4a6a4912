"""What Slipway writes into the history and the description of the repositories it builds."""

from collections.abc import Mapping

from app.domain.text import plain_line

MOST_DESCRIPTION = 350
"""GitHub refuses a repository description of more characters."""

_MOST_SUBJECT = 60


def first_commit(repository: str, request_url: str, template_trees: Mapping[str, str]) -> str:
    """The message of a repository's only commit: what it is, who asked, what it was made from."""
    subject = plain_line(f"Start {repository}", _MOST_SUBJECT)
    made_from = [
        f"- {plain_line(template, 100)} at tree {plain_line(tree, 64)}"
        for template, tree in sorted(template_trees.items())
    ]
    told = f"Built by Slipway for the approved request\n{request_url}\nfrom these templates:"
    return "\n\n".join([subject, told, "\n".join(made_from)]) + "\n"


def service_description(description: str) -> str:
    """The service repository's description: the requester's, on one inert line."""
    return plain_line(description, MOST_DESCRIPTION)


def tests_description(service: str) -> str:
    """The integration-test repository's description."""
    return plain_line(f"Integration tests of {service}", MOST_DESCRIPTION)
