"""The page of one customer: where it stands and why first, then what is missing, then everything with evidence."""

from api.cli.tables.standing.page import standing_page

__all__ = ["standing_page"]
