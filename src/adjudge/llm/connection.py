"""The port to a model, ready to use: settings, recordings and the client put together."""

import time
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Self

from adjudge import prices, prompting
from adjudge.cassettes import Recordings, unrecorded
from adjudge.cassettes.fingerprint import api_path, fingerprint
from adjudge.cassettes.key import Key
from adjudge.cassettes.provenance import PROMPT, SAMPLE
from adjudge.errors import NotAuthorised
from adjudge.llm.body import PATHS, Message, body
from adjudge.llm.budget import Budget
from adjudge.llm.conversation import Conversation
from adjudge.llm.endpoint import Endpoint
from adjudge.llm.shape import Shape, shape_of
from adjudge.model.calls import Answer, Call, Check, Question, V
from adjudge.settings import Settings

if TYPE_CHECKING:
    from adjudge.cassettes.chain import Chain

_NO_ENDPOINT = (
    "there is nothing to ask: set OPENAI_API_KEY, or point OPENAI_BASE_URL at a local server such as Ollama (http://127.0.0.1:11434/v1), "
    "or run `adjudge relay` and point OPENAI_BASE_URL at it"
)


def connect(
    settings: Settings,
    recordings: Recordings | None = None,
    *,
    wait: bool = False,
    transport: Any = None,
    sleep: Callable[[float], None] = time.sleep,
    budget: Budget | None = None,
) -> "Connection":
    """Give the port to the model that is set, or to recordings of it.

    With `wait` a parked request is asked for until it is answered. `transport` takes the network's place in tests;
    connections that are given one `budget` spend from it together.
    """
    recordings = recordings or unrecorded()
    if recordings.live and not settings.can_call:
        raise NotAuthorised(_NO_ENDPOINT)
    return Connection(settings, recordings, Endpoint(settings, wait=wait, transport=transport, sleep=sleep, budget=budget))


class Connection:
    """An `Ask`: call it from as many threads as you like."""

    def __init__(self, settings: Settings, recordings: Recordings, endpoint: Endpoint) -> None:
        """Use `connect` instead."""
        self.settings, self.recordings, self._endpoint = settings, recordings, endpoint

    def __call__(self, question: Question, returns: type[V], check: Check[V], *, sample: int = 0) -> Answer[V]:
        """Answer in the asked shape, after at most one re-ask, or raise a `ModelError`."""
        shape = shape_of(returns)
        messages = [{"role": "system", "content": question.system}, {"role": "user", "content": question.user}]
        key = Key(question.name, question.digest, shape.digest, question.slot_digests, self._path, body(self.settings, shape, messages), sample)
        with self.recordings.chain(key, host=self.settings.host, send=self._endpoint.send) as chain:
            calls: list[Call] = []
            conversation = Conversation(messages, returns, check, self._exchange(key, shape, chain, calls))
            value, complaints = conversation.held()
        return Answer(value, tuple(calls), complaints)

    @property
    def spent(self) -> Decimal:
        """US dollars that live calls of this connection have cost, as far as they have a price."""
        return self._endpoint.budget.spent

    def close(self) -> None:
        """Close the shared connections."""
        self._endpoint.close()

    def __enter__(self) -> Self:
        """Use the connection in a block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it at the end of the block."""
        self.close()

    @property
    def _path(self) -> str:
        return api_path(PATHS[self.settings.api])

    def _exchange(self, key: Key, shape: Shape, chain: "Chain", calls: list[Call]) -> Callable[[Sequence[Message], int], str]:
        def exchange(messages: Sequence[Message], attempt: int) -> str:
            sent, name = key.body, key.prompt
            if attempt > 1:
                sent, name = body(self.settings, shape, messages), f"{key.prompt}.reask"
                wording = prompting.newest("reask")
                chain.note(reask=wording.name, reask_digest=wording.digest)
            delivered = self._endpoint.deliver(chain, sent, {SAMPLE: str(key.sample), PROMPT: name})
            reply = delivered.reply
            calls.append(
                Call(
                    prompt=key.prompt,
                    prompt_digest=key.prompt_digest,
                    schema_digest=key.schema_digest,
                    fingerprint=key.fingerprint if attempt == 1 else fingerprint(self._path, sent, key.sample),
                    sample=key.sample,
                    attempt=attempt,
                    model_asked=self.settings.model,
                    model_answered=reply.model,
                    response_id=reply.id,
                    via=delivered.via,
                    usage=reply.usage,
                    cost_usd=prices.written(delivered.cost),
                )
            )
            return reply.text

        return exchange
