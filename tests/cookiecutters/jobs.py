"""A job of a rendered workflow, whose own commands run here in their order."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from tests.cookiecutters.runner import Runner

_EXPRESSION = re.compile(r"\$\{\{ (.*?) \}\}")


def workflow(repository: Path, name: str) -> Any:
    """The workflow `name`, such as `deploy`."""
    path = repository / f".github/workflows/{name}.yml"
    return YAML(typ="safe", pure=True).load(path)


@dataclass(frozen=True)
class Job:
    """A job; `knows` says what each expression in it comes to, such as `inputs.environment`.

    One that is not in `knows` is a mistake of the test. A step with `uses` is passed over.
    """

    told: Any
    knows: Mapping[str, str]

    def runs(self, runner: Runner, folder: Path, **machine: str) -> tuple[int, str, str]:
        """The status of the first step that fails, or 0; all that was printed, and put out."""
        printed, put_out = "", ""
        for step in self.told["steps"]:
            if "run" not in step or not self._goes(step.get("if", "")):
                continue
            given = {**self.told.get("env", {}), **step.get("env", {})}
            variables = machine | {name: self._value(text) for name, text in given.items()}
            command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
            status, said, output = runner.does(command, folder, variables)
            printed, put_out = printed + said, put_out + output
            if status:
                return status, printed, put_out
        return 0, printed, put_out

    def _value(self, text: str) -> str:
        return _EXPRESSION.sub(lambda found: self.knows[found[1]], text)

    def _goes(self, condition: str) -> bool:
        return not condition or self._value(condition) == "true"
