"""The domain: what adjudge reads, verifies and decides, as frozen values."""
