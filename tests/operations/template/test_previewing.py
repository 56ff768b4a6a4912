"""`slipway preview` as an author types it: the pair as it would be built."""

from pathlib import Path

import pytest

from app.operations.template.answers_file import read_answers
from app.templates.pair import render_pair
from app.templates.preview import load_templates
from app.templates.render import Room
from tests.domain.build import STARTER
from tests.operations.template.folder import Folder

PREVIEW = ("preview", "svc", "--templates")
ANSWERS = """\
name: ledger
owner: books
description: |
  Keeps "the books".
template: svc
depends_on: [billing, mailer]
data_store: books
request_number: 12
"""


def test_it_writes_byte_for_byte_what_would_be_built(folder: Folder, tmp_path: Path) -> None:
    answers = folder.writes("answers.yml", ANSWERS)

    result = folder.run(*PREVIEW, folder.path, "--answers", answers, "--out", tmp_path / "out")

    assert result.exit_code == 0
    told = read_answers(answers, "svc", None)
    pair = render_pair(Room(), load_templates(folder.templates), "svc", told)
    for name, half in (("ledger", pair.service), ("ledger-tests", pair.tests)):
        written = tmp_path / "out" / name
        assert {file.path: file.content for file in half.files} == {
            path.relative_to(written).as_posix(): path.read_bytes()
            for path in written.rglob("*")
            if path.is_file()
        }
        assert f"{written}: {len(half.files)} files." in result.stdout


def test_the_provenance_and_what_was_answered_are_in_it(folder: Folder, tmp_path: Path) -> None:
    answers = folder.writes("answers.yml", ANSWERS)

    folder.run(*PREVIEW, folder.path, "--answers", answers, "--out", tmp_path / "out")

    provenance = (tmp_path / "out/ledger/.slipway.yml").read_text(encoding="utf-8")
    assert '  description: "Keeps \\"the books\\".\\n"\n' in provenance
    assert '  depends_on: ["billing", "mailer"]\n' in provenance
    assert "  request_number: 12\n" in provenance


def test_it_refuses_a_folder_that_is_not_empty(folder: Folder, tmp_path: Path) -> None:
    kept = tmp_path / "out/billing/kept"
    kept.parent.mkdir(parents=True)
    kept.write_text("mine")
    command = ("preview", "svc", "--templates", folder.path, "--out", tmp_path / "out")

    refused = folder.run(*command)
    forced = folder.run(*command, "--force")

    assert (refused.exit_code, forced.exit_code) == (2, 2)
    assert f"{kept.parent} is not empty. Name another --out" in refused.stderr
    assert f"{kept.parent} is not what a preview wrote" in forced.stderr
    assert [path.name for path in kept.parent.iterdir()] == ["kept"]


def test_an_earlier_preview_is_replaced_by_force(folder: Folder, tmp_path: Path) -> None:
    dropped = folder.writes("…/dropped.md", "soon gone")
    command = ("preview", "svc", "--templates", folder.path, "--out", tmp_path / "out")
    folder.run(*command)
    dropped.unlink()
    folder.writes("…/new.md", "here now")

    forced = folder.run(*command, "--force")

    assert forced.exit_code == 0
    assert not (tmp_path / "out/billing/dropped.md").exists()
    assert (tmp_path / "out/billing/new.md").read_text() == "here now"


def test_a_clone_of_a_repository_is_never_replaced(folder: Folder, tmp_path: Path) -> None:
    command = ("preview", "svc", "--templates", folder.path, "--out", tmp_path / "out")
    folder.run(*command)
    work = tmp_path / "out/billing/work"
    work.write_text("not committed yet")
    (tmp_path / "out/billing/.git").mkdir()

    forced = folder.run(*command, "--force")

    assert forced.exit_code == 2
    assert work.exists()


def test_the_pair_is_called_as_the_policy_says(folder: Folder, tmp_path: Path) -> None:
    folder.writes("policy.yml", _policy("tests_suffix: -checks"))
    answers = folder.writes("answers.yml", "name: ledger\n")
    command = ("preview", "svc", "--templates", folder.path, "--out", tmp_path / "out")

    told = folder.run(*command, "--answers", answers)
    made_up = folder.run(*command)

    assert (told.exit_code, made_up.exit_code) == (0, 0)
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        *("ledger", "ledger-checks"),
        *("billing", "billing-checks"),
    }


