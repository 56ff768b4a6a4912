"""The tables. The organisation is part of every key, so that two never meet."""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)


class Instant(TypeDecorator[datetime]):
    """A moment in UTC; SQLite keeps no zone, so it is taken off and put back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """A moment without a zone is a mistake of ours, never guessed at."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment without time zone: {value!r}")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, _: Dialect) -> datetime | None:
        """Always aware, always UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_Id = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers rows only for INTEGER

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("guid", String(64), nullable=False, unique=True),
    Column("event", String(64), nullable=False),
    Column("action", String(64)),
    Column("installation_id", BigInteger),
    Column("organisation", String(100)),
    Column("body", LargeBinary, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("state", String(16), nullable=False),
    Column("note", Text, nullable=False, default=""),
    Column("attempts", Integer, nullable=False, default=0, server_default="0"),
    Column("handled_at", Instant),
    Index(None, "state", "id"),
)

requests = Table(
    "requests",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("organisation", String(100), nullable=False),
    Column("issue_number", Integer, nullable=False),
    Column("state", String(32), nullable=False),
    # What makes it due: something was said about it (wanted > seen), or the moment of a slow look
    # has come. What holds it back: a moment before which nothing is tried.
    Column("wanted", Integer, nullable=False, default=1),
    Column("seen", Integer, nullable=False, default=0),
    Column("look_at", Instant),
    Column("wait_until", Instant),
    Column("wait_reason", Text, nullable=False, default="", server_default=""),
    # Who works on it: the fence grows with every claim, so a slow worker knows it was replaced.
    Column("lease_until", Instant),
    Column("fence", Integer, nullable=False, default=0),
    Column("failures", Integer, nullable=False, default=0),
    Column("failure", JSON),
    # A comment that is owed: decided and kept together with its reason, then posted once.
    Column("announcement", JSON),
    # What is remembered of it between two looks.
    Column("comment_id", BigInteger),
    Column("template_trees", JSON, nullable=False, default=dict),
    Column("surroundings", JSON),
    # What limits count by: the owner team that it names, who filed it, and when.
    Column("owner", String(100)),
    Column("requester_id", BigInteger),
    Column("filed_at", Instant),
    Column("created_at", Instant, nullable=False),
    Column("updated_at", Instant, nullable=False),
    UniqueConstraint("organisation", "issue_number"),
    Index(None, "state"),
    Index(None, "organisation", "owner"),
    Index(None, "organisation", "requester_id", "filed_at"),
)

observations = Table(
    "observations",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("organisation", String(100), nullable=False),
    Column("request_id", ForeignKey("requests.id"), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("at", Instant, nullable=False),
    Column("data", JSON, nullable=False),
    Index(None, "request_id", "kind", "id"),
)

# What the last decision of a request rested on, so that it can be made again.
case_facts = Table(
    "case_facts",
    metadata,
    Column("request_id", ForeignKey("requests.id"), primary_key=True),
    Column("organisation", String(100), nullable=False),
    Column("at", Instant, nullable=False),
    Column("data", JSON, nullable=False),
    Index(None, "organisation", "request_id"),
)

laws = Table(
    "laws",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("organisation", String(100), nullable=False),
    Column("policy_blob", String(64), nullable=False),
    Column("form_blob", String(64), nullable=False),
    Column("policy", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("accepted_at", Instant, nullable=False),
    UniqueConstraint("organisation", "policy_blob", "form_blob"),
)

template_trees = Table(
    "template_trees",
    metadata,
    Column("organisation", String(100), primary_key=True),
    Column("tree_id", String(64), primary_key=True),
    Column("files", LargeBinary, nullable=False),
    Column("used_at", Instant),  # to the day
)

renderings = Table(
    "renderings",
    metadata,
    Column("organisation", String(100), primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("files", LargeBinary, nullable=False),
    Column("used_at", Instant),  # to the day
)

pairs = Table(
    "pairs",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("organisation", String(100), nullable=False),
    Column("request_id", ForeignKey("requests.id"), nullable=False, unique=True),
    Column("mark", String(64), nullable=False, unique=True),
    Column("digest", String(64), nullable=False),
    Column("plan", JSON, nullable=False),
    Column("started_at", Instant, nullable=False),
)

reservations = Table(
    "reservations",
    metadata,
    Column("organisation", String(100), primary_key=True),
    Column("name", String(100), primary_key=True),  # folded: GitHub's names ignore case
    Column("request_id", ForeignKey("requests.id"), nullable=False),
)

steps = Table(
    "steps",
    metadata,
    Column("pair_id", ForeignKey("pairs.id"), primary_key=True),
    Column("name", String(64), primary_key=True),
    Column("attempts", Integer, nullable=False, default=0),
    Column("result", JSON),
    Column("finished_at", Instant),
)

# All services known. Those that no request built have no request, and perhaps no repositories.
services = Table(
    "services",
    metadata,
    Column("organisation", String(100), primary_key=True),
    Column("name", String(100), primary_key=True),
    Column("owner", String(100), nullable=False),
    Column("request_id", ForeignKey("requests.id")),
    Column("answers", JSON, nullable=False),
    Column("service_repository_id", BigInteger),
    Column("tests_repository_id", BigInteger),
    Column("created_at", Instant, nullable=False),
    Column("system", String(100)),
    Column("lifecycle", String(64)),
    Column("template", String(100)),
    Column("depends_on", JSON(none_as_null=True)),
    Column("data_stores", JSON(none_as_null=True)),
    Column("apis", JSON(none_as_null=True)),
    Column("service_repository", String(100)),
    Column("tests_repository", String(100)),
    Column("source", String(16), nullable=False, default="request", server_default="request"),
    Column("changed_at", Instant),
    Index(None, "organisation", "owner"),
)

# What the workers owe GitHub's limits: one row for each installation, and 0 for the App itself.
budgets = Table(
    "budgets",
    metadata,
    Column("installation_id", BigInteger, primary_key=True, autoincrement=False),
    # By resource (`core`, `graphql`): limit, remaining and reset, as GitHub's headers last said.
    Column("primary_limits", JSON, nullable=False, default=dict),
    # Nothing at all before this moment: GitHub said so, and how often in a row.
    Column("paused_until", Instant),
    Column("pause_reason", Text, nullable=False, default=""),
    Column("strikes", Integer, nullable=False, default=0),
    # Writes go one after another: who writes now, until when at most, and when the next one may.
    Column("writer", String(32)),
    Column("writer_until", Instant),
    Column("next_write_at", Instant),
    # Somebody's own request waits for its turn: until then a campaign asks in vain.
    Column("people_until", Instant),
)

# One row for each call that a limit still counts; `until` is set while it is under way. Whatever
# creates content counts for an hour, the rest for a minute.
spendings = Table(
    "spendings",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("installation_id", BigInteger, nullable=False),
    Column("at", Instant, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("resource", String(16), nullable=False),
    Column("points", Integer, nullable=False),
    Column("content", Integer, nullable=False, default=0, server_default="0"),
    Column("until", Instant),
    Index(None, "installation_id", "at"),
)

call_totals = Table(
    "call_totals",
    metadata,
    Column("installation_id", BigInteger, primary_key=True, autoincrement=False),
    Column("route", String(150), primary_key=True),
    Column("outcome", String(16), primary_key=True),  # ok, not-modified, a class of error
    Column("calls", BigInteger, nullable=False),
    Column("milliseconds", BigInteger, nullable=False),
)

# What is done now and then, by whichever worker comes first.
chores = Table(
    "chores",
    metadata,
    Column("name", String(100), primary_key=True),
    Column("due_at", Instant, nullable=False),
    Column("lease_until", Instant),
    Column("fence", Integer, nullable=False, default=0),
    Column("done_at", Instant),
    Column("failures", Integer, nullable=False, default=0),
    Column("note", Text, nullable=False, default=""),
    Column("data", JSON, nullable=False, default=dict),
)

# Deliveries that GitHub has on record and we have not, each asked for again.
redeliveries = Table(
    "redeliveries",
    metadata,
    Column("guid", String(64), primary_key=True),
    Column("delivery_id", BigInteger, nullable=False),  # GitHub's, of the attempt to repeat
    Column("delivered_at", Instant, nullable=False),
    Column("asked_at", Instant),
    Column("asks", Integer, nullable=False, default=0),
)

# Never changed and never deleted from: a trigger of the database sees to it.
audit = Table(
    "audit",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("organisation", String(100), nullable=False),
    Column("request_id", BigInteger),  # no foreign key: the record outlives what it is about
    Column("at", Instant, nullable=False),
    Column("actor", String(150), nullable=False),
    Column("action", String(64), nullable=False),
    Column("reason", Text, nullable=False),
    Column("digest", String(64), nullable=False, default=""),
    Column("data", JSON, nullable=False, default=dict),
    Index(None, "organisation", "request_id", "id"),
)

# The oldest version of the program, by its newest migration, that may still use this schema.
compatibility = Table(
    "compatibility",
    metadata,
    Column("readable_since", String(32), primary_key=True),
)
