"""What makes two requests the same: the API path, the canonical body and the sample index; never the host or a header."""

import hashlib
import json

_PATHS = ("chat/completions", "responses")


def canonical(value: object) -> str:
    """Write a JSON value so that equal values give equal text.

    >>> canonical({"b": 1, "a": ["é"]})
    '{"a":["é"],"b":1}'
    """
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest(value: object) -> str:
    """Give the sha256 of a JSON value, in hex."""
    return hashlib.sha256(canonical(value).encode("utf-8", "surrogatepass")).hexdigest()


def fingerprint(path: str, body: object, sample: int) -> str:
    """Give the sha256 that names a request, whichever server it is sent to."""
    return digest([api_path(path), body, sample])


def api_path(path: str) -> str:
    """Take the part of a path that the API sets, leaving out where the server mounts it.

    >>> api_path("/v1/chat/completions")
    'chat/completions'
    """
    bare = path.strip("/")
    return next((known for known in _PATHS if bare.endswith(known)), bare)
