"""Moments that a policy names, each in the time zone that it names with them."""

from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ruamel.yaml.nodes import Node

from app.domain.policy.values import text
from app.domain.yaml_nodes import YamlNodes


def read_zone(nodes: YamlNodes, node: Node | None) -> ZoneInfo:
    """The zone that `time_zone` names, UTC without one."""
    name = text(nodes, node, "`time_zone`", "UTC")
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        say = f"There is no time zone `{name}`; write one such as `Europe/Berlin`."
        nodes.wrong(node, say)
        return ZoneInfo("UTC")


def read_moment(nodes: YamlNodes, node: Node | None, what: str, zone: tzinfo) -> datetime | None:
    """A date, which stands for its first moment, or a time; None without one or after a mistake."""
    if node is None:
        return None
    written = str(node.value).strip()
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        nodes.wrong(node, f"{what} must be a date or time such as `2026-12-20 18:00`.")
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
