"""Where the story plays: the sandbox, the web process and the worker, started and ended."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import requests
from ruamel.yaml import YAML

from app.demo.fault import TooSlow
from app.demo.people import GitHub
from app.demo.ports import LOOPBACK, free_port
from app.demo.programs import ROOT, Program, clean_environment, end_all, python
from app.interrupt import Interrupt

T = TypeVar("T")

SEED = ROOT / "sandbox" / "seeds" / "acme.yml"
CONTROL_REPOSITORY = "services"

_PAUSE_SECONDS = 0.2
_START_SECONDS = 30
_WAIT_SECONDS = 60
_READY = "sandbox ready "


@dataclass(frozen=True, slots=True)
class Seeded:
    """What the seed file says of the organisation, its people and its App."""

    organisation: str
    people: Mapping[str, str]
    client_id: str
    webhook_secret: str


class Stage:
    """The programs at work, and the folder that holds all they write."""

    def __init__(self, folder: Path, interrupt: Interrupt) -> None:
        self.folder = folder
        self.seeded = read_seed(SEED)
        self._interrupt = interrupt
        self._programs: dict[str, Program] = {}
        self.web_url = ""

    def start(self, port: int) -> GitHub:
        """Start all three and wait until they are ready; DemoFault says which is not.

        The sandbox listens on `port`, 0 for any free one.
        """
        web_port = free_port()
        self.web_url = f"http://{LOOPBACK}:{web_port}"
        url = self._start_sandbox(port, f"{self.web_url}/webhook")
        settings = clean_environment() | self._settings(url, web_port)
        self._start("worker", python("app.cli", "worker"), settings)
        self._start("web process", python("app.cli", "web"), settings)
        self.until("start", lambda: _is_well(f"{self.web_url}/readyz") or None, _START_SECONDS)
        return GitHub(url, self.seeded.organisation, CONTROL_REPOSITORY)

    def until(
        self,
        what: str,
        look: Callable[[], T | None],
        seconds: float = _WAIT_SECONDS,
        whose: str = "worker",
    ) -> T:
        """What `look` gives once it gives something.

        Raises:
            TooSlow: when that took too long; it shows the end of `whose` log.
            DemoFault: when a program died.
            Interrupted: when somebody asks the demo to end meanwhile.
        """
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            self._check()
            if (found := look()) is not None:
                return found
            self._interrupt.pause(_PAUSE_SECONDS)
        raise TooSlow(
            f"Slipway did not {what} within {seconds:.0f} seconds.\n"
            f"{self._programs[whose].last_words()}"
        )

    def stay(self) -> None:
        """Until somebody asks the demo to end (Interrupted) or a program dies (DemoFault)."""
        while True:
            self._check()
            self._interrupt.pause(_PAUSE_SECONDS)

    def end(self) -> None:
        """End all programs, the last started first."""
        end_all(list(self._programs.values()))

    def _check(self) -> None:
        for program in self._programs.values():
            program.check()

    def _start(self, name: str, command: Sequence[str], environment: Mapping[str, str]) -> Program:
        log = self.folder / f"{name.partition(' ')[0]}.log"
        program = Program(name, command, environment, log)
        self._programs[name] = program
        return program

    def _start_sandbox(self, port: int, webhook_url: str) -> str:
        """Start it and wait for its address."""
        options = {
            "--seed": str(SEED),
            "--port": str(port),
            "--data": str(self.folder / "github"),
            "--webhook-url": webhook_url,
        }
        arguments = [part for option in options.items() for part in option]
        sandbox = self._start("sandbox", python("sandbox", *arguments), clean_environment())
        return self.until(
            "see the sandbox start", lambda: _address(sandbox), _START_SECONDS, "sandbox"
        )

    def _settings(self, sandbox_url: str, web_port: int) -> dict[str, str]:
        return {
            "SLIPWAY_GITHUB_API_URL": f"{sandbox_url}/api/v3",
            "SLIPWAY_APP_ID": self.seeded.client_id,
            "SLIPWAY_PRIVATE_KEY": str(self.folder / "github" / "app.private-key.pem"),
            "SLIPWAY_WEBHOOK_SECRET": self.seeded.webhook_secret,
            "SLIPWAY_ORGS": self.seeded.organisation,
            "SLIPWAY_CONTROL_REPO": CONTROL_REPOSITORY,
            "SLIPWAY_DATA_DIR": str(self.folder / "slipway"),
            "SLIPWAY_PORT": str(web_port),
            "SLIPWAY_SWEEP_SECONDS": "5",
            # The sandbox is nobody's GitHub but ours: there is nobody to be considerate of.
            "SLIPWAY_WRITE_GAP_MS": "0",
        }


def read_seed(path: Path) -> Seeded:
    """The parts of a seed file that the demo needs."""
    seed = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    return Seeded(
        seed["organisation"]["login"],
        {user["login"]: user["name"] for user in seed["users"]},
        seed["app"]["client_id"],
        seed["app"]["webhook"]["secret"],
    )


def _address(sandbox: Program) -> str | None:
    lines = sandbox.log.read_text(encoding="utf-8", errors="replace").splitlines()
    ready = (line.removeprefix(_READY) for line in lines if line.startswith(_READY))
    return next(ready, None)


def _is_well(url: str) -> bool:
    """Not only that webhooks are kept: a worker has swept, so the story need not wait for one."""
    with requests.Session() as session:
        session.trust_env = False
        try:
            answer = session.get(url, timeout=5)
            return answer.ok and answer.json()["status"] == "ready"
        except requests.RequestException:
            return False
