"""The sandbox: a local stand-in for GitHub, for trying Slipway and for its tests."""

from sandbox.seed import Seed, SeedFault, read_seed
from sandbox.server import RunningSandbox, serve

__all__ = ["RunningSandbox", "Seed", "SeedFault", "read_seed", "serve"]
