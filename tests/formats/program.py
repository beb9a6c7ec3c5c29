"""Running csm: in a pipe, on a terminal, and beside the examples."""
import collections
import os
import pty
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLES = ROOT / "examples"
FORMATS = ("text", "json", "ndjson", "csv", "tsv", "markdown", "html", "prometheus", "value")

Run = collections.namedtuple("Run", "status out err")


class Program:
    """csm with the same clock for every run; `kept` is a folder for what people may want to look at."""

    def __init__(self, path, kept):
        self.path = str(Path(path).resolve())
        self.kept = Path(kept).resolve()
        self.kept.mkdir(parents=True, exist_ok=True)

    def environment(self, **more):
        kept = {k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")}
        return {**kept, "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": "1780272000", **more}

    def run(self, arguments, folder=EXAMPLES, **more):
        done = subprocess.run([self.path, *arguments], cwd=folder, env=self.environment(**more),
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=120, check=False)
        return Run(done.returncode, done.stdout, done.stderr)

    def printed(self, arguments, folder=EXAMPLES):
        """Standard output of a run that must end well."""
        done = self.run(arguments, folder)
        if done.status != 0:
            raise AssertionError(f"csm {' '.join(map(str, arguments))}: status {done.status}: {done.err!r}")
        return done.out.decode("utf-8")

    def start(self, arguments, folder):
        return subprocess.Popen([self.path, *arguments], cwd=folder, env=self.environment(),
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def on_terminal(self, arguments, folder=EXAMPLES):
        """All that a terminal without colours gets of both streams."""
        master, slave = pty.openpty()
        process = subprocess.Popen([self.path, *arguments], cwd=folder, env=self.environment(TERM="dumb"),
                                   stdin=subprocess.DEVNULL, stdout=slave, stderr=slave)
        os.close(slave)
        seen = b""
        while True:
            try:
                piece = os.read(master, 65536)
            except OSError:  # the other side is closed
                break
            if not piece:
                break
            seen += piece
        os.close(master)
        process.wait()
        return seen.replace(b"\r\n", b"\n")
