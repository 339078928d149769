"""Many items at once: order kept, the rest finished, an interrupt obeyed."""

import threading

import pytest

from adjudge.errors import AnswerPending, ModelRefused, ModelUnavailable, QuotaExhausted
from adjudge.llm import map_all


def failing(failures):
    done = []

    def work(item):
        if item in failures:
            raise failures[item]
        done.append(item)
        return item

    return work, done


def parked(folder="/relay"):
    error = AnswerPending("parked")
    error.folder = folder
    return error


def test_results_come_in_the_order_of_the_items():
    """Whatever finishes first."""
    gate = threading.Event()

    def work(item):
        if item == 0:
            gate.wait(5)
        if item == 3:
            gate.set()
        return item * 2

    assert map_all(work, range(4), 4) == [0, 2, 4, 6]


def test_no_items_is_no_work():
    """An empty list needs no thread."""
    assert map_all(lambda item: item, [], 8) == []


def test_the_rest_is_finished_when_answers_are_pending():
    """Then one error counts them and names the folder."""
    work, done = failing({1: parked(), 3: parked()})
    with pytest.raises(AnswerPending, match="2 answers pending in /relay; run again"):
        map_all(work, range(5), 2)
    assert sorted(done) == [0, 2, 4]


def test_a_failure_is_raised_before_pending_answers_and_the_rest_is_finished():
    """What was paid for is kept."""
    work, done = failing({0: ModelRefused("no"), 1: parked()})
    with pytest.raises(ModelRefused):
        map_all(work, range(6), 1)
    assert done == [2, 3, 4, 5]


def test_the_first_failure_in_order_is_raised():
    """The same input gives the same message."""
    work, _ = failing({1: ModelUnavailable("one"), 2: ModelRefused("two")})
    with pytest.raises(ModelUnavailable, match="one"):
        map_all(work, range(4), 4)


def test_what_fails_for_everybody_stops_the_rest():
    """No quota for one article is no quota for the next."""
    work, done = failing({0: QuotaExhausted("empty")})
    with pytest.raises(QuotaExhausted):
        map_all(work, range(100), 1)
    assert done == []


def test_a_bug_stops_the_rest_and_is_raised_as_it_is():
    """A traceback, not a wrapped message."""
    work, done = failing({0: KeyError("bug"), 1: parked()})
    with pytest.raises(KeyError):
        map_all(work, range(100), 1)
    assert done == []


def test_an_interrupt_is_raised_without_waiting_for_calls_under_way(monkeypatch):
    """A call that takes minutes does not hold up Ctrl-C, and no new one begins."""
    gate, started = threading.Event(), []

    def work(item):
        started.append(item)
        gate.wait(5)

    def interrupt(thread, timeout=None):
        raise KeyboardInterrupt

    monkeypatch.setattr(threading.Thread, "join", interrupt)
    with pytest.raises(KeyboardInterrupt):
        map_all(work, range(10), 2)
    gate.set()
    assert len(started) <= 4
