"""A stand-in for a model's endpoint: requests become files, and whoever reads them answers."""

from adjudge.relay.folder import Status
from adjudge.relay.server import HOLD_SECONDS, PORT, Relay, serve, status

__all__ = ["HOLD_SECONDS", "PORT", "Relay", "Status", "serve", "status"]
