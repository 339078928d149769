"""A folder of results that an interrupted evaluation goes on from: one record for each check, and what it was made of."""

import json
import re
from pathlib import Path

from pydantic import ValidationError

from adjudge.api import parse_record
from adjudge.cassettes.store import write_atomically
from adjudge.errors import RecordError
from adjudge.model.adjudication import Adjudication
from adjudge.prompting import digest, prompts
from adjudge.settings import Settings
from adjudge.suite.baseline import code
from adjudge.suite.cases import Check


class Results:
    """Finished records by check; one that was made of something else is not taken."""

    def __init__(self, folder: Path | None, settings: Settings, *, fresh: bool = False) -> None:
        """Keep in `folder`, or nowhere; with `fresh` nothing kept is taken."""
        self._folder, self._fresh = folder, fresh
        asked = {"settings": settings.model_dump(mode="json", exclude={"concurrency", "deadline", "timeout", "attempts", "max_cost"}), "code": code(), "prompts": {prompt.name: prompt.digest for prompt in prompts()}}
        self._made_of = digest(json.dumps(asked, sort_keys=True))

    def find(self, check: Check) -> Adjudication | None:
        """Give the record of a check, if it was kept and nothing that it was made of changed since."""
        if self._folder is None or self._fresh or not self._file(check).is_file():
            return None
        try:
            kept = json.loads(self._file(check).read_text(encoding="utf-8"))
            return parse_record(json.dumps(kept["record"])) if kept["made_of"] == self._key(check) else None
        except (OSError, ValueError, KeyError, TypeError, RecordError, ValidationError):
            return None  # Whatever cannot be read is made again.

    def keep(self, check: Check, record: Adjudication) -> None:
        """Keep a finished record."""
        if self._folder is not None:
            text = json.dumps({"made_of": self._key(check), "check": check.id, "record": record.model_dump(mode="json", by_alias=True)}, ensure_ascii=False, indent=1)
            write_atomically(self._file(check), text + "\n")

    def _key(self, check: Check) -> str:
        market, articles = check.materials()
        inputs = [market.model_dump_json(), *(article.model_dump_json(exclude={"source"}) for article in articles), str(check.as_of), check.options().model_dump_json()]
        return digest("\0".join([self._made_of, *inputs]))

    def _file(self, check: Check) -> Path:
        assert self._folder is not None
        # Two names that differ only in what a file name cannot hold stay apart by their digest.
        name = re.sub(r"[^\w.-]+", "-", check.id)[:100]
        return self._folder / "records" / f"{name}-{digest(str(check.folder) + check.id)[:8]}.json"
