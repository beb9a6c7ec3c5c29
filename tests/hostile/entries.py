"""What an entry of the table is, and the sound rows that the flaws are put into."""

import collections

Entry = collections.namedtuple("Entry", "name command data figure says")
Entry.__doc__ = """One file with one flaw.

command  csm's arguments; --from and the file are added
figure   what --format value prints, worked out by hand, or None: the file is to be refused
says     texts that must be in stderr; of a file that is read also in the notes, warnings or
         counts of --format json
"""


def figure(name, command, data, value, *says):
    return Entry(name, command, data, value, says)


def refused(name, command, data, *says):
    return Entry(name, command, data, None, says)


def lines(*rows, end="\n", encoding="utf-8"):
    return "".join(row + end for row in rows).encode(encoding)


CHURN = "churn --period 2026-05"
MRR = "mrr --period 2026-05"

CUSTOMERS = "customer_id,started_on,churned_on"
# Four customers at the start of May, one of them lost in it: 0.25.
FOUR = (CUSTOMERS, "a,2026-01-01,2026-05-10", "b,2026-01-02,", "c,2026-01-03,", "d,2026-01-04,")

# The row of a plan that ended in May, so that something has ended: it adds nothing at the end of May.
ENDED = "z,2026-01-01,2026-05-10,7"


def prices(*amounts, delimiter=","):
    """Subscriptions active at the end of May 2026 with these amounts a month, from line 3 on."""
    rows = ["customer_id,started_on,ended_on,amount", ENDED]
    rows += [f"c{i},2026-01-01,,{amount}" for i, amount in enumerate(amounts)]
    return lines(*(row.replace(",", delimiter, 3) for row in rows))


def starts(*dates):
    """Five customers: three sound ones of whom one is lost in May, then these starts from line 5 on."""
    return lines(CUSTOMERS, "a,2026-01-31,2026-05-10", "b,2026-01-30,", "c,2026-01-29,",
                 *(f"s{i},{date}," for i, date in enumerate(dates)))


def ends(*dates):
    """Three sound customers of whom one is lost on 10 May, then customers with these ends from line 5 on."""
    return lines(CUSTOMERS, "a,2026-01-31,2026-05-10", "b,2026-01-30,", "c,2026-01-29,",
                 *(f"s{i},2026-01-28,{date}" for i, date in enumerate(dates)))


def scores(*values):
    return lines("score", *values)
