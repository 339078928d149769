"""One check through the pipeline: its record, or the error that stands in its place, and what was asked on the way."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from adjudge.cassettes import Play
from adjudge.errors import AdjudgeError, NoRecording
from adjudge.llm import map_all
from adjudge.model.adjudication import Adjudication, Options
from adjudge.model.article import Article
from adjudge.model.calls import Answer, Ask, Question, V
from adjudge.model.calls import Check as Complaints
from adjudge.model.market import Market
from adjudge.pipeline.flow import check as judge
from adjudge.suite.cases import Check
from adjudge.suite.labels import lacking
from adjudge.suite.shelf import Missing, Shelf
from adjudge.suite.summary import Ending, Summary, ending, summarize

# The answers that a second sample asks for anew; what the rules require is read once.
RESAMPLED = ("claims", "findings")


@dataclass(frozen=True)
class Failure:
    """Why there is no verdict."""

    kind: str
    says: str
    exit_code: int

    @classmethod
    def of(cls, error: AdjudgeError) -> "Failure":
        """Keep what is to be told of an error."""
        return cls(type(error).__name__, str(error), error.exit_code)

    @property
    def is_missing(self) -> bool:
        """True where the only thing wrong is that an answer was not recorded."""
        return self.kind in ("NoRecording", "Stale")


@dataclass(frozen=True)
class Ran:
    """What one check gave."""

    check: Check
    seconds: float
    record: Adjudication | None = None
    summary: Summary | None = None
    failure: Failure | None = None
    missed: tuple[Missing, ...] = ()
    plays: tuple[Play, ...] = ()
    samples: tuple[Ending | None, ...] = field(default=())
    """The verdict of every sample, the first one included; None where an answer is missing."""

    @property
    def flips(self) -> tuple[int, int]:
        """How many samples give another verdict than most do, and of how many."""
        given = [sample for sample in self.samples if sample]
        return (len(given) - max(map(given.count, given)) if given else 0, len(given))


class Resampled:
    """An `Ask` that asks for another independent answer."""

    def __init__(self, ask: Ask, sample: int) -> None:
        """Ask `ask`, under the number of this sample."""
        self._ask, self._sample = ask, sample

    def __call__(self, question: Question, returns: type[V], check: Complaints[V], *, sample: int = 0) -> Answer[V]:
        """Ask, with the sample's number where answers are sampled."""
        again = question.name.partition(".")[0] in RESAMPLED
        return self._ask(question, returns, check, sample=self._sample if again else sample)


def adjudicated(check: Check, ask: Ask, *, lanes: int = 1) -> Adjudication:
    """Judge one check; raises what goes wrong."""
    return judged(*check.materials(), as_of=check.as_of, ask=ask, lanes=lanes, options=check.options())


def judged(market: Market, articles: Sequence[Article], *, as_of: datetime, ask: Ask, lanes: int, options: Options = Options()) -> Adjudication:
    """Judge a market by articles, as every command does."""
    spread = partial(map_all, concurrency=lanes)
    return judge(market, articles, as_of=as_of, ask=ask, map_all=_listed(spread), options=options)


def _listed(spread: Callable) -> Callable:
    # The pipeline hands over any iterable.
    def spread_all(function: Callable, items: Iterable) -> list:
        return spread(function, list(items))

    return spread_all


def run(check: Check, ask: Ask, *, lanes: int = 1) -> Ran:
    """Judge one check; what goes wrong is part of the result."""
    start = time.perf_counter()
    try:
        record = adjudicated(check, ask, lanes=lanes)
    except AdjudgeError as error:
        return Ran(check, time.perf_counter() - start, failure=Failure.of(error))
    seconds = time.perf_counter() - start
    return Ran(check, seconds, record=record, summary=summarize(record, lacking(record, check.label)))


def replayed(check: Check, ask: Ask, shelf: Shelf, *, samples: int = 1, keep_record: bool = False) -> Ran:
    """Replay one check from recordings, and every further sample that is recorded."""
    played, missed = len(shelf.plays), len(shelf.missed)
    done = run(check, ask)
    gone = tuple(shelf.missed[missed:])
    more = [_sampled(check, ask, number) for number in range(1, samples)]
    given = (done.summary.ending if done.summary else None, *more) if samples > 1 else ()
    return Ran(
        check, done.seconds, record=done.record if keep_record else None, summary=done.summary, failure=done.failure,
        missed=gone, plays=shelf.plays[played:], samples=given,
    )  # fmt: skip


def _sampled(check: Check, ask: Ask, sample: int) -> Ending | None:
    try:
        return ending(adjudicated(check, Resampled(ask, sample)).verdict)
    except NoRecording:
        return None
