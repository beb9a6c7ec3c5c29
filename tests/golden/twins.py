#!/usr/bin/env python3
"""Every fixture of a vendor's export, as it comes and as JSON, and what csm inspect offers for it.

    twins.py --csm PROGRAM [WORD ...]     the fixtures of presets/ with one of the words in their name, or all

A fixture is a CSV file of a golden in presets/ that a metric there is computed from. It must be computed with no option but
those that say what no export has (customers by number, a currency) and --map where its golden has it. Its twin has the same
rows as an array of JSON objects, blank cells as null, without what is no row in CSV: both must give the same results. So must
the twin's records, one a line. And each command that csm inspect offers for a fixture must run.
"""
import argparse
import concurrent.futures
import csv
import io
import json
import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True

from golden import parse  # noqa: E402

PRESETS = Path(__file__).resolve().parent / "presets"
LEAST = 38

# What stands above the header, below it, and which records are no rows: of those that are more than a header and rows.
TITLES = {"quickbooks-transactions": 3}  # the blank line between is no record
BELOW = {"qualtrics-": 2, "surveymonkey-": 1}
NO_ROWS = {
    "quickbooks-transactions": lambda cells: cells[0] != "",
    "salesforce-report": lambda cells: cells[0].startswith(("Total", "Grand Totals", "Confidential", "Copyright")),
}
# Goldens of what a preset refuses or of csm presets: there is nothing to compute.
REFUSED = ("chartmogul-customers", "hubspot-companies", "inspect-", "list-", "none", "other-kind", "quickbooks-journal",
           "qualtrics-unknown-question", "stripe-customers", "unknown", "named", "note")
# The question stands below the header alone, which JSON has not.
WITHOUT_TWIN = ("qualtrics-groups", "qualtrics-labels", "qualtrics-responses")


def of(table, name, otherwise):
    return next((value for key, value in table.items() if name.startswith(key)), otherwise)


def commands_of(golden):
    """The commands of the run that compute a figure from a file, by the file: without period and form."""
    found = {}
    for line in golden.one("run").body.splitlines():
        if not line.startswith("csm ") or line.startswith("csm inspect") or " --from " not in line:
            continue
        words = shlex.split(line.split("|")[0].split(";")[0])
        kept, skips = [], False
        for word in words[1:]:
            if not skips and word not in ("--format", "--period", "--from"):
                kept.append(word)
            skips = word in ("--format", "--period", "--from")
        file = words[words.index("--from") + 1]
        if kept not in found.setdefault(file, []):
            found[file].append(kept)
    return found


def rows_of(name, text):
    """The rows of an export, each a map of its columns."""
    records = [record for record in csv.reader(io.StringIO(text, newline="")) if record]
    records = records[of(TITLES, name, 0):]
    header = records[0]
    rows = records[1 + of(BELOW, name, 0):]
    no_row = of(NO_ROWS, name, lambda _: False)
    # Of columns without a name, or of one name, JSON can have one at most.
    return [{key: cell if cell else None for key, cell in zip(header, row) if key}
            for row in rows if not no_row(row)]


def run(csm, words, folder):
    done = subprocess.run([csm, *words], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
    return done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")


def results(csm, words, file, folder):
    """The results of a command, or what it says."""
    status, out, err = run(csm, [words[0], "--from", file, *words[1:], "--format", "json"], folder)
    return json.loads(out)["results"] if status == 0 else f"status {status}: {err.strip()}"


def flaws(csm, name, file, data, commands):
    found = []
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, file)
        place.write_bytes(data)
        has_twin = not name.startswith(WITHOUT_TWIN)
        if has_twin:
            rows = rows_of(name, data.decode())
            Path(folder, "twin.json").write_text(json.dumps(rows), "utf-8")
            Path(folder, "twin.ndjson").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        for words in commands:
            shown = shlex.join(words)
            want = results(csm, words, file, folder)
            if isinstance(want, str) or not want:
                found.append(f"csm {shown}: {want or 'no results'}")
                continue
            for twin in ("twin.json", "twin.ndjson") if has_twin else ():
                have = results(csm, words, twin, folder)
                if have != want:
                    found.append(f"csm {shown}: {file} gives {want}, {twin} gives {have}")
        status, out, err = run(csm, ["inspect", "--from", file, "--format", "json"], folder)
        if status != 0:
            return found + [f"csm inspect: status {status}: {err.strip()}"]
        for offer in json.loads(out)["files"][0]["metrics"]:
            if offer["command"] is None or "FACTOR" in offer["command"]:
                continue
            status, _, err = run(csm, shlex.split(offer["command"])[1:], folder)
            if status != 0:
                found.append(f"offered {offer['command']}: status {status}: {err.strip()}")
    return found


def fixtures(words):
    for path in sorted(PRESETS.glob("*.golden")):
        name = path.name.removesuffix(".golden")
        if name.startswith(REFUSED) or (words and not any(word in name for word in words)):
            continue
        golden = parse(path.read_bytes().decode("utf-8", "surrogateescape"))
        commands = commands_of(golden)
        for file in golden.all("file"):
            if file.name().endswith(".csv") and file.name() in commands:
                yield name, file.name(), file.content(), commands[file.name()]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--csm", required=True, help="the program")
    parser.add_argument("words", nargs="*")
    options = parser.parse_args()
    csm = os.path.abspath(options.csm)
    table = list(fixtures(options.words))
    if not options.words and len(table) < LEAST:
        print(f"{len(table)} fixtures, wanted at least {LEAST}")
        return 1
    with concurrent.futures.ThreadPoolExecutor(max_workers=4) as pool:
        found = list(pool.map(lambda fixture: flaws(csm, *fixture), table))
    for fixture, complaints in zip(table, found):
        for complaint in complaints:
            print(f"FAILED {fixture[0]}: {complaint}")
    print(f"{len(table)} exports of vendors, {sum(map(bool, found))} failed")
    return 1 if any(found) or not table else 0


if __name__ == "__main__":
    sys.exit(main())
