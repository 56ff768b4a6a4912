"""What the plain `cookiecutter` command makes of a template, and what the room makes of it."""

import json
import stat
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from app.templates.render import NamedTree, Room
from app.templates.tree import TemplateTree

Files = Mapping[str, tuple[bool, bytes]]
"""By path: whether it is executable, and its content."""


def made_by_the_command(template: Path, answers: Mapping[str, str], scratch: Path) -> Files:
    """The files of the one repository that the command makes, hooks off.

    The command renders what it is told, so answers hold no Jinja.
    """
    config = scratch / "config.yml"
    config.write_text(json.dumps({"default_context": answers}), "utf-8")
    out = scratch / "out"
    command = ["-m", "cookiecutter", "--no-input", "--accept-hooks=no", "--config-file"]
    run = subprocess.run(
        [sys.executable, *command, str(config), "-o", str(out), str(template)],
        check=False,
        capture_output=True,
        text=True,
        # It keeps what it was told in the user's home.
        env={"HOME": str(scratch), "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"},
    )
    assert run.returncode == 0, run.stdout + run.stderr
    (made,) = out.iterdir()
    return {
        path.relative_to(made).as_posix(): (is_executable(path), path.read_bytes())
        for path in made.rglob("*")
        if path.is_file()
    }


def made_by_the_room(tree: TemplateTree, answers: Mapping[str, str], room: Room) -> Files:
    rendering = room.render([NamedTree("layer", tree)], answers)
    return {file.path: (file.mode == 0o100755, file.content) for file in rendering.files}


def write(tree: TemplateTree, folder: Path) -> Path:
    for file in tree.files:
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
        path.chmod(file.mode & 0o777)
    return folder


def is_executable(path: Path) -> bool:
    return bool(path.stat().st_mode & stat.S_IXUSR)
