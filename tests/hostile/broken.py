"""Entries that do not hold yet: csm says nothing there."""

from entries import CHURN, FOUR, ends, figure, lines

BROKEN = [
    figure("an id protected as a formula", CHURN, lines(*FOUR, '"=""a""",2026-01-01,2026-05-10'), "0.4", "in more than one way"),
    figure("an accent of its own", CHURN, lines(*FOUR, "\u00e9,2026-01-01,", "e\u0301,2026-01-01,2026-05-03"),
           "0.3333333333333333", "in more than one way"),
    figure("a decimal point behind an id", CHURN, lines(*FOUR, "7,2026-01-01,", "7.0,2026-01-01,2026-05-03"),
           "0.3333333333333333", "in more than one way"),
    figure("hour 24, which is the next day's first", CHURN, ends("2026-05-31 24:00:00"), "0.25"),
    figure("a dated row of the total among costs", "retention-cost --customers 2",
           lines("category,spent_on,amount", "team,2026-05-01,60", "training,2026-05-02,40", "Total,2026-05-31,100"),
           "50.00", "otal"),
    figure("an average below the scores", "nps", lines("response_id,score", "1,10", "2,9", "3,3", "4,8", "Average,7.5"),
           "25", "data.csv:6"),
    figure("a count below the scores", "nps", lines("customer_id,score", "a,10", "b,9", "c,3", "d,8", "Count,4"),
           "25", "data.csv:6"),
]
