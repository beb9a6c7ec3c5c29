#!/usr/bin/env python3
"""Every form of csm's output, read back by other programs, with hostile names in it, and while things go wrong.

    run.py --csm PROGRAM [--keep FOLDER] [WORD ...]     all claims, or those with such a word in them

The folder keeps pictures of the pages. A claim that lacks a program it needs is skipped and says so.
"""
import argparse
import os
import sys
import tempfile
import time

try:
    import jsonschema  # noqa: F401
except ImportError:  # the system's Python may have it where the first in PATH has not
    if os.path.exists("/usr/bin/python3") and "CSM_FORMATS_PYTHON" not in os.environ:
        os.environ["CSM_FORMATS_PYTHON"] = "/usr/bin/python3"
        os.execv("/usr/bin/python3", ["/usr/bin/python3", *sys.argv])

sys.dont_write_bytecode = True

import agreement  # noqa: E402,F401
import browser  # noqa: E402,F401
import names  # noqa: E402,F401
import pages  # noqa: E402,F401
import trouble  # noqa: E402,F401
from claims import CLAIMS, Skipped  # noqa: E402
from program import Program  # noqa: E402


def outcome(function, csm):
    try:
        return "FAIL", list(function(csm))
    except Skipped as reason:
        return "SKIP", [str(reason)]
    except AssertionError as error:
        return "FAIL", [str(error)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--csm", required=True)
    parser.add_argument("--keep")
    parser.add_argument("words", nargs="*")
    options = parser.parse_args()
    failed = 0
    with tempfile.TemporaryDirectory(prefix="csm-formats-") as folder:
        csm = Program(options.csm, options.keep or folder)
        chosen = [one for one in CLAIMS if not options.words or any(word in one[0] for word in options.words)]
        for title, function in chosen:
            begin = time.monotonic()
            verdict, found = outcome(function, csm)
            print(f"{'ok  ' if not found else verdict} {title} ({time.monotonic() - begin:.1f} s)", flush=True)
            for line in found[:8]:
                print(f"     {line[:600]}".encode("ascii", "backslashreplace").decode())
            if len(found) > 8:
                print(f"     and {len(found) - 8} more")
            failed += bool(found) and verdict == "FAIL"
    print(f"{len(chosen)} claims, {failed} failed")
    return 1 if failed or not chosen else 0


if __name__ == "__main__":
    sys.exit(main())
