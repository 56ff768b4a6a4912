"""What a workflow file says; of its jobs only what decides whether and when they run."""

from functools import lru_cache
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from sandbox.world.workflows import Concurrency, Input, JobPlan, Trigger, WorkflowFile

FILTERS = ("branches", "branches-ignore", "tags", "tags-ignore", "paths", "paths-ignore", "types")


class Unreadable(Exception):
    """The file is no workflow; the message says why."""


@lru_cache(maxsize=256)
def read(text: str) -> WorkflowFile:
    """Read a workflow file; Unreadable when GitHub would not run it."""
    try:
        found = YAML(typ="safe").load(text)
    except YAMLError as error:
        raise Unreadable(f"This is no YAML: {error}") from None
    root = _mapping(found, "The file")
    jobs = _jobs(_mapping(root.get("jobs"), "`jobs`"))
    return WorkflowFile(
        name=_text(root.get("name")),
        run_name=_text(root.get("run-name")),
        triggers=_triggers(root.get("on")),
        jobs=jobs,
        concurrency=_concurrency(root.get("concurrency")),
        permissions=_permissions(root.get("permissions")),
    )


def _triggers(found: Any) -> dict[str, Trigger]:
    """`on` as a name, a list of names or a mapping."""
    if isinstance(found, str):
        return {found: Trigger()}
    if isinstance(found, list):
        return {_text(name): Trigger() for name in found}
    if not isinstance(found, dict) or not found:
        raise Unreadable("No event triggers are defined in `on`.")
    return {_text(name): _trigger(given) for name, given in found.items()}


def _trigger(given: Any) -> Trigger:
    if not isinstance(given, dict):
        return Trigger()
    inputs = given.get("inputs") or {}
    if not isinstance(inputs, dict):
        raise Unreadable("`inputs` must be a mapping.")
    return Trigger(
        {name: _texts(given[name]) for name in FILTERS if name in given},
        tuple(_input(_text(name), one or {}) for name, one in inputs.items()),
    )


def _input(name: str, given: Any) -> Input:
    one = _mapping(given, f"The input {name}") if given else {}
    return Input(
        name,
        one.get("required") is True,
        _text(one.get("default")),
        _text(one.get("type")) or "string",
        _texts(one.get("options")),
    )


def _jobs(found: dict[str, Any]) -> tuple[JobPlan, ...]:
    """The jobs in an order in which each comes after those that it needs."""
    waiting = {str(key): _job(str(key), given) for key, given in found.items()}
    ordered: dict[str, JobPlan] = {}
    while waiting:
        ready = [one for one in waiting.values() if all(name in ordered for name in one.needs)]
        if not ready:
            raise Unreadable(f"The jobs {', '.join(waiting)} need jobs that never come.")
        for one in ready:
            ordered[one.key] = waiting.pop(one.key)
    if not ordered:
        raise Unreadable("There must be at least one job.")
    return tuple(ordered.values())


def _job(key: str, given: Any) -> JobPlan:
    one = _mapping(given, f"The job {key}")
    if "runs-on" not in one and "uses" not in one:
        raise Unreadable(f"The job {key} lacks `runs-on`.")
    environment, url, deploys = _environment(key, one.get("environment"))
    return JobPlan(
        key=key,
        name=_text(one.get("name")) or key,
        needs=_texts(one.get("needs")),
        condition=_text(one.get("if")),
        environment=environment,
        url=url,
        deploys=deploys,
        concurrency=_concurrency(one.get("concurrency")),
        steps=tuple(_step(step) for step in one.get("steps") or []),
        labels=_texts(one.get("runs-on")),
    )


def _environment(key: str, found: Any) -> tuple[str, str, bool]:
    """The name, the address, and whether a deployment is made for it."""
    if isinstance(found, dict):
        if not found.get("name"):
            raise Unreadable(f"The environment of the job {key} lacks a name.")
        return _text(found["name"]), _text(found.get("url")), found.get("deployment") is not False
    return _text(found), "", True


def _step(found: Any) -> str:
    """A step's name, or the one that GitHub makes up."""
    one = found if isinstance(found, dict) else {}
    name = one.get("name") or one.get("uses") or one.get("run") or ""
    line = next(iter(_text(name).splitlines()), "")
    return line if one.get("name") else f"Run {line}"


def _concurrency(found: Any) -> Concurrency | None:
    if isinstance(found, dict):
        cancels = found.get("cancel-in-progress") is True
        return Concurrency(_text(found.get("group")), cancels)
    return Concurrency(_text(found)) if found else None


def _permissions(found: Any) -> dict[str, str] | None:
    """Permissions of the token in the words of the API; `read-all` and the like as none."""
    if not isinstance(found, dict):
        return None
    return {_text(name).replace("-", "_"): _text(level) for name, level in found.items()}


def _mapping(found: Any, what: str) -> dict[str, Any]:
    if not isinstance(found, dict):
        raise Unreadable(f"{what} must be a mapping.")
    return found


def _text(found: Any) -> str:
    """A scalar as GitHub's expressions show it."""
    if isinstance(found, bool):
        return "true" if found else "false"
    return "" if found is None else str(found)


def _texts(found: Any) -> tuple[str, ...]:
    if isinstance(found, list):
        return tuple(_text(one) for one in found)
    return () if found is None else (_text(found),)
