#!/usr/bin/env python3
"""Whether the scripts of `csm completion` complete in bash, zsh and fish: lines are typed into the shells themselves.

    completions.py PROGRAM
"""
import os
import pty
import re
import select
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SECONDS = 20
HEADER = b"customer_id,Plan Name,started_on,churned_on,a:b\n1,Pro,2026-01-01,,x\n"
FILES = {"subs.csv": HEADER, "my file.csv": HEADER, "it's.csv": HEADER, "k=v.csv": HEADER,
         "answers.ndjson": b'{"score": 9, "answered_at": "2026-05-01"}\n', "exports/may.csv": HEADER,
         "page.csv": b"<html><body>sorry</body></html>\n"}
COLUMNS = {"customer_id", "Plan Name", "started_on", "churned_on", "a:b"}

# What is typed, and the words that may stand in place of the last one: exactly these, or {"some", ...}: these among others.
LISTS = [
    ("a command", "csm re", {"retention-cost", "renewal", "report"}),
    ("metrics and other commands", "csm ",
     {..., "churn", "mrr", "cohorts", "inspect", "explain", "glossary", "help", "completion"}),
    ("a command's options", "csm churn --co", {"--columns", "--compare", "--confidence", "--config"}),
    ("options that the metric has", "csm csat --po", {"--positive-from", "--positive"}),
    ("options not given yet, or given again where they may be", "csm churn --period all --by plan --wh --p",
     {"--part", "--preset"}),
    ("formats", "csm churn --format ", {"text", "json", "ndjson", "csv", "tsv", "markdown", "html", "prometheus", "value"}),
    ("forms of output of inspect", "csm inspect --format ", {"text", "json", "ndjson", "csv", "tsv", "markdown", "html"}),
    ("rules of the metric", "csm churn --rule ", {"opening", "exposed", "cohort", "stripe"}),
    ("values that an option of the metric names", "csm nps --per-customer ", {"all", "latest"}),
    ("steps of a series", "csm mrr --every ", {"day", "week", "month", "quarter", "year"}),
    ("periods", "csm mrr --period last-", {"last-month", "last-quarter"}),
    ("presets", "csm mrr --preset stripe-s", {..., "stripe-subscriptions"}),
    ("kinds of records", "csm retention-cost --from c", {"costs=", "customers="}),
    ("metrics behind explain", "csm explain r", {"renewal", "retention-cost"}),
    ("options of the metric behind explain", "csm explain churn --cu", {"--customer"}),
    ("topics of help", "csm help e", {"exit-status", "expansion", "explain"}),
    ("what config takes", "csm config ", {"check"}),
    ("and what comes then", "csm config check ", {"--config", "--help"}),
    ("the nearest config, beside files", "csm check --config a", {"auto", "answers.ndjson"}),
    ("files of a command that compares two", "csm diff subs.csv an", {"answers.ndjson"}),
    ("its options", "csm diff --exit", {"--exit-code"}),
    ("forms of output that a command has", "csm history --format m", {"markdown"}),
    ("and none that it has not", "csm history --format p", set()),
    ("files of no kind", "csm history --from su", {"subs.csv"}),
    ("shells", "csm completion ", {"bash", "zsh", "fish"}),
    ("words of the glossary", "csm glossary N", {"NPS", "NRR"}),
    ("columns of the file for --by", "csm churn --from subs.csv --by ", COLUMNS),
    ("columns by --from=FILE", "csm churn --from=subs.csv --by ", COLUMNS),
    ("columns of a file that has a kind", "csm churn --from subscriptions=subs.csv --by ", COLUMNS),
    ("columns of a file whose name is quoted", "csm churn --from 'my file.csv' --by ", COLUMNS),
    ("columns of a file whose name is escaped", "csm churn --from my\\ file.csv --by ", COLUMNS),
    ("columns of a file with = in its name", "csm churn --from k=v.csv --by ", COLUMNS),
    ("columns of NDJSON", "csm nps --from answers.ndjson --by ", {"score", "answered_at"}),
    ("columns of several files", "csm nps --from answers.ndjson subs.csv --by ", COLUMNS | {"score", "answered_at"}),
    ("columns of a file below the home folder", "csm churn --from ~/subs.csv --columns ", COLUMNS),
    ("columns behind a comma", "csm churn --from subs.csv --columns customer_id,s", {"customer_id,started_on"}),
    ("columns to choose rows by", "csm churn --from subs.csv --where s", {"started_on="}),
    ("fields to map", "csm churn --map customer", {"customer_id="}),
    ("columns to map a field to", "csm churn --from subs.csv --map churned_on=", {"churned_on=" + c for c in COLUMNS}),
    ("columns behind =, one of them with a colon", "csm churn --from subs.csv --map=started_on=a", {"--map=started_on=a:b"}),
    ("no columns of a file that is none", "csm churn --from page.csv --by ", set()),
    ("no columns of a file that is not there", "csm churn --from nowhere.csv --by ", set()),
    ("files", "csm churn --from su", {"subscriptions=", "subs.csv"}),
    ("files of a kind", "csm churn --from subscriptions=su", {"subscriptions=subs.csv"}),
    ("files behind --from=", "csm churn --from=sub", {"--from=subscriptions=", "--from=subs.csv"}),
    ("files behind --output", "csm churn --output an", {"answers.ndjson"}),
    ("nothing where no word is known", "csm churn --rule opening --confidence ", set()),
    ("no files where none may stand", "csm mrr --confidence su", set()),
    ("nothing behind a command that is none", "csm chrun --fo", set()),
]

