"""Views in a file: views.db in the data directory."""
