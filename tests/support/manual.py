#!/usr/bin/env python3
"""Whether csm's pages of the manual are sound roff and say all that csm's help says. Use: manual.py PROGRAM"""

import re
import shutil
import subprocess
import sys


def said(*words, text=None):
    return subprocess.run(words, input=text, capture_output=True, check=True, text=True, encoding="utf-8").stdout


def complaints(roff):
    """What mandoc and, where it is installed, groff's man say of a page."""
    lint = subprocess.run(["mandoc", "-Tlint", "-W", "warning"], input=roff, capture_output=True, text=True)
    yield from (lint.stdout + lint.stderr).splitlines()
    if shutil.which("groff"):
        groff = subprocess.run(["groff", "-man", "-ww", "-z"], input=roff, capture_output=True, text=True)
        yield from (groff.stdout + groff.stderr).splitlines()


def shown(roff):
    """The page as it is read, in one line."""
    return " ".join(re.sub(".\b", "", said("mandoc", "-Tascii", "-Owidth=400", text=roff)).split())


def missing(csm, name, page):
    word = name.removeprefix("csm-")
    # The page of csm itself has more of the exit statuses than the help, in other words.
    help_text = said(csm, "--help").split("\nExit status")[0] if name == "csm" else said(csm, word, "--help")
    for part in re.findall(r"\S+", help_text):
        if part not in page and part.rstrip(":") not in page and part.upper() not in page:
            yield f"the word {part} of its help"
    for line in re.findall(r"^  (csm .*|zcat .*)", help_text, re.M):
        if line not in page:
            yield f"the example {line}"
    options = said(csm, "__complete", word, "--").split("\n") if name != "csm" else []
    for option in [line.split("\t")[0] for line in options if line and not line.startswith("--help\t")]:
        if f" {option} " not in page:
            yield f"the option {option}"
    for heading in ("NAME", "SYNOPSIS", "EXAMPLES", "EXIT STATUS", "FILES", "ENVIRONMENT", "SEE ALSO"):
        if f" {heading} " not in page:
            yield f"the heading {heading}"


def main():
    csm = sys.argv[1]
    if shutil.which("mandoc") is None:
        print("FAIL: mandoc is not installed (tests/support/setup.sh test)")
        return 1
    names = said(csm, "__man").split()
    metrics = re.findall(r"^  ([a-z-]+) ", said(csm, "--help").split("\nMetrics\n")[1].split("\n\nEach")[0], re.M)
    wrong = [f"there is no page of {metric}" for metric in metrics if f"csm-{metric}" not in names]
    for name in names:
        roff = said(csm, "__man", name)
        wrong += [f"{name}: {line}" for line in complaints(roff)]
        page = shown(roff)
        wrong += [f"{name}: its page lacks {what}" for what in missing(csm, name, page)]
    print(*wrong, f"{len(names)} pages of the manual, {len(wrong)} faults", sep="\n")
    return 1 if wrong or len(names) < 15 else 0


if __name__ == "__main__":
    sys.exit(main())
