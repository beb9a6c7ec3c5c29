"""What is left when things go wrong: full disks, closed pipes, other folders, sudden ends, many at once."""
import contextlib
import json
import os
import random
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from claims import Skipped, claim
from program import EXAMPLES, FORMATS
from questions import REPORT

ROUNDS = 60
CONFIG = """
[report]
period = "2026-05"
[[report.figure]]
metric = "nps"
from = "nps.csv"
[[report.figure]]
metric = "churn"
from = "subscriptions.csv"
"""
LINES = 2  # that a run adds to a history


@contextlib.contextmanager
def beside_exports(csm):
    """A folder with a small config and the exports that it names."""
    with tempfile.TemporaryDirectory(prefix="csm-trouble-", dir=csm.kept) as name:
        folder = Path(name)
        (folder / "csm.toml").write_text(CONFIG, "utf-8")
        for export in ("nps.csv", "subscriptions.csv"):
            (folder / export).write_bytes((EXAMPLES / export).read_bytes())
        yield folder


def history_lines(path):
    """Whole lines of a history, and what stands behind the last of them."""
    *lines, rest = path.read_bytes().split(b"\n")
    return lines, rest


def torn(lines):
    """Lines that are no whole figure."""
    found = []
    for line in lines:
        try:
            if not {"at", "figure", "metric", "rule", "value"} <= json.loads(line).keys():
                found.append(line)
        except ValueError:
            found.append(line)
    return found


@claim("a report needs no environment and no folder of its own")
def needs_nothing(csm):
    here = csm.printed([*REPORT, "--format", "value"])
    done = subprocess.run([csm.path, "report", "--config", str(EXAMPLES / "csm.toml"), "--format", "value"], cwd="/",
                          env={"PATH": "/usr/bin:/bin"}, capture_output=True, check=False)
    if done.returncode != 0 or done.stdout.decode() != here:
        yield f"status {done.returncode}: {done.stderr!r}; {done.stdout!r} instead of {here!r}"


@claim("a full disk behind standard output is told of in every format, with exit status 4")
def full_output(csm):
    for form in FORMATS:
        with open("/dev/full", "wb") as full:
            done = subprocess.run([csm.path, *REPORT, "--format", form], cwd=EXAMPLES, env=csm.environment(), stdout=full,
                                  stderr=subprocess.PIPE, check=False)
        if done.returncode != 4 or b"No space left" not in done.stderr:
            yield f"{form}: status {done.returncode}: {done.stderr!r}"


@claim("a full disk leaves the old output and the old history as they were, with exit status 4")
def full_disk(csm):
    with beside_exports(csm) as folder:
        disk = folder / "disk"
        disk.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8k", "tmpfs", str(disk)], capture_output=True,
                                 check=False)
        if mounted.returncode != 0:
            raise Skipped("a small disk cannot be mounted here; this needs root")
        try:
            yield from on_full_disk(csm, folder, disk)
        finally:
            subprocess.run(["umount", str(disk)], check=True)


def on_full_disk(csm, folder, disk):
    csm.printed(["report", "--config", "csm.toml", "--history", "disk/h.ndjson"], folder)
    history = (disk / "h.ndjson").read_bytes()
    (disk / "old.html").write_text("old", "utf-8")
    for option, kept in (("--output", disk / "old.html"), ("--history", disk / "h.ndjson")):
        before = kept.read_bytes()
        done = csm.run(["report", "--config", "csm.toml", "--format", "html", option, str(kept)], folder)
        for _ in range(8):  # some lines may still fit
            if option == "--history" and done.status == 0:
                before = kept.read_bytes()
                done = csm.run(["report", "--config", "csm.toml", option, str(kept)], folder)
        if done.status != 4 or b"No space left" not in done.err:
            yield f"{option}: status {done.status}: {done.err!r}"
        if kept.read_bytes() != before:
            yield f"{option}: the file is another one now"
    if sorted(path.name for path in disk.iterdir()) != ["h.ndjson", "old.html"]:
        yield f"left behind: {sorted(path.name for path in disk.iterdir())}"
    if not (disk / "h.ndjson").read_bytes().startswith(history):
        yield "the history lost its beginning"


@claim("a reader that closes its pipe early ends csm without a word")
def closed_pipe(csm):
    for form in FORMATS:
        line = f'"{csm.path}" report --config csm.toml --format {form} | head -c 1 >/dev/null; echo "${{PIPESTATUS[0]}}"'
        done = subprocess.run(["bash", "-c", line], cwd=EXAMPLES, env=csm.environment(), capture_output=True, check=False)
        said = [text for text in done.stderr.decode().splitlines() if "warning" not in text]
        if said or done.stdout.strip() not in (b"0", b"141"):
            yield f"{form}: status {done.stdout!r}, says {said}"


