"""Obeys `/slipway …` comments: each once, each answered, each only for those who may.

Those that take part in a decision are answered once it is made, by app.usecases.spoken.
"""

from collections.abc import Iterator
from dataclasses import replace

import structlog

from app.domain.approvals import orders, who_may
from app.domain.commands import Approve, BreakGlass, Command, Order, Unknown
from app.domain.issue import Comment, Person
from app.domain.policy import Role
from app.domain.replies import commands as say
from app.domain.replies.spoken import withdrawn
from app.domain.state import State
from app.github.issues import CloseReason, create_comment
from app.store import observations, pairs, requests, services
from app.store.audit import Action
from app.store.database import Transaction
from app.store.observations import Kind
from app.usecases import newest, record, room
from app.usecases.build import load_build
from app.usecases.case import Case
from app.usecases.command_answer import Answer
from app.usecases.debts import Debt
from app.usecases.markers import bears
from app.usecases.roll import Roll

_log = structlog.get_logger(__name__)


def obey(case: Case) -> Case:
    """Take every command that was not taken yet, and post every answer that is owed."""
    for comment, author, command in list(new_commands(case)):
        if _takes_part(command) and _is_to_be_decided(case):
            continue
        answer = _answer(case, comment, author, command)
        case = take(case, comment, author, command, answer)
    post_replies(case)
    return case


def new_commands(case: Case) -> Iterator[tuple[Comment, Person, Order]]:
    """Those that were not taken yet, each with who gave it."""
    with case.bench.database.transaction() as tx:
        taken = observations.of_kind(tx, case.row, Kind.COMMAND)
    known = {one.data["comment"] for one in taken}
    for comment, author, command in orders(case.issue):
        if comment.id not in known:
            yield comment, author, command


def _takes_part(command: Order) -> bool:
    """Whether it takes part in a decision."""
    return isinstance(command, Approve | BreakGlass) or command is Command.BUILD


def _is_to_be_decided(case: Case) -> bool:
    """Whether a decision is still to come, which commands can take part in."""
    is_past = case.row.state.is_building or case.row.state in {State.LIVE, State.CANCELLED}
    return case.issue.is_open and not is_past


def _answer(case: Case, comment: Comment, author: Person, command: Order) -> Answer:
    if comment.edited:
        return Answer(say.edited())
    match command:
        case Approve() | BreakGlass() | Command.BUILD:
            return Answer(say.too_late(str(command), case.row.state))
        case Command.WITHDRAW:
            return Answer(withdrawn(author), heeded=True)
        case Unknown(words):
            return Answer(say.unknown(words))
        case Command.HELP:
            return Answer(say.help_text())
    if not _may(case, author):
        rule = f"It is for {case.requester.login}, who asked for the service"
        others = who_may(_roles(case))
        rule = f"{rule}, and for {others}." if others else f"{rule}."
        return Answer(say.not_allowed(command, author, rule, "Please ask one of them."))
    return _obeyed(case, comment, author, command)


def _obeyed(case: Case, comment: Comment, author: Person, command: Command) -> Answer:
    match command:
        case Command.RETRY:
            return _retry(case, author)
        case Command.NEWEST:
            return _newest(case, comment, author)
        case _:
            return _cancel(case, author)


def _retry(case: Case, author: Person) -> Answer:
    if case.row.state is not State.FAILED:
        return Answer(say.not_now(Command.RETRY, case.row.state))
    again = {"state": State.BUILDING, "failures": 0, "failure": None, "wait_until": None}
    return Answer(say.retrying(author), again)


def _newest(case: Case, comment: Comment, author: Person) -> Answer:
    if case.in_force.law is None or not _is_to_be_decided(case):
        return Answer(say.not_now(Command.NEWEST, case.row.state))
    return newest.renew(case, comment, author)


def _cancel(case: Case, author: Person) -> Answer:
    if case.row.state.is_settled:
        return Answer(say.not_now(Command.CANCEL, case.row.state))
    debt = Debt(close=CloseReason.NOT_PLANNED)
    ended = {"state": State.CANCELLED, "failure": None, "wait_until": None}
    reply = say.cancelling(author, _left(case))
    return Answer(reply, {**ended, "announcement": debt.to_json()})


def _left(case: Case) -> tuple[str, ...]:
    """The repositories that a build had created by now."""
    with case.bench.database.transaction() as tx:
        if pairs.of_request(tx, case.row.id) is None:
            return ()
    built = load_build(case.bench, case.row).created().values()
    return tuple(f"{case.organisation}/{one.name}" for one in built)


def _may(case: Case, author: Person) -> bool:
    if case.issue.author is not None and author.id == case.issue.author.id:
        return True
    return Roll(case).is_in_any(_roles(case), author)


def _roles(case: Case) -> tuple[Role, ...]:
    law = case.in_force.law
    return tuple(law.policy.roles.values()) if law else ()


def take(case: Case, comment: Comment, author: Person, command: Order, answer: Answer) -> Case:
    """Keep the command, its effect and the answer that is owed, all or nothing."""
    now = case.bench.clock()
    told = {
        "comment": comment.id,
        "by": author.login,
        "by_id": author.id,
        "edited": comment.edited,
        "command": str(command),
        "reply": answer.reply,
    }
    with case.bench.database.transaction() as tx:
        if answer.changes.get("state") is State.CANCELLED:
            room.prepare(tx, case.row)
        observations.add(tx, case.row, Kind.COMMAND, comment.at, told)
        row = requests.save(tx, case.row, now, **answer.changes)
        if row.state is State.CANCELLED:
            pairs.release_names(tx, row)
            services.remove(tx, row)
            room.make(tx, case.bench, row)
        if answer.beside:
            answer.beside(tx)
        if not answer.heeded:
            _put_on_record(tx, case, comment, command, answer)
    _log.info("command taken", command=str(command), by=author.login, state=row.state)
    return replace(case, row=row)


def _put_on_record(
    tx: Transaction, case: Case, comment: Comment, command: Order, answer: Answer
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


def post_replies(case: Case) -> None:
    """Post every answer that is owed."""
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
