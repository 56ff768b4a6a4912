"""What can be known of a template before it meets an answer: its compiled Jinja, its binary files.

It is made in the room and used in the room. Outside it is bytes that nobody reads.
"""

import marshal
from collections.abc import Iterable
from dataclasses import dataclass, field
from types import CodeType

from binaryornot.check import is_binary

from app.sealed.walls import TimeUp
from app.templates.literal import Code, QuickEnvironment, is_literal


@dataclass
class Knowledge:
    """Of one template: code by the source that it was compiled from, and which paths are binary.

    It grows with what was compiled and looked at. What it lacks is found out when it is needed.
    """

    code: Code = field(default_factory=dict)
    binary: dict[str, bool] = field(default_factory=dict)

    def is_binary(self, path: str) -> bool:
        """Whether cookiecutter copies the file as it is; `path` is relative to where it works."""
        if path not in self.binary:
            self.binary[path] = is_binary(path)
        return self.binary[path]

    def learn_texts(self, environment: QuickEnvironment, texts: Iterable[str]) -> None:
        """Compile texts that are in no file: defaults, and names of files and folders."""
        for text in texts:
            if not is_literal(text, environment):
                _compile(environment, text)

    def learn_files(self, environment: QuickEnvironment, names: Iterable[str]) -> None:
        """Compile files, by the names that the environment's loader has for them."""
        for name in names:
            _compile_file(environment, name)

    def written(self) -> bytes:
        return marshal.dumps((self.code, self.binary))

    @classmethod
    def read(cls, written: bytes) -> "Knowledge":
        """Only for a process that is shut, at work on the template that it is about.

        Raises ValueError if it cannot be read.
        """
        try:
            code, binary = marshal.loads(written)  # noqa: S302 - see above
        except Exception as error:
            raise ValueError("not what was written") from error
        if not isinstance(binary, dict) or not _is_code(code):
            raise ValueError("not what was written")
        return cls(code, binary)


def _is_code(code: object) -> bool:
    return isinstance(code, dict) and all(isinstance(one, CodeType) for one in code.values())


def _compile_file(environment: QuickEnvironment, name: str) -> None:
    assert environment.loader is not None
    try:
        text, file, _ = environment.loader.get_source(environment, name)
    except UnicodeDecodeError:
        return
    if not is_literal(text, environment):
        _compile(environment, text, name, file)


def _compile(
    environment: QuickEnvironment, text: str, name: str | None = None, file: str | None = None
) -> None:
    """The environment keeps the code. What is wrong is told by the render that meets it."""
    try:
        environment.compile(text, name, file)
    except TimeUp:
        raise
    except Exception:  # noqa: BLE001 - whatever it was, the render will meet it too
        return
