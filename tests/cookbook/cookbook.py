#!/usr/bin/env python3
"""Whether every recipe of examples/cookbook does what it says, and nothing by halves where csm or an export fails.

    cookbook.py PROGRAM [unittest's words]

The figures wanted are those of examples/STORY.md, or worked out here from the exports in another way.
"""
import csv
import email
import email.policy
import io
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
import time
import unittest
from decimal import Decimal
from pathlib import Path

HERE = Path(__file__).resolve().parent
EXAMPLES = HERE.parent.parent / "examples"
COOKBOOK = EXAMPLES / "cookbook"
MAY = "2026-05"
SECRET = "https://hooks.example/T0/B0/secret"
PROGRAM = ""
RATES = "date,from,to,rate\n2026-03-31,EUR,USD,1.00\n2026-04-30,EUR,USD,1.10\n2026-05-31,EUR,USD,1.20\n"

# Each recipe, how it is called in the folder of the exports, and the export that it cannot do without.
CALLS = {
    "slack.sh": (["csm.toml", MAY], "nps.csv"),
    "churn-gate.sh": (["customers.csv", MAY], "customers.csv"),
    "nps-by-month.sh": (["nps.csv", "table.csv"], "nps.csv"),
    "prometheus.sh": (["csm.toml", "gauges", MAY], "tickets.csv"),
    "two-rules.sh": (["customers.csv", "opening", "stripe"], "customers.csv"),
    "who-to-call.sh": (["csm.toml", "300", MAY], "health.csv"),
    "monthly-mail.sh": (["csm.toml", "team@example.com", MAY], "contracts.csv"),
    "keep-history.sh": (["csm.toml", "figures.ndjson"], "csat.csv"),
    "what-changed.sh": (["csm.toml", "reports", MAY], "costs.csv"),
    "one-currency.sh": (["USD", "rates.csv", MAY, "subscriptions.csv", "subscriptions-eu.csv"], "subscriptions-eu.csv"),
}


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def contents(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


class Kitchen(unittest.TestCase):
    """A folder with the exports, and one with csm and the stand-ins, which is the first in PATH."""

    def setUp(self):
        self.work = Path(tempfile.mkdtemp(prefix="csm cookbook "))
        self.addCleanup(shutil.rmtree, self.work)
        self.exports, self.sent, self.programs = (self.work / name for name in ("my exports", "sent", "bin"))
        shutil.copytree(EXAMPLES, self.exports)
        for folder in (self.sent, self.programs, self.exports / "gauges", self.exports / "reports"):
            folder.mkdir()
        (self.exports / "rates.csv").write_text(RATES)
        (self.programs / "csm").symlink_to(PROGRAM)
        for name in ("curl", "sendmail"):
            (self.programs / name).symlink_to(HERE / "stand_in.sh")

    def call(self, words, **more):
        kept = {name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")}
        environment = {**kept, "PATH": f"{self.programs}:{os.environ['PATH']}", "LC_ALL": "C", "SENT": str(self.sent),
                       "SLACK_WEBHOOK_URL": SECRET, **more}
        return subprocess.run(words, cwd=self.exports, env=environment, capture_output=True, text=True, timeout=120)

    def cook(self, recipe, *words, status=0, **more):
        """What the recipe prints."""
        done = self.call(["bash", COOKBOOK / recipe, *(words or CALLS[recipe][0])], **more)
        self.assertEqual(done.returncode, status, done.stderr)
        return done.stdout

    def sent_by(self, name, what="input"):
        return (self.sent / f"{name}.{what}").read_text("utf-8")


class Recipes(Kitchen):
    def test_slack_gets_the_figures_of_the_month_with_their_course(self):
        self.assertEqual(self.cook("slack.sh"), "")
        text = json.loads(self.sent_by("curl"))["text"].splitlines()
        self.assertEqual(text[0], "Harrowfen, customer success")
        for line in ("Monthly recurring revenue: 77,416.20 USD (2026-05), better than in 2026-04",
                     "Customer churn: 1.6 % (2026-05), better than in 2026-04",
                     "Net promoter score: 27.9 (2026-05), better than in 2026-04",
                     "Customer satisfaction: 67.9 % (2026-05), better than in 2026-04",
                     "Expansion MRR, movements: 3,035.60 USD (2026-05), better than in 2026-04"):
            self.assertIn(line, text)

    def test_slack_is_told_that_a_figure_got_worse(self):
        self.cook("slack.sh", "csm.toml", "2026-04")
        self.assertIn("Net promoter score: -34.4 (2026-04), worse than in 2026-03", json.loads(self.sent_by("curl"))["text"])

    def test_slack_does_not_take_a_title_for_markup(self):
        config = self.exports / "csm.toml"
        config.write_text(config.read_text().replace("Harrowfen, customer success", r'<!channel> R&D \"'))
        self.cook("slack.sh")
        self.assertEqual(json.loads(self.sent_by("curl"))["text"].splitlines()[0], '&lt;!channel&gt; R&amp;D "')

    def test_the_address_of_the_webhook_stands_in_no_command(self):
        self.cook("slack.sh")
        self.assertNotIn("secret", self.sent_by("curl", "words"))
        self.assertEqual(self.sent_by("curl", "config"), f'url = "{SECRET}"\n')

    def test_slack_that_is_not_reached_is_a_failure(self):
        self.cook("slack.sh", status=22, FAILING="curl")

    def test_the_gate_opens_in_may_alone(self):
        for month, share, status in (("2026-03", "8.8 %", 1), ("2026-04", "5.1 %", 1), (MAY, "1.6 %", 0)):
            self.assertIn(share, self.cook("churn-gate.sh", "customers.csv", month, status=status))
        self.cook("churn-gate.sh", "subscriptions.csv", "2026-03", "9%")

    def test_an_export_of_nobody_does_not_pass_the_gate(self):
        (self.exports / "customers.csv").write_text("customer_id,started_on,churned_on\na,2026-05-03,\n")
        self.assertEqual(self.cook("churn-gate.sh", status=1), "")

    def test_the_workflow_fails_on_the_churn_of_march(self):
        steps = re.findall(r"^ +run: (.*churn-gate.*)$", (COOKBOOK / "churn-gate.yml").read_text(), re.M)
        self.assertEqual(len(steps), 1)
        (self.exports / ".github").mkdir()
        shutil.copy(COOKBOOK / "churn-gate.sh", self.exports / ".github")
        (self.exports / "exports").symlink_to(".")
        for month, status, said in (("2026-03", 1, "21 of 239"), (MAY, 0, "3 of 245")):
            summary = self.work / f"{month}.md"
            step = self.call(["bash", "-e", "-c", steps[0].replace("last-month", month)], GITHUB_STEP_SUMMARY=str(summary))
            self.assertEqual(step.returncode, status, step.stderr)
            self.assertIn(said, summary.read_text())

    def test_the_table_of_nps_has_a_row_a_month(self):
        self.cook("nps-by-month.sh")
        table = {row["period"]: row for row in rows((self.exports / "table.csv").read_text())}
        self.assertEqual(list(table), [f"2025-{month:02}" for month in range(1, 13)] + [f"2026-{month:02}" for month in range(1, 6)])
        for month, promoters, passives, detractors, unscored in (("2026-04", 6, 9, 17, 7), (MAY, 23, 9, 11, 19)):
            row = table[month]
            self.assertEqual([int(row[name]) for name in ("promoters", "passives", "detractors", "unscored")],
                             [promoters, passives, detractors, unscored])
            self.assertAlmostEqual(float(row["value"]), 100 * (promoters - detractors) / (promoters + passives + detractors))

    def test_node_exporter_may_read_the_gauges(self):
        self.cook("prometheus.sh")
        gauges = self.exports / "gauges" / "csm.prom"
        self.assertEqual(list(gauges.parent.iterdir()), [gauges])
        self.assertEqual(stat.S_IMODE(gauges.stat().st_mode), 0o644)
        text = gauges.read_text()
        self.assertEqual(re.findall(r"^csm_mrr{.*} (.*)$", text, re.M), ["77416.20"])
        self.assertEqual(re.findall(r'^csm_nps_promoters{.*of="total".*} (.*)$', text, re.M), ["23"])

    def test_two_rules_stand_side_by_side(self):
        table = self.cook("two-rules.sh", "customers.csv", "opening", "stripe", "2026-03..2026-05")
        wanted = [("2026-03", 21 / 239, 21 / (239 + 18)), ("2026-04", 12 / 236, 12 / (236 + 21)), (MAY, 4 / 245, 4 / (245 + 22))]
        for row, (month, opening, stripe) in zip(rows(table), wanted, strict=True):
            self.assertEqual(row["month"], month)
            self.assertAlmostEqual(float(row["opening"]), opening)
            self.assertAlmostEqual(float(row["stripe"]), stripe)
            self.assertAlmostEqual(float(row["points"]), 100 * (stripe - opening), delta=0.005)

    def test_those_to_call_are_red_and_pay_enough(self):
        called = [row["customer_id"] for row in rows(self.cook("who-to-call.sh"))]
        scores = red_scores(least=300)
        self.assertEqual(called, sorted(scores, key=lambda customer: (scores[customer], customer)))
        self.assertGreater(len(called), 5)

    def test_where_nobody_is_red_nobody_is_to_be_called(self):
        (self.exports / "health.csv").write_text("customer_id,measured_on,logins,open_tickets,nps_score,adoption,mrr\n"
                                                 "a,2026-05-31,300,0,10,100,500\n")
        self.assertEqual(rows(self.cook("who-to-call.sh")), [])

    def test_the_mail_has_the_report_as_text_and_as_a_page(self):
        self.cook("monthly-mail.sh")
        self.assertEqual(self.sent_by("sendmail", "words").split(), ["-t", "-i"])
        mail = email.message_from_string(self.sent_by("sendmail"), policy=email.policy.default)
        self.assertEqual(mail["To"], "team@example.com")
        self.assertEqual(mail["Subject"].strip(), "Harrowfen, customer success, May 2026")
        text, page = mail.iter_parts()
        self.assertEqual((text.get_content_type(), page.get_content_type()), ("text/plain", "text/html"))
        self.assertEqual(page.get_filename(), "report.html")
        for part in (text, page):
            self.assertIn("77,416.20 USD", part.get_content())
        self.assertTrue(page.get_content().lower().startswith("<!doctype html>"))

    def test_figures_without_dates_get_a_course(self):
        config = self.exports / "today.toml"
        config.write_text('[[report.figure]]\nmetric = "health"\nfrom = "today.csv"\nfactor = ["logins:1:0..300"]\n')
        means = []
        for month_end in ("2026-03-31", "2026-04-30", "2026-05-31"):
            today = [row for row in rows((self.exports / "health.csv").read_text()) if row["measured_on"] == month_end]
            (self.exports / "today.csv").write_text("customer_id,logins\n" + "".join(
                f"{row['customer_id']},{row['logins']}\n" for row in today))
            logins = [float(row["logins"]) for row in today if row["logins"]]
            means.append(sum(min(count, 300) / 3 for count in logins) / len(logins))
            if len(means) > 1:
                time.sleep(1.1)  # figures of one second are one run of csm
            shown = self.cook("keep-history.sh", "today.toml", "figures.ndjson", "Customer health")
        values = [line.split()[3:5] for line in shown.splitlines() if line.startswith("    Customer health")]
        self.assertEqual([value[0] for value in values], [f"{mean:.2f}" for mean in means])
        self.assertEqual(values[2][1], f"{means[2] - means[1]:+.2f}")

    def test_what_changed_is_told_from_the_second_report_on(self):
        self.assertEqual(self.cook("what-changed.sh", "csm.toml", "reports", "2026-04"), "")
        for _ in range(2):
            told = self.cook("what-changed.sh")
            self.assertRegex(told, r"Monthly recurring revenue, USD .* 69,573\.85 USD +77,416\.20 USD +\+7,842\.35\n")
            self.assertRegex(told, r"Net promoter score .* -34\.4 +27\.9 +\+62\.3\n")
        reports = self.exports / "reports"
        self.assertEqual(sorted(path.name for path in reports.iterdir()), ["2026-04.json", "2026-05.json"])
        self.assertIn("stamp", json.loads((reports / "2026-05.json").read_text()))
        self.assertEqual(self.cook("what-changed.sh", "csm.toml", "reports", "2026-04"), "", "a later one is no earlier one")

    def test_what_changed_tells_of_another_rule(self):
        self.cook("what-changed.sh", "csm.toml", "reports", "2026-04")
        config = self.exports / "csm.toml"
        config.write_text(config.read_text().replace("[churn]\n", '[churn]\nrule = "stripe"\n'))
        self.assertIn("rule stripe, was opening", self.cook("what-changed.sh"))

    def test_euros_are_added_at_the_rates_of_the_days(self):
        table = rows(self.cook("one-currency.sh", "USD", "rates.csv", "2026-04..2026-05", "subscriptions.csv", "subscriptions-eu.csv"))
        closing = {"2026-04": Decimal("69573.85") + Decimal("1.10") * euros("2026-05-01"),
                   MAY: Decimal("77416.20") + Decimal("1.20") * euros("2026-06-01")}
        self.assertEqual({row["period"]: Decimal(row["closing"]) for row in table}, closing)
        self.assertEqual({row["currency"] for row in table}, {"USD"})


def red_scores(least):
    """Scores below 50 at the end of May: the latest row of each customer, weighed over what it has."""
    weights = {"logins": (0.4, 0, 300), "open_tickets": (0.2, 5, 0), "nps_score": (0.2, 0, 10), "adoption": (0.2, 0, 100)}
    latest = {}
    for row in rows((EXAMPLES / "health.csv").read_text()):
        if row["measured_on"] >= latest.get(row["customer_id"], row)["measured_on"] and float(row["mrr"] or 0) >= least:
            latest[row["customer_id"]] = row
    scores = {}
    for customer, row in latest.items():
        points = [(weight, min(max((float(row[name]) - worst) / (best - worst), 0), 1))
                  for name, (weight, worst, best) in weights.items() if row[name]]
        known = sum(weight for weight, _ in points)
        if known > 0.599 and (score := sum(weight * share for weight, share in points) / known) < 0.5:
            scores[customer] = score
    return scores


def euros(day):
    """What the customers of the subsidiary pay a month just before the day."""
    months = {"month": 1, "quarter": 3, "year": 12}
    return sum(Decimal(row["amount"]) * int(row["quantity"]) * (100 - Decimal(row["discount_percent"] or 0)) / 100
               / (int(row["interval_count"]) * months[row["interval"]])
               for row in rows((EXAMPLES / "subscriptions-eu.csv").read_text())
               if row["started_on"] < day and not "" < row["ended_on"] < day and row["trial_end"] < day)


class Failures(Kitchen):
    """Of each recipe: its status is not 0, nothing is sent, and no file is new or changed."""

    def fails(self, recipe):
        before = contents(self.exports)
        done = self.call(["bash", COOKBOOK / recipe, *CALLS[recipe][0]])
        sent = list(self.sent.iterdir())
        for path in sent:
            path.unlink()
        self.assertEqual(sent, [])
        self.assertNotEqual(done.returncode, 0)
        self.assertNotEqual(done.stderr, "")
        self.assertEqual(contents(self.exports), before)
        return done.stdout

    def fail_where_an_export_is(self, spoil):
        for recipe, (_, export) in CALLS.items():
            with self.subTest(recipe):
                export = self.exports / export
                kept = export.read_bytes()
                spoil(export)
                try:
                    self.assertEqual(self.fails(recipe), "")
                finally:
                    export.write_bytes(kept)

    def with_older_results(self):
        """As a month later: what recipes wrote before is there."""
        for name in ("table.csv", "gauges/csm.prom", "reports/2026-04.json"):
            (self.exports / name).write_text("as before\n")
        (self.exports / "figures.ndjson").touch()

    def test_an_export_that_is_missing(self):
        self.with_older_results()
        self.fail_where_an_export_is(Path.unlink)

    def test_an_export_that_is_a_page_of_the_web(self):
        self.with_older_results()
        self.fail_where_an_export_is(lambda export: export.write_text("<!DOCTYPE html><html>Please log in</html>\n"))

    def test_csm_that_fails_behind_half_of_its_output(self):
        self.with_older_results()
        (self.programs / "csm").unlink()
        (self.programs / "csm").write_text("#!/bin/sh\nprintf '{\"title\": \"half'\necho 'csm: the disk is full' >&2\nexit 4\n")
        (self.programs / "csm").chmod(0o755)
        for recipe in CALLS:
            with self.subTest(recipe):
                self.fails(recipe)

    def test_words_that_are_missing(self):
        for recipe in CALLS:
            with self.subTest(recipe):
                done = self.call(["bash", COOKBOOK / recipe])
                self.assertNotEqual(done.returncode, 0)
                self.assertIn("missing", done.stderr)


class Crontab(Kitchen):
    def test_its_lines_run(self):
        lines = (COOKBOOK / "crontab").read_text().splitlines()
        variables = dict(line.split("=", 1) for line in lines if re.match(r"[A-Z_]+=", line))
        self.assertEqual(set(variables), {"PATH", "CONFIG", "RECIPES", "SLACK_WEBHOOK_URL"})
        commands = [line.split(None, 5)[5] for line in lines if re.match(r"[\d*]", line)]
        folders = {"/srv/reports": "reports", "/var/lib/node_exporter": "gauges", "last-month": MAY}
        for command in commands:
            self.assertNotIn("%", command)
            for name, here in folders.items():
                command = command.replace(name, here)
            done = self.call(["sh", "-c", command], CONFIG="csm.toml", RECIPES=str(COOKBOOK))
            self.assertEqual(done.returncode, 0, f"{command}: {done.stderr}")
        self.assertEqual({path.name for path in self.sent.glob("*.input")}, {"curl.input", "sendmail.input"})
        self.assertTrue((self.exports / "gauges" / "csm.prom").exists())

    def test_a_threshold_that_does_not_hold_is_mailed(self):
        line = next(line for line in (COOKBOOK / "crontab").read_text().splitlines() if "csm check" in line)
        command = line.split(None, 5)[5].replace("last-month", "2026-03")
        self.assertIn("FAILED   Customer churn: churn of 2026-03 is 8.8 %", self.call(["sh", "-c", command], CONFIG="csm.toml").stdout)
        self.assertEqual(self.call(["sh", "-c", command.replace("2026-03", "2026-06")], CONFIG="none.toml").returncode, 0)


class Completeness(unittest.TestCase):
    def test_every_recipe_is_tried_and_listed(self):
        recipes = {path.name for path in COOKBOOK.iterdir()}
        self.assertEqual(recipes, set(CALLS) | {"churn-gate.yml", "crontab"})
        listed = re.findall(r"\(cookbook/([^)]+)\)", (EXAMPLES / "README.md").read_text("utf-8"))
        self.assertEqual(set(listed), recipes)

    def test_every_recipe_says_how_it_is_used(self):
        for path in COOKBOOK.iterdir():
            self.assertRegex(path.read_text("utf-8"), r"(?m)^# (Use: |csm in cron: install)", path.name)


if __name__ == "__main__":
    PROGRAM = str(Path(sys.argv.pop(1)).resolve())
    unittest.main()
