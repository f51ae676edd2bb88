"""A small book to look at, and mappings to import your own."""
