"""Who reads the arguments of a dispute: a model where one can be asked, else code alone, and never the one for the other in silence."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from adjudge.cli.check import WAYS
from adjudge.errors import NoRecording
from adjudge.ground.arguments import Marks

if TYPE_CHECKING:
    from adjudge.cassettes import Recordings
    from adjudge.dispute.shapes import Side
    from adjudge.llm import Budget
    from adjudge.model.adjudication import Adjudication
    from adjudge.pipeline.arguments import ArgumentsRead
    from adjudge.settings import Settings

Choice = Literal["model", "quotes"]
_CHOSEN = "So it was asked for (--arguments quotes)."
_NOBODY = "Nothing could be asked: there is no key, no base URL and no recording of this."
_UNRECORDED = "Nothing was asked: answers come from recordings only, and there is none of this."
_NOTHING_SENT = "No argument was left that a model could be given."


@dataclass(frozen=True)
class Reader:
    """The way to whoever reads the arguments, in the same run and within the same limits as the rest."""

    settings: "Settings"
    recordings: "Recordings"
    wait: bool
    budget: "Budget"
    on_progress: Callable[[str, int, int], None]
    choice: Choice | None = None
    """None: a model where there is one to ask or a recording."""

    def marks(
        self, record: "Adjudication", texts: "Mapping[Side, str]", kept: "Iterable[ArgumentsRead]" = ()
    ) -> "tuple[Marks, ArgumentsRead | None]":
        """Give the marks of the arguments, and the answer behind them where it had to be asked for.

        `kept` are answers that may be used again. Raises a `ModelError` where a model was asked and gave nothing.
        """
        from adjudge.dispute.arguments import all_numbered
        from adjudge.pipeline.arguments import marks_of, request

        arguments = all_numbered(texts)
        if not arguments:
            return Marks(), None
        if self.choice == "quotes":
            return Marks(why_not=_CHOSEN), None
        if request(record, arguments) is None:
            return Marks(why_not=_NOTHING_SENT), None
        if known := next((marks for one in kept if (marks := marks_of(record, arguments, one))), None):
            return known, None
        return self._asked(record, arguments)

    def _asked(self, record: "Adjudication", arguments: Mapping[str, str]) -> "tuple[Marks, ArgumentsRead | None]":
        from adjudge.llm import connect
        from adjudge.pipeline.arguments import marks_of, read_arguments

        self.on_progress("arguments", 0, 1)
        try:
            with connect(self.settings, self.recordings, wait=self.wait, budget=self.budget) as connection:
                read = read_arguments(record, arguments, ask=connection)
        except NoRecording as error:
            if self.choice == "model":
                raise (error if self.settings.can_call else NoRecording(f"{error}; {WAYS}")) from error
            return Marks(why_not=_UNRECORDED if self.settings.can_call else _NOBODY), None
        finally:
            self.on_progress("arguments", 1, 1)
        marks = marks_of(record, arguments, read) if read else None
        return marks or Marks(), read
