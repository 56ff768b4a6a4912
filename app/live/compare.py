"""Says where GitHub's answers differ from the sandbox's: status, headers that matter, shape."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from app.github.exchanges import Exchange
from app.live.recording import Recording, Run, call_of
from app.live.shape import Shape, merged, shape_of

# Headers whose presence is compared; Slipway goes by those of the second group.
_UNREAD = ("x-github-media-type", "x-github-api-version-selected")
_READ = (
    *("etag", "link", "location", "retry-after", "x-accepted-github-permissions"),
    *("x-github-request-id", "x-ratelimit-limit", "x-ratelimit-remaining"),
    *("x-ratelimit-reset", "x-ratelimit-resource"),
)
_UNCHANGED = 304

COMPARED = (*_UNREAD, *_READ)
# Headers whose value is compared too.
WORDS = ("x-accepted-github-permissions", "x-ratelimit-resource")


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that GitHub does otherwise: at which call of which step, and where in it.

    `where` is `call`, `status`, `header NAME`, `body PLACE` or `behaviour`; `there` what GitHub
    says, `here` what the sandbox does. `matters`: Slipway goes by it.
    """

    step: str
    call: str
    where: str
    there: str
    here: str
    matters: bool


@dataclass
class _Said:
    """All answers to one call of a step, from as many checks as made it."""

    runs: set[int] = field(default_factory=set)
    exchanges: list[Exchange] = field(default_factory=list)

    def with_status(self, status: int) -> list[Exchange]:
        return [one for one in self.exchanges if one.status == status]

    @property
    def statuses(self) -> list[int]:
        return sorted({one.status for one in self.exchanges})


def differences(there: Run, here: Recording) -> list[Difference]:
    """All differences between a check at GitHub and those at the sandbox."""
    expected = _said(here.runs)
    found: list[Difference] = []
    for step, calls in _said([there]).items():
        for call, said in calls.items():
            known = expected.get(step, {}).get(call)
            if known is None:
                status = ", ".join(map(str, said.statuses))
                found.append(Difference(step, call, "call", f"answers {status}", "no call", True))
            else:
                reads = here.reads.get(call, frozenset())
                found += _call(step, call, said, known, reads)
    return _once([*found, *_unmade(there, expected, len(here.runs))])


def _once(found: Iterable[Difference]) -> list[Difference]:
    """Where a call is made in several steps, what is told of the first is not told again."""
    kept: dict[tuple[str, ...], Difference] = {}
    for one in found:
        kept.setdefault((one.call, one.where, one.there, one.here), one)
    return list(kept.values())


def _said(runs: Iterable[Run]) -> dict[str, dict[str, _Said]]:
    said: dict[str, dict[str, _Said]] = {}
    for number, run in enumerate(runs):
        for spoken in run.spoken:
            calls = said.setdefault(spoken.step, {})
            for exchange in spoken.exchanges:
                one = calls.setdefault(call_of(exchange), _Said())
                one.runs.add(number)
                one.exchanges.append(exchange)
    return said


def _unmade(
    there: Run, expected: Mapping[str, Mapping[str, _Said]], runs: int
) -> Iterator[Difference]:
    """Calls that every check at the sandbox makes, in steps that were made there too."""
    made = {
        spoken.step: {call_of(one) for one in spoken.exchanges}
        for spoken in there.spoken
        if not spoken.is_skipped
    }
    for step, calls in made.items():
        for call, known in expected.get(step, {}).items():
            if call not in calls and len(known.runs) == runs:
                status = ", ".join(map(str, known.statuses))
                yield Difference(step, call, "call", "no call", f"answers {status}", True)


def _call(
    step: str, call: str, there: _Said, here: _Said, reads: frozenset[str]
) -> Iterator[Difference]:
    for status in there.statuses:
        if status == _UNCHANGED and status not in here.statuses:
            continue  # it was asked again there, and an answer before this one still held
        if status not in here.statuses:
            known = ", ".join(map(str, here.statuses))
            yield Difference(step, call, "status", str(status), known, True)
            continue
        ours, theirs = here.with_status(status), there.with_status(status)
        for name in COMPARED:
            yield from _header(step, call, name, theirs, ours)
        one = merged(shape_of(exchange.response_body) for exchange in theirs)
        other = merged(shape_of(exchange.response_body) for exchange in ours)
        assert one is not None
        assert other is not None
        for place, said, known in _shapes(one, other, ()):
            where = "/".join(place) or "(all)"
            matters = _is_read(place, call, reads)
            yield Difference(step, call, f"body {where}", said, known, matters)


def _header(
    step: str, call: str, name: str, there: list[Exchange], here: list[Exchange]
) -> Iterator[Difference]:
    theirs, ours = _values(name, there), _values(name, here)
    if name in WORDS and theirs and ours and not theirs & ours:
        said, known = " or ".join(sorted(theirs)), " or ".join(sorted(ours))
    elif bool(theirs) != bool(ours):
        said, known = ("present", "missing") if theirs else ("missing", "present")
    else:
        return
    yield Difference(step, call, f"header {name}", said, known, name in _READ)


def _values(name: str, exchanges: Iterable[Exchange]) -> set[str]:
    return {
        value
        for one in exchanges
        for header, value in one.response_headers.items()
        if header.lower() == name
    }


def _shapes(
    there: Shape, here: Shape, place: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], str, str]]:
    if not there.kinds or not here.kinds:
        return  # null tells nothing of what a value looks like
    if not there.kinds <= here.kinds:
        yield place, _kinds(there), _kinds(here)
        return
    if "object" in there.kinds:
        for name in [*there.fields, *(one for one in here.fields if one not in there.fields)]:
            yield from _fields(name, there, here, place)
    if there.items is not None and here.items is not None:
        yield from _shapes(there.items, here.items, (*place, "[]"))


def _fields(
    name: str, there: Shape, here: Shape, place: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], str, str]]:
    theirs, ours = there.fields.get(name), here.fields.get(name)
    inside = (*place, name)
    if theirs is not None and ours is not None:
        yield from _shapes(theirs.shape, ours.shape, inside)
    elif theirs is not None:
        yield inside, _kinds(theirs.shape), "missing"
    elif ours is not None and ours.always:
        yield inside, "missing", _kinds(ours.shape)


def _kinds(shape: Shape) -> str:
    return " or ".join(sorted(shape.types))


def _is_read(place: tuple[str, ...], call: str, reads: frozenset[str]) -> bool:
    """Whether Slipway looks there; a document asks for nothing that it does not read."""
    if not call.startswith(("GET ", "POST ", "PUT ", "PATCH ", "DELETE ")):
        return True
    where = "/".join(place)
    return any(read == where or read.startswith(f"{where}/") for read in reads)
