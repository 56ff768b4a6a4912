"""Makes a live check: its steps one by one, the removal whatever happened, the comparison."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.metadata import version

from app import bootstrap, clock
from app.github.calls import CallLog
from app.github.connection import Connection
from app.github.warrant import Warrant
from app.interrupt import Interrupt
from app.live import made as records
from app.live.compare import Difference, differences
from app.live.expected import expected
from app.live.made import Made
from app.live.patience import Patience, PatientBudget
from app.live.recording import Recorder, Run
from app.live.removal import Left, Remover, unreadable
from app.live.report import Report, outcome_line
from app.live.scene import Scene
from app.live.steps import REMOVAL, STEPS, Aborted, Outcome, make
from app.settings import Settings
from app.store.database import Database


@dataclass
class Check:
    """One check in one organisation; `about` is what its recording says of it."""

    settings: Settings
    organisation: str
    database: Database
    patience: Patience
    interrupt: Interrupt
    team: str = ""
    recorder: Recorder = field(default_factory=Recorder)
    calls: CallLog = field(default_factory=CallLog)
    outcomes: list[Outcome] = field(default_factory=list)
    stopped: str = ""

    def make(self) -> Report:
        """Make all steps, and remove what they made."""
        made = Made.begin(records.folder(self.settings), self.organisation, clock.now())
        connection = self.connection()
        self.patience.say(f"Live check {made.run} in {self.organisation}, at {self._github}")
        scene = Scene(
            *(connection, self.organisation, self.settings.git_url, made),
            *(self.patience, self.calls, self.team),
        )
        try:
            for outcome in self._steps(scene):
                self.outcomes.append(outcome)
                self.patience.say(outcome_line(outcome))
        except Aborted as why:
            self.stopped = str(why)
            self.patience.say(f"  ✗ {why}")
        finally:
            left = [*self._unreadable(), *self._remove(connection, made)]
        found = [] if self.stopped else self._differences()
        return Report(
            self.organisation, self._github, self.outcomes, found, left, stopped=self.stopped
        )

    def remove_earlier(self) -> list[Left]:
        """Remove what earlier checks of this organisation left, and nothing else."""
        connection = self.connection()
        left = self._unreadable()
        for made in records.earlier(records.folder(self.settings), self.organisation):
            left += self._remove(connection, made)
        return left

    def connection(self) -> Connection:
        """The App as the worker has it: same adapters, same ledger, but nobody comes back later."""
        timeout = self.settings.github_timeout_seconds
        budget = PatientBudget(
            self.database, bootstrap.limits(self.settings), timeout, self.patience
        )
        connection = bootstrap.connect(self.settings, budget, self.calls, self.recorder.hear)
        # A check that was killed in a write is over: the next one goes on in its turn.
        warrant = Warrant("live check", organisation=self.organisation, writer="live check/1")
        return connection.under(warrant)

    def run(self) -> Run:
        """What was said, with all secrets."""
        about = {
            "name": "live",
            "github": self._github,
            "at": clock.now().isoformat(timespec="seconds"),
            "slipway": version("slipway"),
        }
        return self.recorder.run(about)

    def _steps(self, scene: Scene) -> Iterator[Outcome]:
        for step in STEPS:
            yield make(step, scene, self.recorder)

    def _remove(self, connection: Connection, made: Made) -> list[Left]:
        self.interrupt.close()
        self.recorder.begin(REMOVAL)
        remover = Remover(connection, self.patience, self.settings.git_url)
        return remover.remove(made)

    def _unreadable(self) -> list[Left]:
        found = records.unreadable(records.folder(self.settings))
        return [unreadable(path, self.organisation) for path in found]

    def _differences(self) -> list[Difference]:
        broken = [
            Difference(outcome.step.name, "", "behaviour", sentence, "", matters=True)
            for outcome in self.outcomes
            for sentence in outcome.broken
        ]
        order = [step.name for step in STEPS] + [REMOVAL]
        found = broken + differences(self.run(), expected())
        return sorted(found, key=lambda one: order.index(one.step))

    @property
    def _github(self) -> str:
        return self.settings.github_api_url
