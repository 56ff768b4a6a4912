"""What a Dockerfile says: its instructions, stage after stage."""

import json
import re
from dataclasses import dataclass

_PINNED = re.compile(r"@sha256:[0-9a-f]{64}$|:\d+\.\d+\.\d+[\w.-]*$")


@dataclass(frozen=True)
class Instruction:
    """One instruction, such as `COPY src ./src`, its lines joined."""

    name: str
    rest: str

    @property
    def words(self) -> list[str]:
        """What is said beside the options."""
        return [word for word in self.rest.split() if not word.startswith("--")]

    @property
    def has_exec_form(self) -> bool:
        """Whether no shell stands between docker and the program."""
        return self.rest.startswith("[") and bool(json.loads(self.rest))


def stages(text: str) -> list[list[Instruction]]:
    """The instructions from each FROM on."""
    joined = re.sub(r"\\\n\s*", " ", re.sub(r"(?m)^\s*#.*\n", "", text))
    found: list[list[Instruction]] = []
    for line in filter(None, joined.splitlines()):
        name, _, rest = line.partition(" ")
        if name == "FROM":
            found.append([])
        if found:
            found[-1].append(Instruction(name, rest))
    return found


def unpinned_bases(text: str) -> list[str]:
    """The images that it starts from which may be others tomorrow."""
    froms = [stage[0].words for stage in stages(text)]
    own = {words[2] for words in froms if len(words) == 3}
    return [
        words[0]
        for words in froms
        if words[0] not in own | {"scratch"} and not _PINNED.search(words[0])
    ]
