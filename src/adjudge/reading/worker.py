"""The child process: parses one document after another under limits, and talks only to its parent.

A request is a JSON line and then the document's bytes; a reply is a JSON line. Nothing else leaves the process.
"""

import json
import os
import sys
from typing import Any, BinaryIO

from adjudge.errors import ArticleError
from adjudge.reading.limits import CPU_SECONDS, grant_cpu, limit_process
from adjudge.reading.parsed import Parsed


def serve() -> None:
    """Answer requests until the parent closes the pipe."""
    requests, replies = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    # Whatever a library prints must not get into a reply.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    limit_process()
    while line := requests.readline():
        header = json.loads(line)
        data = _exactly(requests, header["size"])
        grant_cpu(CPU_SECONDS)
        reply = _answer(header, data)
        replies.write(json.dumps(reply).encode("ascii") + b"\n")
        replies.flush()
        if reply.get("spent"):
            return


def _exactly(stream: BinaryIO, size: int) -> bytes:
    data = stream.read(size)
    if len(data) != size:
        raise SystemExit(0)  # the parent is gone
    return data


def _answer(header: dict[str, Any], data: bytes) -> dict[str, Any]:
    try:
        return {"parsed": parse(header, data).as_json()}
    except ArticleError as known:
        return {"raise": str(known)}
    except MemoryError:
        return {"error": "needs more memory than adjudge gives to one document", "spent": True}
    except RecursionError:
        return {"error": "is nested too deeply to be parsed", "spent": True}
    except Exception as unknown:  # noqa: BLE001 - whatever a parser raises on a hostile file, the file cannot be read
        return {"error": f"cannot be parsed ({type(unknown).__name__})", "spent": True}


def parse(header: dict[str, Any], data: bytes) -> Parsed:
    """Parse a document of the named kind."""
    if header["kind"] == "pdf":
        from adjudge.reading.pdf import parse_pdf

        return parse_pdf(data)
    if header["kind"] == "mail":
        from adjudge.reading.mail import parse_mail

        return parse_mail(data, name=header["name"])
    from adjudge.reading.html import parse_html

    return parse_html(data, charset=header["charset"], url=header["url"], name=header["name"])


if __name__ == "__main__":
    serve()
