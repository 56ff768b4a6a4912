"""Any stage can be imported first: a program need not know which one to begin with."""

import subprocess
import sys

_EACH_FIRST = """
import importlib, pkgutil, sys
import app.usecases as stages

for one in pkgutil.walk_packages(stages.__path__, "app.usecases."):
    for name in [name for name in sys.modules if name.startswith("app.usecases")]:
        del sys.modules[name]
    importlib.import_module(one.name)
"""


def test_no_stage_has_to_be_imported_before_another() -> None:
    command = [sys.executable, "-c", _EACH_FIRST]

    done = subprocess.run(command, check=False, capture_output=True, text=True)

    assert done.stderr == ""
