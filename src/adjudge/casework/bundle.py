"""A bundle: a case as files that need no store. Written whole, read with limits, as a folder or a ZIP archive."""

import hashlib
import io
import json
import os
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from adjudge.errors import RecordError, StorageError
from adjudge.store.contents import Filed, parsed
from adjudge.store.entry import Entry

SCHEMA = "adjudge.case/1"
MANIFEST, SUMS, RECORD, BRIEF = "case.json", "SHA256SUMS", "record.json", "brief.md"
# A hundred adjudications of twenty long articles stay below both; a bundle that does not is an attack on memory.
MAX_BYTES = 1_000_000_000
MAX_FILES = 20_000
# The earliest time that the format knows: an export of the same case is the same to the byte.
_EPOCH = (1980, 1, 1, 0, 0, 0)

Files = dict[str, bytes]


def manifest(case: str, entries: Sequence[Entry], package: str) -> bytes:
    """Write the list of a case's entries."""
    listed = [{**entry.model_dump(), "file": file_of(entry)} for entry in entries]
    return (
        json.dumps({"schema": SCHEMA, "case": case, "package": package, "entries": listed}, ensure_ascii=False, indent=2) + "\n"
    ).encode()


def expected(entries: Sequence[Entry], documents: Mapping[int, str]) -> Files:
    """Give the files that follow from the entries: each document, the text of each article, the newest record."""
    files: Files = {}
    for entry in entries:
        document = documents[entry.number]
        files[file_of(entry)] = document.encode()
        if entry.kind == "article":
            files[f"articles/{entry.number:04}.txt"] = parsed(Filed, document, f"entry {entry.number}").article.text.encode()
        elif entry.kind == "adjudication":
            # The newest stands last and stays.
            files[RECORD] = document.encode()
    return files


def file_of(entry: Entry) -> str:
    """Name the file of an entry's document."""
    return f"entries/{entry.number:04}-{entry.kind}.json"


def sums(files: Mapping[str, bytes]) -> bytes:
    """Write the digests of all files but the list itself, as `sha256sum -c` reads them."""
    return "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files) if name != SUMS).encode()


def write(files: Mapping[str, bytes], target: Path, name: str) -> None:
    """Write a bundle to a folder that is not there yet, or to a ZIP archive: whole or not at all."""
    try:
        if target.suffix.lower() == ".zip":
            _replace(target, _zipped(files, name))
        else:
            _folder(files, target)
    except OSError as error:
        raise StorageError(f"{str(target)!r} could not be written: {error.strerror or error}") from error


def _folder(files: Mapping[str, bytes], target: Path) -> None:
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise StorageError(f"{str(target)!r} is there already; a bundle is written to a new folder, or to a file that ends in .zip")
    target.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        for name, data in files.items():
            (made / name).parent.mkdir(exist_ok=True)
            (made / name).write_bytes(data)
        made.chmod(0o755)
        os.replace(made, target)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _zipped(files: Mapping[str, bytes], name: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(f"{name}/{path}", _EPOCH)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, files[path])
    return data.getvalue()


def _replace(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
        made = Path(file.name)
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            made.chmod(0o644)
            os.replace(made, target)
        finally:
            made.unlink(missing_ok=True)


def read(path: Path) -> Files:
    """Read a bundle's files by name; raises a `RecordError` where there is none."""
    try:
        files = _from_folder(path) if path.is_dir() else _from_zip(path)
    except OSError as error:
        raise RecordError(f"{str(path)!r} cannot be read: {error.strerror or error}") from error
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise RecordError(f"{str(path)!r} is no bundle: neither a folder nor a whole ZIP archive ({error})") from error
    if MANIFEST not in files:
        raise RecordError(f"{str(path)!r} is no bundle: it holds no {MANIFEST}")
    return files


def _from_folder(folder: Path) -> Files:
    found = sorted(path for path in folder.rglob("*") if not path.is_dir() or path.is_symlink())
    if odd := next((path for path in found if path.is_symlink() or not path.is_file()), None):
        raise RecordError(f"{str(odd)!r} is a link or a device, which no bundle holds")
    _bounded(str(folder), [path.stat().st_size for path in found])
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def _from_zip(path: Path) -> Files:
    with zipfile.ZipFile(path) as archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        _bounded(str(path), [member.file_size for member in members])
        if len({member.filename for member in members}) != len(members):
            raise RecordError(f"{str(path)!r} holds a name twice")
        # What is decompressed never exceeds the stated size: zipfile stops there and then misses its checksum.
        files = {member.filename: archive.read(member) for member in members}
    top = {PurePosixPath(name).parts[0] for name in files}
    within = len(top) == 1 and MANIFEST not in files
    return {name.partition("/")[2] if within else name: data for name, data in files.items()}


def _bounded(name: str, sizes: list[int]) -> None:
    if len(sizes) > MAX_FILES or sum(sizes) > MAX_BYTES:
        raise RecordError(f"{name!r} holds {len(sizes):,} files of {sum(sizes) // 1_000_000:,} MB, which no bundle does")
