#!/usr/bin/env python3
"""Hostile files: each has one flaw, and csm gives the exact figure or says what it did.

  hostile_files.py --csm build/test/csm             every entry of the table
  hostile_files.py --csm build/test/csm --broken    the entries that are known not to hold yet
  hostile_files.py --csm build/test/csm quote       those with the word in their name

Figures are worked out by hand from the definitions of the metrics.
"""

import argparse
import collections
import concurrent.futures
import json
import os
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True

import file_flaws  # noqa: E402
import text_flaws  # noqa: E402
import value_flaws  # noqa: E402
from broken import BROKEN  # noqa: E402

TABLE = text_flaws.TABLE + value_flaws.TABLE + file_flaws.TABLE
LEAST = 150
FILE = "data.csv"
REFUSALS = (2, 3, 4)

Run = collections.namedtuple("Run", "status stdout stderr")


def run(csm, command, folder, form):
    done = subprocess.run([csm, *command.split(), "--from", FILE, "--format", form], cwd=folder,
                          stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
    return Run(done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace"))


def told(read):
    """What a result says of its reading: notes, warnings, bad rows, what was not counted, periods."""
    result = json.loads(read.stdout)
    source = result["input"]
    return json.dumps([result["notes"], result["warnings"], source["first_bad"], source["not_counted"],
                       [[part["reason"], part["period"]["label"]] for part in result["results"]]], ensure_ascii=False)


def flaws(entry, asked, read):
    """What does not hold of an entry, of its run with --format value and the one with json."""
    for done in (asked, read):
        if done.status < 0 or done.status >= 100:
            return [f"ended with status {done.status}"]
    if entry.figure is None:
        found = [] if asked.status in REFUSALS else [f"status {asked.status}, wanted a refusal"]
        return found + [f"stderr lacks {text!r}" for text in entry.says if text not in asked.stderr]
    if asked.status != 0 or read.status != 0:
        return [f"status {asked.status}, wanted the figure {entry.figure}"]
    found = []
    if asked.stdout.rstrip("\n") != entry.figure:
        found.append(f"figure {asked.stdout.rstrip()!r}, wanted {entry.figure!r}")
    try:
        said = asked.stderr + told(read)
    except (ValueError, KeyError) as error:
        return found + [f"--format json cannot be read: {error!r}"]
    return found + [f"nothing said of {text!r}" for text in entry.says if text not in said]


def examine(csm, entry):
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, FILE), "wb") as file:
            file.write(entry.data)
        asked = run(csm, entry.command, folder, "value")
        read = run(csm, entry.command, folder, "json")
        return flaws(entry, asked, read), asked, read


def show(entry, found, asked, read):
    print(f"FAILED {entry.name}: {'; '.join(found)}")
    print(f"  csm {entry.command}\n  file {entry.data!r}")
    print(f"  status {asked.status}  stdout {asked.stdout!r}\n  stderr {asked.stderr!r}")
    print(f"  json {read.stdout!r}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--csm", required=True, help="the program")
    parser.add_argument("--broken", action="store_true", help="run the entries known not to hold")
    parser.add_argument("words", nargs="*", help="run the entries with one of them in their name")
    options = parser.parse_args()
    csm = os.path.abspath(options.csm)

    names = collections.Counter(entry.name for entry in TABLE + BROKEN)
    twice = [name for name, count in names.items() if count > 1]
    if twice or len(TABLE) < LEAST:
        print(f"{len(TABLE)} entries, wanted at least {LEAST}; names that stand twice: {twice}")
        return 1

    entries = [entry for entry in (BROKEN if options.broken else TABLE)
               if not options.words or any(word in entry.name for word in options.words)]
    with concurrent.futures.ThreadPoolExecutor(max_workers=4) as pool:
        results = list(pool.map(lambda entry: examine(csm, entry), entries))
    failed = [(entry, *result) for entry, result in zip(entries, results) if result[0]]
    for entry, found, asked, read in failed:
        show(entry, found, asked, read)
    print(f"{len(entries)} hostile files, {len(failed)} failed")
    return 1 if failed or not entries else 0


if __name__ == "__main__":
    sys.exit(main())
