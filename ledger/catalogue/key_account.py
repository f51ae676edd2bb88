"""What is kept of key accounts besides the basic file: an object of texts (history, way of operating, honours ...)."""

from typing import Annotated, Any

from pydantic import WithJsonSchema

from ledger.catalogue.fields import check_text, reads
from ledger.catalogue.marks import How
from ledger.errors import Invalid


def _read(value: Any) -> dict[str, str]:
    if not isinstance(value, dict) or not value:
        raise Invalid("this must be an object of texts", 'write it as {"history": "..."}, or leave it out')
    for name in value:
        if not isinstance(name, str) or not name.isascii() or not name.isprintable() or not name.strip():
            raise Invalid("the names in key_account must be ASCII text", 'name them such as "history"')
    return {name: check_text(text) for name, text in value.items()}


KeyAccount = Annotated[
    dict[str, str],
    reads(_read),
    WithJsonSchema({"type": "object", "additionalProperties": {"type": "string", "minLength": 1}}),
    How('an object of texts such as {"history": "..."}'),
]
