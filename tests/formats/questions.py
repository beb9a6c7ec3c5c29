"""The figures that every format is tried with: each metric alone, by segments and step by step, from the examples."""
import collections

Question = collections.namedtuple("Question", "name arguments")

SOURCES = {
    "churn": ["--from", "subscriptions.csv"],
    "mrr": ["--from", "subscriptions.csv"],
    "expansion": ["--from", "purchases=purchases.csv", "--from", "subscriptions=subscriptions.csv"],
    "clv": ["--from", "purchases=purchases.csv", "--from", "customers=customers.csv"],
    "retention-cost": ["--from", "costs=costs.csv", "--from", "customers=customers.csv"],
    "nps": ["--from", "nps.csv"],
    "csat": ["--from", "csat.csv"],
    "ces": ["--from", "ces.csv"],
    "fcr": ["--from", "tickets.csv"],
    "renewal": ["--from", "contracts.csv"],
    "health": ["--from", "health.csv", "--factor", "logins:0.6:0..300", "--factor", "adoption:0.4:0..100"],
    "cohorts": ["--from", "customers.csv"],
    "feedback": ["--from", "nps.csv", "--themes", "themes.txt"],
}
SEGMENT = {"churn": "plan", "mrr": "plan", "expansion": "plan", "clv": "plan", "retention-cost": "category",
           "nps": "plan", "csat": "score", "ces": "score", "fcr": "channel", "renewal": "renewed",
           "health": "adoption", "cohorts": "country", "feedback": "plan"}
PERIOD = ["--period", "2026-05"]
OF_WHOLE_FILE = {"clv", "cohorts"}  # without a month of their own
STEPLESS = {"clv", "cohorts"}


def questions():
    for metric, source in SOURCES.items():
        period = [] if metric in OF_WHOLE_FILE else PERIOD
        yield Question(metric, [metric, *source, *period])
        yield Question(f"{metric} by {SEGMENT[metric]}", [metric, *source, *period, "--by", SEGMENT[metric]])
        if metric not in STEPLESS:
            yield Question(f"{metric} by month", [metric, *source, "--period", "2026-03..2026-05", "--every", "month"])


REPORT = ["report", "--config", "csm.toml"]
