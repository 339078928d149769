"""What one question to a model gave: the value, and an account of every call behind it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from pydantic import BaseModel

from adjudge.model.base import Frozen

V = TypeVar("V", bound=BaseModel)


class Usage(Frozen):
    """Tokens as the endpoint counted them."""

    input_tokens: int
    output_tokens: int
    cached_tokens: int = 0
    reasoning_tokens: int = 0


class Call(Frozen):
    """One exchange with an endpoint, live or replayed; both give the same account."""

    prompt: str
    """`id.vN` of the prompt."""
    prompt_digest: str
    schema_digest: str
    fingerprint: str
    """Hash of path, canonical body and sample index."""
    sample: int = 0
    attempt: int = 1
    """1 for the question, 2 for the re-ask."""
    model_asked: str
    model_answered: str | None = None
    response_id: str | None = None
    via: str | None = None
    """`relay` where the answer did not come from a provider."""
    usage: Usage | None = None
    cost_usd: str | None = None
    """A decimal, or None where the model has no known price ("unpriced")."""


@dataclass(frozen=True, slots=True)
class Answer(Generic[V]):
    """A value of the asked shape, what still fails its check, and the calls that made it."""

    value: V
    calls: tuple[Call, ...]
    complaints: tuple[str, ...] = ()


Check = Callable[[V], Sequence[str]]


class Question(Protocol):
    """A rendered prompt, ready to send."""

    @property
    def name(self) -> str:
        """`id.vN` of the prompt."""

    @property
    def digest(self) -> str:
        """Digest of the prompt file."""

    @property
    def system(self) -> str:
        """The fixed part."""

    @property
    def user(self) -> str:
        """The part that carries the material."""

    @property
    def slot_digests(self) -> tuple[tuple[str, str], ...]:
        """Name and digest of every value that was filled in."""


class Ask(Protocol):
    """The one port to a model: synchronous and thread-safe."""

    def __call__(self, question: Question, returns: type[V], check: Check[V], *, sample: int = 0) -> Answer[V]:
        """Answer in the asked shape, after at most one re-ask, or raise a `ModelError`."""
