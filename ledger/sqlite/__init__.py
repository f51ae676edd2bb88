"""The log in an SQLite file: recorder, schema and connections, derived from eventsourcing's."""
