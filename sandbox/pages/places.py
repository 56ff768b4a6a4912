"""What an address names below `/tree/`, `/blob/` or `/commits/`: a commit and a path in it."""

from dataclasses import dataclass

from sandbox.errors import ApiError
from sandbox.git.store import Entry, NoSuchObject
from sandbox.world.repositories import Repository


@dataclass(frozen=True)
class Place:
    """A path at a commit; `name` is the branch, tag or sha as the address has it."""

    where: Repository
    name: str
    commit: str
    path: str

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        """The parts of the path with the paths up to them."""
        parts = self.path.split("/") if self.path else []
        return [(part, "/".join(parts[: at + 1])) for at, part in enumerate(parts)]

    @property
    def entry(self) -> Entry:
        """What lies there; 404 when nothing does."""
        try:
            return self.where.git.lookup(str(self.where.git.commit(self.commit).tree.id), self.path)
        except NoSuchObject:
            raise ApiError(404, f"There is no {self.path} at {self.name}.") from None

    def entries(self) -> list[Entry]:
        """The lines of the folder, folders first."""
        found = self.where.git.entries(self.entry.sha)
        return sorted(found, key=lambda one: (one.type != "tree", one.path))


def place(where: Repository, address: str) -> Place:
    """Read `{branch}/{path}`, the longest known branch or tag first; 404 when it names nothing."""
    parts = address.strip("/").split("/")
    for count in range(len(parts), 0, -1):
        name = "/".join(parts[:count])
        try:
            commit = where.git.resolve(name)
        except NoSuchObject:
            continue
        return Place(where, name, commit, "/".join(parts[count:]))
    raise ApiError(404, f"{where.full_name} has no branch, tag or commit {parts[0]}.")


def start(where: Repository) -> Place | None:
    """The top of the default branch; None while the repository is empty."""
    try:
        return place(where, where.default_branch)
    except ApiError:
        return None