# What is typed before the tab key, and the words of the line behind it.
LINES = [
    ("an option's value", "csm churn --format js", ["csm", "churn", "--format", "json"]),
    ("a column with a blank is quoted", "csm churn --from subs.csv --by Pl",
     ["csm", "churn", "--from", "subs.csv", "--by", "Plan Name"]),
    ("and one behind =", "csm churn --from subs.csv --map customer_id=Pl",
     ["csm", "churn", "--from", "subs.csv", "--map", "customer_id=Plan Name"]),
    ("and one begun in quotes", "csm churn --from subs.csv --by 'Pl",
     ["csm", "churn", "--from", "subs.csv", "--by", "Plan Name"]),
    ("and one begun with a backslash", "csm churn --from subs.csv --by Plan\\ N",
     ["csm", "churn", "--from", "subs.csv", "--by", "Plan Name"]),
    ("a file with a blank", "csm churn --from my", ["csm", "churn", "--from", "my file.csv"]),
    ("a file with a quote", "csm churn --from it", ["csm", "churn", "--from", "it's.csv"]),
    ("a file with =", "csm churn --from k", ["csm", "churn", "--from", "k=v.csv"]),
    ("a file with = whose name is typed as far as that", "csm churn --from k=", ["csm", "churn", "--from", "k=v.csv"]),
    ("a file in a folder", "csm churn --from exports/m", ["csm", "churn", "--from", "exports/may.csv"]),
    ("a file below the home folder", "csm churn --from ~/it", ["csm", "churn", "--from", "~/it's.csv"]),
    ("a file of a kind with a blank", "csm churn --from subscriptions=my",
     ["csm", "churn", "--from", "subscriptions=my file.csv"]),
    ("what ends in = goes on at once", "csm churn --from subs.csv --map started",
     ["csm", "churn", "--from", "subs.csv", "--map", "started_on="]),
]


class Typing:
    """A shell on a terminal. Keys: \\x01 asks what the line is."""

    def __init__(self, command, home, setup):
        self.cuts_words = command[0] == "bash"
        self.answer = home / ".answer"
        env = {"PATH": os.environ["PATH"], "HOME": str(home), "TERM": "xterm", "LANG": "C.UTF-8"}
        pid, self.terminal = pty.fork()
        if pid == 0:
            os.chdir(home)
            os.execvpe(command[0], command, env)
        self.pid = pid
        self.seen = b""
        self.send(setup + f"\nprintf x > {self.answer}\n")
        self.wait()

    def send(self, text):
        os.write(self.terminal, text.encode())

    def wait(self):
        """What the shell has written to the file of answers; reads what it shows meanwhile."""
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            if select.select([self.terminal], [], [], 0.02)[0]:
                self.seen += os.read(self.terminal, 65536)
            elif self.answer.exists():
                text = self.answer.read_text("utf-8")
                self.answer.unlink()
                return text
        raise TimeoutError(f"the shell did not answer; it showed {self.seen[-1500:]!r}")

    def line_after(self, typed, key):
        self.send("\x15" + typed + key)
        time.sleep(0.05)
        self.send("\x01")
        return self.wait()

    def close(self):
        os.close(self.terminal)
        os.waitpid(self.pid, 0)


def bash(home):
    return Typing(["bash", "--noprofile", "--norc", "-i"], home, f"""\
bind 'set enable-bracketed-paste off'; bind 'set bell-style none'
answer() {{ printf %s "$READLINE_LINE" >.tmp; mv .tmp {home}/.answer; }}
bind -x '"\\C-a": answer'
bind '"\\C-b": insert-completions'
. <(csm completion bash)""")


def zsh(home, script=". <(csm completion zsh)", functions=""):
    return Typing(["zsh", "-f", "-i"], home, f"""\
{functions}
PS1='$ ' ; unsetopt zle_bracketed_paste 2>/dev/null; unset zle_bracketed_paste; setopt no_beep no_always_last_prompt
autoload -Uz compinit; compinit -u -D
answer() {{ print -rn -- "$BUFFER" >.tmp; mv .tmp {home}/.answer }}
zle -N answer; bindkey '^A' answer
zstyle ':completion:all-matches:*' completer _all_matches _complete; zstyle ':completion:all-matches:*' insert true
zle -C all-matches complete-word _generic; bindkey '^B' all-matches
{script}""")


def zsh_with_file(home):
    """The script as a file that zsh itself loads."""
    return zsh(home, "", "mkdir .functions; csm completion zsh >.functions/_csm; fpath=($PWD/.functions $fpath)")


