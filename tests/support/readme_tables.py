#!/usr/bin/env python3
"""Whether README's glossary and exit statuses are what csm says, and its vcpkg names those of vcpkg.json. Use: readme_tables.py PROGRAM"""

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def said(csm, *words):
    return subprocess.run([csm, *words], capture_output=True, check=True, text=True).stdout


def listing(text):
    """The pairs of a listing in two columns, with the lines of the second put together."""
    pairs = []
    for line in text.splitlines():
        if entry := re.match(r"  (\S.*?)  +(\S.*)", line):
            pairs.append(list(entry.groups()))
        else:
            pairs[-1][1] += " " + line.strip()
    return [tuple(pair) for pair in pairs]


def table(heading):
    section = README.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("| ")]
    return [tuple(cell.strip() for cell in row.strip("|").split(" | ")) for row in rows[1:]]


def differences(heading, wanted):
    found = table(heading)
    if len(wanted) < 5:
        yield f"{heading}: csm says only {wanted}"
    for row in [row for row in wanted if row not in found]:
        yield f"{heading}: README lacks | {row[0]} | {row[1]} |"
    for row in [row for row in found if row not in wanted]:
        yield f"{heading}: csm does not say | {row[0]} | {row[1]} |"


def vcpkg_differences():
    named = [(need, set(names.split(", "))) for need, _, names, _ in table("Install")]
    needed = set().union(*(names for need, names in named if need != "tests"))
    manifest = json.loads((ROOT / "vcpkg.json").read_text("utf-8"))
    if needed != set(manifest["dependencies"]):
        yield f"vcpkg.json and README differ in {sorted(needed ^ set(manifest['dependencies']))}"
    version = re.search(r"project\(csm VERSION (\S+)", (ROOT / "CMakeLists.txt").read_text("utf-8"))[1]
    if manifest["version"] != version:
        yield f"vcpkg.json is of version {manifest['version']}, csm of {version}"


def main():
    csm = sys.argv[1]
    terms = said(csm, "glossary").split("\nTerms\n")[1].split("\n\n")[0]
    statuses = said(csm, "help", "exit-status").split("\n\n", 1)[1].rstrip()
    wrong = [*differences("Glossary", listing(terms)), *differences("Exit status", listing(statuses)),
             *vcpkg_differences()]
    print(*wrong or ["README says what csm says"], sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
