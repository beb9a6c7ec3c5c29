"""Entries that do not hold yet: csm says nothing there."""

from entries import MRR, ENDED, figure, lines

BROKEN = [
    figure("a dated row of the total among costs", "retention-cost --customers 2",
           lines("category,spent_on,amount", "team,2026-05-01,60", "training,2026-05-02,40", "Total,2026-05-31,100"),
           "50.00", "total"),
    figure("a count below the scores", "nps", lines("customer_id,score", "a,10", "b,9", "c,3", "d,8", "Count,4"),
           "25", "data.csv:6"),
    figure("a mean below the scores", "nps",
           lines("customer_id,score", "a,10", "b,9", "Mean,3"),
           "100", "data.csv:4"),
    figure("a row of the total with a start", MRR,
           lines("customer_id,started_on,ended_on,amount", ENDED, "a,2026-01-01,,10", "Total,2026-01-01,,17"),
           "10.00", "total"),
]
