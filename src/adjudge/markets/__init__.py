"""Reads markets as platforms publish them and as people write them, and writes market files."""

from adjudge.markets.file import write_file as write_market
from adjudge.markets.read import read_market

__all__ = ["read_market", "write_market"]
