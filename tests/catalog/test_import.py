"""`slipway catalog import`: shown first, written when told, and the same again the next time."""

import base64
from pathlib import Path
from typing import Any

import pytest

from app.clock import now
from app.store import audit, requests
from tests.catalog.conftest import REPOSITORIES
from tests.catalog.town import Town, town
from tests.domain.catalog.build import component


def changes(told: dict[str, Any]) -> dict[str, str]:
    return {one["name"]: one["kind"] for one in told["changes"]}


def test_what_was_understood_is_shown_and_nothing_is_written_unasked(acme: Town) -> None:
    shown = acme.says("import", "acme")

    lines = [line.split() for line in shown.splitlines()]
    assert "New: 3" in shown
    row = ["billing", "payments", "shop", "production", "billing-integration-tests", "ledger"]
    assert [*row, "pg-billing", "billing/catalog-info.yaml:8"] in lines
    assert ["ledger", "money", "-", "-", "-", "-", "-", "ledger/.github/CODEOWNERS"] in lines
    assert "the one team that may administer it" in shown
    assert "Not understood: 1" in shown
    assert "broken/catalog-info.yaml:1:4" in shown
    assert "empty: It is empty." in shown
    assert shown.endswith("Nothing is written. Add `--yes` to write it.\n")
    assert acme.tells("list", "acme") == []


def test_what_is_told_to_be_written_is_there_with_its_pair(acme: Town) -> None:
    acme.says("import", "acme", "--yes")

    billing = acme.tells("show", "acme", "Billing")

    assert (billing["owner"], billing["depends_on"]) == ("payments", ["ledger"])
    assert billing["tests_repository"] == "billing-integration-tests"
    assert (billing["data_stores"], billing["apis"]) == (["pg-billing"], ["billing-v1"])
    assert billing["source"] == "repository"


def test_the_second_import_changes_nothing(acme: Town) -> None:
    acme.says("import", "acme", "--yes")

    again = acme.tells("import", "acme", "--yes")

    assert set(changes(again).values()) == {"unchanged"}
    assert again["written"] is False
    assert acme.says("import", "acme").endswith("There is nothing to write.\n")


def test_a_change_in_a_repository_is_shown_with_its_place(acme: Town) -> None:
    acme.says("import", "acme", "--yes")
    text = component("ledger", "owner: payments")
    order = {"message": "Tell", "content": _base64(text)}
    acme.does("ada", "PUT", "/repos/acme/ledger/contents/catalog-info.yaml", order)

    shown = acme.says("import", "acme")

    (row,) = [line.split() for line in shown.splitlines() if line.startswith("  ledger ")]
    assert row == ["ledger", "owner", "money", "payments", "ledger/catalog-info.yaml:7"]


def test_an_import_is_on_record_and_open_requests_are_looked_at_again(acme: Town) -> None:
    with acme.database.transaction() as tx:
        row_id = requests.want(tx, "acme", 1, now())
        before = requests.get(tx, row_id)

    acme.says("import", "acme", "--yes", "--operator", "olaf")

    with acme.database.reading() as tx:
        (entry,) = audit.newest(tx, 1)
        after = requests.get(tx, row_id)
    assert (entry.actor, entry.action) == ("operator olaf", "catalog imported")
    assert entry.reason == "3 services are new in the catalog, and 0 changed."
    assert before is not None
    assert after is not None
    assert after.wanted == before.wanted + 1


def test_a_table_says_what_repositories_do_not(acme: Town, tmp_path: Path) -> None:
    table = tmp_path / "services.csv"
    table.write_text("name,owner,depends_on\nmailer,money,billing\nfax,platform,\n")

    told = acme.tells("import", "acme", "--csv", str(table), "--yes")

    assert changes(told)["fax"] == "new"
    mailer = acme.tells("show", "acme", "mailer")
    assert (mailer["owner"], mailer["source"]) == ("money", "file")
    assert mailer["service_repository"] == "mailer"
    assert acme.tells("show", "acme", "billing")["dependents"] == ["mailer"]


