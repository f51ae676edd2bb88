"""The questions put to generations of tables, and what changes them, as SQL of one store or the other."""
# ruff: noqa: S608 - put together from the names of our own tables and columns

from collections.abc import Sequence

from projections.views.columns import Table

MOST_VALUES = 7  # of a statement below


def tracked_as(generation: int) -> str:
    """The name under which a generation's position is tracked."""
    return f"views {generation}"


def table_name(table: Table, generation: int) -> str:
    return f"{table.name}_{generation}"


class ViewsSql:
    """Statements of one store; a value stands in them as {number}."""

    def __init__(self, *, mark: str, schema: str, wanted: str) -> None:
        """mark: stands before the number of a value. schema: stands before the name of a table. wanted: joins a JSON
        list of codes, the first value, as rows of one column named value.
        """
        self._mark, self._schema, self._wanted = mark, schema, wanted
        self.new_generation = self._said("INSERT INTO {t}generations VALUES ({1}, FALSE, NULL, NULL, '', 0, '', '')")
        self.note = self._said("""
UPDATE {t}generations
SET event_id = {1}, known_at = {2}, as_of = {3}, policy_version = {4}, policy_sha256 = {5}, made_by = {6}
WHERE generation = {7}
""")
        self.noted = self._said("""
SELECT notification_id, event_id, known_at, as_of, policy_version, policy_sha256, made_by
FROM {t}generations JOIN {t}tracking ON application_name = {1} WHERE generation = {2}
""")
        self.present = self._said("UPDATE {t}generations SET present = (generation = {1})")
        self.present_generation = self._said("SELECT generation FROM {t}generations WHERE present")
        self.last_generation = self._said("SELECT coalesce(max(generation), 0) FROM {t}generations")
        self.other_generations = self._said("SELECT generation FROM {t}generations WHERE NOT present")
        self.forget_generation = self._said("""
DELETE FROM {t}generations WHERE generation = {1} AND NOT present RETURNING generation
""")
        # `tracking` is eventsourcing's; the position of a generation stands there under the generation's name.
        self.track = self._said("""
INSERT INTO {t}tracking AS kept (application_name, notification_id) VALUES ({1}, {2})
ON CONFLICT (application_name) DO UPDATE SET notification_id = excluded.notification_id
WHERE kept.notification_id < excluded.notification_id RETURNING notification_id
""")
        self.tracked = self._said("SELECT max(notification_id) FROM {t}tracking WHERE application_name = {1}")
        self.forget_tracking = self._said("DELETE FROM {t}tracking WHERE application_name = {1}")

    def at(self, table: Table, generation: int) -> str:
        """The table of a generation by its whole name."""
        return f"{self._schema}{table_name(table, generation)}"

    def insert_into(self, table: Table, generation: int) -> str:
        marks = ", ".join(f"{self._mark}{number}" for number in range(1, len(table.columns) + 1))
        return f"INSERT INTO {self.at(table, generation)} ({', '.join(table.names)}) VALUES ({marks})"

    def select_all(self, table: Table, generation: int) -> str:
        return f"SELECT {', '.join(table.names)} FROM {self.at(table, generation)}"

    def select_columns(self, table: Table, generation: int, names: Sequence[str]) -> str:
        return f"SELECT {', '.join(names)} FROM {self.at(table, generation)} ORDER BY {', '.join(table.key)}"

    def select_of_customers(self, table: Table, generation: int) -> str:
        """Takes a JSON list of codes."""
        names = ", ".join(f"kept.{name}" for name in table.names)
        return (
            f"SELECT {names} FROM {self._wanted} {self.at(table, generation)} AS kept "
            f"ON kept.{table.whose} = wanted.value"
        )

    def _said(self, text: str) -> str:
        values = (f"{self._mark}{number}" for number in range(1, MOST_VALUES + 1))
        return text.format("", *values, t=self._schema)
