"""The server process: one for a directory, on this machine only, from the first request to a clean stop."""
