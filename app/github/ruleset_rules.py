"""Rules of a ruleset, as GitHub writes them, that demand what two of them do."""

from collections.abc import Mapping, Sequence
from typing import Any

Rule = Mapping[str, Any]


def completed(there: Sequence[Rule], wanted: Sequence[Rule]) -> list[dict[str, Any]]:
    """The rules `there`, each as strict as the one of its type in `wanted`, and what is missing."""
    by_type = {rule["type"]: rule for rule in wanted}
    kept = [_stricter(rule, by_type.pop(rule["type"], {})) for rule in there]
    return [*kept, *map(dict, by_type.values())]


def _stricter(rule: Rule, wanted: Rule) -> dict[str, Any]:
    parameters = dict(rule.get("parameters") or {})
    for name, value in wanted.get("parameters", {}).items():
        parameters[name] = _stricter_value(parameters.get(name), value)
    return {**rule, "parameters": parameters} if parameters else dict(rule)


def _stricter_value(has: Any, wants: Any) -> Any:
    """Flags, counts and lists of checks have one; of anything else, what is there stands."""
    match has, wants:
        case None, _:
            return wants
        case bool(), bool():
            return has or wants
        case int(), int():
            return max(has, wants)
        case list(), list():
            return _checks(has, wants)
        case _:
            return has


def _checks(has: Sequence[Any], wants: Sequence[Any]) -> list[Any]:
    """Each check once, by the App that is wanted; lists of texts stay as they are."""
    if not all(isinstance(one, Mapping) and "context" in one for one in (*has, *wants)):
        return list(has)
    wanted = {one["context"]: one for one in wants}
    return [wanted.pop(one["context"], one) for one in has] + list(wanted.values())
