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
WHERE step = 'down'
  AND review_on > (SELECT (CAST(substr(as_of, 1, 4) AS INTEGER) - 1) || substr(as_of, 5, 6) FROM progress)
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
        "Whose loyalty falls, which score, why, and what is to be done first?",
        """
SELECT i.customer, c.name, c.owner, i.indicator, i.value, i.reason, a.action
FROM indicators AS i JOIN standing AS c USING (customer) JOIN advice AS a USING (customer)
WHERE i.indicator_group = 'loyalty' AND i.trend = 'down' AND a.place = 1
ORDER BY c.purchases_12m_minor DESC, i.customer, i.indicator
""",
    ),
    Example(
        "Which people of weight has nobody met for a year?",
        """
SELECT customer, contact_id, department, role, influence, last_met_on
FROM people
WHERE left_on IS NULL AND influence >= 0.3
  AND coalesce(last_met_on, '')
    < (SELECT (CAST(substr(as_of, 1, 4) AS INTEGER) - 1) || substr(as_of, 5, 6) FROM progress)
ORDER BY influence DESC, customer, contact_id
""",
    ),
    Example(
        "Which facts reach us late, by type, and how late?",
        """
SELECT type, count(*) AS events, count(*) FILTER (WHERE late_days > 7) AS over_a_week,
  round(avg(late_days), 1) AS mean_days
FROM timeline
GROUP BY type
ORDER BY over_a_week DESC, type
""",
    ),
)
