"""Prompt files, and how values are put into them without ever being read as instructions to the renderer."""

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

_NAME = re.compile(r"(?P<id>[a-z_]+)\.v(?P<version>\d+)\.md")
_SLOT = re.compile(r"\{\{(\w+)\}\}")


def digest(text: str) -> str:
    """Give the sha256 of a text, in hex."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Prompt:
    """A released prompt file; its digest is over the file as it stands."""

    id: str
    version: int
    digest: str
    returns: str
    slots: tuple[str, ...]
    why: str
    system: str
    user: str

    @property
    def name(self) -> str:
        """`id.vN`."""
        return f"{self.id}.v{self.version}"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A prompt with its slots filled, ready to send."""

    name: str
    digest: str
    system: str
    user: str
    slot_digests: tuple[tuple[str, str], ...]


def folder() -> Traversable:
    """Find the prompts: inside the package when installed, beside `src` in a checkout."""
    packaged = files("adjudge") / "prompts"
    if packaged.is_dir():
        return packaged
    return files("adjudge").joinpath("..", "..", "prompts")


@cache
def prompts() -> tuple[Prompt, ...]:
    """Read every released prompt, oldest version first."""
    found = [parse(entry.name, entry.read_text(encoding="utf-8")) for entry in folder().iterdir() if _NAME.fullmatch(entry.name)]
    return tuple(sorted(found, key=lambda prompt: (prompt.id, prompt.version)))


def newest(prompt_id: str) -> Prompt:
    """Give the newest version of a prompt."""
    return max((prompt for prompt in prompts() if prompt.id == prompt_id), key=lambda prompt: prompt.version)


def parse(file_name: str, text: str) -> Prompt:
    """Read one prompt file; its name and its front matter must agree."""
    match = _NAME.fullmatch(file_name)
    head, _, body = text.removeprefix("+++\n").partition("\n+++\n")
    meta = tomllib.loads(head)
    if not match or (match["id"], int(match["version"])) != (meta["id"], meta["version"]):
        raise ValueError(f"the prompt file {file_name!r} does not carry the id and version of its name")
    _, _, rest = body.partition("## system\n")
    system, _, user = rest.partition("\n## user\n")
    prompt = Prompt(
        meta["id"], meta["version"], digest(text), meta["returns"], tuple(meta["slots"]), meta["why"], system.strip(), user.strip()
    )
    if set(_SLOT.findall(prompt.user)) != set(prompt.slots) or _SLOT.search(prompt.system):
        raise ValueError(f"the slots of {file_name!r} are not those that its front matter names")
    return prompt


def fence(label: str, text: str) -> str:
    """Wrap untrusted text in a tag derived from it, so that no text can close its own fence.

    >>> fence("article", "hello")
    '<article-2cf24dba5fb0a30e>\\nhello\\n</article-2cf24dba5fb0a30e>'
    """
    tag = f"{label}-{digest(text)[:16]}"
    if tag in text:
        raise ValueError(f"the text contains its own fence {tag!r}")
    return f"<{tag}>\n{text}\n</{tag}>"


def render(prompt: Prompt, values: Mapping[str, str]) -> Rendered:
    """Fill the slots in one pass; a value is never scanned for slots."""
    if set(values) != set(prompt.slots):
        raise ValueError(f"{prompt.name} takes the slots {prompt.slots}, not {tuple(values)}")
    user = _SLOT.sub(lambda match: values[match[1]], prompt.user)
    return Rendered(prompt.name, prompt.digest, prompt.system, user, tuple((name, digest(values[name])) for name in prompt.slots))
