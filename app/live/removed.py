"""What a recording is freed of before anybody sees it. All that is removed is listed here."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from app.github.exchanges import Exchange
from app.live.compare import WORDS
from app.live.recording import HEADERS, Run, Spoken
from app.live.shape import is_permissions

# Fields whose value is a secret or tells of a person, wherever they stand. A commit's signature
# and what was signed hold the e-mail address of who wrote it.
FIELDS = {
    *("token", "secret", "client_secret", "webhook_secret", "private_key", "pem", "password"),
    *("temp_clone_token", "email", "billing_email", "notification_email", "signature", "payload"),
}

# What is a secret or a person's by its look, in any text: tokens of GitHub, what was signed with a
# key, keys, e-mail addresses, signatures of addresses.
PATTERNS = (
    re.compile(r"\bgh[a-z]_[\w.~+/=-]+"),
    re.compile(r"\bgithub_pat_\w+"),
    re.compile(r"\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?"),
    re.compile(r"\bBearer\s+[^\s\"']+"),
    re.compile(r"-----BEGIN [A-Z ]+-----.*?(?:-----END [A-Z ]+-----|\Z)", re.DOTALL),
    re.compile(r"[\w.+-]{1,64}(?:\[bot\])?@[\w-]{1,63}(?:\.[\w-]{1,63})+"),
    re.compile(
        r"(?<=[?&])(?:token|sig|signature|jwt|key|secret|x-amz-[\w-]+)=[^&\s\"'<>]+", re.IGNORECASE
    ),
    re.compile(r"(?<=//)[^/:@\s]{1,200}:[^/@\s]{1,200}(?=@)"),
)

# Whoever or whatever has a login or a slug is called by these; each gets a placeholder, everywhere.
NAMES = ("login", "slug", "name", "twitter_username", "client_id", "combined_slug")

# What people wrote about them, which goes.
TEXTS = {"description", "company", "blog", "location", "external_url"}

# Of GitHub itself, and the same everywhere.
EVERYBODYS = {"web-flow", "ghost", "github", "github-actions", "github-actions[bot]"}

GONE = "(removed)"


@dataclass
class Remover:
    """Frees runs of secrets; `secrets` are texts that are known to be some.

    `names` has placeholders that are settled, such as the organisation's; others are numbered in
    the order in which they come, and stay for what comes later.
    """

    secrets: Iterable[str] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._known = {name.lower(): placeholder for name, placeholder in self.names.items()}

    def free(self, run: Run) -> Run:
        """The same calls and shapes; the same name has the same placeholder everywhere."""
        self.learn(run)
        text = _Text(self.secrets, self._known)
        spoken = tuple(
            Spoken(one.step, tuple(map(text.free, one.exchanges)), one.is_skipped)
            for one in run.spoken
        )
        return Run({name: text.text(value) for name, value in run.about.items()}, spoken)

    def learn(self, run: Run) -> bool:
        """Whether names were new, of which what was freed before may hold some."""
        before = len(self._known)
        for exchange in (one for spoken in run.spoken for one in spoken.exchanges):
            for name in _names(exchange.response_body):
                self._known.setdefault(name.lower(), f"name-{len(self._known) + 1}")
        return len(self._known) > before


def _names(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from _names(one)
    if not isinstance(value, dict):
        return
    if _is_named(value):
        for name in NAMES:
            text = value.get(name)
            if isinstance(text, str) and text and text.lower() not in EVERYBODYS:
                yield text
                yield text.removesuffix("[bot]")
    for one in value.values():
        yield from _names(one)


class _Text:
    def __init__(self, secrets: Iterable[str], placeholders: Mapping[str, str]) -> None:
        self._secrets = [one for one in secrets if one]
        self._placeholders = placeholders
        # The longest first: a name may be part of another.
        known = sorted(placeholders, key=len, reverse=True)
        alternatives = "|".join(map(re.escape, known)) or r"(?!)"
        self._names = re.compile(rf"(?<![\w]){'(?:' + alternatives + ')'}(?![\w])", re.IGNORECASE)

    def free(self, exchange: Exchange) -> Exchange:
        return replace(
            exchange,
            path=self._path(exchange),
            query=self._value(dict(exchange.query)),
            request_headers={},
            request_body=self._asked(exchange),
            response_headers={
                name.lower(): self._secretless(value) if name.lower() in WORDS else self.text(value)
                for name, value in exchange.response_headers.items()
                if name.lower() in HEADERS
            },
            response_body=self._value(exchange.response_body),
        )

    def _path(self, exchange: Exchange) -> str:
        """Names stand for the parameters of the route only; the rest is GitHub's."""
        path = self._secretless(exchange.path)
        fixed = re.split(r"{.*?}", exchange.route)
        found = re.fullmatch("(.+?)".join(map(re.escape, fixed)), path)
        if found is None:
            return self.text(path)
        given = [*map(self.text, found.groups()), ""]
        return "".join(one for pair in zip(fixed, given, strict=True) for one in pair)

    def _asked(self, exchange: Exchange) -> Any:
        """Documents are Slipway's own text, by which their calls are known."""
        body = self._value(exchange.request_body)
        if exchange.route == "/graphql" and isinstance(body, dict) and "query" in body:
            body["query"] = self._secretless(exchange.request_body["query"])
        return body

    def _value(self, value: Any) -> Any:
        match value:
            case str():
                return self.text(value)
            case list():
                return [self._value(one) for one in value]
            case dict() if is_permissions(value) and not value.keys() & set(NAMES):
                return value
            case dict():
                gone = FIELDS | TEXTS if _is_named(value) else FIELDS
                return {
                    self._secretless(name): GONE
                    if name.lower() in gone and isinstance(one, str)
                    else self._value(one)
                    for name, one in value.items()
                }
            case _:
                return value

    def text(self, text: str) -> str:
        text = self._secretless(text)
        return self._names.sub(lambda match: self._placeholders[match[0].lower()], text)

    def _secretless(self, text: str) -> str:
        """What GitHub or Slipway call their own; it is no name, even if it is spelt like one."""
        for secret in self._secrets:
            text = text.replace(secret, GONE)
        for pattern in PATTERNS:
            text = pattern.sub(GONE, text)
        return text


def _is_named(value: Mapping[str, Any]) -> bool:
    return "login" in value or "slug" in value
