"""What people do on GitHub: each act is one call to its API, and is told to the model."""

from dataclasses import dataclass
from typing import Any

from app.domain.form import read_form
from app.domain.state import State
from sandbox.world.issues import EventKind
from tests.journeys.form import ANSWERS, CONTROL, FORM
from tests.simulation.model import VETO
from tests.simulation.page import Page
from tests.simulation.town import Town
from tests.simulation.truth import Truth
from tests.simulation.wish import Answers, Reading, Standing, Wish

_SETTLED = {State.NEW, State.NO_REQUEST, State.CLOSED, State.LIVE, State.CANCELLED}


@dataclass(frozen=True)
class People:
    """Those of a town. GitHub may refuse what they try; then nothing has happened."""

    town: Town

    def file(self, who: str, **answers: str) -> int:
        """Fill the form in; the issue's number."""
        filled = ANSWERS | answers
        self._take_their_time()
        order = {"as": who, "title": "New service", "answers": filled}
        number: int = self.town.acme.controls("form/acme/services/new-service.yml", **order)[
            "number"
        ]
        self.town.model.wishes[number] = Wish(number, who, filled, {who})
        self.town.notes_acts()
        return number

    def edit(self, number: int, who: str, **answers: str) -> None:
        """Change answers in the issue's text."""
        wish = self._wish(number)
        changed = {**wish.answers, **answers}
        if changed != wish.answers and self._ask(who, "PATCH", number, {"body": text_of(changed)}):
            wish.answers = changed
            wish.writers.add(who)
        self.town.notes_acts()

    def label(self, number: int, who: str, label: str) -> None:
        wish, page = self._wish(number), self._page(number)
        self._take_their_time()
        reading = self._reading(wish, page)
        path = f"{CONTROL}/issues/{number}/labels"
        if self._happened(page, EventKind.LABELED, who, "POST", path, {"labels": [label]}):
            if label == VETO:
                wish.vetoes.append((who, True))
            else:
                wish.labels.setdefault(label, Standing()).is_set(who, reading)
        self.town.notes_acts()

    def unlabel(self, number: int, who: str, label: str) -> None:
        wish, page = self._wish(number), self._page(number)
        self._take_their_time()
        path = f"{CONTROL}/issues/{number}/labels/{label}"
        if self._happened(page, EventKind.UNLABELED, who, "DELETE", path):
            if label == VETO:
                wish.vetoes.append((who, False))
            else:
                wish.labels.setdefault(label, Standing()).is_taken_off(who)
        self.town.notes_acts()

    def comment(self, number: int, who: str, text: str) -> None:
        wish, page = self._wish(number), self._page(number)
        self._take_their_time()
        reading = self._reading(wish, page)
        path = f"{CONTROL}/issues/{number}/comments"
        answer = self.town.acme.asks(who, "POST", path, {"body": text})
        if answer.ok and text.startswith("/slipway"):
            self.town.commands.setdefault(number, []).append(answer.json()["id"])
            self._command(wish, who, text)
            self._speech(wish, who, text, reading)
        self.town.notes_acts()

    def approve(self, number: int, who: str) -> None:
        """Name what is on display in a comment; what is not shown cannot be named."""
        digest = self._page(number).digest() or "0" * 12
        self.comment(number, who, f"/slipway approve {digest}")

    def close(self, number: int, who: str) -> None:
        self._set_open(number, who, is_open=False)

    def reopen(self, number: int, who: str) -> None:
        self._set_open(number, who, is_open=True)

    def spoil_status(self, number: int, *, delete: bool) -> None:
        """An admin writes into the status comment, or deletes it."""
        wish, page = self._wish(number), self._page(number)
        self._take_their_time()
        since = page.shown_since
        if since is None:
            return
        path = f"{CONTROL}/issues/comments/{page.status_comments[0].id}"
        body = None if delete else {"body": f"{page.status_comments[0].body}\nAll is well."}
        self.town.acme.does("ada", "DELETE" if delete else "PATCH", path, body)
        wish.loses_sight(since, calm=self.town.is_calm)
        self.town.notes_acts()

    def _command(self, wish: Wish, who: str, text: str) -> None:
        may = self.town.model.may_command(wish, who)
        if "cancel" in text:
            sure = self.town.is_calm and wish.state not in _SETTLED
            wish.cancelled = max(wish.cancelled, may if sure else min(may, Truth.MAYBE))
        if "retry" in text and may:
            wish.retried = True

    def _speech(self, wish: Wish, who: str, text: str, reading: Reading) -> None:
        """What a comment says for itself, whoever reads it when."""
        if "approve" in text:
            wish.spoken.append((who, reading))
        if "break-glass" in text:
            wish.glass.append((who, reading))
        if "withdraw" in text:
            wish.is_withdrawn_by(who)

    def _set_open(self, number: int, who: str, *, is_open: bool) -> None:
        if self._ask(who, "PATCH", number, {"state": "open" if is_open else "closed"}):
            self._wish(number).is_open = is_open
        self.town.notes_acts()

    def _reading(self, wish: Wish, page: Page) -> Reading:
        """What is on display is only worth a label if it is what the issue's text says."""
        shown = page.shown()
        is_true = shown is not None and all(shown.get(f) == a for f, a in wish.answers.items())
        sure = Truth.YES if self.town.is_calm else Truth.MAYBE
        now = self.town.acme.bench.clock()
        return Reading(now, wish.answers if is_true else None, sure)

    def _happened(
        self, page: Page, kind: EventKind, who: str, verb: str, path: str, body: Any = None
    ) -> bool:
        """Whether a call left an entry in the timeline: a label that is there is not set again."""
        before = len(page.events)
        self.town.acme.asks(who, verb, path, body)
        return any(
            event.kind is kind and event.actor.account.login == who
            for event in page.events[before:]
        )

    def _ask(self, who: str, verb: str, number: int, body: Any) -> bool:
        self._take_their_time()
        return self.town.acme.asks(who, verb, f"{CONTROL}/issues/{number}", body).ok

    def _take_their_time(self) -> None:
        """Nobody acts in the same second as somebody else, or as Slipway."""
        self.town.acme.waits(2)

    def _wish(self, number: int) -> Wish:
        return self.town.model.wishes[number]

    def _page(self, number: int) -> Page:
        return self.town.page(number)


def text_of(answers: Answers) -> str:
    """The issue's text with these answers, as the form makes it."""
    sections = (
        f"### {field.label}\n\n{answers.get(field.id) or '_No response_'}"
        for field in read_form(FORM).fields
    )
    return "\n\n".join(sections)
