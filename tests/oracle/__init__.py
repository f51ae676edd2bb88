"""A slow and obvious reading of the relationship model; it shares no code with what it checks."""