def test_a_name_that_the_policy_forbids_is_told_at_its_line(folder: Folder) -> None:
    folder.writes("policy.yml", _policy())
    answers = folder.writes("answers.yml", "owner: payments\nname: Ledger\n")

    result = folder.run("preview", "svc", "--templates", folder.path, "--answers", answers)

    assert result.exit_code == 1
    assert result.stderr.startswith(f"{answers}:2:")
    assert "The policy allows no such `name`. It does not fit the policy's pattern" in result.stderr


def test_a_policy_with_mistakes_is_told(folder: Folder) -> None:
    folder.writes("policy.yml", _policy("tests_sufix: -checks"))

    result = folder.run("preview", "svc", "--templates", folder.path)

    assert result.exit_code == 1
    assert "policy.yml has mistakes, which `slipway policy check` names" in result.stderr


def _policy(suffix: str = "tests_suffix: -integration-tests") -> str:
    text = (STARTER / "policy.yml").read_text(encoding="utf-8")
    assert "tests_suffix: -integration-tests" in text
    return text.replace("tests_suffix: -integration-tests", suffix)


def test_without_a_folder_it_shows_the_tree_and_the_key_files(folder: Folder) -> None:
    folder.writes("…/src/main.py", "print('not shown')\n")

    result = folder.run("preview", "svc", "--templates", folder.templates)

    lines = result.stdout.splitlines()
    assert lines[0] == "billing: 5 files"
    assert "         19  src/main.py" in lines
    assert lines.index("--- billing/README.md") < lines.index("--- billing/Makefile")
    assert "billing Writes invoices and collects what is due. customers, ledger" in lines
    assert "not shown" not in result.stdout


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("name: a\nnmae: b\n", 2, "`nmae` is no field of the form, which has name, owner"),
        ("name: a\nexposure: open\n", 2, "`open` is no choice of `exposure`; the form offers"),
        ("name: ../out\n", 1, "GitHub allows no such `name`"),
        ("name: a\ntests_repository: A\n", 2, "Both repositories of the pair would have this one"),
        ("owner: [a]\n", 1, "`owner` must be a text"),
        ("request_number: seven\n", 1, "`request_number` must be a whole number"),
        ("template: other\n", 1, "The command asks for svc"),
        ("depends_on:\n  a: b\n", 2, "`depends_on` must be a list"),
        ("name: 'a\n", 2, "This is not YAML"),
        ("- a\n", 1, "The file must be a mapping"),
    ],
)
def test_a_mistake_in_the_answers_is_told_at_its_line(
    folder: Folder, text: str, line: int, words: str
) -> None:
    answers = folder.writes("answers.yml", text)

    result = folder.run("preview", "svc", "--templates", folder.path, "--answers", answers)

    assert result.exit_code == 1
    assert result.stderr.startswith(f"{answers}:{line}:")
    assert words in result.stderr


def test_without_a_form_any_field_may_be_answered(tmp_path: Path) -> None:
    path = tmp_path / "answers.yml"
    path.write_text("runtime: 3.10\nregions: [a, b]\ndepends_on: a, b\ndescription:\n")

    answers = read_answers(path, "svc", None)

    assert answers.extra == {"data_store": "invoices", "runtime": "3.10", "regions": ["a", "b"]}
    assert (answers.depends_on, answers.description) == (["a", "b"], "")


def test_a_template_that_is_wrong_or_not_there_is_told(folder: Folder) -> None:
    folder.writes("…/a.md", "one\n{{ cookiecutter.onwer }}")

    wrong = folder.run("preview", "svc", "--templates", folder.path)
    missing = folder.run("preview", "other", "--templates", folder.path)

    assert (wrong.exit_code, missing.exit_code) == (1, 1)
    assert "a.md, line 2: `onwer` is not declared" in wrong.stderr
    assert "Services can be made of: svc." in missing.stderr


def test_answers_that_are_not_there_are_a_slip_of_the_command(folder: Folder) -> None:
    result = folder.run("preview", "svc", "--templates", folder.path, "--answers", "nowhere.yml")

    assert result.exit_code == 2
    assert "nowhere.yml cannot be read: No such file or directory." in result.stderr
