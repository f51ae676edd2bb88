"""Each signal on small histories: where it fires, where it stays silent, and what it says."""
