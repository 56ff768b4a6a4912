"""What nasty answers do to a repository: it has to keep its shape, and the text its wording."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache

from app.templates.check.answering import Slots, has_token, inert, rounds
from app.templates.check.compare import reshaped, reworded
from app.templates.check.corpus import CORPUS
from app.templates.check.finding import Finding, Severity, error, warning
from app.templates.check.language import CLOSED, Language
from app.templates.check.leaves import Leaf, Unparsable, leaves
from app.templates.check.origin import line_in_template
from app.templates.check.outcome import is_judged, language
from app.templates.check.renders import Made, Refused, Renders

CANARY = "zq{0}zq\"'\n: ${{{{ zq{0}zq }}}} `zq{0}zq` $(zq{0}zq)"
"""No filter lets it through as it is."""


def findings(
    renders: Renders, slots: Slots, known: Collection[str], unsure: Collection[str] = ()
) -> Iterator[Finding]:
    """Of each file the first harm; `known` are places whose fault was found already.

    `unsure` are variables of which nobody knows whether people type them: a doubt.
    """
    harmless = renders.render(slots.filled(slots.tokens()))
    if isinstance(harmless, Refused):
        say = "The hook refuses odd words in free text, so nasty answers were not tried."
        yield warning(harmless.path, 0, f"{say} Let it refuse names alone.")
        return
    if isinstance(harmless, Finding):
        yield harmless
        return
    trial = _Trial(renders, slots, {made.raw.path: made for made in harmless}, unsure)
    trial.spoilt.update(path for path, made in trial.harmless.items() if made.place in known)
    yield from trial.canary()
    for texts in rounds(slots, CORPUS):
        yield from trial.one_round(texts)
    yield from trial.remaining_doubts()


class _Trial:
    """One repository under trial.

    `spoilt` are the paths that need no further proof, `doubts` what may be worse with other texts.
    """

    def __init__(
        self,
        renders: Renders,
        slots: Slots,
        harmless: Mapping[str, Made],
        unsure: Collection[str],
    ) -> None:
        self.renders = renders
        self.slots = slots
        self.harmless = harmless
        self.unsure = unsure
        self.spoilt: set[str] = set()
        self.doubts: dict[str, Finding] = {}

    def canary(self) -> Iterator[Finding]:
        """Whether text stands anywhere as it was typed."""
        texts = [CANARY.format(number) for number in range(len(self.slots.fields))]
        for made in self._changed(texts) if texts else ():
            if isinstance(made, Finding):
                yield made
                return
            for field, text in zip(self.slots.fields, texts, strict=True):
                if is_raw(text, made) and made.raw.path not in self.spoilt:
                    self.spoilt.add(made.raw.path)
                    yield self._said(field, made.place, self._line(made), _raw(field, made))

    def one_round(self, texts: Sequence[str]) -> Iterator[Finding]:
        for made in self._changed(texts):
            if isinstance(made, Finding):
                yield made
                return
            if made.raw.path in self.spoilt:
                continue
            harm = self._harm(made, texts)
            if harm is None:
                continue
            if harm.severity is Severity.WARNING:
                self.doubts.setdefault(made.raw.path, harm)
            else:
                self.spoilt.add(made.raw.path)
                yield harm

    def remaining_doubts(self) -> Iterator[Finding]:
        """Of files of which nothing worse was found."""
        return (doubt for path, doubt in self.doubts.items() if path not in self.spoilt)

    def _changed(self, texts: Sequence[str]) -> Iterator[Made | Finding]:
        """The files that come out otherwise than with harmless answers."""
        done = self.renders.render(self.slots.filled(texts))
        if isinstance(done, Refused):
            return
        if isinstance(done, Finding):
            yield error(done.path, done.line, f"With an answer that is typed so: {done.message}")
            return
        for made in done:
            harmless = self.harmless.get(made.raw.path)
            if harmless is None or made.raw.content != harmless.raw.content:
                yield made

    def _harm(self, made: Made, texts: Sequence[str]) -> Finding | None:
        harmless = self.harmless.get(made.raw.path)
        if harmless is None:
            say = "Whether this file is written depends on what people type. Name it otherwise."
            return error(made.place, 0, say)
        if harmless.text is None or not is_judged(harmless):
            return None
        try:
            before = _leaves_before(language(harmless), harmless.text)
        except Unparsable:  # that was said of plain answers
            return None
        return None if before is None else self._compared(harmless, made, before, texts)

    def _compared(
        self, harmless: Made, made: Made, before: Sequence[Leaf], texts: Sequence[str]
    ) -> Finding | None:
        try:
            after = leaves(language(harmless), made.raw.content.decode()) or []
        except Unparsable as fault:
            say = f"it is not {language(harmless)} any more: {fault}"
            return self._shown(harmless, self._line(harmless), texts, say)
        if change := reshaped(before, after):
            if not reshaped(self._inert(harmless, texts), after):
                return None  # the template leaves out what has no slug, and does so on purpose
            leaf, say = change
            return self._shown(harmless, leaf.line if leaf else self._line(harmless), texts, say)
        leaf = reworded(before, after, texts)
        return _altered(harmless, leaf) if leaf else None

    def _inert(self, made: Made, texts: Sequence[str]) -> Sequence[Leaf]:
        """The same file for harmless texts that have a slug where these have one."""
        like = [inert(number, text) for number, text in enumerate(texts)]
        done = self.renders.render(self.slots.filled(like))
        if isinstance(done, Finding):
            return []
        new = next((one for one in done if one.raw.path == made.raw.path), made)
        return leaves(language(made), new.text or "") or []

    def _shown(self, made: Made, line: int, texts: Sequence[str], say: str) -> Finding:
        field, text = self._culprit(made, texts)
        shown = ascii(text if len(text) <= 40 else f"{text[:40]}…")
        sentence = (
            f"With {shown} as `{field}`, {say}. Write it through the filter of this language, "
            "which brings the quotes along."
        )
        return self._said(field, made.place, line_in_template(made, line), sentence)

    def _said(self, field: str, place: str, line: int, sentence: str) -> Finding:
        return (warning if field in self.unsure else error)(place, line, sentence)

    def _culprit(self, made: Made, texts: Sequence[str]) -> tuple[str, str]:
        """The slot whose text does it alone; the first one if it takes several."""
        before = leaves(language(made), made.text or "") or []
        for number, field in enumerate(self.slots.fields):
            alone = self.slots.alone(texts, number)
            done = self.renders.render(self.slots.filled(alone))
            if isinstance(done, Finding):
                continue
            new = next((one for one in done if one.raw.path == made.raw.path), None)
            if new and _harmed(before, new, alone, made):
                return field, texts[number]
        return self.slots.fields[0], texts[0]

    def _line(self, made: Made) -> int:
        """Where text from people stands first."""
        harmless = self.harmless.get(made.raw.path, made)
        for number, line in enumerate((harmless.text or "").splitlines(), start=1):
            if has_token(line):
                return line_in_template(harmless, number)
        return 0


@lru_cache(maxsize=100)
def _leaves_before(kind: Language, text: str) -> list[Leaf] | None:
    """Of a file with harmless answers, which every round is held against."""
    return leaves(kind, text)


def is_raw(text: str, made: Made) -> bool:
    """Whether the canary got in: as it is, or, where nothing is safe, its expression."""
    content = made.raw.content.decode("utf-8", "replace")
    if language(made) is Language.TEXT:
        return False
    if language(made) in CLOSED:
        return text.partition("\n")[2][2:].partition(" `")[0] in content
    return text in content


def _raw(field: str, made: Made) -> str:
    kind = language(made)
    if kind in CLOSED:
        return f"What is typed as `{field}` comes out in this {kind}. {CLOSED[kind]}."
    return (
        f"What is typed as `{field}` comes out here as it is. Write it through the filter of "
        f"this {kind if kind.islower() else f'{kind} file'}."
    )


def _altered(made: Made, leaf: Leaf) -> Finding:
    say = (
        "Text that people typed comes out changed here. If that is not meant, write it through "
        "one filter and add no quotes of your own."
    )
    return warning(made.place, line_in_template(made, leaf.line), say)


def _harmed(before: Sequence[Leaf], new: Made, texts: Sequence[str], made: Made) -> bool:
    try:
        after = leaves(language(made), new.raw.content.decode()) or []
    except Unparsable:
        return True
    return bool(reshaped(before, after) or reworded(before, after, texts))
