"""Every exception of the libraries below, as one of ours; and how long the endpoint asked to wait."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, NoReturn

from adjudge.errors import (
    AdjudgeError,
    AnswerFiltered,
    AnswerMalformed,
    AnswerPending,
    AnswerTruncated,
    ModelError,
    ModelUnavailable,
    NotAuthorised,
    OverBudget,
    QuotaExhausted,
    RateLimited,
    RequestRejected,
)

PENDING = "x-adjudge-pending"
_SHOWN = 300
_AGAIN = re.compile(r"try again in ((?:\d+h)?(?:\d+m(?!s))?(?:\d+(?:\.\d+)?s)?(?:\d+(?:\.\d+)?ms)?)", re.IGNORECASE)
_SPAN = re.compile(r"(\d+(?:\.\d+)?)(ms|h|m|s)")
# Endpoints repeat a wrong key in their message, mostly masked.
_KEYLIKE = re.compile(r"\bsk-[\w*-]+")
_SECONDS = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001}
_QUOTA = frozenset({"insufficient_quota", "billing_hard_limit_reached", "billing_not_active"})
_BUG = AdjudgeError

# By library and name, so that nothing is imported to look one up. A test walks the libraries and fails on a name that is missing.
# `None` is decided by what the exception carries: a response, or the error behind it.
FOREIGN: dict[str, type[AdjudgeError] | None] = {
    "openai.APIError": ModelUnavailable,
    "openai.APIConnectionError": ModelUnavailable,
    "openai.APITimeoutError": ModelUnavailable,
    "openai.APIStatusError": None,
    "openai.AuthenticationError": None,
    "openai.BadRequestError": None,
    "openai.ConflictError": None,
    "openai.InternalServerError": None,
    "openai.NotFoundError": None,
    "openai.OAuthError": None,
    "openai.PermissionDeniedError": None,
    "openai.RateLimitError": None,
    "openai.UnprocessableEntityError": None,
    "openai.APIResponseValidationError": AnswerMalformed,
    "openai.ContentFilterFinishReasonError": AnswerFiltered,
    "openai.LengthFinishReasonError": AnswerTruncated,
    "openai.MutuallyExclusiveAuthError": NotAuthorised,
    "openai.SubjectTokenProviderError": NotAuthorised,
    # Features that adjudge does not use: seeing one of these is a bug here.
    "openai.APIRemovedInV1": _BUG,
    "openai.InvalidWebhookSignatureError": _BUG,
    "openai.MissingDependencyError": _BUG,
    "openai.MissingStreamClassError": _BUG,
    "openai.OpenAIError": _BUG,
    "openai.StreamAlreadyConsumed": _BUG,
    "openai.WebSocketConnectionClosedError": _BUG,
    "openai.WebSocketQueueFullError": _BUG,
    "openai._AmbiguousModuleClientUsageError": _BUG,
    "instructor.InstructorRetryException": None,
    "instructor.AsyncValidationError": AnswerMalformed,
    "instructor.IncompleteOutputException": AnswerTruncated,
    "instructor.ResponseParsingError": AnswerMalformed,
    "instructor.ValidationError": AnswerMalformed,
    "instructor.TokenBudgetError": OverBudget,
    "instructor.TokenBudgetExceeded": OverBudget,
    "instructor.TokenUsageUnavailableError": OverBudget,
    "instructor.ClientError": _BUG,
    "instructor.ConfigurationError": _BUG,
    "instructor.InstructorError": _BUG,
    "instructor.ModeError": _BUG,
    "instructor.MultimodalError": _BUG,
    "instructor.ProviderError": _BUG,
    "instructor.RegistryError": _BUG,
    "instructor.RemoteFetchError": _BUG,
    "instructor.ValidationContextError": _BUG,
}


def ours(error: BaseException) -> AdjudgeError:
    """Give our error for a foreign one; one of ours somewhere in its causes wins."""
    if (inner := _within(error)) is not None:
        return inner
    if (response := getattr(error, "response", None)) is not None and hasattr(response, "headers"):
        return from_response(response.status_code, response.headers, getattr(error, "body", None))
    kind = _kind(error)
    if kind is None and error.__cause__ is not None:
        return ours(error.__cause__)
    return (kind or _BUG)(_said(error, kind))


def raise_ours(error: BaseException, *, hint: str = "") -> NoReturn:
    """Raise our error for a foreign one, with the foreign one as its cause; a hint is for requests that were rejected."""
    mapped = ours(error)
    if hint and isinstance(mapped, RequestRejected):
        mapped = RequestRejected(f"{mapped}{hint}")
    raise mapped from (None if mapped is _within(error) else error)


def from_response(status: int, headers: Mapping[str, str], body: Any) -> ModelError:
    """Give the error for a status, with the wait that the endpoint asked for."""
    if headers.get(PENDING):
        return _pending(body)
    error = from_body(body, status=status)
    error.retry_after = asked_wait(headers, _message(body))  # type: ignore[attr-defined]
    if headers.get("x-should-retry") == "false":
        error.retryable = False  # type: ignore[misc]
    return error


def from_body(body: Any, *, status: int) -> ModelError:
    """Give the error for what the body says; the code outranks the status, which proxies change."""
    code, message = _field(body, "code") or _field(body, "type"), _message(body) or f"status {status}"
    if code in _QUOTA or _field(body, "type") in _QUOTA:
        return QuotaExhausted(f"the account has no quota left: {message}")
    if code == "rate_limit_exceeded" or status == 429:
        return RateLimited(f"the endpoint asked to slow down: {message}")
    if code == "server_error" or status >= 500 or status in (408, 409):
        return ModelUnavailable(f"the endpoint failed ({status}): {message}")
    if status in (401, 403):
        return NotAuthorised(f"the endpoint did not accept the key ({status}): {message}")
    return RequestRejected(f"the endpoint rejected the request ({status}): {message}")


def asked_wait(headers: Mapping[str, str], message: str = "", *, now: datetime | None = None) -> float | None:
    """Give the seconds that the endpoint asked to wait, from its headers or, failing these, its words.

    >>> round(asked_wait({}, "Please try again in 1m9.6s."), 1)
    69.6
    """
    if (milliseconds := _number(headers.get("retry-after-ms"))) is not None:
        return milliseconds / 1000
    told = headers.get("retry-after")
    if (seconds := _number(told)) is not None:
        return seconds
    if told and (moment := _date(told)) is not None:
        return max(0.0, (moment - (now or datetime.now(UTC))).total_seconds())
    found = _AGAIN.search(message)
    return sum(float(amount) * _SECONDS[unit] for amount, unit in _SPAN.findall(found[1])) if found and found[1] else None


def _within(error: BaseException | None) -> AdjudgeError | None:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        if isinstance(error, AdjudgeError):
            return error
        seen.add(id(error))
        error = error.__cause__ or error.__context__
    return None


def _kind(error: BaseException) -> type[AdjudgeError] | None:
    for base in type(error).__mro__:
        name = f"{base.__module__.partition('.')[0]}.{base.__name__}"
        if name in FOREIGN:
            return FOREIGN[name]
    return _BUG


def _said(error: BaseException, kind: type[AdjudgeError] | None) -> str:
    sentences: dict[type[AdjudgeError] | None, Callable[[], str]] = {
        ModelUnavailable: lambda: f"the endpoint could not be reached: {_reason(error)}",
        AnswerFiltered: lambda: "a content filter withheld the answer",
        AnswerTruncated: lambda: "the answer was cut at the output limit",
    }
    return sentences.get(kind, lambda: f"{type(error).__name__}: {str(error)[:_SHOWN]}")()


def _reason(error: BaseException) -> str:
    cause = error.__cause__
    return f"{str(error).rstrip('.')} ({cause})" if cause and str(cause) else str(error).rstrip(".")


def _pending(body: Any) -> AnswerPending:
    error = AnswerPending(_message(body) or "the relay holds this request until somebody answers it")
    error.folder = _field(body, "param")  # type: ignore[attr-defined]
    return error


def _error_part(body: Any) -> Any:
    return body["error"] if isinstance(body, dict) and isinstance(body.get("error"), dict) else body


def _field(body: Any, name: str) -> str | None:
    part = _error_part(body)
    return str(part[name]) if isinstance(part, dict) and part.get(name) else None


def _message(body: Any) -> str:
    part = _error_part(body)
    text = part if isinstance(part, str) else _field(part, "message") or ""
    return _KEYLIKE.sub("sk-...", " ".join(text.split()))[:_SHOWN]


def _number(text: str | None) -> float | None:
    try:
        return max(0.0, float(text)) if text else None
    except ValueError:
        return None


def _date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
