"""How programs reach it: routes of HTTP under /api/v1, local security, problem documents, live events."""