class Fish:
    """Asked by its own `complete -C`, which tells what may stand in place of the last word."""

    def __init__(self, home):
        self.home = home

    def candidates(self, typed):
        script = "csm completion fish | source; cd $HOME; complete -C $argv[1]"
        run = subprocess.run(["fish", "--no-config", "-c", script, typed], capture_output=True, text=True, timeout=SECONDS,
                             env={"PATH": os.environ["PATH"], "HOME": str(self.home), "LANG": "C.UTF-8"})
        return [line.split("\t")[0] for line in run.stdout.splitlines()] + run.stderr.splitlines()


def words_of(line):
    try:
        return shlex.split(line)
    except ValueError:
        return [line]


def is_as_wanted(found, wanted):
    return wanted - {...} <= found if ... in wanted else found == wanted


def check_typing(shell, failures):
    for claim, typed, wanted in LISTS:
        before = words_of(typed)
        if not typed.endswith(" "):
            before.pop()
        line = shell.line_after(typed, "\x02")
        found = set(words_of(line)[len(before):]) if line != typed else set()
        if shell.cuts_words:  # only the first of bash's words has what stands before its last =
            kept = re.match("(.*[=:])?", typed.rpartition(" ")[2]).group()
            found = {word if word.startswith(kept) else kept + word for word in found}
        if not is_as_wanted(found, wanted):
            failures.append((claim, typed, wanted, line))
    for claim, typed, wanted in LINES:
        line = shell.line_after(typed, "\t")
        goes_on = wanted[-1].endswith("=")
        if words_of(line) != wanted or line.endswith(" ") == goes_on:
            failures.append((claim, typed, wanted, line))


def check_fish(shell, failures):
    for claim, typed, wanted in LISTS:
        found = shell.candidates(typed)
        if not is_as_wanted(set(found), wanted):
            failures.append((claim, typed, wanted, found))
    for claim, typed, wanted in LINES:
        found = shell.candidates(typed)
        if wanted[-1] not in map(unquoted_by_fish, found):
            failures.append((claim, typed, wanted[-1], found))


def check_meanings(program, failures):
    """Shells that show meanings have one to show."""
    for words in ([""], ["churn", "--"], ["inspect", "--"], ["churn", "--rule", ""], ["nps", "--format", ""], ["help", ""]):
        answer = subprocess.run([program, "__complete", *words], capture_output=True, text=True).stdout
        without = [line for line in answer.splitlines() if not re.fullmatch(r"[^\t]+\t[^\t]+", line)]
        if without or not answer:
            failures.append(("every word has a meaning", shlex.join(words), "a meaning", without))


def check_values(program, home, failures):
    """Values that csm itself lists by name are those that it takes."""
    for option in ("period", "every", "as-of", "compare", "rule", "preset", "delimiter", "encoding", "date-format",
                   "timezone", "part", "format"):
        question = [program, "__complete", "churn", "--from", "subs.csv", f"--{option}", ""]
        answer = subprocess.run(question, cwd=home, capture_output=True, text=True).stdout
        for value in [line.split("\t")[0] for line in answer.splitlines()] or ["(none)"]:
            words = ["churn", "--from", "subs.csv", f"--{option}", value, *(["--list"] if option == "part" else [])]
            run = subprocess.run([program, *words], cwd=home, capture_output=True, text=True)
            if run.returncode == 2 or f"--{option}: " in run.stderr:
                failures.append(("a value is one that csm takes", shlex.join(words), "no complaint", run.stderr))


def unquoted_by_fish(word):
    return re.sub(r"\\(.)", r"\1", word)


def main():
    program = Path(sys.argv[1]).resolve()
    missing = [name for name in ("bash", "zsh", "fish") if shutil.which(name) is None]
    if missing:
        print(f"FAIL: not installed: {', '.join(missing)} (tests/support/setup.sh test)")
        return 1
    if program.name != "csm":
        raise SystemExit("the program is called csm")
    os.environ["PATH"] = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    formats = subprocess.run([program, "help", "formats"], capture_output=True, text=True, check=True).stdout
    next(case for case in LISTS if case[0] == "formats")[2].intersection_update(re.findall(r"^  ([a-z]+)", formats, re.M))
    failed = False
    shells = (("bash", lambda home, failures: check_typing(bash(home), failures)),
              ("zsh", lambda home, failures: check_typing(zsh(home), failures)),
              ("zsh by a file", lambda home, failures: check_typing(zsh_with_file(home), failures)),
              ("fish", lambda home, failures: check_fish(Fish(home), failures)),
              ("values", lambda home, failures: check_values(program, home, failures)),
              ("meanings", lambda home, failures: check_meanings(program, failures)))
    for name, check in shells:
        failures = []
        with tempfile.TemporaryDirectory(prefix="csm-completion-") as folder:
            for path, content in FILES.items():
                (Path(folder) / path).parent.mkdir(exist_ok=True)
                (Path(folder) / path).write_bytes(content)
            check(Path(os.path.realpath(folder)), failures)
        for claim, typed, wanted, found in failures:
            print(f"FAIL {name}: {claim}\n     typed  {typed}\n     wanted {wanted}\n     found  {found}")
        failed = failed or bool(failures)
        print(f"{name}: {'FAIL' if failures else 'ok'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
