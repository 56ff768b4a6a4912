"""The answers to `/slipway …` comments; each refusal says which rule, what to do, who can help."""

from app.domain.commands import Command
from app.domain.issue import Person
from app.domain.replies.layout import paragraphs
from app.domain.replies.people import name
from app.domain.state import State
from app.domain.text import code, inline

_USES = {
    Command.HELP: "show this list",
    Command.RETRY: "go on with a build that stopped, from the step where it stopped",
    Command.CANCEL: "end the request; what was built already stays",
    Command.NEWEST: "take the templates that are on offer now; every approval is asked for again",
    Command.BUILD: "have an approved request built, where Slipway is on trial (shadow mode)",
    Command.WITHDRAW: "take back what you approved or let pass by a comment",
}
_TAKE_MORE = {
    "approve DIGEST": "approve what the status comment shows, where it asks for a comment",
    "break-glass REASON": "in an emergency, let the request pass without what it waits for",
}
_NOT_NOW = {
    Command.RETRY: "only a build that stopped can be retried",
    Command.NEWEST: "templates can be changed until the build begins",
    Command.CANCEL: "only a request that is still under way can be cancelled",
}


def help_text() -> str:
    """All commands and who may give them."""
    uses = {command.value: use for command, use in _USES.items()} | _TAKE_MORE
    lines = [f"- `/slipway {words}`: {use}" for words, use in uses.items()]
    told = "Write one of these on the first line of a new comment:"
    who = (
        "`retry`, `newest` and `cancel` are for the requester and for those whom the policy names. "
        "To correct an answer, edit the issue's text: that needs no command."
    )
    return paragraphs(told, "\n".join(lines), who)


def unknown(words: str) -> str:
    """To a word that is no command."""
    return paragraphs(f"I do not know {code(words, 60)}.", help_text().rstrip())


def edited() -> str:
    """To a command that somebody wrote into a comment afterwards."""
    say = "An edited comment is no command, for nobody could tell who gave it."
    return paragraphs(f"{say} Write the command in a new comment.")


def retrying(actor: Person | None) -> str:
    """The build goes on."""
    say = f"Retrying as {name(actor)} asked. The build goes on from the step where it stopped"
    return paragraphs(f"{say}; the status comment shows its progress.")


def cancelling(actor: Person | None, left: tuple[str, ...]) -> str:
    """The request ends; `left` are the repositories that had been built, `organisation/name`."""
    first = f"Cancelled as {name(actor)} asked. The request will not be taken up again."
    if not left:
        return paragraphs(first, "Nothing had been built, so nothing is left.")
    told = "What had been built stays; an admin may archive or delete it:"
    return paragraphs(first, told, "\n".join(f"- {code(repository)}" for repository in left))


def not_allowed(command: Command, actor: Person | None, who_may: str, who_helps: str) -> str:
    """Refused by who asks: `who_may` gives the rule, `who_helps` whom to ask; plain sentences."""
    first = f"{name(actor)}, you may not use `/slipway {command.value}` on this request."
    return paragraphs(first, f"{inline(who_may, 300)} {inline(who_helps, 300)}")


def too_late(command: str, state: State) -> str:
    """To what takes part in a decision, after it: `command` is the word behind `/slipway`."""
    now = state.value.replace("-", " ")
    first = f"`/slipway {command}` does nothing here: this request is *{now}*"
    return paragraphs(f"{first}. The status comment says what is next.")


def not_now(command: Command, state: State) -> str:
    """Refused by where the request stands; `command` is one of the three that need a state."""
    now = state.value.replace("-", " ")
    first = f"`/slipway {command.value}` does nothing here: {_NOT_NOW[command]}, "
    return paragraphs(f"{first}and this request is *{now}*. The status comment says what is next.")
