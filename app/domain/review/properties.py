"""Whether an organisation has defined the custom properties that a policy sets."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.domain.cel import Saying
from app.domain.mistakes import Mistake
from app.domain.policy.values import did_you_mean
from app.domain.review.subject import REPOSITORIES, Step, Subject

Value = Saying | tuple[Saying, ...]


@dataclass(frozen=True, slots=True)
class PropertyDefinition:
    """A property of an organisation. `allowed` is empty where any value may be.

    `by_repository`: Apps and admins of a repository may set it, not the organisation alone.
    """

    name: str
    takes_several: bool = False
    allowed: tuple[str, ...] = ()
    by_repository: bool = True


def undefined_properties(
    subject: Subject, organisation: str, definitions: Iterable[PropertyDefinition]
) -> Iterator[Mistake]:
    """A mistake wherever the policy sets what the organisation's definitions do not take."""
    known = {one.name.casefold(): one for one in definitions}
    names = tuple(one.name for one in known.values())
    for path, name, value in _set(subject):
        definition = known.get(name.casefold())
        if definition is None:
            near = did_you_mean(name, names)
            yield subject.remark(f"{organisation} has no property `{name}`{near}.", *path)
        else:
            for sentence in _faults(definition, value):
                yield subject.remark(sentence, *path)


def _set(subject: Subject) -> Iterator[tuple[tuple[Step, ...], str, Value]]:
    """Each property where it is written, with its value."""
    common, *halves = REPOSITORIES
    settings = subject.policy.repositories
    own: dict[tuple[Step, ...], Value] = {}
    for path, half in zip(halves, settings.halves, strict=True):
        # What a half says stands in place of what is common.
        place = path if subject.keys(*path, "properties") else common
        own |= {(*place, "properties", name): value for name, value in half.properties.items()}
    for path, value in own.items():
        yield path, str(path[-1]), value


def _faults(known: PropertyDefinition, value: Value) -> Iterator[str]:
    if not known.by_repository:
        yield (
            f"The organisation alone may set `{known.name}`; let repository actors set it as well, "
            "in its settings under Custom properties."
        )
    if known.takes_several is not isinstance(value, tuple):
        wanted = "several values; write a list" if known.takes_several else "one value"
        yield f"`{known.name}` takes {wanted}."
        return
    for one in value if isinstance(value, tuple) else (value,):
        written = one.source.strip()
        if known.allowed and not one.expressions and written not in known.allowed:
            yield f"`{known.name}` cannot be `{written}`{did_you_mean(written, known.allowed)}."
