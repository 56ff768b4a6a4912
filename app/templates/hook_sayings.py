"""What is said of a hook that does not run or does not end well: what, why, and what to do."""

import os

from app.sealed.walls import Outside

_SAYINGS = {
    "lack": (
        "Hooks are allowed here, and this one does not run: these walls do not stand: {}. They "
        "take Linux 6.12 with Landlock and seccomp; `slipway doctor` says what stands."
    ),
    "unquoted": (
        "An answer is not quoted in this hook, so it would change what the hook does. Write it "
        "as in `{{{{ cookiecutter.description|py }}}}`, without quotes of your own."
    ),
    "syntax": "What comes out is not Python: {}. Correct it.",
    "ended": "The template refuses these answers. Its hook said: {}",
    "mute": "The template refuses these answers. Its hook does not say why.",
}
_FAR = "../" * 4
"""What is not even in the room has its own name."""
_PROGRAMS = ("os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.startfile", "os.system",
             "pty.", "subprocess.")  # fmt: skip


def would(what: str, said: str = "") -> str:
    return _SAYINGS[what].format(said)


def refused(outside: Outside, project: str | os.PathLike[str]) -> str:
    """What to do instead of what it reached for."""
    said = str(outside)
    if outside.path is not None:
        path = os.path.relpath(outside.path, project)
        if path.startswith(_FAR):
            path = outside.path
        return f"The hook would read or write {path}, outside the repository. Leave that out."
    event = said.removeprefix("asks for ")
    if event.startswith(_PROGRAMS):
        return (
            f"No program can be started here ({event}), git neither: Slipway makes the repository "
            "and its first commit. Leave it out, or do it in the repository's own `make setup`."
        )
    if event.startswith("socket."):
        return f"There is no network here ({event}). Put into the template what it fetches."
    if event in {"os.symlink", "os.link"}:
        return f"No links can be made here ({event}). Write a copy of the file."
    return f"Hooks may not do this ({event}). Leave it out."


def failed(error: BaseException) -> str:
    if isinstance(error, EOFError):
        return "The hook waits for somebody to type, and nobody is there. Declare a variable."
    return f"The hook fails with {type(error).__name__}: {error}. Correct it."
