"""What the user set: file, then environment, then flags. A key comes from the environment only and is never shown."""

import os
import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, ValidationError

from adjudge.errors import UsageError
from adjudge.model.base import Frozen

OPENAI = "https://api.openai.com/v1"
RELAY_MODEL = "relay"
# The newest general model whose price the shipped table knows under its plain name.
DEFAULT_MODEL = "gpt-5.4"
# A parked request costs nothing while it waits, and only what is parked can be answered.
RELAY_LANES = 64
LANES = 8

_ENVIRONMENT = {
    "model": "ADJUDGE_MODEL",
    "base_url": "OPENAI_BASE_URL",
    "api": "ADJUDGE_API",
    "timeout": "ADJUDGE_TIMEOUT",
    "concurrency": "ADJUDGE_CONCURRENCY",
    "max_cost": "ADJUDGE_MAX_COST",
    "temperature": "ADJUDGE_TEMPERATURE",
    "seed": "ADJUDGE_SEED",
    "reasoning_effort": "ADJUDGE_REASONING_EFFORT",
    "max_output_tokens": "ADJUDGE_MAX_OUTPUT_TOKENS",
}
_KEY = "OPENAI_API_KEY"
_SECRET_NAME = re.compile(r"(api_?key|secret|password|bearer|authori[sz]ation|(?<!output_)token(?!s)|credential)", re.IGNORECASE)
_SECRET_VALUE = re.compile(r"^\s*(sk-|Bearer\s)", re.IGNORECASE)


def _plain_url(url: str) -> str:
    parts = urlsplit(url.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("must be an http or https address")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ValueError("must carry no user, password or query: a key belongs in OPENAI_API_KEY")
    return url.strip().rstrip("/")


def _sendable(key: SecretStr) -> SecretStr:
    plain = key.get_secret_value()
    if not plain.isascii() or not plain.isprintable() or " " in plain:
        raise ValueError(f"{_KEY} holds characters that no key has")
    return key


class Settings(Frozen):
    """Everything that shapes a call to a model; what is None is not sent."""

    model: str = Field(default=RELAY_MODEL, min_length=1)
    base_url: Annotated[str, AfterValidator(_plain_url)] | None = None
    api_key: Annotated[SecretStr, AfterValidator(_sendable)] | None = Field(default=None, repr=False, exclude=True)
    api: Literal["chat", "responses"] = "chat"
    timeout: float = Field(default=300, gt=0)
    """Seconds for one attempt; reasoning models take minutes."""
    deadline: float = Field(default=900, gt=0)
    """Seconds for one call with all its attempts and waits."""
    attempts: int = Field(default=6, ge=1)
    concurrency: int | None = Field(default=None, ge=1, le=256)
    max_cost: Decimal | None = Field(default=None, gt=0)
    """US dollars for one connection."""
    temperature: float | None = Field(default=None, ge=0, le=2)
    seed: int | None = None
    reasoning_effort: Literal["none", "minimal", "low", "medium", "high", "xhigh"] | None = None
    max_output_tokens: int | None = Field(default=None, ge=1)

    @property
    def url(self) -> str:
        """The address that would be called."""
        return self.base_url or OPENAI

    @property
    def host(self) -> str:
        """The host that would be called, which is all of the address that is ever recorded."""
        return urlsplit(self.url).hostname or ""

    @property
    def can_call(self) -> bool:
        """Whether there is anything to call: a key, or an address that needs none."""
        return self.api_key is not None or self.base_url is not None

    @property
    def lanes(self) -> int:
        """How many calls may be under way at once."""
        return self.concurrency or (RELAY_LANES if self.model == RELAY_MODEL else LANES)


def load(flags: Mapping[str, object] | None = None, *, environ: Mapping[str, str] | None = None, config: Path | None = None) -> Settings:
    """Give the settings in force; a flag that is None was not given."""
    environ = os.environ if environ is None else environ
    values = _from_file(config or config_path(environ))
    values |= {name: environ[variable] for name, variable in _ENVIRONMENT.items() if environ.get(variable, "").strip()}
    values |= {name: value for name, value in (flags or {}).items() if value is not None}
    if key := environ.get(_KEY, "").strip():
        values["api_key"] = key
    values.setdefault("model", DEFAULT_MODEL if "api_key" in values else RELAY_MODEL)
    return _built(values)


def config_path(environ: Mapping[str, str] | None = None) -> Path:
    """Find where the configuration file would stand."""
    environ = os.environ if environ is None else environ
    return Path(environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "adjudge" / "config.toml"


def _from_file(path: Path) -> dict[str, object]:
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"the configuration {str(path)!r} cannot be read: {error}") from error
    for name, value in values.items():
        if _SECRET_NAME.search(name) or _SECRET_VALUE.match(str(value)):
            raise UsageError(f"{name!r} in {str(path)!r} looks like a secret: put the key in the environment variable {_KEY} and take it out of the file")
        if name not in _ENVIRONMENT and name not in ("deadline", "attempts"):
            raise UsageError(f"{name!r} in {str(path)!r} is not a setting; there are {', '.join(_ENVIRONMENT)}, deadline and attempts")
    return values


def _built(values: Mapping[str, object]) -> Settings:
    try:
        return Settings(**values)
    except ValidationError as error:
        # The value is left out of the message: it could be a key in the wrong place.
        said = "; ".join(f"{'.'.join(str(part) for part in entry['loc'])}: {entry['msg']}" for entry in error.errors(include_url=False, include_input=False))
        raise UsageError(f"the settings do not hold: {said}") from None
