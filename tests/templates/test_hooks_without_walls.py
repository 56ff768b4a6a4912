"""What becomes of hooks on a machine that cannot hold them."""

from pathlib import Path

import pytest

from app.sealed.walls import ALL_WALLS
from app.templates.faults import TemplateFault
from app.templates.hook_runs import Hooks
from tests.templates.hooked import POST


def test_no_hook_runs_where_the_walls_do_not_stand(tmp_path: Path) -> None:
    (tmp_path / "hooks").mkdir()
    (tmp_path / "hooks" / POST).write_text("1/0")
    hooks = Hooks({}, ALL_WALLS)

    hooks.run(tmp_path, "pre_gen_project", tmp_path, {})
    with pytest.raises(TemplateFault, match="these walls do not stand: landlock, seccomp"):
        hooks.run(tmp_path, "post_gen_project", tmp_path, {})
