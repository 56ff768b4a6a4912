"""What a policy says of time that passes, and of who starts builds while it is on trial."""

from collections.abc import Mapping
from datetime import date

from ruamel.yaml.nodes import Node

from app.domain.policy.model import Escalation, Role, Shadow
from app.domain.policy.people import read_by
from app.domain.policy.rules import Expiry, Reminders
from app.domain.policy.times import read_zone
from app.domain.policy.values import did_you_mean, keys_of, number, section, texts
from app.domain.working_days import WEEKDAYS, WorkingDays
from app.domain.yaml_nodes import YamlNodes

MOST_DAYS = 250
"""Working days that a policy may let pass: about a year."""

MOST_HOLIDAYS = 500


class PatienceReader:
    """Reads how long people are waited for, and who is told."""

    def __init__(self, nodes: YamlNodes, roles: Mapping[str, Role]) -> None:
        self._nodes = nodes
        self._roles = roles

    def working_days(self, node: Node | None) -> WorkingDays:
        """`working_days`: Monday to Friday, without holidays, in UTC, unless it says otherwise."""
        given = section(self._nodes, node, "`working_days`", keys_of(WorkingDays))
        return WorkingDays(
            self._days(given.get("days")),
            self._holidays(given.get("holidays")),
            read_zone(self._nodes, given.get("time_zone")),
        )

    def reminders(self, node: Node | None) -> Reminders | None:
        """`reminders`: when those who are waited for are reminded, and how often."""
        given = self._section(node, "`reminders`", keys_of(Reminders), ("after",))
        if given is None:
            return None
        after = self._count(given.get("after"), "`after`", 1)
        every = self._count(given.get("every"), "`every`", after)
        most = number(self._nodes, given.get("most"), "`most`", 1, 10, default=3)
        return Reminders(after, every, most)

    def escalation(self, node: Node | None) -> Escalation | None:
        """`escalation`: who is told once, and when."""
        given = self._section(node, "`escalation`", keys_of(Escalation), ("after", "to"))
        if given is None:
            return None
        to = read_by(self._nodes, given.get("to"), self._roles, "to")
        return Escalation(self._count(given.get("after"), "`after`", 1), to)

    def expiry(self, node: Node | None) -> Expiry | None:
        """`expiry`: when a request that nobody moves on is closed."""
        given = self._section(node, "`expiry`", keys_of(Expiry), ("after",))
        return None if given is None else Expiry(self._count(given.get("after"), "`after`", 1))

    def shadow(self, node: Node | None) -> Shadow | None:
        """`shadow`: who starts the build of what is approved."""
        given = self._section(node, "`shadow`", keys_of(Shadow), ("build_by",))
        if given is None:
            return None
        return Shadow(read_by(self._nodes, given.get("build_by"), self._roles, "build_by"))

    def _section(
        self, node: Node | None, what: str, keys: tuple[str, ...], needed: tuple[str, ...]
    ) -> dict[str, Node] | None:
        if node is None:
            return None
        given = section(self._nodes, node, what, keys)
        for key in needed:
            if key not in given:
                self._nodes.wrong(node, f"{what} has no `{key}`.")
        return given

    def _count(self, node: Node | None, what: str, default: int) -> int:
        return number(self._nodes, node, what, 1, MOST_DAYS, default=default)

    def _days(self, node: Node | None) -> tuple[str, ...]:
        named = texts(self._nodes, node, "`days`", "A day", WorkingDays().days)
        if not named:
            self._nodes.wrong(node, "`days` must name a weekday, such as `monday`.")
        for day in named:
            if day not in WEEKDAYS:
                say = f"There is no weekday `{day}`{did_you_mean(day, WEEKDAYS)}."
                self._nodes.wrong(node, say)
        return tuple(day for day in WEEKDAYS if day in named) or WorkingDays().days

    def _holidays(self, node: Node | None) -> tuple[date, ...]:
        entries = [] if node is None else self._nodes.items(node, "`holidays`")
        if len(entries) > MOST_HOLIDAYS:
            say = f"There are more than {MOST_HOLIDAYS} holidays; take out those that are over."
            self._nodes.wrong(node, say)
        found = {day: None for one in entries[:MOST_HOLIDAYS] if (day := self._day(one))}
        return tuple(found)

    def _day(self, node: Node) -> date | None:
        written = str(node.value).strip()
        try:
            day = date.fromisoformat(written)
        except ValueError:
            day = None
        if day is None or day.isoformat() != written:
            self._nodes.wrong(node, "A holiday must be a date such as `2026-12-25`.")
            return None
        return day
