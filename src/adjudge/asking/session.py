"""A conversation about one record, as a value: every step gives a new one, so that a step can be undone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from adjudge.asking.flow import answer
from adjudge.asking.shapes import Answered
from adjudge.errors import UsageError
from adjudge.model.adjudication import Adjudication
from adjudge.model.article import Article
from adjudge.model.calls import Ask

# What is asked of a supposition when nothing else is.
WHAT_FOLLOWS = "If this were so, what would follow under the rules, and by which clause?"


@dataclass(frozen=True)
class Session:
    """The record that is talked about, what was said, and the step before this one."""

    record: Adjudication
    articles: tuple[Article, ...] = ()
    """All that were given, also those that the record left out as too late."""
    turns: tuple[Answered, ...] = ()
    since: int = 0
    """The first turn that is about this record: the articles of another are numbered otherwise."""
    before: "Session | None" = None

    def asked(self, question: str, *, ask: Ask, supposed: str | None = None) -> "Session":
        """Ask, and give the session with the answer as its last turn."""
        told = answer(self.record, question, ask=ask, supposed=supposed, before=self.turns[self.since :])
        return replace(self, turns=(*self.turns, told), before=self)

    def moved(self, record: Adjudication, articles: Sequence[Article]) -> "Session":
        """Go on with another record of the same market: with more articles, or as of another moment."""
        return replace(self, record=record, articles=tuple(articles), since=len(self.turns), before=self)

    def undone(self) -> "Session":
        """Give the session before the last step."""
        if self.before is None:
            raise UsageError("there is nothing to undo")
        return self.before

    @property
    def last(self) -> Answered | None:
        """The last answer, if there is one."""
        return self.turns[-1] if self.turns else None
