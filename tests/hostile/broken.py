"""Entries that do not hold yet: csm says nothing there."""

from entries import CHURN, ENDED, FOUR, MRR, figure, lines, scores

BROKEN = [
    figure("an id protected as a formula", CHURN, lines(*FOUR, '"=""a""",2026-01-01,2026-05-10'), "0.4",
           "in more than one way"),
    figure("an accent of its own", CHURN, lines(*FOUR, "\u00e9,2026-01-01,", "e\u0301,2026-01-01,2026-05-03"),
           "0.3333333333333333", "in more than one way"),
    figure("a decimal point behind an id", CHURN, lines(*FOUR, "7,2026-01-01,", "7.0,2026-01-01,2026-05-03"),
           "0.3333333333333333", "in more than one way"),
    figure("a dated row of the total among costs", "retention-cost --customers 2",
           lines("category,spent_on,amount", "team,2026-05-01,60", "training,2026-05-02,40", "Total,2026-05-31,100"),
           "50.00", "total"),
    figure("an average below the scores", "nps",
           lines("response_id,score", "1,10", "2,9", "3,3", "4,8", "Average,7.5"),
           "25", "data.csv:6"),
    figure("a count below the scores", "nps", lines("customer_id,score", "a,10", "b,9", "c,3", "d,8", "Count,4"),
           "25", "data.csv:6"),
    figure("a mean below the scores, without an id's look", "nps",
           lines("customer_id,score", "a,10", "b,9", "Mean,3"),
           "100", "data.csv:4"),
    figure("a sum and an average below costs without dates", "retention-cost --customers 2",
           lines("category,amount", "team,60", "training,40", "Sum,100", "Average,50"), "50.00", "left out"),
    figure("a row of the total with a start", MRR,
           lines("customer_id,started_on,ended_on,amount", ENDED, "a,2026-01-01,,10", "Total,2026-01-01,,17"),
           "10.00", "total"),
    figure("answers of 1 to 5 to a question of 0 to 10", "nps", scores("5", "4", "5", "1"), "-100", "0..10"),
]
