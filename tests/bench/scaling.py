#!/usr/bin/env python3
"""How csm's time and memory grow with the rows, on one thread and on several.

    tests/bench/scaling.py [--csm build/release/csm] [--rows 1000000,2000000,4000000,8000000]
                           [--threads 1,2] [--metric NAME ...] [--runs 3] [--folder DIR]

Generates its exports with a fixed seed, runs every metric over them and prints a line for each metric, number of rows and
number of threads: wall seconds (the fastest of the runs), rows a second, user and system CPU seconds, peak memory (no less
than what this script takes itself, about 14 MiB), and what doubling the rows costs: the wall time over that of the number of
rows before, for twice the rows, so 2.00 where time grows as the rows do. Ends with 1 where the JSON answer of a metric is not
the same for every number of threads.

The exports are thrown away one after the other; the largest takes under 1 GB for eight million rows. With --folder they are
kept there and used again: about 7 GB for the default numbers of rows. Measure on a machine that does nothing else.
"""
import argparse
import os
import pathlib
import random
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
PART = 100_000  # rows that are made at once
LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def days(dice, first, years):
    """A few thousand days to draw from."""
    return [f"{first + dice.randrange(years)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}" for _ in range(3000)]


class Draw:
    """Columns of one part of a table, drawn all at once."""

    def __init__(self, table, part):
        self.dice = random.Random(f"{table} {part}")
        self.part = part

    def of(self, values):
        return self.dice.choices(values, k=PART)

    def day(self, first, years):
        return self.of(days(self.dice, first, years))

    def number(self, letter):
        return [f"{letter}{i:09}" for i in range(self.part * PART, (self.part + 1) * PART)]

    def new_customers(self):
        """Ids that come once, scrambled so that their order is none."""
        return [f"cus_{(i * 0x9E3779B97F4A7C15) % 2**64:016x}" for i in range(self.part * PART, (self.part + 1) * PART)]

    def customers(self, rows_each):
        """Ids that come so many times on average, whatever the size of the table."""
        most = (self.part + 1) * PART // rows_each
        return [f"cus_{(self.dice.randrange(most) * 0x9E3779B97F4A7C15) % 2**64:016x}" for _ in range(PART)]


COMMENTS = [""] * 6 + ["Fine", '"Slow, but kind"', '"Said ""no"" twice"', '"Two\nlines"', "Pricing is confusing"]
PLANS = ["starter", "team", "business", "enterprise"]
PRICES = [f"{price}.00" for price in (9, 19, 49, 99, 499)]


def maybe(draw, column, share):
    return [value if draw.dice.random() < share else "" for value in column]


def ordered(starts, ends):
    """Each end, where it does not lie before its start."""
    return [end if end >= start else "" for start, end in zip(starts, ends)]


def customers(draw):
    starts = draw.day(2020, 4)
    ends = ordered(starts, maybe(draw, draw.day(2022, 4), 0.4))
    return (draw.new_customers(), draw.of(["Ada Li", "Omar Dubois", '"Roe, Sam"']), draw.of(PLANS), starts, ends,
            draw.of(PRICES), draw.of(["USD"]))


def subscriptions(draw):
    starts = draw.day(2020, 4)
    ends = ordered(starts, maybe(draw, draw.day(2022, 4), 0.4))
    status = ["canceled" if end else "active" for end in ends]
    return (draw.number("sub_"), draw.customers(2), draw.of(["month", "month", "year"]), draw.of(PRICES),
            draw.of(["1", "1", "3", "12"]), draw.of(["USD"]), status, starts, ends)


def purchases(draw):
    return (draw.number("o"), draw.customers(8), draw.day(2022, 3), draw.of(PRICES), draw.of(["USD"]))


def answers(scores):
    def table(draw):
        return (draw.number("r"), draw.customers(3), draw.day(2024, 1), draw.of(scores), draw.of(COMMENTS))
    return table


def tickets(draw):
    return (draw.number("t"), draw.customers(3), draw.day(2024, 1), draw.of(["1", "1", "2", "5"]),
            draw.of(["closed", "closed", "open"]), draw.of(["chat", "phone"]))


def contracts(draw):
    renewed = draw.of(["yes", "yes", "no"])
    values = draw.of(PRICES)
    return (draw.number("k"), draw.new_customers(), draw.day(2023, 1), draw.day(2024, 1), values, renewed,
            [value if word == "yes" else "" for value, word in zip(values, renewed)], draw.of(["USD"]))


TABLES = {  # name: header, columns of a part
    "customers": ("customer_id,name,plan,started_on,churned_on,mrr,currency", customers),
    "subscriptions": ("subscription_id,customer_id,interval,amount,quantity,currency,status,started_on,ended_on",
                      subscriptions),
    "purchases": ("order_id,customer_id,purchased_on,amount,currency", purchases),
    "nps": ("response_id,customer_id,answered_on,score,comment", answers([str(n) for n in range(11)])),
    "csat": ("response_id,customer_id,answered_on,score,comment", answers([str(n) for n in range(1, 6)])),
    "ces": ("response_id,customer_id,answered_on,score,comment", answers([str(n) for n in range(1, 8)])),
    "tickets": ("ticket_id,customer_id,opened_on,contacts,status,channel", tickets),
    "contracts": ("contract_id,customer_id,term_start,term_end,value,renewed,renewed_value,currency", contracts),
}

