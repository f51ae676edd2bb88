"""Where the routes stand."""

API = "/api/v1"
BATCH = f"{API}/events"
