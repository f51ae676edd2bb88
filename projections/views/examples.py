"""Questions to the views as plain SQL, for docs/views.md; a test runs every one of them."""

from typing import NamedTuple


class Example(NamedTuple):
    question: str
    sql: str


EXAMPLES = (
    Example(
        "Who needs attention today, the worst first?",
        """
SELECT s.customer, c.name, c.owner, s.signal, s.severity, s.since, s.reason
FROM signals AS s JOIN standing AS c USING (customer)
WHERE c.risk IN ('rescue', 'control')
ORDER BY s.severity_level DESC, c.purchases_12m_minor DESC, s.customer, s.signal
""",
    ),
    Example(
        "How does the book move: customers by stage at each month end?",
        """
SELECT review_on, stage, count(*) AS customers
FROM history
GROUP BY review_on, stage
ORDER BY review_on, stage
""",
    ),
    Example(
        "Who fell back in the last year, from where, and why?",
        """
SELECT customer, review_on, stage AS fell_to, step_reason
FROM history
WHERE step = 'down' AND review_on > date((SELECT as_of FROM progress), '-1 year')
ORDER BY review_on DESC, customer
""",
    ),
    Example(
        "What was ordered per month, in each currency?",
        """
SELECT substr(ordered_on, 1, 7) AS month, currency, count(*) AS orders, sum(amount_minor) AS amount_minor
FROM orders
WHERE cancelled_at IS NULL AND amount_minor IS NOT NULL
GROUP BY month, currency
ORDER BY month, currency
""",
    ),
    Example(
        "Which facts reach us late, by type, and how late?",
        """
SELECT type, count(*) AS events, sum(late_days > 7) AS over_a_week, round(avg(late_days), 1) AS mean_days
FROM timeline
GROUP BY type
ORDER BY over_a_week DESC, type
""",
    ),
)
