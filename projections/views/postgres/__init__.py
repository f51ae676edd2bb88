"""Views in the database that holds the log."""
