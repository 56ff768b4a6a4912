"""RSA keys of Apps: made, and read for the part that checks signatures."""

from functools import lru_cache

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa


def new_key() -> bytes:
    """A private key as GitHub hands it out: PEM of the older form."""
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )


@lru_cache(maxsize=20)  # whoever plants many worlds plants them with one key, slow to check
def public_part(private: bytes) -> str:
    """The public key of a private one, as PEM; ValueError when it is none."""
    public = serialization.load_pem_private_key(private, None).public_key()
    return public.public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    ).decode()
