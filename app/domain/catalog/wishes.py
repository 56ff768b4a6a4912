"""One wish a service: what all that is claimed of it comes to, and which claims stand aside."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from app.domain.catalog.entry import FIELDS, Claim, Details, Entry, Source, Value
from app.domain.catalog.understanding import Remark


@dataclass(frozen=True, slots=True)
class Word:
    """Who says a field's value, and where."""

    source: Source
    place: str


@dataclass(frozen=True, slots=True)
class Wish:
    """What a service should be like; `words` has the source of each field that is said."""

    name: str
    details: Details
    words: Mapping[str, Word] = field(default_factory=dict)

    @property
    def source(self) -> Source:
        """The strongest of its sources."""
        return max((word.source for word in self.words.values()), key=list(Source).index)

    def storing(self, data_stores: tuple[str, ...]) -> "Wish":
        """The same wish with these data stores."""
        return replace(self, details=replace(self.details, data_stores=data_stores))


def combine(
    claims: Iterable[Claim], standing: Mapping[str, Entry]
) -> tuple[dict[str, Wish], list[Remark]]:
    """Wishes by folded name, and what is said of claims that stand aside for others.

    A file's word is before a repository's, and a later file's before an earlier one's.
    """
    by_name: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_name[claim.name.casefold()].append(claim)
    aside: list[Remark] = []
    wishes: dict[str, Wish] = {}
    for name, found in by_name.items():
        own = [one for one in found if one.source is Source.REPOSITORY]
        chosen = _chosen(own, standing.get(name))
        aside += (_second(one, chosen) for one in own if chosen and one is not chosen)
        files = [one for one in found if one.source is not Source.REPOSITORY]
        wishes[name] = _laid_over([*([chosen] if chosen else []), *files])
    return wishes, aside


def _chosen(claims: list[Claim], entry: Entry | None) -> Claim | None:
    """Of several repositories with a service of one name, the one that has the best right to it.

    That is the one which the catalog knows, or is called like the service, or is the oldest.
    """
    known = entry.details.service_repository if entry else None

    def right(claim: Claim) -> tuple[bool, bool, int]:
        where = claim.details.service_repository
        assert where is not None
        is_known = known is not None and known.id is not None and known.id == where.id
        return not is_known, where.name.casefold() != claim.name.casefold(), where.id or 0

    return min(claims, key=right, default=None)


def _second(claim: Claim, chosen: Claim) -> Remark:
    say = f"A second service {claim.name}; the one of {chosen.place} is taken. Rename one of them."
    return Remark(claim.name, claim.place, say)


def _laid_over(claims: list[Claim]) -> Wish:
    """Field by field, the last claim that says something."""
    values: dict[str, Value] = {}
    words: dict[str, Word] = {}
    for claim in claims:
        for name, value in claim.details.said().items():
            values[name] = value
            words[name] = Word(claim.source, claim.place_of(name))
    # A claim of a bare name is somebody's word, too.
    nothing = Word(claims[-1].source, claims[-1].place)
    details = Details(**{name: values.get(name) for name in FIELDS})  # type: ignore[arg-type]
    return Wish(claims[0].name, details, words or {"name": nothing})
