"""One rebuild at a time for a file of views."""

from contextlib import AbstractContextManager
from pathlib import Path

from projections.only_one import only_one


def only_rebuild(views: Path) -> AbstractContextManager[None]:
    """Hold the lock beside `views`; Unavailable while another process holds it."""
    return only_one(views.with_name(f"{views.name}.rebuild-lock"), "rebuild of these views")
