"""What a new control repository holds: the starter files, with an organisation's own teams."""

import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.domain.control import CASES_PATH, CODEOWNERS_PATHS, POLICY_PATH, TEMPLATES_PATH
from app.github.commits import PushedFile

_APP = Path(__file__).parents[2]
_STARTER = _APP / "starter"
# An installed package has the templates beside the other files; a checkout has them at its top.
_TEMPLATES = (_STARTER / TEMPLATES_PATH, _APP.parent / TEMPLATES_PATH)

_PLAIN = re.compile(r"(?!(?:null|true|false|yes|no|on|off|y|n)$)[a-z][a-z0-9-]*")
_MADE_UP_OWNERS = "payments"


@dataclass(frozen=True, slots=True)
class Teams:
    """The teams that the starter policy asks, by slug; one may be both."""

    platform: str
    security: str


def starter_files(organisation: str, teams: Teams) -> tuple[PushedFile, ...]:
    """All files by their paths, in order."""
    return tuple(
        (path, mode, _filled(path, content, organisation, teams))
        for path, mode, content in sorted(_shipped())
    )


def _shipped() -> Iterator[PushedFile]:
    """As they are in this version of Slipway."""
    templates = next(folder for folder in _TEMPLATES if folder.is_dir())
    for path, mode, content in _below(_STARTER):
        if not path.startswith(f"{TEMPLATES_PATH}/"):
            yield path, mode, content
    for path, mode, content in _below(templates):
        yield f"{TEMPLATES_PATH}/{path}", mode, content


def _below(folder: Path) -> Iterator[PushedFile]:
    for path in folder.rglob("*"):
        place = path.relative_to(folder)
        # Installers compile what looks like Python.
        if path.is_file() and "__pycache__" not in place.parts:
            is_executable = path.stat().st_mode & stat.S_IXUSR
            yield place.as_posix(), 0o100755 if is_executable else 0o100644, path.read_bytes()


def _filled(path: str, content: bytes, organisation: str, teams: Teams) -> bytes:
    platform, security = _word(teams.platform), _word(teams.security)
    if path == CODEOWNERS_PATHS[0]:
        owner = f"@{organisation}/{teams.platform}"
        return content.decode().replace("@acme/platform-reviewers", owner).encode()
    if path == POLICY_PATH:
        text = content.decode().replace("platform-reviewers", platform)
        return text.replace(
            "security: {teams: [security]}", f"security: {{teams: [{security}]}}"
        ).encode()
    if path.startswith(f"{CASES_PATH}/"):
        return _cases(content.decode(), teams).encode()
    return content


def _cases(text: str, teams: Teams) -> str:
    """The made-up people stay who they are; the made-up owners give way to a real team's name."""
    if _MADE_UP_OWNERS in {teams.platform, teams.security}:
        text = text.replace(_MADE_UP_OWNERS, "made-up-owners")
    people = {
        "platform-reviewers: [paula, peter]": teams.platform,
        "security: [sam]": teams.security,
    }
    if teams.platform == teams.security:
        both = f"{_word(teams.platform)}: [paula, peter, sam]"
        return text.replace("    security: [sam]\n", "").replace(next(iter(people)), both)
    for line, team in people.items():
        text = text.replace(line, f"{_word(team)}: {line.partition(': ')[2]}")
    return text


def _word(slug: str) -> str:
    """A slug as YAML reads text."""
    return slug if _PLAIN.fullmatch(slug) else f'"{slug}"'
