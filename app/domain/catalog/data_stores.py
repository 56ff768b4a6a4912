"""Whose a data store is: what a repository says it uses is entered only if nobody else has it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.domain.catalog.entry import Entry, Source
from app.domain.catalog.understanding import Remark
from app.domain.catalog.wishes import Wish


@dataclass(frozen=True, slots=True)
class _Holder:
    service: str
    owner: str
    is_known: bool  # the catalog or an operator says so, not just a repository


def settle(
    wishes: Mapping[str, Wish], standing: Mapping[str, Entry], overwrite: Collection[str]
) -> tuple[dict[str, Wish], list[Remark]]:
    """The wishes without what belongs to somebody else, and a remark for each such claim.

    An operator's word, by a file or by naming the service, is entered and remarked on.
    """
    holders = _holders(wishes, standing)
    settled: dict[str, Wish] = {}
    remarks: list[Remark] = []
    for name, wish in wishes.items():
        kept: list[str] = []
        for store in wish.details.data_stores or ():
            others = list(_others(holders[store.casefold()], wish, standing.get(name)))
            if not others or _has(standing.get(name), store):
                kept.append(store)
                continue
            by_operator = _is_by_operator(wish) or name in overwrite
            kept += [store] if by_operator else []
            remarks.append(_remark(wish, store, others[0], entered=by_operator))
        said = wish.details.data_stores is not None
        settled[name] = wish.storing(tuple(kept)) if said else wish
    return settled, remarks


def _holders(
    wishes: Mapping[str, Wish], standing: Mapping[str, Entry]
) -> Mapping[str, list[_Holder]]:
    found: defaultdict[str, list[_Holder]] = defaultdict(list)
    for entry in standing.values():
        for store in entry.details.data_stores or ():
            found[store.casefold()].append(_Holder(entry.name, entry.details.owner or "", True))
    for name, wish in wishes.items():
        owner = _owner(wish, standing.get(name))
        for store in wish.details.data_stores or ():
            found[store.casefold()].append(_Holder(wish.name, owner, _is_by_operator(wish)))
    return found


def _others(holders: Iterable[_Holder], wish: Wish, entry: Entry | None) -> Iterator[_Holder]:
    """Services of other teams that have it; the word of mere repositories counts among such."""
    owner = _owner(wish, entry)
    mine = {wish.name.casefold(), entry.name.casefold() if entry else ""}
    others = [
        one
        for one in holders
        if one.service.casefold() not in mine and one.owner.casefold() != owner.casefold()
    ]
    known = [one for one in others if one.is_known]
    yield from known or ([] if _is_by_operator(wish) else others)


def _owner(wish: Wish, entry: Entry | None) -> str:
    """What the catalog says counts: who is to own it by its own word cannot take it so."""
    standing = entry.details.owner if entry else None
    return standing or wish.details.owner or ""


def _has(entry: Entry | None, store: str) -> bool:
    stores = entry.details.data_stores or () if entry else ()
    return store.casefold() in map(str.casefold, stores)


def _is_by_operator(wish: Wish) -> bool:
    word = wish.words.get("data_stores")
    return word is not None and word.source is not Source.REPOSITORY


def _remark(wish: Wish, store: str, other: _Holder, *, entered: bool) -> Remark:
    word = wish.words["data_stores"]
    whose = other.owner or "a team that nobody names"
    verb = "belongs to" if other.is_known else "is also claimed for"
    after = (
        "It is entered all the same, since you say so."
        if entered
        else "It is not entered. Ask for the API of the other service, or settle whose it is in a "
        "file for `--csv`."
    )
    say = f"The data store {store} {verb} {other.service} of {whose}. {after}"
    return Remark(wish.name, word.place, say)
