#!/usr/bin/env python3
"""Runs the golden tests, one readable file a behaviour, and the commands in the README.

    run.py [--csm PROGRAM] [--accept] [FILE or FOLDER ...]     all goldens beside this script unless some are named
    run.py [--csm PROGRAM] --readme README.md                  the commands in its ```console blocks
    run.py --tests-itself                                      shows that each kind of mistake is noticed

A golden begins with its claim; what follows is in sections, each literal up to the next line `--- WORD`:
    --- file NAME [hex|escaped]    a file for the command; escaped: \\r \\n \\t \\0 \\xNN \\\\ count, line ends do not
    --- run                        shell lines, run by bash in a new folder with the files; csm is in PATH
    --- stdin [hex|escaped]        standard input; without it there is none
    --- env NAME=VALUE             besides PATH, HOME (the new folder), EXAMPLES (a folder to cd into: where
                                   the project lies may not show, for texts are broken by it) and LC_ALL=C
    --- stdout [escaped]           nothing may be printed where this is missing; a line `~ REGEX` matches by pattern,
    --- stderr [escaped]               and the folder of the run shows as $HOME
    --- status N                   0 where it is missing
    --- json                       instead of stdout: what the JSON printed must contain; objects may contain more
    --- schema [none]              stdout must fit result.schema.json; tried unasked where the last command of the run
                                   prints a figure with --format json and the status is 0 or 1, unless it says none
    --- creates NAME [escaped]     the file must be there, with this content if any is given
    --- absent NAME                the file must not be there
A line of content that begins with `--- ` or `~ ` needs an escaped section.
"""
import argparse
import concurrent.futures
import contextlib
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from compare import Unreadable, difference, documents, lines_of, unequal, unified, visible
from golden import accept, parse

try:
    import jsonschema
except ImportError:
    jsonschema = None  # the system's Python may have it where the first in PATH has not
    if __name__ == "__main__" and os.path.exists("/usr/bin/python3") and "CSM_GOLDEN_PYTHON" not in os.environ:
        os.environ["CSM_GOLDEN_PYTHON"] = "/usr/bin/python3"
        os.execv("/usr/bin/python3", ["/usr/bin/python3", *sys.argv])

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent


# Running a command

def environment(programs, home, examples, extra=()):
    kept = {k: v for k, v in os.environ.items() if re.fullmatch("(A|L|T|UB)SAN_OPTIONS", k)}
    path = f"{programs}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return {**kept, "PATH": path, "HOME": str(home), "EXAMPLES": str(examples), "LC_ALL": "C", **dict(extra)}


def execute(command, folder, env, stdin, timeout, errors=subprocess.PIPE):
    process = subprocess.Popen(["bash", "--noprofile", "--norc", "-c", command], cwd=folder, env=env,
                               stdin=subprocess.DEVNULL if stdin is None else subprocess.PIPE,
                               stdout=subprocess.PIPE, stderr=errors, start_new_session=True)
    try:
        out, err = process.communicate(stdin, timeout)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        raise Unreadable(f"not finished after {timeout} s") from None
    return process.returncode if process.returncode >= 0 else 128 - process.returncode, out, err or b""


