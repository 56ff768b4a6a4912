"""Which days people work on, and when so many of them are over."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """The calendar of an organisation in one time zone.

    `days` are weekdays by their names, at least one; on `holidays` nobody works all the same.
    """

    days: tuple[str, ...] = WEEKDAYS[:5]
    holidays: tuple[date, ...] = ()
    time_zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))

    def includes(self, day: date) -> bool:
        """Whether people work on that day."""
        return WEEKDAYS[day.weekday()] in self.days and day not in self.holidays

    def after(self, start: datetime, count: int) -> datetime:
        """The moment, in UTC, at which `count` working days have passed since `start`.

        That is the same time of day, by the clock on the wall, so many working days later. What
        starts while nobody works starts with the first moment of the next working day.
        """
        local = start.astimezone(self.time_zone)
        day, clock = local.date(), local.time()
        if not self.includes(day):
            day, clock = self._next(day), time()
        for _ in range(count):
            day = self._next(day)
        return datetime.combine(day, clock, self.time_zone).astimezone(UTC)

    def day_of(self, moment: datetime) -> date:
        """The day on the wall at that moment."""
        return moment.astimezone(self.time_zone).date()

    def _next(self, day: date) -> date:
        day += _DAY
        while not self.includes(day):
            day += _DAY
        return day
