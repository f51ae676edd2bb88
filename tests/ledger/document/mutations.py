"""Seeded documents that went wrong on the way: cut, doubled, turned around, filled with what nobody meant.

    for raw in mutations(seed=7, count=2_000_000): ...      # the same bytes for the same seed, for ever
    python -m tests.ledger.document.mutations 7 2000000     # reads them all, and prints what became of them

Some are as they should be, so that a ledger in which `foundation()` is recorded takes them.
"""

import copy
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC
from random import Random
from typing import Any

import orjson

from ledger.canonical import canonical
from ledger.catalogue import CATALOGUE, normalise
from ledger.document import parse_json, read_document
from ledger.errors import GuanxiError
from ledger.relationship import RECORD_KEEPING
from ledger.times import read_instant
from tests.ledger.catalogue.examples import EXAMPLES

NOW = read_instant("2026-01-01T00:00:00Z", UTC, pointer="")
BROUGHT = [name for name, kind in CATALOGUE.items() if not kind.on_ledger]
IDS = (b"SO/88213", b"CP-1", b"Q-1", b"I/1", b"P-1", b"R-1", b"X-1", b"V-1", b"B-1", b"G-1", b"N-1", b"T-1", b"O-1")
# Written as they stand, where JSON has no way to say them or a reader may stumble.
TOKENS = (
    b"1e400",
    b"-0",
    b"-0.0",
    b"0.1e1",
    b"1E-400",
    b"NaN",
    b"Infinity",
    b"-1",
    b"12.50",
    b"9007199254740993",
    b"1" * 5000,
    b"0.30000000000000004",
    b'"\\ud800"',
    b'"\\u0000"',
    b'"\\udbff\\udfff"',
    b'{"a":1,"a":2}',
    b"[" * 40 + b"]" * 40,
    b"'",
)
ODD: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    -1,
    1,
    2**63 - 1,
    1.5,
    "",
    " ",
    "x" * 300,
    "e\u0301",
    "\u202e",
    "𝔘",
    "2025-02-30",
    "2025-03-14",
    "2025-03-14T10:00:00",
    "9999-12-31T23:59:59Z",
    "0001-01-01",
    "C-1",
    "K-7",
    "CNY",
    "12.505",
    "-1",
    "1e5",
    "stage",
    [],
    {},
    [[]],
    ["K-7", "K-7"],
    {"": ""},
)
# Few, so that ids meet; and many, so that some are always new.
POOLS = (10, 100_000)
MARK = "@@here@@"
NOT_READ_YET = ("EventCorrected", "data")


def foundation() -> Iterator[bytes]:
    """Valid documents that record what the others refer to, in order."""
    people = [("K-1", None), ("K-8", "K-1"), ("K-7", "K-1")]
    yield _document("CustomerRegistered", EXAMPLES["CustomerRegistered"])
    for contact_id, superior in people:
        person = EXAMPLES["ContactAdded"] | {"contact_id": contact_id, "reports_to": superior}
        yield _document("ContactAdded", person)
    for name in BROUGHT:
        kind = CATALOGUE[name]
        if kind.about is not None and kind.kind not in {"contact", "event"} and not _closes(name):
            yield _document(name, EXAMPLES[name])


def _closes(name: str) -> bool:
    """Whether it refers to the very thing it is about, which then is recorded by another type."""
    return any(field == CATALOGUE[name].about for field, _ in CATALOGUE[name].refers)


def mutations(seed: int, count: int) -> Iterator[bytes]:
    """`count` documents, most of them wrong."""
    random = Random(seed)
    bases = {name: _document(name, EXAMPLES[name]) for name in BROUGHT}
    for _ in range(count):
        name = random.choice(BROUGHT)
        raw = _about_another(name, random) if name in RECORD_KEEPING else bases[name]
        raw = _with_own_ids(raw, name, random)
        dice = random.random()
        if dice < 0.15:
            yield raw
        elif dice < 0.75:
            yield _written(_turned(orjson.loads(raw), random), random)
        else:
            yield _damaged(raw, random)


def outcome(raw: bytes) -> str:
    """ "read", or the code of the refusal. AssertionError where it is read into what cannot be kept."""
    try:
        interaction = read_document(raw, zone=UTC, now=NOW)
    except GuanxiError as refused:
        return refused.code if all(problem.remedy for problem in refused.problems) else "without a remedy"
    # What a correction says of its original is read only once that is known.
    known = {name: value for name, value in interaction.data.items() if (interaction.type, name) != NOT_READ_YET}
    assert parse_json(canonical(known)) == known
    assert normalise(interaction.type, interaction.data) == interaction.data
    canonical([interaction.customer, interaction.source, interaction.external_id])
    return "read"


