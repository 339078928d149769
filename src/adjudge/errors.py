"""Every way adjudge can fail, each with its exit code and whether a retry can help.

AdjudgeError                    1  a bug, if it is ever raised bare
├── UsageError                  2  the command or call was put wrongly
├── InputError                  3  what was given cannot be used
│   ├── MarketError
│   ├── ArticleError
│   ├── RecordError
│   └── StorageError               a file could not be read or written (disk full, permissions)
├── ModelError                  4  the model gave nothing usable; never a verdict
│   ├── ModelUnavailable           connection, timeout, 5xx (retry helps)
│   │   └── RateLimited            429 that passes (retry helps)
│   ├── QuotaExhausted             429 that does not pass
│   ├── NotAuthorised              no key, a wrong key, no permission
│   ├── RequestRejected            other 4xx: unknown model, context length, bad parameter
│   ├── ModelRefused
│   ├── AnswerFiltered
│   ├── AnswerTruncated
│   ├── AnswerMalformed            empty, not JSON, or off the schema after the re-ask
│   ├── AnswerPending              parked at the relay (running again helps)
│   ├── NoRecording
│   └── OverBudget
└── CheckFailed                 5  `verify` or `regress` found something
"""

from typing import ClassVar


class AdjudgeError(Exception):
    """Anything adjudge raises on purpose; its text is one sentence for a person."""

    exit_code: ClassVar[int] = 1
    retryable: ClassVar[bool] = False


class UsageError(AdjudgeError):
    """The command line or the call contradicts itself or lacks something."""

    exit_code = 2


class InputError(AdjudgeError):
    """A market, article or record cannot be used, and the message says which and why."""

    exit_code = 3


class MarketError(InputError):
    """The market cannot be read or has no question that can be decided."""


class ArticleError(InputError):
    """The article has no usable text, is too large, or is not a text at all."""


class RecordError(InputError):
    """A saved record is not one, or is of a schema that this version does not know."""


class StorageError(InputError):
    """A file could not be read or written; nothing is left half-written."""


class ModelError(AdjudgeError):
    """No usable answer came from the model, so there is no verdict."""

    exit_code = 4


class ModelUnavailable(ModelError):
    """The endpoint could not be reached, timed out, or failed on its side."""

    retryable = True


class RateLimited(ModelUnavailable):
    """The endpoint asked to slow down."""


class QuotaExhausted(ModelError):
    """The account has no quota left; waiting does not help."""


class NotAuthorised(ModelError):
    """The key is missing, wrong, or not allowed to do this."""


class RequestRejected(ModelError):
    """The endpoint does not accept this request as it stands."""


class ModelRefused(ModelError):
    """The model declined to answer."""


class AnswerFiltered(ModelError):
    """A content filter withheld the answer."""


class AnswerTruncated(ModelError):
    """The answer was cut at the output limit."""


class AnswerMalformed(ModelError):
    """The answer is empty, not JSON, or does not fit the schema."""


class AnswerPending(ModelError):
    """The relay holds the request until somebody answers it; run again then."""

    retryable = True


class NoRecording(ModelError):
    """Replay was asked for and this request was never recorded; the message names what changed."""


class OverBudget(ModelError):
    """The next call could exceed the budget that was set."""


class CheckFailed(AdjudgeError):
    """Something that should hold does not."""

    exit_code = 5
