"""What the demo leaves behind for programs to read: `demo-report.json`."""

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

FILE_NAME = "demo-report.json"


@dataclass(frozen=True, slots=True)
class StepReport:
    """One step as it went; `started_at` is ISO 8601 in UTC."""

    name: str
    started_at: str
    seconds: float
    ok: bool
    detail: str


@dataclass(frozen=True, slots=True)
class RepositoryReport:
    """A repository that was cloned; `head_commit` is its 40 hex digits."""

    name: str
    clone_url: str
    head_commit: str


@dataclass(frozen=True, slots=True)
class CallsReport:
    """The calls that the App made to GitHub; a content-creating call is a write as well."""

    reads: int
    writes: int
    content_creating: int


@dataclass(slots=True)
class Report:
    """Grows with the story; `ok` only once all of it happened."""

    ok: bool = False
    steps: list[StepReport] = field(default_factory=list)
    repositories: list[RepositoryReport] = field(default_factory=list)
    calls: CallsReport | None = None

    def add_step(
        self, name: str, started_at: datetime, seconds: float, detail: str, *, ok: bool
    ) -> None:
        """Add one step; `detail` says what was seen, or why it failed."""
        stamp = started_at.isoformat(timespec="milliseconds")
        self.steps.append(StepReport(name, stamp, round(seconds, 3), ok, detail))

    def write(self, folder: Path) -> Path:
        """Leave it as FILE_NAME in `folder`; the file's path."""
        path = folder / FILE_NAME
        text = json.dumps(asdict(self), indent=2, ensure_ascii=False)
        path.write_text(f"{text}\n", encoding="utf-8")
        return path
