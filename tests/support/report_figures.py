#!/usr/bin/env python3
"""Every figure of a report is what its metric's command gives alone. Use: report_figures.py CSM"""
import json
import subprocess
import sys
from pathlib import Path

CONFIG = str(Path(__file__).resolve().parents[2] / "examples" / "csm.toml")
PERIOD = "2026-05"
# Figures of the config with options of their own, as they are typed; by their titles.
OWN = {
    "Net promoter score": ["--by", "plan"],
    "Renewal rate": ["--period", "2026-03..2026-05"],
    "Customer lifetime value": ["--period", "all"],
    "Cohorts of customers": ["--period", "2025-06..2026-05", "--from",
                             str(Path(CONFIG).parent / "subscriptions.csv")],
    "Customers who left": ["--list"],
}
ALONE = {"Customer lifetime value", "Cohorts of customers"}  # nothing to compare with


def output(*words):  # status 1 is a threshold of the config that does not hold
    done = subprocess.run(words, capture_output=True, text=True)
    assert done.returncode in (0, 1), f"{' '.join(words)}: status {done.returncode}\n{done.stderr}"
    return json.loads(done.stdout)


def main(csm):
    report = output(csm, "report", "--config", CONFIG, "--period", PERIOD, "--format", "json")
    assert len(report["figures"]) == 14, len(report["figures"])
    for figure in report["figures"]:
        title, metric = figure["figure"], figure["metric"]
        words = [csm, metric, "--config", CONFIG, "--format", "json", *OWN.get(title, [])]
        if "--period" not in words:
            words += ["--period", PERIOD]
        if title not in ALONE:
            words += ["--compare", "previous"]
        alone = output(*words)
        for name in ("results", "input", "notes", "warnings", "rule"):
            assert figure[name] == alone[name], f"{title}: {name} is not that of {' '.join(words)}"
        assert figure.get("list") == alone.get("list"), f"{title}: another list"
        if not figure["trend"]:
            continue
        steps = output(csm, metric, "--config", CONFIG, "--format", "json", "--period", "2025-06..2026-05",
                       "--every", "month")
        assert [step["value"] for step in figure["trend"]] == [step["value"] for step in steps["results"]], title
    print(f"{len(report['figures'])} figures are those of their commands")


if __name__ == "__main__":
    main(sys.argv[1])
