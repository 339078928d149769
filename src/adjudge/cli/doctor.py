"""`adjudge doctor`: what is configured and what would be called, without a secret."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from adjudge.cli.output import emit
from adjudge.errors import AdjudgeError
from adjudge.reports.terminal import clean

if TYPE_CHECKING:
    from adjudge.settings import Settings


def doctor() -> None:
    """Say what is configured and what would be called."""
    from adjudge.settings import load

    settings = load()
    facts = [*_installation(), *_configuration(settings), *_limits(settings), *_material()]
    emit("".join(f"{name:<12} {clean(value, keep_newlines=False)}\n" for name, value in facts))


def _installation() -> Iterator[tuple[str, str]]:
    import platform
    from importlib.metadata import version

    yield "adjudge", f"{version('adjudge')} on Python {platform.python_version()}"
    packages = ("openai", "instructor", "pydantic", "tenacity", "typer", "vcrpy", "tzdata")
    yield "packages", ", ".join(f"{name} {version(name)}" for name in packages)


def _configuration(settings: "Settings") -> Iterator[tuple[str, str]]:
    from adjudge.settings import config_path

    path = config_path()
    yield "config", f"{path} ({'read' if path.is_file() else 'not there'})"
    yield "key", "OPENAI_API_KEY is set" if settings.api_key else "none (OPENAI_API_KEY is not set)"
    yield "model", settings.model
    yield "calls", _called(settings)


def _called(settings: "Settings") -> str:
    if not settings.can_call:
        return "nothing: with neither a key nor a base URL, check replays the recordings that ship"
    endpoint = "responses" if settings.api == "responses" else "chat/completions"
    return f"POST {settings.url}/{endpoint}, {'with' if settings.api_key else 'without'} a key"


def _limits(settings: "Settings") -> Iterator[tuple[str, str]]:
    budget = f"{settings.max_cost} USD at most" if settings.max_cost else "no budget set"
    yield "limits", f"{settings.timeout:g} s an attempt, {settings.attempts} attempts, {settings.deadline:g} s a call, {settings.lanes} at once, {budget}"


def _material() -> Iterator[tuple[str, str]]:
    from adjudge.cassettes import answers, recordings_in, shipped
    from adjudge.prompting import prompts
    from adjudge.settings import load

    yield "prompts", ", ".join(f"{prompt.name} ({prompt.digest[:12]})" for prompt in prompts()) or "none"
    yield "recordings", f"{len(recordings_in(shipped()))} in {shipped()}"
    yield "answers", f"kept in {answers(load().url)}"
    yield "time zones", _time_zones()


def _time_zones() -> str:
    from importlib.metadata import version
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo("America/New_York")
    except (ZoneInfoNotFoundError, OSError) as error:
        raise AdjudgeError(f"the time zone database cannot be read: {error}") from error
    return f"tzdata {version('tzdata')}"
