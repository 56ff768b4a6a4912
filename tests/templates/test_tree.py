import subprocess
from pathlib import Path

import pytest

from app.templates.faults import TemplateFault
from app.templates.tree import EXECUTABLE, PLAIN, TemplateFile, load_folder
from tests.templates.builders import tree


def git(folder: Path, *arguments: str) -> str:
    run = subprocess.run(
        ["git", *arguments], cwd=folder, check=True, capture_output=True, text=True
    )
    return run.stdout.strip()


def test_the_tree_id_is_the_one_that_git_gives(tmp_path: Path) -> None:
    """Names are chosen so that git's order differs from a plain sort: `a-b`, `a/`, `ab`."""
    for name in ("a-b", "a/one", "a/deep/two", "ab", "é"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    (tmp_path / "ab").chmod(0o755)

    loaded = load_folder(tmp_path)

    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    assert loaded.tree_id == git(tmp_path, "write-tree")


def test_a_loaded_file_keeps_whether_it_is_executable(tmp_path: Path) -> None:
    (tmp_path / "run").write_text("#!/bin/sh\n")
    (tmp_path / "run").chmod(0o755)
    (tmp_path / "text").write_text("text")

    modes = {file.path: file.mode for file in load_folder(tmp_path).files}

    assert modes == {"run": EXECUTABLE, "text": PLAIN}


@pytest.mark.parametrize("target", ["/etc/passwd", "there", "."])
def test_a_symbolic_link_is_refused_by_name(tmp_path: Path, target: str) -> None:
    (tmp_path / "there").write_text("text")
    (tmp_path / "link").symlink_to(target)

    with pytest.raises(TemplateFault, match=r"link: .* symbolic link"):
        load_folder(tmp_path)


def test_a_link_in_a_tree_from_git_is_refused() -> None:
    with pytest.raises(TemplateFault, match="symbolic link"):
        TemplateFile("link", 0o120000, b"/etc/passwd")


@pytest.mark.parametrize("path", ["../up", "/etc/passwd", "a//b", "a/./b", "", "a\0b"])
def test_a_path_that_leaves_the_template_is_refused(path: str) -> None:
    with pytest.raises(TemplateFault, match="leaves the template's folder"):
        TemplateFile(path, PLAIN, b"")


def test_text_that_is_not_utf8_is_named() -> None:
    with pytest.raises(TemplateFault, match=r"slipway\.yml: .*UTF-8"):
        tree({"slipway.yml": b"title: \xff"}).text("slipway.yml")
