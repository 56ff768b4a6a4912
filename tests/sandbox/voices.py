"""Who calls the sandbox: a person, the App or an installation, over plain HTTP."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from time import time
from typing import Any

import jwt
import requests
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

PATIENCE = 10


@dataclass(frozen=True)
class Voice:
    """Somebody who calls the API; an empty credential is nobody."""

    url: str
    credential: str = ""

    def asks(self, verb: str, path: str, body: Any = None, **headers: str) -> requests.Response:
        if self.credential:
            headers["Authorization"] = f"Bearer {self.credential}"
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        return requests.request(
            verb,
            f"{self.url}/api/v3{path}",
            json=body,
            headers=names,
            timeout=PATIENCE,
            allow_redirects=False,
        )

    def gets(self, path: str) -> Any:
        """The decoded answer of a GET that must succeed."""
        return self._decoded(self.asks("GET", path))

    def does(self, verb: str, path: str, body: Any = None) -> Any:
        """The decoded answer of a call that must succeed."""
        return self._decoded(self.asks(verb, path, body))

    def queries(self, query: str, /, **variables: Any) -> dict[str, Any]:
        """The whole answer of a GraphQL query, `errors` included."""
        answer = requests.post(
            f"{self.url}/api/graphql",
            json={"query": query, "variables": variables},
            headers={"Authorization": f"Bearer {self.credential}"},
            timeout=PATIENCE,
        )
        found = self._decoded(answer)
        assert isinstance(found, dict)
        return found

    def orders(self, control: str, order: Any, verb: str = "POST") -> Any:
        """What a control of the sandbox answers; it must be carried out."""
        url = f"{self.url}/_sandbox/{control}"
        return self._decoded(requests.request(verb, url, json=order, timeout=PATIENCE))

    def opens_an_issue(self, where: str = "services", **fields: Any) -> Any:
        fields = {"title": "New service", "body": "Please."} | fields
        return self.does("POST", f"/repos/acme/{where}/issues", fields)

    def _decoded(self, answer: requests.Response) -> Any:
        assert answer.ok, f"{answer.status_code} {answer.text}"
        return answer.json() if answer.content else None


def signed_jwt(key_file: Path, **claims: Any) -> str:
    """An App's JWT as GitHub wants it, unless `claims` spoil it."""
    now = int(time())
    usual = {"iat": now - 60, "exp": now + 540, "iss": "Iv23sandboxapp"}
    return jwt.encode(usual | claims, _private_key(key_file.read_bytes()), algorithm="RS256")


@cache
def _private_key(pem: bytes) -> RSAPrivateKey:
    """The key that a PEM text holds, read once: checking one takes a while."""
    found = load_pem_private_key(pem, None)
    assert isinstance(found, RSAPrivateKey)
    return found
