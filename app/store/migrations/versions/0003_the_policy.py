"""The policy: who asks for what, so that limits can count, and what the catalog knows.

Everything is an addition that may be empty, and a service need not have come of a request. A
program of version 0002 knows neither such services nor the state `waiting`, so it is not started
on this schema.
"""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

READABLE_SINCE = "0003"
_READABLE_BEFORE = "0002"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)
_OF_REQUESTS: dict[str, Any] = {
    "owner": sa.String(length=100),
    "requester_id": sa.BigInteger(),
    "filed_at": _MOMENT,
}
_OF_SERVICES: dict[str, Any] = {
    "system": sa.String(length=100),
    "lifecycle": sa.String(length=64),
    "template": sa.String(length=100),
    "depends_on": sa.JSON(),
    "data_stores": sa.JSON(),
    "apis": sa.JSON(),
    "service_repository": sa.String(length=100),
    "tests_repository": sa.String(length=100),
    "changed_at": _MOMENT,
}
_BY_REQUESTS_ONLY: dict[str, Any] = {
    "request_id": sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
    "service_repository_id": sa.BigInteger(),
    "tests_repository_id": sa.BigInteger(),
}


def upgrade() -> None:
    """Apply."""
    for name, kind in _OF_REQUESTS.items():
        op.add_column("requests", sa.Column(name, kind))
    op.create_index(op.f("ix_requests_organisation_owner"), "requests", ["organisation", "owner"])
    op.create_index(
        op.f("ix_requests_organisation_requester_id_filed_at"),
        "requests",
        ["organisation", "requester_id", "filed_at"],
    )
    for name, kind in _OF_SERVICES.items():
        op.add_column("services", sa.Column(name, kind))
    op.create_table(
        "case_facts",
        sa.Column("request_id", _ID, nullable=False),
        sa.Column("organisation", sa.String(length=100), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"], ["requests.id"], name=op.f("fk_case_facts_request_id_requests")
        ),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_case_facts")),
    )
    op.create_index(
        op.f("ix_case_facts_organisation_request_id"), "case_facts", ["organisation", "request_id"]
    )
    source = sa.Column("source", sa.String(length=16), server_default="request", nullable=False)
    op.add_column("services", source)
    _let_be_empty(nullable=True)
    _name_the_repositories()
    _say_readable_since(READABLE_SINCE)


def downgrade() -> None:
    """Undo."""
    _say_readable_since(_READABLE_BEFORE)
    op.drop_table("case_facts")
    services = sa.table("services", sa.column("request_id"))
    op.execute(services.delete().where(services.c.request_id.is_(None)))
    _let_be_empty(nullable=False)
    op.drop_column("services", "source")
    for name in reversed(_OF_SERVICES):
        op.drop_column("services", name)
    op.drop_index(op.f("ix_requests_organisation_requester_id_filed_at"), "requests")
    op.drop_index(op.f("ix_requests_organisation_owner"), "requests")
    for name in reversed(_OF_REQUESTS):
        op.drop_column("requests", name)


def _let_be_empty(*, nullable: bool) -> None:
    """SQLite changes no column in place: the table is made anew there."""
    with op.batch_alter_table("services") as table:
        for name, kind in _BY_REQUESTS_ONLY.items():
            table.alter_column(name, existing_type=kind, nullable=nullable)


def _name_the_repositories() -> None:
    """Whoever built a pair kept what its repositories are called."""
    services = sa.table("services", *map(sa.column, ("request_id", *_OF_SERVICES)))
    pairs = sa.table("pairs", sa.column("request_id"), sa.column("plan", sa.Text()))
    connection = op.get_bind()
    plan = sa.cast(pairs.c.plan, sa.Text())
    for request_id, kept in connection.execute(sa.select(pairs.c.request_id, plan)).all():
        names = json.loads(kept)["repositories"]
        connection.execute(
            services.update()
            .where(services.c.request_id == request_id)
            .values(service_repository=names["service"], tests_repository=names["tests"])
        )


def _say_readable_since(revision: str) -> None:
    compatibility = sa.table("compatibility", sa.column("readable_since"))
    op.execute(compatibility.update().values(readable_since=revision))
