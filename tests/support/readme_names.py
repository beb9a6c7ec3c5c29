#!/usr/bin/env python3
"""Whether the tests that tests/README.md names are there."""

import re
import sys
from pathlib import Path

sys.dont_write_bytecode = True
TESTS = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TESTS / "hostile"))

import hostile_files  # noqa: E402


def titles():
    text = "".join(path.read_text("utf-8") for path in (TESTS / "unit").glob("*.cpp"))
    return set(re.findall(r'TEST_CASE\(\s*"([^"]*)"', text))


def main():
    table = (TESTS / "README.md").read_text("utf-8").split("| an export has | shown by |")[1]
    hostile = {entry.name for entry in hostile_files.TABLE}
    names = [name for line in table.splitlines()[2:] for name in re.findall("`([^`]*)`", line.rsplit(" | ", 1)[-1])]
    missing = []
    for name in names:
        is_there = (name.removeprefix("unit: ") in titles() if name.startswith("unit: ")
                    else name in hostile or (TESTS / "golden" / f"{name}.golden").exists() or (TESTS / name).exists())
        if not is_there:
            missing.append(name)
    print(f"{len(names)} tests named", *(f"\n  there is no {name}" for name in missing), sep="")
    return 1 if missing or len(names) < 40 else 0


if __name__ == "__main__":
    sys.exit(main())
