"""The way to a model: the only package that imports openai, instructor and tenacity, and it does so on first use."""

from adjudge.llm.budget import Budget
from adjudge.llm.connection import Connection, connect
from adjudge.llm.shape import Shape, shape_of, strict_complaints
from adjudge.llm.spread import map_all

__all__ = ["Budget", "Connection", "Shape", "connect", "map_all", "shape_of", "strict_complaints"]
