"""How long `adjudge --help` takes beside a bare typer program with as many commands, in one run.

    python benchmarks/startup.py [RUNS]

Runs alternate, so that what else the machine does falls on both. The least time is the program's own; the median says
what a person meets. The target is a ratio of at most 1.3.
"""

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

TARGET = 1.3
BARE = """
import typer
app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, add_completion=False, pretty_exceptions_enable=False)
{commands}
app()
"""
# What an installer writes as bin/adjudge.
SCRIPT = "from adjudge.cli.main import main\nmain()\n"
COMMAND = """
@app.command()
def command{number}(name: str, count: int = 1) -> None:
    "Do one thing."
"""


def main(runs: int) -> int:
    """Print both programs' times and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder) / "bare.py"
        bare.write_text(BARE.format(commands="".join(COMMAND.format(number=number) for number in range(10))))
        script = Path(folder) / "adjudge"
        script.write_text(SCRIPT)
        programs = {"bare typer": [sys.executable, str(bare), "--help"], "adjudge": [sys.executable, str(script), "--help"]}
        times = {name: [] for name in programs}
        for _ in range(runs + 1):
            for name, command in programs.items():
                times[name].append(_timed(command))
    # The first run of each compiles and fills caches; it is nobody's usual start.
    kept = {name: values[1:] for name, values in times.items()}
    for name, values in kept.items():
        wall, cpu = [wall for wall, _ in values], [cpu for _, cpu in values]
        print(f"{name:<12} wall min {min(wall):6.1f} ms, median {median(wall):6.1f} ms   cpu min {min(cpu):6.1f} ms, median {median(cpu):6.1f} ms   ({runs} runs)")
    ratios = {f"{clock} {measure.__name__}": _ratio(kept, index, measure) for index, clock in enumerate(("wall", "cpu")) for measure in (min, median)}
    print("ratio        " + ", ".join(f"{name} {ratio:.2f}" for name, ratio in ratios.items()) + f"   (target: at most {TARGET})")
    return 0 if ratios["cpu median"] <= TARGET else 5


def _ratio(kept: dict, index: int, measure: Callable) -> float:
    ours, bare = (measure(run[index] for run in kept[name]) for name in ("adjudge", "bare typer"))
    return ours / bare


def _timed(command: list[str]) -> tuple[float, float]:
    """Give the milliseconds that passed, and those that the processor spent, which other programs disturb less."""
    before, started = _spent(), time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return (time.perf_counter() - started) * 1000, (_spent() - before) * 1000


def _spent() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 15))
