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
    figure("a count below the scores", "nps", lines("customer_id,score", "a,10", "b,9", "c,3", "d,8", "Count,4"),
           "25", "data.csv:6"),
    figure("a mean below the scores", "nps",
           lines("customer_id,score", "a,10", "b,9", "Mean,3"),
           "100", "data.csv:4"),
    figure("a row of the total with a start", MRR,
           lines("customer_id,started_on,ended_on,amount", ENDED, "a,2026-01-01,,10", "Total,2026-01-01,,17"),
           "10.00", "total"),
    figure("answers of 1 to 5 to a question of 0 to 10", "nps", scores("5", "4", "5", "1"), "-100", "0..10"),
    figure("the first page of a list that goes on", "nps",
           b'{"results":[{"score":10},{"score":9},{"score":3}],"next_page":"https://example.com/?page=2","count":120}',
           "33.333333333333336", "next_page"),
    figure("a list that says there is more", "nps",
           b'{"results":[{"score":10},{"score":9},{"score":3}],"has_more":true}', "33.333333333333336", "has_more"),
    figure("a zero-width space behind an id", CHURN, lines(*FOUR, "a\u200b,2026-01-01,"), "0.2",
           "in more than one way"),
    figure("a no-break space within an id", CHURN,
           lines(*FOUR, "e f,2026-01-01,", "e\u00a0f,2026-01-01,2026-05-03"), "0.3333333333333333",
           "in more than one way"),
]
