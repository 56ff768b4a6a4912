"""`slipway policy schemas` as an admin types it after an upgrade."""

from pathlib import Path

from tests.operations.policy.folder import Folder
from tests.schemas.published import PUBLISHED


def test_schemas_of_an_older_version_become_those_of_this_one(folder: Folder) -> None:
    old = folder.path / "schemas/policy.schema.json"
    old.write_text("{}")
    (folder.path / "schemas/policy-tests.schema.json").unlink()

    result = folder.run("schemas", folder.path)

    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == f"{old} is that of this version."
    written = {path.name: path.read_text() for path in (folder.path / "schemas").iterdir()}
    assert written == {path.name: path.read_text() for path in PUBLISHED}


def test_a_folder_that_is_not_there_is_said(folder: Folder, tmp_path: Path) -> None:
    result = folder.run("schemas", tmp_path / "nowhere")

    assert result.exit_code == 1
    assert (
        result.stderr
        == f"{tmp_path}/nowhere/schemas cannot be written: No such file or directory.\n"
    )
