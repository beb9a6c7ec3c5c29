#!/usr/bin/env python3
"""Writes the example exports of Harrowfen, an invented company (see STORY.md).

    make_exports.py [FOLDER]           write the files beside this script, or into FOLDER
    make_exports.py --check [FOLDER]   exit 1 and name every file that is not as generated

The same bytes on every machine: all chance comes from random.Random(seed).random().
"""
import argparse
import random
import sys
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

MONTHS = [date(2025 + m // 12, m % 12 + 1, 1) for m in range(18)]
RISE, MARCH, APRIL, MAY, END = MONTHS[13:]  # the price of Team rises on 1 February 2026
LAST = END - timedelta(1)  # what every file reaches
JOINS = [25, 20, 19, 18, 20, 20, 17, 16, 21, 22, 20, 15, 21, 22, 20, 19, 23]
EU_JOINS = [4, 2, 3, 2, 3, 3, 2, 2, 3, 2, 2, 3, 2, 2, 2, 3, 2]
RATES = {MARCH: (.055, .06, .005), APRIL: (.05, .02, .005), MAY: (.026, .016, .17)}
USUAL = (.024, .009, .014)  # the shares of a month's customers who leave, pay less, pay more
LAPSES = (MONTHS[8], RISE, MAY)  # in these months one customer's card expires for 13 days
SEATS = {"Free": (1, 1), "Starter": (1, 4), "Team": (3, 12), "Business": (8, 26)}
DOLLARS = {"Free": 0, "Starter": 18, "Team": 36, "Business": 60,
           "SMS reminders": 24, "Route planner": 48}  # multiples of 6, so that a twelfth is exact
PERIODS = {("month", 1): 1, ("quarter", 1): 3, ("month", 6): 6, ("year", 1): 12}
MANAGERS = "Ada Birkwell,Jonas Pellam,Mira Ostrand,Samir Tolvey,Wren Caskie".split(",")
COUNTRIES = "US US US US US US US US CA CA CA AU AU NZ ZA NA".split()  # NA is Namibia
HEADS = "Bor Kel Tarq Vel Dunm Osk Pel Quill Rav Sør Torb Ulm Wex Yar Zan Brö Fenn Gald Hest".split()
TAILS = "vane moth ildor ander wicke orrin ust elby arro ivane omund eska".split()
TRADES = ["Roofing", "Plumbing, Inc.", "Electric", "Heating & Air, LLC", "Gardens", "Elevators",
          "Painting, Ltd.", "Glass", "Joinery", "Pest Control", "Pools", "Locks, Doors & Gates"]
COMMENTS = {  # what detractors, passives and promoters say, and of what in March and in April
    "low": ["The mobile app loses my entries when there is no signal.", "Too many clicks to move a job.",
            "Import of our old customers failed twice.", "The calendar does not sync with our phones."],
    "low price": ["The price rise came without warning.", "17 % more for the same product?",
                  "Too expensive now, we are \"looking around\".", "Price went up,\nfeatures did not."],
    "low support": ["Support is slow, we waited four days for an answer.", "Nobody answers the phone.",
                    "Slow support. I had to explain the same thing three times.",
                    "Two things:\n1. slow support\n2. tickets closed without asking us"],
    "mid": ["Does the job.", "Good, but the reports are thin.", "+1 for a dark mode", "ok"],
    "mid price": ["Good product, but the price is getting high."],
    "mid support": ["Good product, slow support lately.", "Used to get answers the same day."],
    "high": ["Easy to use, my crew learned it in a day.", "The week view is great.", "Très pratique, merci !",
             "Planning takes ten minutes now, it was an hour.", "Support solved it at once, thank you.",
             "Ask for \"Mira\", she is great.", "Love it. You may quote us, write to quotes@example.com"],
    "high price": ["Worth the price."], "high support": ["Still the best calendar there is."]}
COSTS = [  # category, description, dollars a month, whether accrued over the month
    ("team", "Salaries, customer success", 3150, True), ("team", "Salaries, support desk", 2640, True),
    ("programmes", "Onboarding programme", 420, False), ("programmes", "User community", 130, False),
    ("services", "Freelance data imports", 350, False), ("training", "Webinar platform", 95, False),
    ("customer_marketing", "Customer newsletter", 110, False), ("office", "Rent, Unit 4", 1250, True),
    ("hosting", "Servers and backups", 1480, False), ("sales", "Commissions, new business", 2350, False),
    ("marketing", "Search advertising", 1190, False), ("software", "Bookkeeping, mail, chat", 240, False)]


class Dice:
    def __init__(self, seed):
        self.roll = random.Random(seed).random

    def chance(self, p):
        return self.roll() < p

    def between(self, low, high):
        return low + int(self.roll() * (high - low + 1))

    def pick(self, items, weights=None):
        weights = weights or [1] * len(items)
        mark = self.roll() * sum(weights)
        for item, weight in zip(items, weights):
            mark -= weight
            if mark < 0:
                return item
        return items[-1]

    def day(self, first, count=28):
        return first + timedelta(self.between(0, count - 1))


@dataclass
class Row:  # a subscription; end is the first day without service, amounts are cents
    plan: str
    start: date
    amount: int
    interval: tuple = ("month", 1)
    quantity: int = 1
    discount: int = 0
    trial_end: date = None
    end: date = None
    status: str = "active"

    def invoice(self):
        return self.amount * self.quantity * (100 - self.discount) // 100

    def on(self, day):
        return (self.status not in ("trialing", "incomplete_expired")
                and max(self.start, self.trial_end or self.start) <= day < (self.end or date.max))


@dataclass
class Account:
    id: str
    term: int = 1  # months; 1 is from month to month, without a contract
    rows: list = field(default_factory=list)
    start: date = None  # of this stay; None for who never paid
    end: date = None
    back_on: date = None
    contracts: list = field(default_factory=list)  # [start, end, value, renewed, renewed value]
    orders: list = field(default_factory=list)  # (day, kind, cents)

    def on(self, day):
        return any(row.on(day) for row in self.rows)

    def mrr(self, day):
        return sum(row.invoice() // PERIODS[row.interval] for row in self.rows if row.on(day))

    def main(self, day=date.max):  # not the add-ons
        return [row for row in self.rows if row.plan in SEATS and row.start <= day][-1]

    def change(self, row, day, again=None, **new):
        row.end, row.status = day, "canceled"
        self.rows.append(replace(row, start=again or day, end=None, status="active", trial_end=None, **new))
        return self.rows[-1]

    def leave(self, day):
        self.end = day
        for row in [row for row in self.rows if row.end is None]:
            row.end, row.status = day, "canceled"

    def sign(self, day, kind):  # a contract for the next term
        row = self.main()
        value = row.invoice() * self.term // PERIODS[row.interval]
        self.contracts.append([day, months_after(day, self.term), value, None, None])
        self.orders.append((day, kind, value))


def months_after(day, n):
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    return date(year, month + 1, day.day)


def price(plan, interval, day):
    dollars = 42 if plan == "Team" and day >= RISE else DOLLARS[plan]
    return 100 * dollars * (10 if interval[0] == "year" else PERIODS[interval])


def join(dice, account, day):
    account.term = 12 if day == LAST else dice.pick([1, 6, 12], [60, 12, 28])
    interval = {1: ("month", 1), 6: dice.pick([("quarter", 1), ("month", 6)]), 12: ("year", 1)}[account.term]
    plan = dice.pick(["Starter", "Team", "Business"], [42, 43, 15])
    row = Row(plan, day, price(plan, interval, day), interval, dice.between(*SEATS[plan]))
    row.discount = dice.pick([0, 10, 15, 20, 25], [80, 8, 4, 5, 3])
    account.rows.append(row)
    if account.term == 1 and dice.chance(.55):
        row.trial_end = day + timedelta(14)
        if row.trial_end > LAST:
            row.status = "trialing"
            return
        if dice.chance(.16):
            row.status, row.end = "canceled", day + timedelta(dice.between(3, 14))
            return
    elif account.term == 1 and dice.chance(.03):
        row.status, row.end = "incomplete_expired", day + timedelta(1)
        return
    account.start = row.trial_end or day
    if account.term > 1:
        account.sign(day, "recurring")
    elif not row.trial_end and dice.chance(.1):  # money back within two weeks
        account.leave(min(LAST, day + timedelta(dice.between(6, 13))))
        return
    if dice.chance(.16):
        account.orders.append((account.start, "one_time", dice.pick([18000, 30000, 45000])))


def settle(dice, account, due):  # the term of the last contract ends
    contract, row = account.contracts[-1], account.main()
    if due > LAST - timedelta(14) and dice.chance(.5):
        return  # still being talked about
    if dice.chance(.25 if MARCH <= due < MAY else .1):
        contract[3] = "no"
        account.leave(due)
        return
    amount = price(row.plan, row.interval, due)
    if amount != row.amount:
        account.change(row, due, amount=amount)
    account.sign(due, "renewal")
    if dice.chance(.75):
        contract[3:] = ["yes", account.contracts[-1][2]]


def move(dice, account, day, step):  # up or down: another plan or another number of seats
    row, plans = account.main(), list(SEATS)
    plan = dict(zip(plans, plans[1:]) if step > 0 else zip(plans[1:], plans)).get(row.plan)
    if plan and (row.quantity == 1 or dice.chance(.4)):
        new = account.change(row, day, plan=plan, amount=price(plan, row.interval, day))
    elif step > 0 or row.quantity > 1:
        low, high = (row.quantity + 1, row.quantity + 4) if step > 0 else (1, row.quantity - 1)
        new = account.change(row, day, quantity=dice.between(low, high))
    if step > 0:
        account.orders.append((day, "upsell", new.invoice() - row.invoice()))


def pass_month(dice, account, first):
    """What happens in a month to an account that was there before it."""
    row, day, after = account.main(), dice.day(first + timedelta(1), 27), months_after(first, 1)
    extras = [row for row in account.rows if row.plan not in SEATS and row.end is None]
    if account.end:
        if account.back_on and first <= account.back_on < after:
            account.start, account.end, account.back_on = account.back_on, None, None
            amount = price(row.plan, row.interval, account.start)
            account.rows.append(replace(row, start=account.start, end=None, status="active", amount=amount,
                                        trial_end=None))
        return
    if account.start >= first:
        return
    if first == RISE and row.plan == "Team" and account.term == 1:
        account.change(row, RISE, amount=price("Team", row.interval, RISE))
    if first <= months_after(account.start, 12) < after and dice.chance(.3):
        account.orders.append((day, "loyalty", dice.pick([4900, 9900])))
    if account.contracts and first <= account.contracts[-1][1] < after:
        settle(dice, account, account.contracts[-1][1])
        return
    leave, less, more = RATES.get(first, USUAL)
    if first in (MARCH, APRIL) and row.plan == "Team":
        leave, less = leave * 2, less * 2
    roll = dice.roll()
    if roll < leave + less and account.term > 1:
        return  # bound until the end of the term
    if roll < leave:
        account.leave(day)
        if dice.chance(.4):
            account.back_on = day + timedelta(dice.between(92, 190))
    elif roll < leave + less:
        if extras:
            extras[0].end, extras[0].status = day, "canceled"
        else:
            move(dice, account, day, -1)
    elif roll < leave + less + more:
        extra = dice.pick(["SMS reminders", "Route planner"], [2, 1])
        if dice.chance(.5) or row.plan == "Free" or extra in [row.plan for row in extras]:
            move(dice, account, day, 1)
        else:
            account.rows.append(Row(extra, day, price(extra, ("month", 1), day)))
            kind = "add_on" if extra == "SMS reminders" else "cross_sell"
            account.orders.append((day, kind, account.rows[-1].invoice()))


def simulate(seed, prefix, joins):
    dice, accounts = Dice(seed), []
    for first, count in zip(MONTHS, joins):
        lapse = first in LAPSES
        for account in [account for account in accounts if account.start]:
            row, running = account.main(), [row for row in account.rows if row.on(first)]
            if lapse and account.term == 1 and row.plan == "Starter" and running == [row]:
                account.change(row, first + timedelta(5), again=first + timedelta(18))
                lapse = False
            else:
                pass_month(dice, account, first)
        for day in sorted(dice.day(first) for _ in range(count)) + [LAST] * (first == MAY):
            accounts.append(Account(f"{prefix}{len(accounts) + 1:04}"))
            join(dice, accounts[-1], day)
    for row in [row for account in accounts for row in account.rows if row.on(LAST)]:
        if row.interval == ("month", 1) and row.amount and dice.chance(.04):
            row.status = "past_due"
        elif row.plan == "Starter" and dice.chance(.04):
            row.end = LAST + timedelta(dice.between(5, 40))  # notice given
    return accounts


def customers(dice, accounts):
    names = []
    for number, a in enumerate(accounts, 1):
        while len(names) < number:
            name = f"{dice.pick(HEADS)}{dice.pick(TAILS)} {dice.pick(TRADES)}"
            names += [name] if name not in names else []
        mrr = money(a.mrr(a.end - timedelta(1) if a.end else LAST))
        country, manager = dice.pick(COUNTRIES), dice.pick(MANAGERS)
        yield a.id, name, a.main().plan, country, manager, a.start, a.end, mrr, "USD"


def subscriptions(accounts, currency):
    return [(a.id, r.plan, r.status, r.start, r.end, *r.interval, r.quantity, money(r.amount), r.discount or None,
             currency, r.trial_end) for a in accounts for r in a.rows]


def purchases(dice, accounts):
    for a in accounts:
        for day, kind, cents in [order for order in a.orders if a.on(order[0])]:
            yield a.id, day, kind, money(cents), "USD"
            back = day + timedelta(dice.between(4, 18))
            if kind in ("one_time", "add_on") and dice.chance(.09) and a.on(back) and back <= LAST:
                yield a.id, back, kind, money(-cents), "USD"


def contracts(accounts):
    return [(a.id, start, end, money(value), renewed, money(new), "USD")
            for a in accounts for start, end, value, renewed, new in a.contracts]


def customer(dice, accounts, begin, end):  # one who was there on both days
    return dice.pick([a for a in accounts if a.on(begin) and a.on(min(end, LAST))])


def some_days(dice, first, count):  # of a month; nobody is there yet in the first week of all
    begin = first if first > MONTHS[0] else first + timedelta(7)
    return [dice.day(begin, (months_after(first, 1) - begin).days) for _ in range(count)]


def comment(dice, level, day):
    topic = {MARCH: " price", APRIL: " support"}.get(day.replace(day=1), "")
    return dice.pick(COMMENTS[level + (topic if dice.chance(.7) else "")])


def nps(dice, accounts):
    moods = {MARCH: (32, 36, 32), APRIL: (55, 27, 18), MAY: (24, 32, 44)}
    low = {0: 1, 1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 7}
    for first in MONTHS[:-1]:
        for sent in some_days(dice, first, {APRIL: 46, MAY: 54}.get(first, 14)):
            day = dice.day(sent, 10)
            a = customer(dice, accounts, sent, day)
            answer = [None, None, None]
            if day <= LAST and dice.chance(.74):
                level = dice.pick(["low", "mid", "high"], moods.get(day.replace(day=1), (14, 34, 52)))
                score = {"low": dice.pick(list(low), list(low.values())), "mid": dice.between(7, 8),
                         "high": dice.between(9, 10)}[level]
                answer = [day, score, comment(dice, level, day) if dice.chance(.5) else None]
            yield a.id, sent, *answer, a.main(sent).plan


def tickets(dice, accounts):
    for index, first in enumerate(MONTHS[:-1]):
        slow, topics = first == APRIL, [3, 2, 4, 3, 2, 9 if first == MARCH else 2]
        for day in some_days(dice, first, {APRIL: 98, MAY: 45}.get(first, 16 + index)):
            opened = datetime.combine(day, time(dice.between(7, 18), dice.between(0, 59)))
            closed = opened + timedelta(minutes=dice.between(20, 9000 if slow else 2800))
            a = customer(dice, accounts, day, closed.date())
            topic = dice.pick(["login", "import", "calendar", "mobile app", "reports", "billing"], topics)
            channel = dice.pick(["email", "chat", "phone"], [5, 3, 2])
            contacts = dice.pick(range(7), [2, 26, 28, 22, 12, 6, 4] if slow else [1, 74, 15, 6, 2, 1, 1])
            reopens = dice.pick(range(3), [82, 14, 4] if slow else [94, 5, 1])
            status = "closed" if day < LAST - timedelta(9) else "solved"
            if closed.date() > LAST or dice.chance(.02):
                status, closed, reopens = dice.pick(["open", "pending"]), None, 0
            yield a.id, topic, channel, status, opened, closed, None if dice.chance(.04) else contacts, reopens


def ratings(dice, accounts, tickets, usual, april, words=None):
    """Answers to the question that follows a closed ticket."""
    owners = {a.id: a for a in accounts}
    for ticket in [ticket for ticket in tickets if ticket[5]]:
        day = ticket[5].date() + timedelta(dice.pick([0, 1, 2], [6, 3, 1]))
        if dice.chance(.57) and day <= LAST and owners[ticket[0]].on(day):
            score = dice.pick(range(1, len(usual) + 1), april if day.replace(day=1) == APRIL else usual)
            said = words and [comment(dice, words[score - 1], day) if dice.chance(.35) else None]
            yield ticket[0], day, score, *(said or [])


def costs(dice):
    rows = [(q, "training", "Trainer days, a quarter", 96000, q, months_after(q, 3) - timedelta(1))
            for q in MONTHS[:-1:3]]
    rows += [(date(y, 1, 8), "programmes", "Customer success platform, one year", 420000 if y == 2025 else 450000,
              date(y, 1, 1), date(y, 12, 31)) for y in (2025, 2026)]
    rows += [(date(2026, 2, 16), "hosting", "Storage, one year", 180000, date(2026, 2, 16), date(2027, 2, 15)),
             (date(2026, 4, 24), "team", "Overtime, support desk", 218000, None, None),
             (date(2026, 5, 4), "customer_marketing", "Campaign for add-ons, webinars", 264000, None, None)]
    for index, first in enumerate(MONTHS[:-1]):
        last = MONTHS[index + 1] - timedelta(1)
        for category, text, dollars, accrued in COSTS:
            cents = dollars * (100 + 2 * index) * dice.between(960, 1040) // 1000
            rows.append((last, category, text, cents, first, last) if accrued else
                        (dice.day(first + timedelta(2), 24), category, text, cents, None, None))
    for day, category, text, cents, begin, end in sorted(rows, key=lambda row: row[:3]):
        yield day, category, text, money(cents), "USD", begin, end


def health(dice, accounts, tickets, answers):
    for day in [first - timedelta(1) for first in (APRIL, MAY, END)]:
        for a in [a for a in accounts if a.on(day)]:
            fading, seats = not a.on(day + timedelta(45)), a.main(day).quantity
            mine = [t for t in tickets if t[0] == a.id and t[4].date() <= day]
            waiting = sum(not t[5] or t[5].date() > day for t in mine)
            scores = [(n[2], n[3]) for n in answers if n[0] == a.id and n[2] and n[2] <= day]
            logins = seats * (dice.between(1, 6) if fading else dice.between(4, 24))
            adoption = dice.between(8, 45) if fading else dice.between(35, 98)
            yield (a.id, day, None if dice.chance(.03) else logins, waiting, max(scores)[1] if scores else None,
                   None if dice.chance(.05) else adoption, money(a.mrr(day)))


def money(cents):
    return None if cents is None else f"{'-' * (cents < 0)}{abs(cents) // 100}.{abs(cents) % 100:02}"


def cell(value):
    text = "" if value is None else f"{value:%Y-%m-%dT%H:%M:%SZ}" if isinstance(value, datetime) else str(value)
    return '"' + text.replace('"', '""') + '"' if set(text) & set(',"\n') else text


def numbered(prefix, by, rows):  # in the order of a date column
    return [(f"{prefix}{n:04}", *row) for n, row in enumerate(sorted(rows, key=lambda r: (r[by], r[0])), 1)]


def exports():  # the seeds are chosen: the months tell the story, and each file reaches the last day
    us, eu = simulate(2625, "C", JOINS), simulate(110, "E", EU_JOINS)
    payers = [account for account in us if account.start]
    asked, cases = list(nps(Dice(257), payers)), list(tickets(Dice(181), payers))
    csat = ratings(Dice(105), payers, cases, [5, 7, 12, 38, 38], [24, 26, 20, 20, 10],
                   ["low", "low", "mid", "high", "high"])
    ces = ratings(Dice(77), payers, cases, [2, 4, 6, 12, 22, 30, 24], [14, 18, 20, 18, 14, 10, 6])
    subscription = ("subscription_id,customer_id,plan,status,started_on,ended_on,interval,interval_count,quantity,"
                    "amount,discount_percent,currency,trial_end")
    tables = {
        "customers.csv": ("customer_id,company,plan,country,account_manager,started_on,churned_on,mrr,currency",
                          customers(Dice(3), payers)),
        "subscriptions.csv": (subscription, numbered("S", 3, subscriptions(us, "USD"))),
        "subscriptions-eu.csv": (subscription, numbered("SE", 3, subscriptions(eu, "EUR"))),
        "nps.csv": ("response_id,customer_id,sent_on,answered_on,score,comment,plan", numbered("N", 1, asked)),
        "csat.csv": ("response_id,customer_id,answered_on,score,comment", numbered("A", 1, csat)),
        "ces.csv": ("response_id,customer_id,answered_on,score", numbered("F", 1, ces)),
        "tickets.csv": ("ticket_id,customer_id,topic,channel,status,opened_on,closed_on,contacts,reopens",
                        numbered("T", 4, cases)),
        "purchases.csv": ("purchase_id,customer_id,purchased_on,kind,amount,currency",
                          numbered("P", 1, purchases(Dice(1), us))),
        "contracts.csv": ("contract_id,customer_id,term_start,term_end,value,renewed,renewed_value,currency",
                          numbered("K", 1, contracts(us))),
        "costs.csv": ("spent_on,category,description,amount,currency,begin,end", costs(Dice(108))),
        "health.csv": ("customer_id,measured_on,logins,open_tickets,nps_score,adoption,mrr",
                       health(Dice(109), payers, cases, asked))}
    return {name: "".join(",".join(map(cell, row)) + "\n" for row in [header.split(","), *rows])
            for name, (header, rows) in tables.items()}


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--check", action="store_true")
    options.add_argument("folder", nargs="?", type=Path, default=Path(__file__).parent)
    options, status = options.parse_args(), 0
    for name, text in exports().items():
        path, wanted = options.folder / name, text.encode("utf-8")
        if not options.check:
            path.write_bytes(wanted)
        elif not path.is_file() or path.read_bytes() != wanted:
            print(f"{path} is not as generated", file=sys.stderr)
            status = 1
    sys.exit(status)


if __name__ == "__main__":
    main()
