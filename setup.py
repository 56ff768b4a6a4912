"""Lays the starter templates beside the other starter files, where an installed package has them.

They stand at the top of the repository, so that the plain `cookiecutter` command finds them; Python
packages have no way to name what lies outside of them.
"""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

TEMPLATES = Path("cookiecutters")


class BuildWithTemplates(build_py):
    """The usual step, and the templates with it; an editable install reads them where they are."""

    def run(self) -> None:
        super().run()
        if not self.editable_mode:
            target = Path(self.build_lib, "app", "starter", TEMPLATES.name)
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(TEMPLATES, target, ignore=shutil.ignore_patterns("__pycache__"))


setup(cmdclass={"build_py": BuildWithTemplates})
