"""The log in a PostgreSQL database: recorder, schema and connections, derived from eventsourcing's."""