def _document(name: str, data: Any) -> bytes:
    whole = {"customer": "C-1", "type": name, "occurred_at": "2025-03-14T10:00:00+08:00", "data": data}
    return orjson.dumps(whole)


def _about_another(name: str, random: Random) -> bytes:
    """A correction, retraction or restoration of an event of some type, which may be there."""
    other = random.choice(BROUGHT)
    data = {
        "of": {"source": "s", "external_id": f"{other}-{random.randrange(random.choice(POOLS))}"},
        "reason": "wrong",
    }
    return _document(name, data | {"data": EXAMPLES[other]} if name == "EventCorrected" else data)


def _with_own_ids(raw: bytes, name: str, random: Random) -> bytes:
    """Ids so that some are there, some are closed and some are new."""
    for named in IDS:
        if named in raw:
            raw = raw.replace(b'"' + named, b'"%s-%d' % (named, random.randrange(random.choice(POOLS))))
    if random.random() < 0.3:
        raw = raw[:-1] + b',"source":"s","external_id":"%s-%d"}' % (
            name.encode(),
            random.randrange(random.choice(POOLS)),
        )
    return raw


def _places(value: Any, holder: Any = None, key: Any = None) -> Iterator[tuple[Any, Any]]:
    if holder is not None:
        yield holder, key
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for inner_key, inner in children:
        yield from _places(inner, value, inner_key)


def _turned(whole: Any, random: Random) -> Any:
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        places = list(_places(whole))
        if not places:
            break
        holder, key = random.choice(places)
        random.choice(TURNS)(holder, key, whole, random)
    return whole


def _replaced(holder: Any, key: Any, whole: Any, random: Random) -> None:
    # Copied: what is turned once may be turned again.
    holder[key] = copy.deepcopy(random.choice(ODD))


def _marked(holder: Any, key: Any, whole: Any, random: Random) -> None:
    holder[key] = MARK


def _taken_out(holder: Any, key: Any, whole: Any, random: Random) -> None:
    del holder[key]


def _renamed(holder: Any, key: Any, whole: Any, random: Random) -> None:
    if isinstance(holder, dict):
        holder[random.choice((key + "s", key.upper(), key[1:], "data", "\u0000"))] = holder.pop(key)


def _doubled(holder: Any, key: Any, whole: Any, random: Random) -> None:
    holder[key] = [holder[key], holder[key]]


def _wrapped(holder: Any, key: Any, whole: Any, random: Random) -> None:
    holder[key] = {str(key): holder[key]}


def _swapped(holder: Any, key: Any, whole: Any, random: Random) -> None:
    other_holder, other_key = random.choice(list(_places(whole)))
    # Copied, lest something come to stand within itself.
    mine, theirs = orjson.loads(orjson.dumps([holder[key], other_holder[other_key]]))
    holder[key] = theirs
    if other_key in other_holder if isinstance(other_holder, dict) else other_key < len(other_holder):
        other_holder[other_key] = mine


def _of_another_type(holder: Any, key: Any, whole: Any, random: Random) -> None:
    if isinstance(whole, dict):
        whole["type"] = random.choice(BROUGHT)


TURNS: tuple[Callable[[Any, Any, Any, Random], None], ...] = (
    _replaced,
    _replaced,
    _marked,
    _taken_out,
    _renamed,
    _doubled,
    _wrapped,
    _swapped,
    _of_another_type,
)


def _written(whole: Any, random: Random) -> bytes:
    raw = orjson.dumps(whole)
    marked = b'"%s"' % MARK.encode()
    while marked in raw:
        raw = raw.replace(marked, random.choice(TOKENS), 1)
    return raw


def _damaged(raw: bytes, random: Random) -> bytes:
    """The bytes themselves, cut, filled or turned."""
    at = random.randrange(len(raw))
    upto = min(len(raw), at + random.choice((1, 1, 2, 7, 40)))
    middle = random.choice(
        (b"", raw[at:upto] * 2, bytes([random.randrange(256)]), random.choice(TOKENS), bytes([raw[at] ^ 1]))
    )
    return raw[:at] + middle + raw[upto:]


if __name__ == "__main__":
    tally = Counter(outcome(raw) for raw in mutations(int(sys.argv[1]), int(sys.argv[2])))
    sys.stdout.write(f"{dict(tally.most_common())}\n")
