"""The one place that wires: settings in, a workbench or a connection out."""

from datetime import timedelta

from app import clock
from app.domain.budget import Limits
from app.github.budget import Budget
from app.github.calls import OnCall, log_call
from app.github.connection import Connection
from app.github.exchanges import OnExchange
from app.judging import Judge
from app.queue import Hints, redis_url
from app.settings import Settings
from app.store.database import BUSY_SECONDS, Database
from app.templates.render import Room
from app.usecases.template_judging import TemplateJudge, bounds_within
from app.usecases.workbench import Workbench


def build(settings: Settings, busy_seconds: float = BUSY_SECONDS) -> Workbench:
    """Everything that a process of Slipway works with; nothing is connected to yet.

    A transaction on SQLite waits `busy_seconds` for another process that writes.
    """
    database = Database(settings.database_url, busy_seconds)
    timeout = settings.github_timeout_seconds
    budget = Budget(database, limits(settings), clock.now, timeout_seconds=timeout)
    lease = timedelta(seconds=settings.lease_seconds)
    return Workbench(
        database=database,
        github=connect(settings, budget),
        hints=Hints(redis_url(settings)),
        room=Room(runs_hooks=settings.runs_hooks),
        judge=Judge(),
        template_judge=TemplateJudge(bounds_within(lease), runs_hooks=settings.runs_hooks),
        clock=clock.now,
        git_url=settings.git_url,
        control_repository=settings.control_repo,
        organisations=settings.orgs,
        lease=lease,
        keep_deliveries=timedelta(days=settings.keep_deliveries_days),
        keep_facts=timedelta(days=settings.keep_facts_days),
    )


def connect(
    settings: Settings,
    budget: Budget,
    on_call: OnCall = log_call,
    on_exchange: OnExchange | None = None,
) -> Connection:
    """The App at its GitHub, within a budget."""
    return Connection(
        settings.github_api_url,
        settings.app_id,
        settings.private_key.get_secret_value(),
        on_call=on_call,
        timeout_seconds=settings.github_timeout_seconds,
        budget=budget,
        on_exchange=on_exchange,
    )


def limits(settings: Settings) -> Limits:
    """How much of GitHub's limits is taken."""
    gap = timedelta(milliseconds=settings.write_gap_ms)
    return Limits(at_once=settings.calls_at_once, write_gap=gap)
