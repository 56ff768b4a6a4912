"""What an import would do to the catalog, service by service; nothing is done here."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.catalog.data_stores import settle
from app.domain.catalog.entry import Claim, Details, Entry, Source, in_words, is_same
from app.domain.catalog.understanding import Remark
from app.domain.catalog.wishes import Wish, combine


class Kind(StrEnum):
    """What becomes of an entry."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Change:
    """An entry as it will be and as it is; `places` says where each new value comes from."""

    kind: Kind
    entry: Entry
    before: Entry | None
    places: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Merged:
    """All entries that somebody speaks of, and the claims that are not followed."""

    changes: tuple[Change, ...] = ()
    conflicts: tuple[Remark, ...] = ()

    def of(self, kind: Kind) -> tuple[Change, ...]:
        """The changes of a kind."""
        return tuple(one for one in self.changes if one.kind is kind)


def merge(
    entries: Iterable[Entry], claims: Iterable[Claim], overwrite: Collection[str] = ()
) -> Merged:
    """Lay claims over the catalog.

    What a request built changes only if `overwrite` names it; what a file said, by a file only. A
    field of which the catalog says nothing is filled in by anybody.
    """
    standing = {one.name.casefold(): one for one in entries}
    named = {one.casefold() for one in overwrite}
    wishes, conflicts = combine(claims, standing)
    wishes, moved = _known_by_repository(wishes, standing, named)
    wishes, disputed = settle(wishes, standing, named)
    conflicts += [*moved, *disputed]
    changes: list[Change] = []
    for name, wish in sorted(wishes.items()):
        change, refused = _change(wish, standing.get(name), is_named=name in named)
        changes.append(change)
        conflicts += refused
    ordered = sorted(conflicts, key=lambda one: (one.about.casefold(), one.place, one.sentence))
    return Merged(tuple(changes), tuple(ordered))


def _known_by_repository(
    wishes: Mapping[str, Wish], standing: Mapping[str, Entry], overwrite: Collection[str]
) -> tuple[dict[str, Wish], list[Remark]]:
    """Without wishes for a repository that the catalog knows as another service's, or the reverse.

    No repository gets at another one's entry by taking its name.
    """
    by_id = {
        where.id: entry
        for entry in standing.values()
        if (where := entry.details.service_repository) and where.id is not None
    }
    taken = [_id(wish) for wish in wishes.values()]
    kept: dict[str, Wish] = {}
    remarks: list[Remark] = []
    for name, wish in wishes.items():
        entry, known = standing.get(name), by_id.get(_id(wish) or 0)
        renamed = entry is None and known is not None and taken.count(_id(wish)) == 1
        if entry and name not in overwrite and _is_elsewhere(entry, wish):
            remarks.append(_another(wish, entry))
        elif renamed and known:
            remarks.append(_renamed(wish, known))
        else:
            kept[name] = wish
    return kept, remarks


def _id(wish: Wish) -> int | None:
    where = wish.details.service_repository
    return where.id if where else None


def _is_elsewhere(entry: Entry, wish: Wish) -> bool:
    known = entry.details.service_repository
    return (
        known is not None
        and known.id is not None
        and _id(wish) is not None
        and known.id != _id(wish)
    )


def _another(wish: Wish, entry: Entry) -> Remark:
    known = in_words(entry.details.service_repository)
    say = (
        f"The catalog knows {entry.name} as the service in another repository ({known}). Nothing "
        f"of it is changed; `--overwrite {entry.name}` lets this repository take its place."
    )
    return Remark(entry.name, _place(wish), say)


def _renamed(wish: Wish, known: Entry) -> Remark:
    say = (
        f"The catalog knows the service in this repository as {known.name}, and it calls itself "
        f"{wish.name} now. Other services may name it so: nothing is changed."
    )
    return Remark(known.name, _place(wish), say)


def _place(wish: Wish) -> str:
    return next(iter(wish.words.values())).place


def _change(wish: Wish, entry: Entry | None, *, is_named: bool) -> tuple[Change, list[Remark]]:
    places = {name: word.place for name, word in wish.words.items()}
    if entry is None:
        new = Entry(wish.name, wish.details, wish.source)
        return Change(Kind.NEW, new, None, places), []
    taken, refused = _sorted_out(wish, entry, is_named=is_named)
    if not taken:
        return Change(Kind.UNCHANGED, entry, entry, {}), refused
    source = entry.source
    if source is not Source.REQUEST:
        words = (wish.words[name].source for name in taken)
        source = max((source, *words), key=list(Source).index)
    values = {name: getattr(wish.details, name) for name in taken}
    changed = Entry(entry.name, replace(entry.details, **values), source)
    return Change(Kind.CHANGED, changed, entry, {name: places[name] for name in taken}), refused


def _sorted_out(wish: Wish, entry: Entry, *, is_named: bool) -> tuple[list[str], list[Remark]]:
    """Which fields are taken over, and a remark for each that is not."""
    taken: list[str] = []
    refused: list[Remark] = []
    said = entry.details.said()
    for name, value in wish.details.said().items():
        same = name in said and is_same(said[name], value)
        # That there is nothing is no news of a field that says nothing.
        fills = (name not in said and value != ()) or (
            same and _says_more(entry.details, wish, name)
        )
        follows = (
            name in said
            and not same
            and (is_named or entry.source.yields_to(wish.words[name].source))
        )
        if fills or follows:
            taken.append(name)
        elif name in said and not same:
            refused.append(_kept(wish, entry, name))
    return taken, refused


def _says_more(details: Details, wish: Wish, name: str) -> bool:
    """Whether the wish knows the number of a repository of which the catalog has the name only."""
    known, wished = getattr(details, name), getattr(wish.details, name)
    return getattr(known, "id", 0) is None and getattr(wished, "id", None) is not None


def _kept(wish: Wish, entry: Entry, name: str) -> Remark:
    whose = "a request built it so" if entry.source is Source.REQUEST else "a file said so"
    field = name.replace("_", " ")
    has, claimed = in_words(entry.details.said()[name]), in_words(wish.details.said()[name])
    say = (
        f"Its {field}: {has} by the catalog, and {whose}; here {claimed}. The catalog's word stays,"
        f" unless you add `--overwrite {entry.name}`."
    )
    return Remark(entry.name, wish.words[name].place, say)
