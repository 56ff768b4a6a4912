"""Obeys `/slipway …` comments: each once, each answered, each only for those who may."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import structlog

from app.domain.approvals import who_may
from app.domain.commands import Command, Unknown, parse_command
from app.domain.issue import Comment
from app.domain.policy import Role
from app.domain.replies import commands as say
from app.domain.state import State
from app.github.issues import CloseReason, create_comment
from app.store import observations, pairs, requests, services
from app.store.audit import Action
from app.store.database import Transaction
from app.store.observations import Kind
from app.usecases import record, room
from app.usecases.build import load_build
from app.usecases.case import Case
from app.usecases.debts import Debt
from app.usecases.markers import bears
from app.usecases.survey import is_in_any

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a command comes to: a reply, and what changes about the request."""

    reply: str
    changes: dict[str, Any] = field(default_factory=dict)


def obey(case: Case) -> Case:
    """Take every command that was not taken yet, and post every answer that is owed."""
    for comment, command in _new_commands(case):
        answer = _answer(case, comment, command)
        case = _take(case, comment, command, answer)
    _reply(case)
    return case


def _new_commands(case: Case) -> Iterator[tuple[Comment, Command | Unknown]]:
    with case.bench.database.transaction() as tx:
        taken = observations.of_kind(tx, case.row, Kind.COMMAND)
    known = {one.data["comment"] for one in taken}
    moved = case.issue.moved_in_at
    for comment in case.issue.comments:
        is_personal = comment.author is not None and not comment.author.is_bot and not comment.ours
        is_from_here = moved is None or comment.at > moved
        command = parse_command(comment.body) if is_personal and is_from_here else None
        if command is not None and comment.id not in known:
            yield comment, command


def _answer(case: Case, comment: Comment, command: Command | Unknown) -> _Answer:
    if comment.edited:
        return _Answer(say.edited())
    match command:
        case Unknown(words):
            return _Answer(say.unknown(words))
        case Command.HELP:
            return _Answer(say.help_text())
    if not _may(case, comment):
        rule = f"It is for {case.requester.login}, who asked for the service"
        others = who_may(_roles(case))
        rule = f"{rule}, and for {others}." if others else f"{rule}."
        return _Answer(say.not_allowed(command, comment.author, rule, "Please ask one of them."))
    return _retry(case, comment) if command is Command.RETRY else _cancel(case, comment)


def _retry(case: Case, comment: Comment) -> _Answer:
    if case.row.state is not State.FAILED:
        return _Answer(say.not_now(Command.RETRY, case.row.state))
    again = {"state": State.BUILDING, "failures": 0, "failure": None, "wait_until": None}
    return _Answer(say.retrying(comment.author), again)


def _cancel(case: Case, comment: Comment) -> _Answer:
    if case.row.state.is_settled:
        return _Answer(say.not_now(Command.CANCEL, case.row.state))
    debt = Debt(close=CloseReason.NOT_PLANNED)
    ended = {"state": State.CANCELLED, "failure": None, "wait_until": None}
    reply = say.cancelling(comment.author, _left(case))
    return _Answer(reply, {**ended, "announcement": debt.to_json()})


def _left(case: Case) -> tuple[str, ...]:
    """The repositories that a build had created by now."""
    with case.bench.database.transaction() as tx:
        if pairs.of_request(tx, case.row.id) is None:
            return ()
    built = load_build(case.bench, case.row).created().values()
    return tuple(f"{case.organisation}/{one.name}" for one in built)


def _may(case: Case, comment: Comment) -> bool:
    assert comment.author is not None
    if case.issue.author is not None and comment.author.id == case.issue.author.id:
        return True
    return is_in_any(case, _roles(case), comment.author)


def _roles(case: Case) -> tuple[Role, ...]:
    law = case.in_force.law
    return tuple(law.policy.roles.values()) if law else ()


def _take(case: Case, comment: Comment, command: Command | Unknown, answer: _Answer) -> Case:
    """Keep the command, its effect and the answer that is owed, all or nothing."""
    now = case.bench.clock()
    assert comment.author is not None
    told = {
        "comment": comment.id,
        "by": comment.author.login,
        "command": str(command),
        "reply": answer.reply,
    }
    with case.bench.database.transaction() as tx:
        observations.add(tx, case.row, Kind.COMMAND, comment.at, told)
        row = requests.save(tx, case.row, now, **answer.changes)
        if row.state is State.CANCELLED:
            pairs.release_names(tx, row)
            services.remove(tx, row)
            room.make(tx, case.bench, row)
        _put_on_record(tx, case, comment, command, answer)
    _log.info("command taken", command=str(command), by=comment.author.login, state=row.state)
    return replace(case, row=row)


def _put_on_record(
    tx: Transaction, case: Case, comment: Comment, command: Command | Unknown, answer: _Answer
) -> None:
    """A call for help decides nothing; what was refused is kept with the words of the answer."""
    assert comment.author is not None
    now, actor = case.bench.clock(), comment.author.login
    told = {"comment": comment.id}
    match answer.changes.get("state"):
        case State.CANCELLED:
            action, reason = Action.CANCELLED, "Asked for by /slipway cancel."
        case State.BUILDING:
            action, reason = Action.RETRIED, "Asked for by /slipway retry."
        case _ if command is Command.HELP and not comment.edited:
            return
        case _:
            action, reason = Action.COMMAND_REFUSED, answer.reply.split("\n", 1)[0]
    record.act(tx, case.row, now, action, reason, actor=actor, data=told)


def _reply(case: Case) -> None:
    with case.bench.database.transaction() as tx:
        taken = observations.of_kind(tx, case.row, Kind.COMMAND)
        answered = observations.of_kind(tx, case.row, Kind.REPLY)
    done = {one.data["comment"] for one in answered}
    for one in taken:
        if one.data["comment"] not in done:
            _post_reply(case, one.data["comment"], one.data["reply"])


def _post_reply(case: Case, comment_id: int, text: str) -> None:
    marker = f"<!-- slipway:reply {comment_id} -->"
    # Our answer may have been posted by a worker that died before it could say so.
    if not any(bears(one, marker) for one in case.issue.comments):
        repository = case.bench.control_repository
        body = f"{text}\n{marker}\n"
        create_comment(case.client, case.organisation, repository, case.issue.number, body)
    with case.bench.database.transaction() as tx:
        observations.add(tx, case.row, Kind.REPLY, case.bench.clock(), {"comment": comment_id})
