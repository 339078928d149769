"""Where an answer came from, in the recording itself."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from adjudge.cassettes.fingerprint import digest
from adjudge.model.base import iso

SAMPLE, PROMPT, VIA = "x-adjudge-sample", "x-adjudge-prompt", "x-adjudge-via"
# All that a recording keeps of either side's headers.
HEADERS = frozenset({"content-type", "openai-version", SAMPLE, PROMPT, VIA})
RELAY = "relay"
# A reader who is a person says so in the name that the relay was started with.
_PERSON = "person"


def provenance(described: Mapping[str, Any], *, host: str, requests: Sequence[Any], responses: Sequence[Any], now: datetime) -> dict[str, Any]:
    """Give the metadata block of a finished chain."""
    first = responses[0]
    answered = json.loads(first["body"]["string"]).get("model")
    facts = {**described, "endpoint": host, "model_answered": answered, "recorded_at": iso(now.replace(microsecond=0))}
    if first["headers"].get(VIA) == [RELAY]:
        facts |= {"via": RELAY, "provenance": sentence(str(answered))}
    return {**facts, "exchange_digest": exchange_digest([(json.loads(r.body), json.loads(a["body"]["string"])) for r, a in zip(requests, responses, strict=True)])}


def sentence(answered: str) -> str:
    """Say in words who stood behind the relay.

    >>> sentence("relay:person-ana")
    'A person answered this through the relay; it did not come from a model provider.'
    """
    reader = answered.partition(":")[2]
    who = "A person" if reader.startswith(_PERSON) else "A language model"
    return f"{who} answered this through the relay; it did not come from a model provider."


def exchange_digest(bodies: Sequence[tuple[object, object]]) -> str:
    """Digest what was asked and answered, so that an answer edited by hand shows."""
    return digest([list(pair) for pair in bodies])