METRICS = {  # name: arguments, table
    "churn": (["churn", "--period", "2024-05"], "customers"),
    "churn, a row a customer": (["churn", "--period", "2024-05", "--assume-unique"], "customers"),
    "mrr": (["mrr", "--period", "2024-05"], "subscriptions"),
    "churn of 60 months": (["churn", "--period", "2020-01..2024-12", "--every", "month"], "customers"),
    "mrr of 60 months": (["mrr", "--period", "2020-01..2024-12", "--every", "month"], "subscriptions"),
    "expansion of 60 months": (["expansion", "--period", "2020-01..2024-12", "--every", "month"], "subscriptions"),
    "clv of 60 months": (["clv", "--period", "2020-01..2024-12", "--every", "month"], "subscriptions"),
    "nps of 60 months": (["nps", "--period", "2020-01..2024-12", "--every", "month"], "nps"),
    "churn and its list": (["churn", "--period", "2024-05", "--list"], "customers"),
    "expansion": (["expansion", "--period", "2024-05"], "subscriptions"),
    "clv": (["clv"], "purchases"),
    "cohorts": (["cohorts"], "customers"),
    "cohorts of MRR": (["cohorts", "--rule", "mrr"], "subscriptions"),
    "nps": (["nps", "--period", "2024"], "nps"),
    "csat": (["csat", "--period", "2024"], "csat"),
    "ces": (["ces", "--period", "2024"], "ces"),
    "fcr": (["fcr", "--period", "2024"], "tickets"),
    "renewal": (["renewal", "--period", "2024"], "contracts"),
    "feedback": (["feedback", "--period", "2024"], "nps"),
}


def table_of(folder, table, rows):
    """The path of a table, made by a process of its own: what a measured program takes at its peak is told as no less than
    what the process took that started it."""
    path = folder / f"{table}-{rows}.csv"
    if path.exists():
        return path
    child = os.fork()
    if child == 0:
        status = 1
        try:
            make_table(path, table, rows)
            status = 0
        finally:
            os._exit(status)
    if os.waitpid(child, 0)[1] != 0:
        raise SystemExit(f"{path}: cannot be made")
    return path


def make_table(path, table, rows):
    """The table's first rows: a smaller one is the beginning of a larger one."""
    header, columns_of = TABLES[table]
    draft = path.with_suffix(".part")
    with open(draft, "w", encoding="utf-8", newline="") as out:
        out.write(header + "\n")
        for part in range((rows + PART - 1) // PART):
            left = min(PART, rows - part * PART)
            lines = list(map(",".join, zip(*columns_of(Draw(table, part)))))[:left]
            out.write("\n".join(lines) + "\n")
    draft.rename(path)


def run(command):
    """Seconds, their CPU part, peak MiB and the output of a command that must succeed."""
    with tempfile.TemporaryFile() as out:
        files = [(os.POSIX_SPAWN_DUP2, out.fileno(), 1)]
        begin = time.perf_counter()
        process = os.posix_spawnp(command[0], command, os.environ, file_actions=files)
        _, status, usage = os.wait4(process, 0)
        seconds = time.perf_counter() - begin
        if status != 0:
            raise SystemExit(f'{" ".join(command)}: ended with {os.waitstatus_to_exitcode(status)}')
        out.seek(0)
        return seconds, usage.ru_utime, usage.ru_stime, usage.ru_maxrss / 1024, out.read()


def numbers(text):
    values = [int(word) for word in text.split(",")]
    if not values or min(values) < 1:
        raise argparse.ArgumentTypeError("wanted whole numbers from 1 up, with commas between")
    return values


def measure(options, folder, name):
    """Prints the lines of a metric; whether its answers were the same for all threads."""
    arguments, table = METRICS[name]
    before = {}
    same = True
    for rows in options.rows:
        path = table_of(folder, table, rows)
        answer = None
        for threads in options.threads:
            command = [options.csm, *arguments, "--from", str(path), "--format", "json", "--threads", str(threads)]
            runs = [run(command) for _ in range(options.runs)]
            wall, user, system, peak, _ = min(runs)
            doubling = ""
            if threads in before:
                least, seconds = before[threads]
                doubling = f"{2 * (wall / seconds) / (rows / least):.2f}"
            before[threads] = rows, wall
            print(f"{name:24}{rows:>10}{threads:>8}{wall:>9.3f}{rows / wall / 1e6:>10.2f}{user:>8.2f}{system:>8.2f}"
                  f"{peak:>9.1f}{doubling:>9}", flush=True)
            for *_, found in runs:
                answer = found if answer is None else answer
                if found != answer:
                    same = False
                    print(f"{name}: the answer for {threads} threads is another one", file=sys.stderr)
        if options.folder is None:
            path.unlink()
    return same


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--csm", default=str(ROOT / "build/release/csm"))
    parser.add_argument("--rows", type=numbers, default=[1_000_000, 2_000_000, 4_000_000, 8_000_000])
    parser.add_argument("--threads", type=numbers, default=[1, 2])
    parser.add_argument("--metric", action="append", choices=list(METRICS))
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--folder", type=pathlib.Path)
    options = parser.parse_args()
    if options.runs < 1:
        parser.error("--runs: wanted 1 or more")
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or pathlib.Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        print(f'{"metric":24}{"rows":>10}{"threads":>8}{"wall s":>9}{"M rows/s":>10}{"user s":>8}{"sys s":>8}'
              f'{"peak MiB":>9}{"doubling":>9}')
        same = [measure(options, folder, name) for name in options.metric or METRICS]
    return 0 if all(same) else 1


if __name__ == "__main__":
    sys.exit(main())
