"""The App's private key: the seed's own, or one that the sandbox makes and keeps."""

from pathlib import Path

from sandbox.acts.keys import new_key, public_part
from sandbox.seed import Seed, SeedFault

KEY_FILE = "app.private-key.pem"


def public_key(seed: Seed, data: Path) -> str:
    """The App's public key; the private one is read from the seed's file or made in `data`.

    One that is in `data` already is taken, so that who was given it can go on with it.
    """
    path = key_file(seed, data)
    if seed.app is not None and seed.app.private_key is None and not path.exists():
        path.touch(mode=0o600)
        path.write_bytes(new_key())
    try:
        return public_part(path.read_bytes())
    except (OSError, ValueError) as error:
        raise SeedFault(f"The private key {path} cannot be used: {error}") from None


def key_file(seed: Seed, data: Path) -> Path:
    """Where the App's private key is."""
    if seed.app is not None and seed.app.private_key is not None:
        return seed.folder / seed.app.private_key
    return data / KEY_FILE
