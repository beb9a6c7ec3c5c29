#!/usr/bin/env python3
"""What csm shows of its progress when standard error is a terminal, and that nothing of it is left.

    progress_on_terminal.py PROGRAM
"""
import os
import pty
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time

WIPE = b"\r\x1b[K"
HEAD = b"customer_id,started_on,ended_on\nleft,2025-01-01,2025-02-01\n"
ROWS = b"".join(b"%d,2026-01-01,\n" % i for i in range(20000))


def run(program, arguments, pieces=None, terminal="xterm", on_terminal=True, ends_by=None, ignored=False):
    """Exit status, standard output and all that was written to standard error; seconds pass between pieces, and behind the
    last one before a signal is sent."""
    master, slave = pty.openpty()
    reader, writer = os.pipe()
    process = subprocess.Popen([program, *arguments], stdin=subprocess.PIPE if pieces else subprocess.DEVNULL,
                               stdout=subprocess.PIPE, stderr=slave if on_terminal else writer,
                               env={**os.environ, "TERM": terminal, "COLUMNS": "80"},
                               preexec_fn=lambda: signal.signal(ends_by, signal.SIG_IGN) if ignored else None)
    os.close(slave)
    os.close(writer)
    errors = []

    def collect():
        while True:
            try:
                piece = os.read(master if on_terminal else reader, 4096)
            except OSError:  # a terminal whose other side is closed
                return
            if not piece:
                return
            errors.append(piece)

    collecting = threading.Thread(target=collect)
    collecting.start()
    for i, piece in enumerate(pieces or []):
        if i:
            time.sleep(1.5)
        process.stdin.write(piece)
        process.stdin.flush()
    if ends_by:
        time.sleep(0.5)
        process.send_signal(ends_by)
    out, _ = process.communicate()
    collecting.join()
    os.close(master)
    os.close(reader)
    return process.returncode, out, b"".join(errors)


def check(claim, holds, found):
    print(("ok   " if holds else "FAIL ") + claim + ("" if holds else f"\n     found {found!r}"))
    return holds


def main():
    program = sys.argv[1]
    slow = [HEAD + ROWS, ROWS, ROWS]
    churn = ["churn", "--period", "2026-05", "--format", "value"]
    held = []

    status, out, errors = run(program, churn, slow)
    held.append(check("what takes more than a second is told with its bytes and rate",
                      status == 0 and re.search(rb"standard input: [\d.]+ [kM]B, [\d.]+ [kM]B/s", errors), errors))
    held.append(check("the line is gone before the figure is printed",
                      out == b"0\n" and errors.endswith(WIPE), (out, errors)))
    held.append(check("every line wipes the one before",
                      errors.count(b"standard input: ") + 1 == errors.count(WIPE), errors))

    status, out, errors = run(program, [*churn, "--strict"], [*slow, b"bad,oops,\n"])
    held.append(check("an error stands on a line of its own",
                      status == 3 and re.search(rb"\r\x1b\[Kcsm: standard input:\d+:5: ", errors), errors))

    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "small.csv")
        with open(path, "wb") as file:
            file.write(HEAD + ROWS)
        status, out, errors = run(program, [*churn, "--from", path])
        held.append(check("a small file is read without a word", status == 0 and errors == b"", errors))

    for sent in signal.SIGINT, signal.SIGTERM, signal.SIGHUP:
        with tempfile.TemporaryDirectory() as folder:
            rejects = os.path.join(folder, "bad.csv")
            with open(rejects, "w", encoding="utf-8") as file:
                file.write("before")
            status, out, errors = run(program, [*churn, "--rejects", rejects], [*slow, b"bad,oops,\n" * 20000], ends_by=sent)
            held.append(check(f"{sent.name} ends csm by the signal, and the line is gone",
                              status == -sent and out == b"" and b"standard input: " in errors and errors.endswith(WIPE),
                              (status, out, errors)))
            with open(rejects, encoding="utf-8") as file:
                found = file.read(), os.listdir(folder)
            held.append(check(f"{sent.name} leaves the file that was there, and none beside it",
                              found == ("before", ["bad.csv"]), found))

    status, out, errors = run(program, churn, slow, ends_by=signal.SIGINT, ignored=True)
    held.append(check("an ignored signal stays ignored", status == 0 and out == b"0\n", (status, errors)))

    status, out, errors = run(program, churn, slow, terminal="dumb")
    held.append(check("a terminal that cannot rewrite a line shows nothing", status == 0 and errors == b"", errors))
    status, out, errors = run(program, churn, slow, on_terminal=False)
    held.append(check("nothing is told where standard error is no terminal", status == 0 and errors == b"", errors))
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
