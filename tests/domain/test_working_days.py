"""Working days by the clock on the wall of one time zone."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.working_days import WEEKDAYS, WorkingDays

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = [ZoneInfo(name) for name in ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata")]
IN_BERLIN = WorkingDays(time_zone=BERLIN)
CHRISTMAS = WorkingDays(holidays=(date(2026, 12, 25), date(2027, 1, 1)), time_zone=BERLIN)

calendars = st.builds(
    WorkingDays,
    st.sets(st.sampled_from(WEEKDAYS), min_size=1).map(tuple),
    st.sets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=20).map(tuple),
    st.sampled_from(ZONES),
)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)).map(  # noqa: DTZ001 - UTC is said next
    lambda moment: moment.replace(tzinfo=UTC, microsecond=0)
)
FEW = st.integers(0, 15)


def berlin(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def works(calendar: WorkingDays, day: date) -> bool:
    return f"{day:%A}".lower() in calendar.days and day not in calendar.holidays


def counted_naively(calendar: WorkingDays, start: datetime, end: datetime) -> int:
    """Day by day: how often the start's time of day came round on a working day after it."""
    first = start.astimezone(calendar.time_zone)
    day, clock = first.date(), first.time()
    while not works(calendar, day):
        day, clock = day + timedelta(days=1), time()
    last, passed = end.astimezone(calendar.time_zone), 0
    while (day := day + timedelta(days=1)) <= last.date():
        is_over = datetime.combine(day, clock, calendar.time_zone).astimezone(UTC) <= end
        passed += works(calendar, day) and is_over
    return passed


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2026-03-03 10:00", 2, "2026-03-05 10:00"),
        ("2026-03-05 10:00", 2, "2026-03-09 10:00"),
        ("2026-03-06 23:30", 1, "2026-03-09 23:30"),
        ("2026-03-07 15:00", 1, "2026-03-10 00:00"),
        ("2026-03-27 10:00", 1, "2026-03-30 10:00"),
        ("2026-10-23 10:00", 1, "2026-10-26 10:00"),
        ("2026-03-03 10:00", 0, "2026-03-03 10:00"),
    ],
)
def test_so_many_working_days_later_it_is_the_same_time_of_day(
    start: str, count: int, end: str
) -> None:
    assert IN_BERLIN.after(berlin(start), count) == berlin(end)


def test_nobody_works_on_a_holiday() -> None:
    assert CHRISTMAS.after(berlin("2026-12-24 09:00"), 1) == berlin("2026-12-28 09:00")
    assert CHRISTMAS.after(berlin("2026-12-25 09:00"), 1) == berlin("2026-12-29 00:00")


def test_a_day_is_that_of_the_zone() -> None:
    late_in_utc = datetime(2026, 3, 6, 23, 30, tzinfo=UTC)

    assert IN_BERLIN.day_of(late_in_utc) == date(2026, 3, 7)
    assert IN_BERLIN.after(late_in_utc, 1) == berlin("2026-03-10 00:00")


@settings(max_examples=300, deadline=None)
@given(calendars, moments, FEW)
def test_a_naive_count_of_days_comes_to_the_same(
    calendar: WorkingDays, start: datetime, count: int
) -> None:
    end = calendar.after(start, count)

    assert counted_naively(calendar, start, end) == count
    assert count == 0 or counted_naively(calendar, start, end - timedelta(seconds=1)) < count


@settings(max_examples=300, deadline=None)
@given(calendars, moments, FEW, FEW)
def test_it_falls_on_a_working_day_and_adds_up(
    calendar: WorkingDays, start: datetime, one: int, more: int
) -> None:
    end = calendar.after(start, one)

    assert works(calendar, calendar.day_of(end))
    assert calendar.after(start, one + more) >= end >= start
