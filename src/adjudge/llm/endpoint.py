"""The client: one pool of connections, no retries of its own, one exchange at a time through a chain."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from adjudge import prices
from adjudge.cassettes.fingerprint import canonical
from adjudge.cassettes.provenance import VIA
from adjudge.errors import AdjudgeError, AnswerMalformed
from adjudge.llm.body import PATHS
from adjudge.llm.budget import Budget
from adjudge.llm.failures import raise_ours
from adjudge.llm.patience import patiently
from adjudge.llm.reply import Reply, account, read
from adjudge.settings import RELAY_MODEL, Settings

if TYPE_CHECKING:
    import httpx2
    import openai

    from adjudge.cassettes.chain import Chain

# A server that does not even accept a connection in this time is down.
_CONNECT_SECONDS = 10.0
# Above the most calls that settings allow at once.
_CONNECTIONS = 300
_ONLY_RELAY = "; only the relay knows the model 'relay': name the one that this endpoint serves (--model, ADJUDGE_MODEL)"


@dataclass(frozen=True, slots=True)
class Delivered:
    """A reply, who stood behind it, and what it cost."""

    reply: Reply
    via: str | None
    cost: Decimal | None


class Endpoint:
    """What is called, and how patiently."""

    def __init__(
        self, settings: Settings, *, wait: bool, transport: Any, sleep: Callable[[float], None], budget: Budget | None = None
    ) -> None:
        """Take the settings; nothing is opened before the first call."""
        self._settings, self._wait, self._transport, self._sleep = settings, wait, transport, sleep
        self._lock = threading.Lock()
        self.budget = budget or Budget(settings)

    def deliver(self, chain: "Chain", body: Mapping[str, Any], headers: Mapping[str, str]) -> Delivered:
        """Make one exchange, patiently; every failure comes out as one of ours."""
        import httpx2

        client = self._sdk.with_options(http_client=httpx2.Client(transport=chain, follow_redirects=True))
        return patiently(
            lambda: self._attempt(client, chain, body, headers),
            attempts=self._settings.attempts,
            deadline=self._settings.deadline,
            wait=self._wait,
            sleep=self._sleep,
        )

    def send(self, request: "httpx2.Request") -> "httpx2.Response":
        """Send a request over the network, through the shared pool."""
        with self._lock:
            pool = self._pool
        return pool.send(request, stream=True)

    def close(self) -> None:
        """Close what was opened."""
        with self._lock:
            pool = self.__dict__.pop("_pool", None)
        if pool is not None:
            pool.close()

    @cached_property
    def _pool(self) -> "httpx2.Client":
        # Made only when something is really sent: loading the trust store takes 50 ms, and a replay needs none.
        import httpx2

        return httpx2.Client(transport=self._transport, limits=httpx2.Limits(max_connections=_CONNECTIONS))

    @cached_property
    def _sdk(self) -> "openai.OpenAI":
        import httpx2
        import openai

        key = self._settings.api_key
        seconds = self._settings.timeout
        return openai.OpenAI(
            # The SDK insists on a key; `_headers` takes it out again where there is none.
            api_key=key.get_secret_value() if key else "none",
            base_url=self._settings.url,
            max_retries=0,
            timeout=httpx2.Timeout(seconds, connect=min(seconds, _CONNECT_SECONDS)),
            http_client=httpx2.Client(transport=httpx2.MockTransport(_unused)),
        )

    def _attempt(self, client: "openai.OpenAI", chain: "Chain", body: Mapping[str, Any], headers: Mapping[str, str]) -> Delivered:
        if chain.is_replayed:
            return self._exchange(client, chain, body, headers)
        with self.budget.hold(len(canonical(body))):
            try:
                return self._exchange(client, chain, body, headers, book=self.budget.spend)
            except AdjudgeError:
                chain.forget()
                raise

    def _exchange(self, client: "openai.OpenAI", chain: "Chain", body: Mapping[str, Any], headers: Mapping[str, str], *, book: Callable[[Decimal | None], None] | None = None) -> Delivered:
        response = self._posted(client, body, headers)
        payload = _payload(response)
        # What was counted is paid for, also where the answer turns out to be a refusal.
        model, usage, created = account(payload)
        cost = usage and prices.cost(model or self._settings.model, usage, host=chain.host, at=created)
        if book:
            book(cost)
        return Delivered(read(payload, api=self._settings.api), response.headers.get(VIA), cost)

    def _posted(self, client: "openai.OpenAI", body: Mapping[str, Any], headers: Mapping[str, str]) -> "httpx2.Response":
        import httpx2

        try:
            return client.post(PATHS[self._settings.api], cast_to=httpx2.Response, body=body, options={"headers": self._headers(headers)})
        except Exception as error:  # noqa: BLE001 - every one is mapped
            raise_ours(error, hint=_ONLY_RELAY if self._settings.model == RELAY_MODEL else "")

    def _headers(self, headers: Mapping[str, str]) -> dict[str, Any]:
        import openai

        return dict(headers) if self._settings.api_key else {**headers, "Authorization": openai.Omit()}


def _payload(response: "httpx2.Response") -> Any:
    try:
        return response.json()
    except ValueError as error:
        kind = response.headers.get("content-type", "no content type").partition(";")[0]
        raise AnswerMalformed(f"the endpoint answered with {kind} instead of JSON: is the base URL right?") from error


def _unused(request: Any) -> Any:
    raise AssertionError(f"every exchange goes through a chain, not to {request.url}")
