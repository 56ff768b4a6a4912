"""Notices that the law is another than people were told, where no webhook told of it."""

from functools import partial

from app.store import law_notices
from app.usecases.law import LawInForce
from app.usecases.workbench import Workbench


def heed(bench: Workbench, organisation: str, commit_id: str, in_force: LawInForce) -> None:
    """Have people told, if the default branch is elsewhere than when it was looked at for that."""
    with bench.database.transaction() as tx:
        told = law_notices.of(tx, organisation)
        if told is not None and told.commit_id == commit_id:
            return
        if in_force.mistakes or (told is not None and told.says_broken):
            row_id = law_notices.want(tx, organisation, bench.clock())
            tx.after_commit(partial(bench.hints.law_notice, row_id))
