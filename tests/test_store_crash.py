"""kill -9 at any moment: what was acknowledged is there, what was not is whole or absent, and the log holds."""

import os
import random
from collections import Counter

from test_store import FORKED

from adjudge.store.auditing import audited
from adjudge.store.entry import Draft
from adjudge.store.log import Store

# A fixed seed gives each round its own moment: every third is killed while it makes and migrates a new database,
# the others between and inside their writes. More rounds found nothing more.
ROUNDS = 18


def acknowledging(url, told):
    """Say that the work begins, then add entries of all sizes without end, and acknowledge each once it is on the disk."""
    os.write(told.fileno(), b"-")
    with Store(url) as store:
        while True:
            documents = [str(number) * random.choice((1, 100, 40_000)) for number in range(random.choice((1, 1, 3)))]
            made = store.append("alpha", [Draft(kind="exchange", document=one, says="s") for one in documents], actor="ana")
            os.write(told.fileno(), b"".join(entry.hash.encode() for entry in made))


def killed(url, *, opening, after):
    """Start a process that adds, kill it some seconds after it began or first acknowledged, and give what it acknowledged."""
    ours, theirs = FORKED.Pipe(duplex=False)
    process = FORKED.Process(target=acknowledging, args=(url, theirs))
    process.start()
    theirs.close()
    heard = os.read(ours.fileno(), 1)
    if not opening:
        heard += os.read(ours.fileno(), 1)
    process.join(after)
    process.kill()
    process.join()
    while read := os.read(ours.fileno(), 1 << 16):
        heard += read
    ours.close()
    return [heard[start : start + 64].decode() for start in range(1, len(heard) - 63, 64)]


def test_no_acknowledged_entry_is_lost_whenever_the_process_is_killed(tmp_path):
    """Eighteen processes in a row, every third on a new database, each killed at a moment of its own."""
    moments, seen = random.Random(5), Counter()
    for number in range(ROUNDS):
        url = f"sqlite:///{tmp_path}/{number // 3}.db"
        acknowledged = killed(url, opening=number % 3 == 0, after=moments.uniform(0.0, 0.15))
        with Store(url) as store:
            kept = [entry.hash for entry in store.entries("alpha")]
            assert set(acknowledged) <= set(kept)
            assert audited(store).problems == ()
        seen["acknowledged"] += len(acknowledged)
        seen["killed after a first acknowledgement"] += bool(acknowledged)
    assert seen["killed after a first acknowledgement"] >= ROUNDS * 2 // 3
