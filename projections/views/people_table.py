"""The table `people`: who is, or was, at the customers; contacts stand as codes."""

from typing import Any

from projections.contacts import CONTACT, DESCRIBED
from projections.facts import Facts
from projections.people import LEFT, OBSERVED
from projections.stakeholders import REPORTS, contacts_of
from projections.views.columns import INTEGER, REAL, TEXT, Column, Table, ViewRow
from projections.views.json_text import json_text

NOT_SAID = "not said"

PEOPLE = Table(
    name="people",
    grain="one contact of whom anything was said, whether still there or not",
    key=("customer", "contact_id"),
    types=frozenset({*DESCRIBED, LEFT, OBSERVED, REPORTS, *CONTACT}),
    columns=(
        Column(name="customer", type=TEXT, meaning="code of the customer"),
        Column(name="contact_id", type=TEXT, meaning="code of the contact, unique within the customer"),
        Column(name="department", type=TEXT, meaning="as last said", null=NOT_SAID),
        Column(name="level", type=TEXT, meaning="executive, middle or operational, as last said", null=NOT_SAID),
        Column(
            name="role",
            type=TEXT,
            meaning="decider, approver, influencer, user, gatekeeper, buyer or coach, as last said",
            null=NOT_SAID,
        ),
        Column(name="influence", type=REAL, meaning="as last said", unit="part of 1", null=NOT_SAID),
        Column(name="reports_to", type=TEXT, meaning="contact_id of who is above", null="nobody, or not said"),
        Column(
            name="attitude",
            type=TEXT,
            meaning="supporter, neutral or opponent, as last observed",
            null="never observed",
        ),
        Column(name="joined_on", type=TEXT, meaning="day the contact was added", null="only spoken of, never added"),
        Column(name="left_on", type=TEXT, meaning="day the contact left", null="still there"),
        Column(name="successor_id", type=TEXT, meaning="contact_id of who came after", null="nobody named"),
        Column(name="last_met_on", type=TEXT, meaning="day somebody of ours last met the contact", null="never met"),
        Column(
            name="last_contact_on",
            type=TEXT,
            meaning="the same, or was otherwise in contact",
            null="never in contact",
        ),
        Column(name="known_by", type=TEXT, meaning="JSON list of our people who were in contact; [] without"),
        Column(name="evidence_count", type=INTEGER, meaning="how many events say what the contact is"),
    ),
)


def people_rows(facts: Facts) -> list[ViewRow]:
    """By customer and contact_id."""
    return [
        PEOPLE.row(_values(code, contact))
        for customer, code in enumerate(facts.history.codes)
        for contact in contacts_of(facts, customer).values()
    ]


def _values(code: str, contact: dict[str, Any]) -> dict[str, object]:
    """What does not change while nothing happens, so that a new day leaves the table alone."""
    influence = contact["influence"]
    written = {
        "customer": code,
        "influence": None if influence is None else float(influence),
        "known_by": json_text(contact["known_by"]),
        "evidence_count": len(contact["evidence"]),
    }
    return {name: written[name] if name in written else contact[name] for name in PEOPLE.names}
