"""The services known today, as a policy's expressions look them up."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from app.domain.looks import skeleton


@dataclass(frozen=True, slots=True)
class Service:
    """One service of the catalog; `created` is None where nobody knows."""

    name: str
    owner: str
    system: str = ""
    lifecycle: str = ""
    template: str = ""
    depends_on: tuple[str, ...] = ()
    data_stores: tuple[str, ...] = ()
    created: datetime | None = None


@dataclass(frozen=True, eq=False)
class Catalog:
    """All services of an organisation. Names, teams and data stores are found in any case.

    Looking one up costs the same however many there are; the indexes are made at first use.
    """

    services: tuple[Service, ...] = ()

    def as_of(self, moment: datetime) -> "Catalog":
        """What it knew then, as far as dates tell: without the services that came later."""
        count = bisect_left(self._births, moment)
        if count == len(self._births):
            return self
        if count not in self._earlier:
            known = (one for one in self.services if one.created is None or one.created < moment)
            self._earlier[count] = Catalog(tuple(known))
        return self._earlier[count]

    def named(self, name: str) -> tuple[Service, ...]:
        """The service of that name, or none."""
        return self._by_name.get(name.casefold(), ())

    def owned_by(self, team: str) -> tuple[Service, ...]:
        """The services of a team."""
        return self._by_owner.get(team.casefold(), ())

    def storing(self, data_store: str) -> tuple[Service, ...]:
        """The services that use a data store; none for a name left empty."""
        return self._by_data_store.get(data_store.casefold(), ())

    def dependents_of(self, name: str) -> tuple[Service, ...]:
        """The services that say they depend on that one."""
        return self._by_dependency.get(name.casefold(), ())

    def dependencies_of(self, names: Iterable[str]) -> tuple[str, ...]:
        """These names and all that these services depend on, over any number of steps."""
        found: dict[str, str] = {}
        ahead = list(names)
        while ahead:
            name = ahead.pop()
            if name.casefold() not in found:
                found[name.casefold()] = name
                ahead += [each for one in self.named(name) for each in one.depends_on]
        return tuple(found.values())

    @cached_property
    def _births(self) -> list[datetime]:
        return sorted(one.created for one in self.services if one.created is not None)

    @cached_property
    def _earlier(self) -> dict[int, "Catalog"]:
        """What it was, by how many of its dated services there were."""
        return {}

    @cached_property
    def skeletons(self) -> tuple[str, ...]:
        """How each service's name looks, in the order of `services`."""
        return tuple(skeleton(one.name) for one in self.services)

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[Service, ...]]:
        return _index((one.name, one) for one in self.services)

    @cached_property
    def _by_owner(self) -> Mapping[str, tuple[Service, ...]]:
        return _index((one.owner, one) for one in self.services)

    @cached_property
    def _by_data_store(self) -> Mapping[str, tuple[Service, ...]]:
        return _index((store, one) for one in self.services for store in one.data_stores)

    @cached_property
    def _by_dependency(self) -> Mapping[str, tuple[Service, ...]]:
        return _index((name, one) for one in self.services for name in one.depends_on)


def _index(entries: Iterable[tuple[str, Service]]) -> Mapping[str, tuple[Service, ...]]:
    found: defaultdict[str, list[Service]] = defaultdict(list)
    for key, service in entries:
        if key:
            found[key.casefold()].append(service)
    return {key: tuple(services) for key, services in found.items()}
