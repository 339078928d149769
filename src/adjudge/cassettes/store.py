"""Recordings on disk: read whole, written whole or not at all."""

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from adjudge.cassettes import form
from adjudge.errors import StorageError


def write_atomically(path: Path, text: str) -> None:
    """Put a text in a file so that a reader sees the old file or the new one, and a failure leaves the old one."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except OSError as error:
        raise StorageError(f"{str(path)!r} could not be written: {error.strerror or error}") from error
    finally:
        _remove(temporary)


def read(path: Path) -> dict[str, Any]:
    """Read a recording as it stands in its file, bodies parsed and unfolded."""
    try:
        recording = json.loads(path.read_text(encoding="utf-8"))
        recording["interactions"], recording["metadata"]
    except OSError as error:
        raise StorageError(f"the recording {str(path)!r} could not be read: {error.strerror or error}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise StorageError(f"{str(path)!r} is not a recording") from error
    return recording


class Files:
    """The persister that vcrpy loads from and saves through."""

    @staticmethod
    def load_cassette(cassette_path: Path, serializer: Any) -> tuple[Any, ...]:
        """Give requests, responses and metadata."""
        from vcr.persisters.filesystem import CassetteNotFoundError
        from vcr.serialize import deserialize

        try:
            return deserialize(Path(cassette_path).read_text(encoding="utf-8"), serializer)
        except FileNotFoundError as error:
            raise CassetteNotFoundError(str(cassette_path)) from error
        except OSError as error:
            raise StorageError(f"the recording {str(cassette_path)!r} could not be read: {error.strerror or error}") from error
        except (ValueError, KeyError, TypeError) as error:
            raise StorageError(f"{str(cassette_path)!r} is not a recording") from error

    @staticmethod
    def save_cassette(cassette_path: Path, cassette_dict: dict[str, Any], serializer: Any) -> None:
        """Write the cassette atomically."""
        from vcr.serialize import serialize

        write_atomically(Path(cassette_path), serialize(cassette_dict, serializer))


def _remove(path: Path) -> None:
    # The temporary file is not the recording, and the error that matters is already on its way.
    with suppress(OSError):
        path.unlink(missing_ok=True)


SERIALIZER = form
