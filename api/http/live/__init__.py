"""Live events: what is recorded reaches those who listen."""
