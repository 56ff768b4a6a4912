"""What a sandbox starts with: which seed, with what in it, or the state that a folder holds."""

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from sandbox.keeping.folder import clear, opened, recalled
from sandbox.keeping.keeper import Keeper
from sandbox.keeping.state_file import StateFault, save
from sandbox.planting import plant
from sandbox.seed import Seed, SeedFault, SeedFiles, read_seed
from sandbox.world.state import World

BUILT_IN = Path(__file__).parent / "seeds" / "acme.yml"
# Where `slipway web` listens unless it is told otherwise.
WEBHOOK_URL = "http://127.0.0.1:8000/webhook"
CONTROL_REPOSITORY = "services"


@dataclass(frozen=True)
class Wish:
    """What the command line says; None and False where it says nothing."""

    seed: Path | None = None
    webhook_url: str | None = None
    control_repo: Path | None = None
    data: Path | None = None
    fresh: bool = False


@dataclass(frozen=True)
class Start:
    """The world to serve; `told` says in one line where it comes from."""

    world: World
    told: str
    is_new: bool


def seed_of(wish: Wish) -> Seed:
    """The seed that was named or the built-in one; SeedFault when it cannot be used."""
    seed = read_seed(wish.seed or BUILT_IN)
    url = wish.webhook_url or (WEBHOOK_URL if wish.seed is None else None)
    if url is not None and seed.app is not None:
        webhook = seed.app.webhook.model_copy(update={"url": url})
        seed = seed.model_copy(update={"app": seed.app.model_copy(update={"webhook": webhook})})
    return seed if wish.control_repo is None else _with_control(seed, wish.control_repo)


def _with_control(seed: Seed, folder: Path) -> Seed:
    """The seed with the content of a folder in place of the control repository's own."""
    if not folder.is_dir():
        raise SeedFault(f"{folder} is no folder. Name a checkout of a control repository.")
    if CONTROL_REPOSITORY not in {one.name for one in seed.repositories}:
        raise SeedFault(
            f"--control-repo fills the repository {CONTROL_REPOSITORY}, and the seed has none."
            " Add one to the seed, or say under `files` there what goes where."
        )
    files = [SeedFiles.model_validate({"from": folder.absolute()})]
    chosen = [
        one.model_copy(update={"files": files, "contents": {}})
        if one.name == CONTROL_REPOSITORY
        else one
        for one in seed.repositories
    ]
    return seed.model_copy(update={"repositories": chosen})


def start(wish: Wish, stack: ExitStack) -> Start:
    """The world, kept as long as the stack is open; SeedFault or StateFault when there is none."""
    if wish.data is None:
        if wish.fresh:
            raise StateFault("--fresh forgets what a folder holds: name it with --data.")
        scratch = Path(stack.enter_context(TemporaryDirectory(prefix="sandbox-")))
        return Start(plant(seed_of(wish), scratch), "forgets everything at its end", is_new=True)
    stack.enter_context(opened(wish.data))
    if wish.fresh:
        clear(wish.data)
    found = _recalled(wish, wish.data) or _planted(wish, wish.data)
    stack.enter_context(Keeper(found.world))
    return found


def _planted(wish: Wish, data: Path) -> Start:
    world = plant(seed_of(wish), data)
    save(world, data)
    return Start(world, f"planted its seed in {data}", is_new=True)


def _recalled(wish: Wish, data: Path) -> Start | None:
    world = recalled(data)
    if world is None:
        return None
    if wish.control_repo is not None:
        raise StateFault(
            f"{data} holds a state with a control repository already. --control-repo is for a"
            " new one: add --fresh to begin again, or leave it out to go on."
        )
    if wish.webhook_url is not None and world.app is not None:
        world.app.webhook_url = wish.webhook_url
    told = f"goes on from the state in {data}, not from a seed; --fresh begins again"
    return Start(world, told, is_new=wish.webhook_url is not None)
