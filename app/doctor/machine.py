"""Checks what is on this machine's side: folder, database, Redis, and the room for rendering."""

import os
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import OperationalError

from app.doctor.finding import Finding, broken, doubtful, fine
from app.embedded_redis import EmbeddedRedisError, find_server
from app.queue import Hints, redis_url
from app.sealed.walls import ALL_WALLS
from app.settings import Settings
from app.store import schema
from app.store.database import Database
from app.templates.faults import RoomFault
from app.templates.hooks import HOOK_WALLS
from app.templates.render import Room

SETTINGS, DATABASE, REDIS, RENDERING = "Settings", "Database", "Redis", "Rendering"
HOOKS = "Hooks"


def check_settings(settings: Settings) -> Finding:
    """The settings themselves were checked when they were loaded; what is left is the folder."""
    folder = next(one for one in (settings.data_dir, *settings.data_dir.parents) if one.exists())
    if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
        return broken(
            SETTINGS,
            f"Slipway cannot write to the folder of SLIPWAY_DATA_DIR, {settings.data_dir}.",
            f"Let its user write to {folder}, or name another folder.",
        )
    return fine(SETTINGS, f"All settings are usable. They serve {', '.join(settings.orgs)}.")


def check_database(settings: Settings) -> Finding:
    """Whether it answers and has the schema of this version."""
    url = make_url(settings.database_url)
    if settings.uses_sqlite and url.database and not Path(url.database).exists():
        return fine(DATABASE, f"{url.database} will be made when web or worker start.")
    try:
        database = Database(settings.database_url)
    except OSError as error:
        return _database_is_away(f"The system said: {error.strerror}.")
    try:
        return _check_schema(database)
    except OperationalError as error:
        return _database_is_away(f"It said: {error.orig}")
    finally:
        database.close()


def _check_schema(database: Database) -> Finding:
    kind = "SQLite" if database.is_sqlite else "PostgreSQL"
    found = schema.standing(database)
    if found.is_usable:
        return fine(DATABASE, f"{kind} answers. {schema.explain(found)}")
    said, _, todo = schema.explain(found).partition(". ")
    if database.is_sqlite and found is not schema.Standing.TOO_NEW:
        todo = "Restart web and worker: they bring it up to date."
        return doubtful(DATABASE, f"{kind}: {said}.", todo)
    return broken(DATABASE, f"{kind}: {said}.", todo)


def _database_is_away(said: str) -> Finding:
    todo = "Check SLIPWAY_DATABASE_URL, and that the server runs and lets this user in."
    return broken(DATABASE, "The database does not answer.", said, todo)


def check_redis(settings: Settings) -> Finding:
    """Whether the Redis that is set answers, or the embedded one can be started."""
    if Hints(redis_url(settings)).redis_answers():
        return fine(REDIS, "Redis answers.")
    if settings.redis_url:
        return broken(
            REDIS,
            "The Redis of SLIPWAY_REDIS_URL does not answer.",
            "Start it, correct the setting, or leave it out: the worker then starts a Redis.",
        )
    try:
        return fine(REDIS, f"Not running; the worker starts its own: {find_server()}.")
    except EmbeddedRedisError as error:
        return broken(REDIS, "The worker has no Redis to start.", str(error))


def check_hooks(room: Room) -> Finding:
    """Whether hooks of templates run, and if so, whether the walls stand that they need."""
    if not room.runs_hooks:
        return fine(HOOKS, "Hooks of templates are passed over, for SLIPWAY_TEMPLATE_HOOKS is off.")
    try:
        missing = sorted(HOOK_WALLS - room.walls())
    except RoomFault as fault:
        return broken(HOOKS, "The process that runs hooks does not start.", str(fault))
    if not missing:
        return fine(HOOKS, "Python hooks of templates run, held by Landlock and seccomp as well.")
    return broken(
        HOOKS,
        f"Python hooks are allowed, and do not run without these walls: {', '.join(missing)}.",
        "Run the worker on Linux 6.12 or newer with Landlock and seccomp, or set",
        "SLIPWAY_TEMPLATE_HOOKS=off.",
    )


def check_room(room: Room) -> Finding:
    """Whether all walls stand around the process that runs templates."""
    try:
        missing = sorted(ALL_WALLS - room.walls())
    except RoomFault as fault:
        return broken(RENDERING, "The process that renders templates does not start.", str(fault))
    if not missing:
        return fine(RENDERING, f"Templates are rendered behind all {len(ALL_WALLS)} walls.")
    return doubtful(
        RENDERING,
        f"Templates are rendered without these walls: {', '.join(missing)}.",
        "This system does not grant them. Run the worker on Linux, with user namespaces allowed,",
        "or let only people whom you trust with the worker's machine change the templates.",
    )
