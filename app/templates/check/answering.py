"""The answers that the check has rendered: plain ones, and each text of the corpus somewhere."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from slugify import slugify

from app.templates.answers import Answer
from app.templates.check.declared import FREE, OWN, Declared
from app.templates.manifest import Kind
from app.templates.sample import SAMPLE

MOST_ROUNDS = 24
_ITEMS = 2
_TOKEN = re.compile(r"[Zz]q(\d+) ?q[Zz]")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Slots:
    """The answers of one repository in which free text can stand.

    `fixed` are all others; `fields` are asked in this order, and one of `lists` counts as often as
    it has items.
    """

    fixed: Mapping[str, Answer]
    fields: tuple[str, ...]
    lists: frozenset[str]

    def filled(self, texts: Sequence[str]) -> dict[str, Answer]:
        """The answers with `texts` in their slots, as many as there are slots."""
        answers: dict[str, Any] = dict(self.fixed)
        for field, text in zip(self.fields, texts, strict=True):
            if field in self.lists:
                answers[field] = [*answers.get(field, []), text]
            else:
                answers[field] = text
        return answers

    def tokens(self) -> list[str]:
        """Harmless texts, each of which is found again wherever it comes out."""
        return [harmless(number) for number in range(len(self.fields))]

    def alone(self, texts: Sequence[str], number: int) -> list[str]:
        """Harmless texts but for that of one slot."""
        return [*self.tokens()[:number], texts[number], *self.tokens()[number + 1 :]]


def slots_of(
    told: Mapping[str, Answer],
    declared: Sequence[Declared],
    more: frozenset[str],
    lists: frozenset[str],
) -> Slots:
    """The slots of a repository that is `told` this.

    Its layers declare their variables, of which `more` may hold free text besides those that always
    do; `lists` hold several texts.
    """
    choices = {name: first for one in declared for name, first in _choices(one)}
    names = {name for one in declared for name in one.variables}
    free = FREE | more
    open_ = sorted((names & free) - choices.keys() - OWN)
    answers = {**told, **{name: first for name, first in choices.items() if name in free}}
    fixed = {name: answer for name, answer in answers.items() if name not in open_}
    times = {name: _ITEMS if name in lists else 1 for name in open_}
    return Slots(fixed, tuple(name for name in open_ for _ in range(times[name])), lists)


def told_to(kind: Kind, template: str) -> dict[str, Answer]:
    """What the layers of a made-up request's repository are told."""
    return SAMPLE.of(kind, template)


def plain(slots: Slots) -> dict[str, Answer]:
    """What a person might answer."""
    return slots.filled([_plain(field) for field in slots.fields])


def rounds(slots: Slots, corpus: Sequence[str]) -> Iterator[list[str]]:
    """Texts for all slots, until each of the corpus stood somewhere; few rounds, if need be long.

    Where there are few slots, several texts stand in one.
    """
    count = len(slots.fields)
    if not count:
        return
    together = ceil(len(corpus) / (MOST_ROUNDS * count))
    texts = [" ".join(corpus[at : at + together]) for at in range(0, len(corpus), together)]
    for at in range(0, len(texts), count):
        chunk = texts[at : at + count]
        yield [typed(text) for text in (*chunk, *texts[: count - len(chunk)])]


def typed(text: str) -> str:
    """The text as it gets into the room: half of a surrogate pair is none."""
    return _SURROGATE.sub("\ufffd", text)


def exchanged(text: str, texts: Sequence[str]) -> str:
    """What the harmless texts in `text` should be with `texts` in their places."""
    return _TOKEN.sub(lambda found: texts[int(found[1])], text)


def harmless(number: int) -> str:
    """No slug, no choice, and nothing that a template may know."""
    return f"Zq{number} qZ"


def inert(number: int, text: str) -> str:
    """A harmless text for which a template decides as for `text`.

    Both have a slug, or neither; both are one themselves, or neither.
    """
    slug = slugify(text)
    if not slug:
        return "…"
    return f"zq{number}qz" if slug == text else harmless(number)


def texts_of_tokens(text: str, texts: Sequence[str]) -> list[str]:
    """Those of `texts` that take the places of the harmless ones in `text`."""
    return [texts[int(number)] for number in _TOKEN.findall(text)]


def has_token(text: str) -> bool:
    return bool(_TOKEN.search(text))


def _plain(field: str) -> str:
    known = SAMPLE.of(Kind.SERVICE, "").get(field, "sample")
    return known if isinstance(known, str) else "ledger"


def _choices(declared: Declared) -> Iterator[tuple[str, Answer]]:
    for name, default in declared.variables.items():
        match default:
            case bool():
                yield name, "yes"
            case [str() | int() as first, *_]:
                yield name, str(first)
