"""One pair under construction, as a step of it sees it."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from app.domain.plan import HALVES, Half, Plan
from app.domain.policy import Setup
from app.domain.progress import CONFIRM, STEPS, StepName
from app.github.client import Client
from app.github.permissions import Permissions
from app.store import files, pairs
from app.store.files import FileSet
from app.store.pairs import Pair, Step
from app.store.requests import RequestRow
from app.usecases import plans
from app.usecases.workbench import Workbench


class StepRefused(Exception):
    """A step that trying again does not help: what happened, why, and what to do next."""

    def __init__(self, what: str, why: str, todo: str) -> None:
        super().__init__(f"{what} {why}")
        self.what = what
        self.why = why
        self.todo = todo


@dataclass(frozen=True, slots=True)
class BuiltRepository:
    """A repository that we created; `name` is GitHub's own."""

    id: int
    name: str
    url: str
    clone_url: str
    default_branch: str

    def to_json(self) -> dict[str, Any]:
        """As a step's result keeps it."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "BuiltRepository":
        """What `to_json` gave, whatever else the step left beside it."""
        return cls(**{field.name: kept[field.name] for field in fields(cls)})


@dataclass(frozen=True, slots=True)
class Build:
    """A pair, its plan, and the steps done so far; `step` and `attempt` are the present ones."""

    bench: Workbench
    row: RequestRow
    pair: Pair
    plan: Plan
    steps: Mapping[str, Step]
    step: StepName = CONFIRM
    attempt: int = 1

    def at(self, step: StepName, attempt: int) -> "Build":
        """The same build, at this step."""
        bench = self.bench.for_purpose(f"{step} of #{self.row.issue_number}")
        return replace(self, bench=bench, step=step, attempt=attempt)

    def is_finished(self, step: StepName) -> bool:
        """Whether a step's effect is known to be there."""
        done = self.steps.get(str(step))
        return done is not None and done.is_finished

    def attempts(self, step: StepName) -> int:
        """How often a step was begun, killed and put-off attempts included."""
        begun = self.steps.get(str(step))
        return begun.attempts if begun else 0

    def result(self, step: StepName) -> Mapping[str, Any]:
        """What a finished step left for later ones."""
        result = self.steps[str(step)].result
        assert result is not None
        return result

    @property
    def next_step(self) -> StepName | None:
        """The first step that is not finished; None once all are."""
        return next((step for step in STEPS if not self.is_finished(step)), None)

    @property
    def half(self) -> Half:
        """The half that the present step works on."""
        assert self.step.half is not None
        return self.step.half

    @property
    def setup(self) -> Setup[str]:
        """How the repository of the present half is to be set up."""
        return self.plan.setup[self.half]

    @property
    def is_repeated(self) -> bool:
        """An earlier attempt may have had its effect without our knowing."""
        return self.attempt > 1

    @property
    def organisation(self) -> str:
        """Where the pair is built."""
        return self.row.organisation

    def client(self, permissions: Permissions, repositories: Iterable[int] = ()) -> Client:
        """GitHub, as narrowly as a step needs it."""
        installation = self.bench.github.installation(self.organisation)
        return self.bench.github.for_step(installation, permissions, repositories)

    def repository(self, half: Half) -> BuiltRepository:
        """The repository of a half, once it is created."""
        return BuiltRepository.from_json(self.result(StepName("create", half)))

    def created(self) -> dict[Half, BuiltRepository]:
        """The repositories that are there by now."""
        done = [half for half in HALVES if self.is_finished(StepName("create", half))]
        return {half: self.repository(half) for half in done}

    def files(self, half: Half) -> FileSet:
        """What the repository of a half shall hold: what was shown and approved."""
        rendering = self._rendering()
        assert rendering is not None, "the files of a build that is under way stay"
        return rendering[half]

    def paths(self, half: Half) -> tuple[str, ...]:
        """What these files are called; nothing if an old plan does not say and they are dropped."""
        if self.plan.paths:
            return self.plan.paths[half]
        rendering = self._rendering()
        return files.paths_of(rendering[half]) if rendering else ()

    def _rendering(self) -> Mapping[str, FileSet] | None:
        with self.bench.database.transaction() as tx:
            return files.rendering(tx, self.organisation, self.plan.rendering, self.bench.clock())


def load_build(bench: Workbench, row: RequestRow) -> Build:
    """The build of a request that is under way."""
    with bench.database.transaction() as tx:
        pair = pairs.of_request(tx, row.id)
        assert pair is not None
        steps = pairs.steps_of(tx, pair)
    return Build(bench, row, pair, plans.from_json(pair.plan), steps)
