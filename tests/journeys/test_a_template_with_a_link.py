"""A template that holds a link is refused, and the others go on without it: promise 8."""

from app.domain.state import State
from tests.journeys.acme import Acme
from tests.journeys.form import CONTROL


def lays_link(acme: Acme, path: str) -> None:
    """An admin commits a symbolic link to the default branch of the control repository."""
    tip = acme.does("ada", "GET", f"{CONTROL}/branches/main")["commit"]
    link = {"path": path, "mode": "120000", "type": "blob", "content": "../README.md"}
    tree = {"base_tree": tip["commit"]["tree"]["sha"], "tree": [link]}
    made = acme.does("ada", "POST", f"{CONTROL}/git/trees", tree)
    order = {"message": "Link", "tree": made["sha"], "parents": [tip["sha"]]}
    commit = acme.does("ada", "POST", f"{CONTROL}/git/commits", order)
    with acme.unprotected():
        acme.does("ada", "PATCH", f"{CONTROL}/git/refs/heads/main", {"sha": commit["sha"]})
    acme.settles()


def test_a_link_in_one_template_stops_no_request_for_another(acme: Acme) -> None:
    lays_link(acme, "cookiecutters/other/README.md")

    request = acme.files()

    assert request.state is State.AWAITING_APPROVAL


def test_a_link_in_the_template_itself_blocks_the_request_and_names_the_file(acme: Acme) -> None:
    lays_link(acme, "cookiecutters/python-service/LINK.md")

    request = acme.files()

    assert request.state is State.BLOCKED
    assert "python-service/LINK.md: Templates hold plain files only" in request.headline


def test_a_link_in_a_layer_below_blocks_the_request_and_names_the_file(acme: Acme) -> None:
    lays_link(acme, "cookiecutters/platform/LINK.md")

    request = acme.files()

    assert request.state is State.BLOCKED
    assert "platform/LINK.md: Templates hold plain files only" in request.headline
