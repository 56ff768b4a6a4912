"""How the demo starts, watches and ends its programs."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.demo.fault import DemoFault
from app.demo.programs import Program, clean_environment, end_all, need_git, python

Start = Callable[[str], Program]

_PATIENT = "import time; print('ready', flush=True); time.sleep(60)"
_STUBBORN = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {_PATIENT}"
_WITH_A_CHILD = (
    "import subprocess, sys; "
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']); "
    f"print(child.pid, flush=True); {_PATIENT}"
)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts a program from its Python source; all end with the test."""
    started: list[Program] = []

    def start_one(source: str) -> Program:
        log = tmp_path / f"{len(started)}.log"
        started.append(Program("worker", [sys.executable, "-c", source], os.environ, log))
        return started[-1]

    yield start_one
    end_all(started, seconds=0)


def test_a_living_program_passes_the_check(start: Start) -> None:
    program = start(_PATIENT)

    program.check()


def test_a_dead_program_is_named_with_its_last_words(start: Start) -> None:
    program = start("print('no Redis here'); raise SystemExit(3)")

    fault = _fault_of(program)

    assert "The worker ended with status 3" in fault
    assert "  | no Redis here" in fault


def test_a_killed_program_is_said_to_be_killed(start: Start) -> None:
    program = start("import os, signal; os.kill(os.getpid(), signal.SIGKILL)")

    assert f"The worker was killed by signal {signal.SIGKILL:d}" in _fault_of(program)


def test_an_empty_log_is_said_to_be_empty(start: Start) -> None:
    program = start("raise SystemExit(1)")

    assert "The worker's log is empty." in _fault_of(program)


def test_only_the_last_lines_of_a_log_are_shown(start: Start) -> None:
    program = start("print(*range(100), sep='\\n')")
    _fault_of(program)

    words = program.last_words(lines=2)

    assert words.endswith("\n  | 98\n  | 99")
    assert "97" not in words


def test_what_celery_says_of_every_task_is_left_out(start: Start) -> None:
    routine = '{"level": "info", "logger": "celery.beat", "message": "Sending due task"}'
    program = start(f"print({routine!r}); print('no Redis here')")
    _fault_of(program)

    assert "celery" not in program.last_words()
    assert "no Redis here" in program.last_words()


def test_a_program_ends_when_asked(start: Start) -> None:
    program = start(_PATIENT)
    _wait_until(lambda: "ready" in program.log.read_text())

    program.end(seconds=30)

    assert f"killed by signal {signal.SIGTERM:d}" in _fault_of(program)


def test_a_program_that_will_not_end_is_killed(start: Start) -> None:
    program = start(_STUBBORN)
    _wait_until(lambda: "ready" in program.log.read_text())

    program.end(seconds=0.1)

    assert f"killed by signal {signal.SIGKILL:d}" in _fault_of(program)


def test_what_a_program_started_ends_with_it(start: Start) -> None:
    program = start(_WITH_A_CHILD)
    _wait_until(lambda: "ready" in program.log.read_text())
    child = int(program.log.read_text().split()[0])

    program.end(seconds=30)

    _wait_until(lambda: not _lives(child))


def test_the_last_started_ends_first(start: Start, tmp_path: Path) -> None:
    order = tmp_path / "order"
    tells = "import signal, sys; signal.signal(signal.SIGTERM, lambda *_: sys.exit()); "
    ends = "import atexit; atexit.register(lambda: open({!r}, 'a').write({!r})); "
    programs = [start(tells + ends.format(str(order), name) + _PATIENT) for name in "abc"]
    _wait_until(lambda: all("ready" in program.log.read_text() for program in programs))

    end_all(programs)

    assert order.read_text() == "cba"


def test_settings_for_another_slipway_stay_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLIPWAY_DATABASE_URL", "postgresql://production")
    monkeypatch.setenv("PORT", "80")
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example.com")

    environment = clean_environment()

    assert not {"SLIPWAY_DATABASE_URL", "PORT", "HTTPS_PROXY"} & environment.keys()
    assert environment["PATH"] == os.environ["PATH"]


def test_without_git_it_is_said_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(DemoFault, match="apt install git"):
        need_git()


def test_the_programs_are_those_of_the_procfile() -> None:
    """The Procfile says `slipway web`; `slipway` is the command line of `app.cli`."""
    procfile = Path(__file__).parents[2] / "Procfile"

    commands = dict(line.split(": ") for line in procfile.read_text().splitlines() if line)

    assert commands["web"].split()[1:] == python("app.cli", "web")[4:]
    assert commands["worker"].split()[1:] == python("app.cli", "worker")[4:]


def _fault_of(program: Program) -> str:
    """What the check says once the program has ended."""
    faults: list[str] = []

    def has_ended() -> bool:
        try:
            program.check()
        except DemoFault as fault:
            faults.append(str(fault))
        return bool(faults)

    _wait_until(has_ended)
    return faults[0]


def _lives(process_id: int) -> bool:
    """Whether it runs; one that nobody has asked after yet does not."""
    stat = Path(f"/proc/{process_id}/stat")
    if Path("/proc/self").exists():
        return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    return True


def _wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < deadline, "It did not become so within 30 seconds."
        time.sleep(0.02)
