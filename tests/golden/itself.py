"""The golden runner's own test: every change to a golden that holds must be noticed, and as what it is."""
import contextlib
import io
import json
import math
import subprocess
import sys
from pathlib import Path

from run import ROOT, Runner, new_folder, run_readme

HOLDS = r"""A claim
--- file a.txt
one
--- file b/c.bin hex
00 ff
--- file d.txt escaped
x\ty\r\n
\xe2\x82\xac\\
--- env GREETING=hello there
--- stdin
typed
--- run
cat a.txt -; echo "$GREETING $LC_ALL $HOME/x"; test -d "$EXAMPLES" || exit 9; wc -c < b/c.bin; cat d.txt
echo note >&2; cp a.txt out.txt; exit 3
--- stdout escaped
one\ntyped\nhello there C $HOME/x\n2\nx\ty\r\n€\\
--- stderr
~ n.te
--- status 3
--- creates out.txt
one
--- absent none.txt
"""
PRINTS = "JSON\n--- file answer\n%s\n--- run\ncsm nps --from - --format json\n--- json\n%s\n"
ANSWER = {"schema": 1, "metric": "nps", "rule": "standard", "notes": [], "warnings": [], "input": None, "results": [{
    "period": None, "segment": {}, "value": 12.5, "unit": "points", "text": "12.5", "reason": None,
    "interval": {"confidence": .95, "low": -1, "high": 30, "method": "adjusted-wald"}, "interval_reason": None,
    "facts": {"answers": 8, "distribution": {"10": 3, "0": None}}}]}
ABSENT = {"value": None, "text": "n/a", "reason": "no answers", "interval": None}

ACCEPTED = r"""Accepting
--- run
printf 'a\n1\n\033\\n~'; printf 'b\n7\n' >&2; exit 4
--- stderr
~ \d
"""
README = r"""Some words
```console
$ csm a
csm a

$ csm b; \
  false
...
$ echo $?
1
```
"""


def cases():
    def prints(want, **changes):
        result = {**ANSWER["results"][0], **changes}
        return PRINTS % (json.dumps({**ANSWER, "results": [result]}), want)
    for what, old, new in [
            (None, "", ""), (None, "note >&2", "nite >&2"),
            ("status", "--- status 3\n", ""), ("status", "exit 3", "kill -9 $$"),
            ("stdout", "one\\ntyped", "One\\ntyped"), ("stdout", "\\\\\n--- stderr", "\\\\\\n\n--- stderr"),
            ("stdout", "hello there\n", "hello\n"), ("stdout", "cat a.txt -", "cat -"),
            ("stderr", "~ n.te\n", ""), ("stderr", "note >&2", "note more >&2"), ("stderr", "~ n.te", "n.te"),
            ("stderr", "echo note >&2;", ""), ("creates", "creates out.txt", "creates other.txt"),
            ("creates", "out.txt\none", "out.txt\ntwo"), ("absent", "none.txt", "a.txt"), ("golden", "A claim\n", ""),
            ("golden", "--- run", "--- ran"), ("golden", "--- absent", "--- absents"),
            ("golden", "~ n.te", "~ n(te"), ("golden", "\\xe2", "\\q"),
            ("golden", "--- file a.txt", "--- file ../a.txt"), ("golden", "exit 3", "sleep 30"),
            ("golden", "$HOME/x\"", "$HOME/x $EXAMPLES\""), ("golden", "note >&2", "note $EXAMPLES >&2"),
            ("golden", "--- status 3", "--- status 3\n--- status 3")]:
        yield what, HOLDS.replace(old, new, 1) if old else HOLDS
    yield "stdout", "No stdout section: nothing may be printed\n--- run\necho something\n"
    for what, want, changes in [
            (None, '{"results": [{"value": 12.5000000000001}]}', {}), (None, "{}", ABSENT),
            ("json", '{"results": [{"value": 12.50001}]}', {}), ("json", '{"results": []}', {}),
            ("json", '{"none": null}', {}),
            ("json", '{"schema": true}', {}), ("json", "{}", {"value": math.nan}), ("schema", "{}", {"unit": "money"}),
            ("schema", "{}", {"more": 1}), ("schema", "{}", {"value": None}), ("schema", "{}", {"exact": "12.50"}),
            ("schema", "{}", {"facts": {"A-b": 1}}), ("schema", "{}", {"facts": {"list": [1]}}),
            (None, "{}", {"unit": "money", "currency": "USD", "exact": "12.50"})]:
        yield what, prints(want, **changes)
    bad = prints("{}", unit="furlongs")
    yield None, bad.replace("--- json", "--- schema none\n--- json")
    yield "json", prints("{}").replace('{"schema"', '{"rule": "", "schema"')
    longer = "--fail-if '>5%' \\\n  --format=json 2>/dev/null"
    yield "schema", bad.replace("--format json", longer).replace("csm", "true; csm")
    yield None, bad.replace("--format json", "--format json | cat")
    yield None, bad.replace("--format json", "--format json > x").replace("--- json\n{}\n", "")


def tests_itself():
    mistakes = []

    def check(claim, holds):
        if not holds:
            mistakes.append(claim)

    with new_folder() as folder, new_folder() as programs:
        fake, path = folder / "fake", folder / "case.golden"
        fake.write_text("#!/bin/sh\ncat answer 2>/dev/null || echo \"csm $*\"\n")
        fake.chmod(0o755)
        runner = Runner(fake, ROOT / "examples", programs, timeout=2)
        count = 0
        for what, text in cases():
            path.write_text(text, "utf-8")
            claim, found = runner.run(path)
            kinds = {kind for kind, _ in found}
            check(f"expected {what or 'no complaint'}, found {found or 'none'} in\n{text}",
                  kinds == ({what} if what else set()))
            count += 1

        with contextlib.redirect_stdout(io.StringIO()):
            path.write_text(ACCEPTED, "utf-8")
            check("accepting leaves nothing to complain about", not runner.run(path, accepting=True)[1])
            check("what was accepted holds", not runner.run(path)[1])
            text = path.read_text("utf-8")
            check(f"accepting keeps patterns and writes odd bytes as escapes:\n{text}",
                  text.endswith("--- stdout escaped\na\\n\n1\\n\n\\x1b\\\\n~\n--- stderr\nb\n~ \\d\n--- status 4\n"))
            readme, block = folder / "README.md", README
            for claim, text, wanted in [("a README that holds", block, (3, 0)), ("a README without a block", "", (0, 0)),
                                        ("wrong output", block.replace("\ncsm a", "\ncsm A"), (2, 1)),
                                        ("missing output", block.replace("\n1\n", "\n"), (2, 1)),
                                        ("a syntax error", block.replace("csm b;", "csm b ("), (1, 2))]:
                readme.write_text(text, "utf-8")
                found = run_readme(readme, runner)
                check(f"README: {claim} gave {found}", found == wanted)
        path.unlink()
        none = subprocess.run([sys.executable, ROOT / "tests/golden/run.py", "--csm", fake, folder],
                              capture_output=True, check=False)
        check(f"no golden found is a failure: {none}", none.returncode == 1)
    for mistake in mistakes:
        print(f"MISTAKE {mistake}")
    print(f"the runner judged {count} goldens, mistakes made: {len(mistakes)}")
    return 1 if mistakes else 0
