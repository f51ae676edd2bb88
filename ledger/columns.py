"""The table of events, whichever store it stands in: its columns in their order, and the rows of its narrow index."""

COLUMNS = (
    "position",
    "event_id",
    "stream",
    "version",
    "type",
    "schema",
    "occurred_at",
    "recorded_at",
    "source",
    "external_id",
    "data",
    "metadata",
    "leaf",
    "subject",
)

IS_SWEEPING = "type IN ('CustomersMerged', 'CustomersUnmerged', 'ImportReverted')"
