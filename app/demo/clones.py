"""Clones what Slipway built, with the git that is installed here."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from app.demo.fault import DemoFault
from app.demo.programs import clean_environment

_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Clone:
    """A cloned repository: where it is, its head commit's id and how many files it holds."""

    folder: Path
    head_commit: str
    files: int


def with_credentials(clone_url: str, login: str, token: str) -> str:
    """The address with which git asks nobody for a password."""
    parts = urlsplit(clone_url)
    return parts._replace(netloc=f"{login}:{token}@{parts.netloc}").geturl()


def clone(url: str, folder: Path) -> Clone:
    """Clone `url` into `folder`; DemoFault with git's words when that fails."""
    _git("clone", "--quiet", url, str(folder))
    head = _git("-C", str(folder), "rev-parse", "HEAD").strip()
    files = _git("-C", str(folder), "ls-tree", "-r", "--name-only", "HEAD").splitlines()
    return Clone(folder, head, len(files))


def _git(*arguments: str) -> str:
    # The settings of who runs the demo may rewrite addresses or ask for passwords.
    environment = clean_environment() | {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_TERMINAL_PROMPT": "0",
    }
    try:
        done = subprocess.run(
            ["git", *arguments],
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=True,
            start_new_session=True,
        )
    except subprocess.TimeoutExpired as error:
        raise DemoFault(f"git {arguments[0]} took more than {_SECONDS} seconds.") from error
    except subprocess.CalledProcessError as error:
        raise DemoFault(f"git {arguments[0]} failed: {error.stderr.strip()}") from error
    return done.stdout
