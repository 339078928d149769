"""The conversation of `adjudge ask`: a line editor with history and commands; Ctrl-C cancels an answer and not the session."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from adjudge.cli.output import emit, has_color, say, width
from adjudge.errors import AdjudgeError, UsageError

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession

    from adjudge.asking import Session
    from adjudge.cli.ask import Desk
    from adjudge.reports.parts import Brief

HELP = {
    "/why": "why the verdict is what it is",
    "/quotes": "the quotes of the last answer, or those of the record",
    "/criterion": "/criterion C2: one criterion, its words, its state, the claims on either side",
    "/against": "what speaks for another outcome",
    "/add": "/add FILE|URL: judge again with a further article (on a case, it is filed there)",
    "/as-of": "/as-of TIME: look at the same material as of another moment",
    "/what-if": '/what-if "FACT" [QUESTION]: suppose something for one answer; it is marked, and never evidence',
    "/export": "/export md [FILE]: the conversation as Markdown",
    "/undo": "take back the last step; what was stored on a case stays there",
    "/help": "this list",
    "/quit": "leave (also Ctrl-D)",
}
Step = Callable[["Desk", "Session", str], "Session"]


def converse(desk: "Desk", session: "Session", read: Callable[[], str] | None = None) -> "Session":
    """Read lines until the end; give the session as it then is."""
    say(f"adjudge: {session.record.market.question}")
    say("adjudge: ask, or /help; Alt-Enter makes a new line, Ctrl-D leaves")
    read = read or editor().prompt
    while True:
        try:
            line = read().strip()
        except EOFError:
            return session
        except KeyboardInterrupt:
            continue
        if line in ("/quit", "/exit"):
            return session
        if line:
            session = step(desk, session, line)


def step(desk: "Desk", session: "Session", line: str) -> "Session":
    """Do what one line says; a failure or Ctrl-C leaves the session as it was."""
    try:
        if line.startswith("/"):
            name, _, rest = line.partition(" ")
            return _command(name)(desk, session, rest.strip())
        return _told(desk.answered(session, line))
    except KeyboardInterrupt:
        say("adjudge: cancelled; the conversation goes on")
    except AdjudgeError as error:
        say(f"adjudge: {error}")
    return session


def _told(session: "Session") -> "Session":
    from adjudge.asking.page import parts

    for part in parts(session.turns[-1], width=width(), color=has_color()):
        emit(part)
    return session


def _command(name: str) -> Step:
    found = _COMMANDS.get(name)
    if found is None:
        raise UsageError(f"there is no {name[:40]!r}; /help lists what there is")
    return found


def _help(desk: "Desk", session: "Session", rest: str) -> "Session":
    emit("".join(f"{name:<12}{says}\n" for name, says in HELP.items()))
    return session


def _shown(name: str) -> Step:
    """Make a command of something that is shown without asking."""

    def show(desk: "Desk", session: "Session", rest: str) -> "Session":
        from adjudge.asking import commands

        takes: Any = getattr(commands, name)
        _print(takes(session, rest) if name == "criterion" else takes(session))
        return session

    return show


def _print(page: "Brief") -> None:
    from adjudge.reports.layout import text_of

    emit(text_of(page, width=width(), color=has_color()))


def _add(desk: "Desk", session: "Session", rest: str) -> "Session":
    if not rest:
        raise UsageError("/add needs a file or an address")
    return _moved(session, desk.added(session, rest.strip("\"'")))


def _as_of(desk: "Desk", session: "Session", rest: str) -> "Session":
    if not rest:
        raise UsageError("/as-of needs a moment with its zone, such as 2025-12-01T12:00Z")
    return _moved(session, desk.as_of(session, rest))


def _moved(before: "Session", after: "Session") -> "Session":
    """Tell what the new record says, and what it left out."""
    from adjudge.reports.words import instant, verdict_words

    was, now = verdict_words(before.record.verdict), verdict_words(after.record.verdict)
    change = f"{was} before, {now} now" if was != now else f"{now}, as before"
    emit(f"Checked again as of {instant(after.record.as_of)}: {change}.\n")
    for left in after.record.left_out:
        say(f"adjudge: left out: {left.what}: {left.why}")
    return after


def _what_if(desk: "Desk", session: "Session", rest: str) -> "Session":
    from adjudge.asking.session import WHAT_FOLLOWS

    fact, question = _quoted(rest)
    if not fact:
        raise UsageError('/what-if needs a fact in quotation marks: /what-if "the two spoke on November 12"')
    emit(f"Supposed, and no evidence: {' '.join(fact.split())}\n")
    return _told(desk.answered(session, question or WHAT_FOLLOWS, fact))


def _quoted(text: str) -> tuple[str, str]:
    """Split a fact in quotation marks from the question after it.

    >>> _quoted('"they met" Would it count?'), _quoted("they met")
    (('they met', 'Would it count?'), ('they met', ''))
    """
    for opening, closing in (('"', '"'), ("\u201c", "\u201d"), ("'", "'")):
        if text.startswith(opening) and closing in text[1:]:
            fact, _, rest = text[1:].partition(closing)
            return fact.strip(), rest.strip()
    return text.strip(), ""


def _export(desk: "Desk", session: "Session", rest: str) -> "Session":
    from adjudge.asking.page import conversation

    form, _, name = rest.partition(" ")
    if form not in ("", "md"):
        raise UsageError(f"/export knows md, not {form[:20]!r}")
    if not session.turns:
        raise UsageError("nothing was asked yet")
    file = Path(name.strip()) if name.strip() else None
    emit(conversation(session.record, session.turns), file)
    if file:
        say(f"adjudge: written to {file}")
    return session


def _undo(desk: "Desk", session: "Session", rest: str) -> "Session":
    before = session.undone()
    emit(f"Taken back; {len(before.turns)} questions are left.\n")
    return before


_COMMANDS: dict[str, Step] = {
    "/why": _shown("why"),
    "/quotes": _shown("quotes"),
    "/criterion": _shown("criterion"),
    "/against": _shown("against"),
    "/add": _add,
    "/as-of": _as_of,
    "/what-if": _what_if,
    "/export": _export,
    "/undo": _undo,
    "/help": _help,
}


def editor(**streams: Any) -> "PromptSession[str]":
    """Give the line editor: history, completion of commands, Alt-Enter for a new line."""
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import WordCompleter
    from prompt_toolkit.key_binding import KeyBindings

    keys = KeyBindings()
    keys.add("escape", "enter")(lambda event: event.current_buffer.insert_text("\n"))
    keys.add("enter")(lambda event: event.current_buffer.validate_and_handle())
    commands = WordCompleter(list(HELP), meta_dict=HELP, sentence=True)
    return PromptSession("adjudge> ", history=_history(), completer=commands, key_bindings=keys, multiline=True, **streams)


def _history() -> Any:
    """Keep what was typed, for its writer's eyes only; where that cannot be, remember it for the session."""
    from prompt_toolkit.history import FileHistory, InMemoryHistory

    file = history_file()
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(file, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600))
    except OSError:
        return InMemoryHistory()
    return FileHistory(str(file))


def history_file() -> Path:
    """Find where the history stands."""
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "adjudge" / "ask_history"