@contextlib.contextmanager
def new_folder():
    folder = os.path.realpath(tempfile.mkdtemp(prefix="csm-golden-"))
    try:
        yield Path(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def prints_figures(run, metrics):
    """Whether the last command of the run prints a metric's JSON on standard output."""
    lexer = shlex.shlex(run.replace("\\\n", " ").strip(), posix=True, punctuation_chars="|&;<>()\n")
    lexer.whitespace, lexer.whitespace_split, lexer.commenters = " \t", True, ""
    try:
        words = list(lexer)
    except ValueError:
        return False
    command = []
    for word in words:
        command = [] if set(word) <= set("|&;()\n") else command + [word]
    told = " ".join(command).replace("=", " ")
    return ("csm" in command and bool(set(command) & metrics) and " --format json" in told
            and not re.search(r" --(output|help) |(?<! 2) >+ ", told + " "))


def schema_complaint(documents_printed, schema):
    if jsonschema is None:
        return "schema: not tried, python3-jsonschema is not installed"
    for value in documents_printed:
        errors = list(jsonschema.Draft202012Validator(schema).iter_errors(value))
        if errors:
            worst = jsonschema.exceptions.best_match(errors)
            return f"schema: {worst.json_path}: {visible(worst.message)}"
    return None


# One golden

class Runner:
    def __init__(self, csm, examples, programs, timeout=60):
        self.examples, self.programs, self.timeout = Path(examples).resolve(), programs, timeout
        self.schema = json.loads((self.examples / "result.schema.json").read_text("utf-8"))
        self.figures = set(self.schema["properties"]["metric"]["enum"]) | {"merge"}
        shutil.rmtree(programs / "csm", ignore_errors=True)
        (programs / "csm").symlink_to(Path(csm).resolve())

    def run(self, path, accepting=False):
        """The claim of a golden and what is wrong: (kind, complaint) pairs."""
        claim = ""
        try:
            golden = parse(path.read_bytes().decode("utf-8", "surrogateescape"))
            claim = golden.claim
            with new_folder() as folder:
                return claim, self.complaints(golden, folder, path if accepting else None)
        except (Unreadable, ValueError, OSError) as error:
            return claim, [("golden", f"{path.name}: {error}")]

    def complaints(self, golden, folder, accepted_path):
        for file in golden.all("file"):
            place = inside(folder, file.name())
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(file.content())
        extra = [section.argument.split("=", 1) for section in golden.all("env")]
        if any(len(pair) != 2 for pair in extra):
            raise Unreadable("--- env takes NAME=VALUE")
        stdin = golden.one("stdin").content() if golden.one("stdin") else None
        run = golden.one("run").body
        status, *streams = execute(run, folder, environment(self.programs, folder, self.examples, extra),
                                   stdin, self.timeout)
        if any(os.fsencode(self.examples) in s for s in streams):
            raise Unreadable("what came out names the folder of the examples; let it run there: cd \"$EXAMPLES\"")
        out, err = (s.replace(os.fsencode(folder), b"$HOME") for s in streams)
        if accepted_path:
            accept(golden, status, out, err, accepted_path)

        found = []
        if status != golden.status():
            found.append(("status", f"status: {status}, expected {golden.status()}"))
        if not golden.one("json") and (golden.one("stdout") or not golden.one("schema")):
            found.append(("stdout", difference("stdout", golden.one("stdout"), out)))
        found.append(("stderr", difference("stderr", golden.one("stderr"), err)))
        schema = golden.one("schema")
        asked = schema.argument != "none" if schema else status in (0, 1) and prints_figures(run, self.figures)
        if golden.one("json") or asked:
            try:
                printed = documents(out)
                if golden.one("json"):
                    wanted = documents(golden.one("json").content())
                    found.append(("json", unequal(*([v[0] if len(v) == 1 else v for v in (wanted, printed)]))))
                if asked:
                    found.append(("schema", schema_complaint(printed, self.schema)))
            except ValueError as error:
                found.append(("json", f"stdout is not JSON: {error}\n{visible(out.decode('utf-8', 'replace'))[:2000]}"))
        for section in golden.all("creates"):
            place = inside(folder, section.name())
            if not place.is_file():
                found.append(("creates", f"{section.name()} was not created"))
            elif section.body.strip():
                found.append(("creates", difference(section.name(), section, place.read_bytes())))
        for section in golden.all("absent"):
            if os.path.lexists(inside(folder, section.name())):
                found.append(("absent", f"{section.name()} should not be there"))
        return [(kind, text) for kind, text in found if text]


def inside(folder, name):
    place = folder / name
    if not name or ".." in Path(name).parts or folder not in place.parents:
        raise Unreadable(f"{name!r} is no file name inside the folder")
    return place


# The README

def readme_blocks(text):
    """For each ```console block its (line, command, expected lines)."""
    for block in re.finditer(r"^```console\n(.*?)^```", text, flags=re.M | re.S):
        steps, number = [], text.count("\n", 0, block.start()) + 2
        for line in lines_of(block.group(1)):
            if steps and not steps[-1][2] and steps[-1][1].endswith("\\\n"):
                steps[-1][1] += re.sub(r"^> ", "", line)
            elif line.startswith("$ "):
                steps.append([number, line[2:], []])
            elif steps:
                steps[-1][2].append(line)
            else:
                raise Unreadable(f"line {number}: a console block begins with $ and a command")
            number += 1
        yield steps


def run_readme(path, runner):
    passed = failed = 0
    marker = "csm-golden-end-of-step"
    for steps in readme_blocks(path.read_text("utf-8")):
        script = "".join(f"{command}__status=$?; printf '\\n{marker}\\n'; (exit $__status)\n"
                         for _, command, _ in steps)
        with new_folder() as home:
            env = environment(runner.programs, home, runner.examples)
            _, out, _ = execute(script, path.resolve().parent, env, None, runner.timeout, subprocess.STDOUT)
        printed = out.decode("utf-8", "surrogateescape").split(f"\n{marker}\n")
        unfinished = printed.pop()
        printed += [None] * (len(steps) - len(printed))
        for (number, command, want), have in zip(steps, printed):
            ended = have is not None
            have = have if ended else f"{unfinished}\n(the command did not come to its end)"
            have = have.rstrip("\n") + "\n" if have.strip("\n") else ""
            want = lines_of("".join(want).rstrip("\n") + "\n" if "".join(want).strip("\n") else "")
            pattern = "".join("(?:.*\n)*?" if line == "...\n" else re.escape(line) for line in want)
            if ended and re.fullmatch(pattern, have):
                passed += 1
            else:
                failed += 1
                print(f"FAIL {path}:{number}\n  $ {command}{unified('output', want, lines_of(have))}")
    return passed, failed


def run_goldens(options, runner):
    paths = [path for given in options.paths
             for path in (sorted(given.rglob("*.golden")) if given.is_dir() else [given])]
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        outcomes = list(pool.map(lambda path: runner.run(path, options.accept), paths))
    for path, (claim, found) in zip(paths, outcomes):
        if found:
            print(f"FAIL {os.path.relpath(path)}\n  {visible(claim).strip()}")
            print("\n".join(text for _, text in found), end="\n\n")
    failed = sum(1 for _, found in outcomes if found)
    return len(outcomes) - failed, failed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--csm", default=ROOT / "build/test/csm", type=Path, help="the program (build/test/csm)")
    parser.add_argument("--examples", default=ROOT / "examples", type=Path, help="the folder EXAMPLES points to")
    parser.add_argument("--accept", action="store_true",
                        help="write what came out into the goldens, for a person to read")
    parser.add_argument("-j", "--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--timeout", type=float, default=60, metavar="SECONDS", help="for each golden or block (60)")
    parser.add_argument("--readme", type=Path)
    parser.add_argument("--tests-itself", action="store_true")
    parser.add_argument("paths", nargs="*", type=Path, default=[HERE])
    options = parser.parse_args()
    if options.tests_itself:
        import itself
        return itself.tests_itself()
    if not os.access(options.csm, os.X_OK) or options.csm.is_dir():
        parser.error(f"{options.csm} is no program; build it first or say --csm PROGRAM")
    with new_folder() as programs:
        runner = Runner(options.csm, options.examples, programs, options.timeout)
        if options.readme:
            try:
                passed, failed = run_readme(options.readme, runner)
            except (Unreadable, OSError) as error:
                print(f"FAIL {options.readme}: {error}")
                passed, failed = 0, 1
        else:
            passed, failed = run_goldens(options, runner)
    if not passed + failed:
        print("nothing to run was found", file=sys.stderr)
    print(f"{passed} passed, {failed} failed")
    return 0 if passed and not failed else 1


if __name__ == "__main__":
    sys.stdout.reconfigure(errors="backslashreplace")
    sys.exit(main())
