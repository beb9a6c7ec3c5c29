#!/usr/bin/env python3
"""How long csm takes on 20 rows from start to end, beside `sqlite3 :memory: 'select 1'`.

    tests/bench/startup.py [PROGRAM] [RUNS]        default: build/release/csm, 300 runs of each in turn

Prints medians in milliseconds and the ratio, which is to stay at 2 or below.
"""
import os
import pathlib
import statistics
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]


def once(command):
    quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    begin = time.perf_counter()
    process = os.posix_spawnp(command[0], command, os.environ, file_actions=quiet)
    _, status = os.waitpid(process, 0)
    if status != 0:
        raise SystemExit(f'{" ".join(command)} failed')
    return (time.perf_counter() - begin) * 1e3


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else str(ROOT / "build/release/csm")
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 300
    with tempfile.TemporaryDirectory() as folder:
        rows = (ROOT / "examples/customers.csv").read_text(encoding="utf-8").splitlines(True)[:21]
        table = pathlib.Path(folder, "twenty.csv")
        table.write_text("".join(rows), encoding="utf-8")
        commands = {
            "csm churn, 20 rows": [program, "churn", "--from", str(table)],
            "csm churn, 20 rows, json": [program, "churn", "--from", str(table), "--format", "json"],
            "csm --help": [program, "--help"],
            "sqlite3 select 1": ["sqlite3", ":memory:", "select 1"],
        }
        times = {name: [] for name in commands}
        for _ in range(runs):
            for name, command in commands.items():
                times[name].append(once(command))
    floor = statistics.median(times["sqlite3 select 1"])
    for name, taken in times.items():
        median = statistics.median(taken)
        print(f"{name:26}{median:8.2f} ms{median / floor:8.2f} x sqlite3")


if __name__ == "__main__":
    main()
