#!/usr/bin/env python3
"""Where csm writes colours: on a terminal that has them, and nowhere else.

    colours_on_terminal.py PROGRAM
"""
import os
import pty
import subprocess
import sys
import tempfile

ESCAPE = b"\x1b["
HEAD = b"customer_id,started_on,churned_on\n"
# Forty cohorts, one a month, of each of which one of two customers leaves after a year.
MONTHS = [(2020 + i // 12, i % 12 + 1) for i in range(40)]
ROWS = b"".join(b"%d,%d-%02d-01,\n%d,%d-%02d-02,%d-%02d-02\n" % (2 * i, y, m, 2 * i + 1, y, m, y + 1, m)
                for i, (y, m) in enumerate(MONTHS))


def run(program, arguments, on_terminal, **variables):
    """Standard output: of a terminal, or of a pipe."""
    env = {k: v for k, v in os.environ.items() if k not in ("TERM", "NO_COLOR")} | variables
    if not on_terminal:
        return subprocess.run([program, *arguments], capture_output=True, env=env, check=True).stdout
    master, slave = pty.openpty()
    process = subprocess.Popen([program, *arguments], stdin=subprocess.DEVNULL, stdout=slave,
                               stderr=subprocess.DEVNULL, env=env)
    os.close(slave)
    out = b""
    while True:
        try:
            piece = os.read(master, 4096)
        except OSError:  # a terminal whose other side is closed
            break
        if not piece:
            break
        out += piece
    os.close(master)
    process.wait()
    return out.replace(b"\r\n", b"\n")


def check(claim, holds, found):
    print(("ok   " if holds else "FAIL ") + claim + ("" if holds else f"\n     found {found!r}"))
    return holds


def main():
    program = sys.argv[1]
    held = []
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "customers.csv")
        with open(path, "wb") as file:
            file.write(HEAD + ROWS)
        cohorts = ["cohorts", "--from", path]

        shaded = run(program, cohorts, True, TERM="xterm-256color")
        held.append(check("a terminal gets its shares shaded", ESCAPE in shaded, shaded))
        plain = run(program, cohorts, True, TERM="xterm-256color", NO_COLOR="1")
        held.append(check("NO_COLOR leaves the text without colours", ESCAPE not in plain, plain))
        plain = run(program, [*cohorts, "--no-color"], True, TERM="xterm-256color")
        held.append(check("--no-color does the same", ESCAPE not in plain, plain))
        left = ["cohorts", "--from", path, "--list", "--part", "left"]
        seen = run(program, left, True, TERM="xterm-256color")
        held.append(check("a terminal gets the beginning of a list and how much more there is",
                          seen.count(b"    left ") == 20 and b"and 20 more" in seen, seen))
        held.append(check("no line of a list on a terminal is wider than 80 columns",
                          max(map(len, seen[seen.index(b"Behind it"):].decode().split("\n"))) <= 80, seen))
        whole = run(program, left, False)
        held.append(check("a pipe gets the whole of it", whole.count(b"    left ") == 40, whole))
        held.append(check("a blank NO_COLOR does not",
                          ESCAPE in run(program, cohorts, True, TERM="xterm", NO_COLOR=""), b""))
        for terminal in ({"TERM": "dumb"}, {}):
            out = run(program, cohorts, True, **terminal)
            held.append(check(f"a terminal without colours gets none ({terminal})", out == plain, out))
        piped = run(program, cohorts, False, TERM="xterm-256color")
        held.append(check("a pipe gets no colours", ESCAPE not in piped, piped))
        held.append(check("a pipe gets every cohort, a terminal the last 24",
                          (piped.count(b"2020-01"), plain.count(b"2020-01"), plain.count(b"2023-04")) == (4, 0, 1),
                          plain))
        held.append(check("no line is wider than 80 columns",
                          all(len(line) <= 80 for line in (piped + plain).splitlines()), piped))
        json = ["cohorts", "--from", path, "--format", "json"]
        held.append(check("JSON is the same on a terminal and in a pipe",
                          run(program, json, True, TERM="xterm") == run(program, json, False), b""))
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
