"""`slipway catalog export`, `list` and `show`, and the way back."""

import json
from pathlib import Path

from ruamel.yaml import YAML

from app.store import entries
from app.store.database import Database
from tests.catalog.town import Town
from tests.domain.catalog.backstage import complaints


def catalog(database: Database) -> object:
    with database.reading() as tx:
        return entries.entries(tx, "acme")


def test_an_export_is_one_stream_of_entities_that_backstage_takes(acme: Town) -> None:
    acme.says("import", "acme", "--yes")

    text = acme.says("export", "acme")

    found = list(YAML(typ="safe", pure=True).load_all(text))
    assert list(complaints(found)) == []
    assert found == acme.tells("export", "acme")
    names = [(one["kind"], one["metadata"]["name"]) for one in found]
    assert ("Component", "billing-integration-tests") in names
    assert ("Resource", "pg-billing") in names
    assert list(found[0]) == ["apiVersion", "kind", "metadata", "spec"]


def test_an_export_of_either_kind_imported_again_changes_nothing(
    acme: Town, tmp_path: Path
) -> None:
    acme.says("import", "acme", "--yes")
    before = catalog(acme.database)

    for name, arguments in (("all.yaml", ()), ("all.json", ("--json",))):
        (tmp_path / name).write_text(acme.says("export", "acme", *arguments))
        found = acme.tells(
            "import", "acme", "--entities", str(tmp_path / name), "--no-github", "--yes"
        )

        assert {one["kind"] for one in found["changes"]} == {"unchanged"}
    assert catalog(acme.database) == before


def test_the_list_shows_who_depends_on_whom(acme: Town) -> None:
    acme.says("import", "acme", "--yes")

    heading, *rows = [line.split() for line in acme.says("list", "acme").splitlines()]

    assert heading[:2] == ["service", "owner"]
    assert ["billing", "payments", "shop", "production", "yes", "0", "ledger"] in rows
    assert ["ledger", "money", "-", "-", "no", "1", "-"] in rows


def test_the_list_of_a_team_has_its_services_only(acme: Town) -> None:
    acme.says("import", "acme", "--yes")

    assert [one["name"] for one in acme.tells("list", "acme", "--owner", "Money")] == ["ledger"]


def test_a_service_is_shown_with_what_the_catalog_does_not_know(acme: Town, tmp_path: Path) -> None:
    table = tmp_path / "services.csv"
    table.write_text("name,depends_on\nfax,ledger;nosuch\n")
    acme.says("import", "acme", "--csv", str(table), "--no-github", "--yes")

    lines = [" ".join(line.split()) for line in acme.says("show", "acme", "FAX").splitlines()]

    assert "depends on ledger, nosuch" in lines
    assert "of these the catalog does not know ledger, nosuch" in lines
    assert lines[-1].endswith("from a file")


def test_a_service_that_there_is_not_is_said(acme: Town) -> None:
    result = acme.run("show", "acme", "nosuch")

    assert result.exit_code == 1
    assert result.stderr == "The catalog of acme has no service nosuch.\n"
    assert "`slipway catalog import`" in acme.says("list", "acme")


def test_an_empty_catalog_is_an_empty_export(acme: Town) -> None:
    assert acme.says("export", "acme") == ""
    assert json.loads(acme.says("export", "acme", "--json")) == []
