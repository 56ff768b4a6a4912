"""What the doctor reads of the App and its organisation."""

from app.github.client import Client
from app.github.connection import Connection
from app.github.doctor_reads import read_app, read_organisation_rulesets
from app.github.installations import read_installations
from app.github.permissions import NEEDED_PERMISSIONS, missing_permissions
from tests.github.conftest import INSTALLATION, ORGANISATION


def test_the_app_tells_its_permissions_and_events(connection: Connection) -> None:
    app = read_app(connection)

    assert app.slug == "slipway"
    assert missing_permissions(app.permissions) == ()
    assert app.missing_events == ()


def test_every_installation_is_listed(connection: Connection) -> None:
    [found] = read_installations(connection)

    assert (found.id, found.organisation) == (INSTALLATION, ORGANISATION)
    assert found.all_repositories
    assert not found.is_suspended
    assert missing_permissions(found.permissions) == ()


def test_rulesets_of_the_organisation_may_be_hidden(client: Client) -> None:
    assert read_organisation_rulesets(client, ORGANISATION) is None


def test_a_permission_that_is_too_low_is_missing() -> None:
    granted = {needed.name: "read" for needed in NEEDED_PERMISSIONS} | {"administration": "admin"}

    missing = [needed.name for needed in missing_permissions(granted)]

    assert missing == ["checks", "contents", "issues", "workflows"]


def test_every_needed_permission_has_a_reason() -> None:
    assert all(needed.reason for needed in NEEDED_PERMISSIONS)