def ended_suddenly(csm, arguments, folder, how, rounds):
    """Runs that are ended at moments from the start to just behind the end; yields each one's status."""
    begin = time.monotonic()
    csm.run(arguments, folder)
    usual = time.monotonic() - begin
    chance = random.Random(7)
    for _ in range(rounds):
        process = csm.start(arguments, folder)
        time.sleep(usual * chance.uniform(0.2, 1.1))
        process.send_signal(how)
        process.communicate()
        yield process.returncode


@claim("a report that is killed at any moment leaves the old output or the new one, never half of one")
def killed_while_writing(csm):
    with beside_exports(csm) as folder:
        for form in ("html", "json"):
            path = folder / f"out.{form}"
            arguments = ["report", "--config", "csm.toml", "--output", path.name]
            new = csm.printed(["report", "--config", "csm.toml", "--format", form], folder)
            statuses = set()
            for status in ended_suddenly(csm, arguments, folder, signal.SIGKILL, ROUNDS // 2):
                statuses.add(status)
                if path.read_text("utf-8") not in ("old", new):
                    yield f"{form}: half a file of {path.stat().st_size} bytes"
                path.write_text("old", "utf-8")
            if -signal.SIGKILL not in statuses:
                yield f"{form}: no run was killed in time: {statuses}"


@claim("a history keeps whole lines and at most the rest of one from each run that was killed")
def killed_while_adding(csm):
    with beside_exports(csm) as folder:
        path = folder / "h.ndjson"
        arguments = ["report", "--config", "csm.toml", "--history", path.name]
        killed = sum(status != 0 for status in ended_suddenly(csm, arguments, folder, signal.SIGKILL, ROUNDS))
        csm.run(arguments, folder)
        lines, rest = history_lines(path)
        if rest or len(torn(lines)) > killed or killed == 0:
            yield f"{killed} killed, {len(torn(lines))} lines torn, and behind them {rest!r}"


@claim("a history that ends within a line goes on behind it: the rest stays, is told of, and no figure is lost")
def torn_history(csm):
    with beside_exports(csm) as folder:
        path = folder / "h.ndjson"
        arguments = ["report", "--config", "csm.toml", "--history", path.name]
        csm.run(arguments, folder)
        whole = path.read_bytes()
        first = whole.index(b"\n") + 1
        for cut in (1, 9, 40, first - 2, first + 1, first + 60, len(whole) - 2):
            path.write_bytes(whole[:cut])
            complete = whole[:cut].count(b"\n")
            for told in (1, 1):
                done = csm.run(arguments, folder)
                if done.status != 0 or done.err.count(b"is no whole line") != told:
                    yield f"cut at {cut}: status {done.status}: {done.err!r}"
            lines, rest = history_lines(path)
            if torn(lines) != [whole[:cut].split(b"\n")[-1]] or rest or len(lines) != complete + 1 + 2 * LINES:
                yield f"cut at {cut}: {len(lines)} lines, {torn(lines)} torn, rest {rest!r}"


@claim("fifty reports at once add all their lines to one history, each of them whole")
def many_at_once(csm):
    with beside_exports(csm) as folder:
        path = folder / "h.ndjson"
        running = [csm.start(["report", "--config", "csm.toml", "--threads", "1", "--history", path.name], folder)
                   for _ in range(50)]
        for process in running:
            _, said = process.communicate()
            if process.returncode != 0 or said:
                yield f"status {process.returncode}: {said!r}"
        lines, rest = history_lines(path)
        if len(lines) != 50 * LINES or torn(lines) or rest:
            yield f"{len(lines)} lines instead of {50 * LINES}, {len(torn(lines))} torn, rest {rest!r}"


@claim("a report that is interrupted leaves the old output and nothing beside it")
def interrupted(csm):
    with beside_exports(csm) as folder:
        path = folder / "out.html"
        arguments = ["report", "--config", "csm.toml", "--output", path.name]
        new = csm.printed(["report", "--config", "csm.toml", "--format", "html"], folder)
        known = {"csm.toml", "nps.csv", "subscriptions.csv", "out.html"}
        for how in (signal.SIGINT, signal.SIGTERM):
            statuses = set()
            for status in ended_suddenly(csm, arguments, folder, how, ROUNDS // 2):
                statuses.add(status)
                if set(os.listdir(folder)) != known or path.read_text("utf-8") not in ("old", new):
                    yield f"{how.name}: {sorted(set(os.listdir(folder)) - known)}, {path.stat().st_size} bytes"
                path.write_text("old", "utf-8")
            if not statuses - {0}:
                yield f"{how.name}: no run was interrupted in time: {statuses}"