def test_what_a_file_said_stays_when_it_is_not_there(acme: Town, tmp_path: Path) -> None:
    table = tmp_path / "services.csv"
    table.write_text("name,owner\nledger,platform\n")
    acme.says("import", "acme", "--csv", str(table), "--yes")

    told = acme.tells("import", "acme", "--yes")

    assert set(changes(told).values()) == {"unchanged"}
    assert "--overwrite ledger" in told["conflicts"][0]["sentence"]


def test_files_alone_ask_github_nothing(acme: Town, tmp_path: Path) -> None:
    table = tmp_path / "services.csv"
    table.write_text("name,owner\nfax,platform\n")

    acme.says("import", "acme", "--csv", str(table), "--no-github", "--yes")

    assert acme.calls() == []
    assert [one["name"] for one in acme.tells("list", "acme")] == ["fax"]


def test_a_mistake_in_a_file_is_said_at_its_line_and_nothing_is_asked(
    acme: Town, tmp_path: Path
) -> None:
    table = tmp_path / "services.csv"
    table.write_bytes(b"name,owner\na b,money\n")
    latin = tmp_path / "latin.csv"
    latin.write_bytes(b"name\n\xe4\n")

    result = acme.run("import", "acme", "--csv", str(table))

    assert result.exit_code == 1
    assert result.stderr.startswith("services.csv:2:1: A service cannot be called a b")
    assert "no UTF-8 text" in acme.run("import", "acme", "--csv", str(latin)).stderr
    assert acme.calls() == []


def test_an_organisation_that_is_not_served_is_refused(acme: Town) -> None:
    for command in (("list", "globex"), ("import", "globex"), ("export", "globex")):
        result = acme.run(*command)

        assert result.exit_code == 1
        assert "globex is not on the list SLIPWAY_ORGS" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--no-github",), "--no-github needs a file"),
        (("--property", "colour=x"), "--property is one of owner, system, lifecycle"),
    ],
)
def test_options_that_make_no_sense_are_refused(
    acme: Town, arguments: tuple[str, ...], said: str
) -> None:
    result = acme.run("import", "acme", *arguments)

    assert result.exit_code == 2
    assert said in result.stderr


def test_github_out_of_reach_is_said_in_a_sentence(acme: Town) -> None:
    acme.controls("faults", mode="status", times=100)

    result = acme.run("import", "acme")

    assert result.exit_code == 1
    assert "GitHub failed" in result.stderr


def test_custom_properties_are_read_where_the_app_may(tmp_path: Path, sqlite_url: str) -> None:
    allowed = {"organization_custom_properties": "read"}
    with town(tmp_path, sqlite_url, REPOSITORIES, allowed) as acme:
        team = {"property_name": "squad", "value_type": "string"}
        acme.does("ada", "PATCH", "/orgs/acme/properties/schema", {"properties": [team]})
        chosen = [{"property_name": "squad", "value": "@acme/money"}]
        order = {"repository_names": ["mailer"], "properties": chosen}
        acme.does("ada", "PATCH", "/orgs/acme/properties/values", order)

        told = acme.tells("import", "acme", "--property", "owner=squad")

    (mailer,) = [one for one in told["changes"] if one["name"] == "mailer"]
    assert mailer["details"]["owner"] == "money"
    assert mailer["places"]["owner"] == "mailer/the custom property squad"


def test_a_permission_that_is_lacking_is_told_and_stops_nothing(acme: Town) -> None:
    told = acme.tells("import", "acme")

    sentences = [one["sentence"] for one in told["doubts"]]
    assert any("organization_custom_properties: read" in one for one in sentences)


def test_topics_narrow_an_import(acme: Town) -> None:
    acme.does("ada", "PUT", "/repos/acme/ledger/topics", {"names": ["service"]})

    told = acme.tells("import", "acme", "--topic", "Service")

    assert changes(told) == {"ledger": "new"}


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()
