"""The App's private key: the seed's own, or one that the sandbox makes and keeps."""

from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from sandbox.seed import Seed, SeedFault

KEY_FILE = "app.private-key.pem"


def public_key(seed: Seed, data: Path) -> str:
    """The App's public key; the private one is read from the seed's file or made in `data`.

    One that is in `data` already is taken, so that who was given it can go on with it.
    """
    path = key_file(seed, data)
    if seed.app is not None and seed.app.private_key is None and not path.exists():
        _make_key(path)
    try:
        private = serialization.load_pem_private_key(path.read_bytes(), None)
    except (OSError, ValueError) as error:
        raise SeedFault(f"The private key {path} cannot be used: {error}") from None
    return (
        private.public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        .decode()
    )


def key_file(seed: Seed, data: Path) -> Path:
    """Where the App's private key is."""
    if seed.app is not None and seed.app.private_key is not None:
        return seed.folder / seed.app.private_key
    return data / KEY_FILE


def _make_key(path: Path) -> None:
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    text = private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )
    path.touch(mode=0o600)
    path.write_bytes(text)
