"""Whether a bundle still is what was exported: its digests, its chain, its texts and every record in it. Needs no store."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from adjudge.casework import bundle
from adjudge.casework.pages import brief_text
from adjudge.errors import AdjudgeError
from adjudge.model.adjudication import Adjudication
from adjudge.model.base import Frozen
from adjudge.model.market import Market
from adjudge.pipeline.record import package_version
from adjudge.pipeline.verifying import Verification, verify
from adjudge.store.contents import Filed, parsed
from adjudge.store.entry import Entry, broken


class Listed(Entry):
    """An entry, and the file that holds its document."""

    file: str


class Manifest(Frozen):
    """What a bundle says that it holds."""

    schema_: Literal["adjudge.case/1"] = Field(alias="schema")
    case: str
    package: str
    entries: tuple[Listed, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle that was read: its case, entries and documents."""

    case: str
    package: str
    entries: tuple[Entry, ...]
    documents: Mapping[int, str]


def verify_bundle(path: str | Path) -> Verification:
    """Check a bundle, a folder or a ZIP archive, offline; raises a `RecordError` where it is no bundle at all."""
    return checked(Path(path))[1]


def checked(path: Path) -> tuple[Bundle | None, Verification]:
    """Read a bundle and check it; no bundle is given where it cannot be made sense of."""
    files = bundle.read(path)
    problems = [*_digests(files)]
    try:
        read = _bundle(files)
        problems += _chain(read, files)
        same_brief = files.get(bundle.BRIEF) == brief_text(read.case, read.entries, read.documents).encode()
        found = [*_records(read)]
    except (AdjudgeError, ValueError) as error:
        return None, Verification((*problems, f"the bundle cannot be read through: {error}"), ())
    problems += [problem for _, one in found for problem in one.problems]
    notes = [*_notes(read, found)]
    if not same_brief and read.package == package_version():
        problems.append(f"{bundle.BRIEF}: it is not what the entries of the case say")
    elif not same_brief:
        # Another version may lay a brief out differently without anything being wrong with it.
        notes.append(f"{bundle.BRIEF}: this version writes another than {read.package} did; the records themselves were verified")
    return read, Verification(tuple(problems), tuple(notes))


def _digests(files: Mapping[str, bytes]) -> Iterator[str]:
    """Compare every file with the digest that the bundle names for it."""
    stated = dict(
        reversed(line.split("  ", 1)) for line in files.get(bundle.SUMS, b"").decode("utf-8", "replace").splitlines() if "  " in line
    )
    actual = dict(reversed(line.split("  ", 1)) for line in bundle.sums(files).decode().splitlines())
    yield from (
        f"{name}: its bytes are not those that {bundle.SUMS} names" for name in actual if name in stated and stated[name] != actual[name]
    )
    yield from (f"{name}: it is not among the files that {bundle.SUMS} names" for name in actual if name not in stated)
    yield from (f"{name}: it is missing" for name in stated if name not in actual)
    if stated == actual and files.get(bundle.SUMS) != bundle.sums(files):
        yield f"{bundle.SUMS}: it is not written as it was exported"


def _bundle(files: Mapping[str, bytes]) -> Bundle:
    try:
        listed = Manifest.model_validate_json(files[bundle.MANIFEST])
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise ValueError(f"{bundle.MANIFEST}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from None
    if missing := [entry.file for entry in listed.entries if entry.file not in files]:
        raise ValueError(f"{missing[0]} is missing")
    documents = {entry.number: files[entry.file].decode() for entry in listed.entries}
    entries = tuple(Entry(**entry.model_dump(exclude={"file"})) for entry in listed.entries)
    return Bundle(listed.case, listed.package, entries, documents)


def _chain(read: Bundle, files: Mapping[str, bytes]) -> Iterator[str]:
    yield from broken(read.entries, read.documents)
    yield from (
        f"entry {entry.number} belongs to the case {entry.case!r}, not to {read.case!r}"
        for entry in read.entries
        if entry.case != read.case
    )
    expected = bundle.expected(read.entries, read.documents)
    yield from (f"{name}: it is not what the entries of the case say" for name, data in expected.items() if files.get(name) != data)
    known = {*expected, bundle.MANIFEST, bundle.BRIEF, bundle.SUMS}
    yield from (f"{name}: no entry of the case tells of it" for name in files if name not in known)


def _records(read: Bundle) -> Iterator[tuple[Entry, Verification]]:
    """Verify every record of the case, and that it was made from what the case held by then."""
    markets: list[Market] = []
    texts: set[str] = set()
    for entry in read.entries:
        document, name = read.documents[entry.number], f"entry {entry.number}"
        if entry.kind == "market":
            markets.append(parsed(Market, document, name))
        elif entry.kind == "article":
            texts.add(parsed(Filed, document, name).article.sha256)
        elif entry.kind == "adjudication":
            record = parsed(Adjudication, document, name)
            found = verify(record)
            problems = [*found.problems, *_made_of(record, markets, texts)]
            yield entry, Verification(tuple(f"{name} (adjudication): {problem}" for problem in problems), found.notes)


def _made_of(record: Adjudication, markets: Sequence[Market], texts: set[str]) -> Iterator[str]:
    if record.market not in markets:
        yield "it judges a market that was not on the case by then"
    yield from (f"{article.id} was not on the case by then" for article in record.articles if article.sha256 not in texts)


def _notes(read: Bundle, found: Sequence[tuple[Entry, Verification]]) -> Iterator[str]:
    yield f"case {read.case}: {len(read.entries)} entries in one chain, whose last hash is {read.entries[-1].hash}"
    yield f"{len(found)} {'record was' if len(found) == 1 else 'records were'} verified; exported by {read.package}"
    if found:
        yield from found[-1][1].notes
    yield "not checked here: whether the whole bundle was made anew; the store knows the last hash if this is its case (audit verify --head)"
