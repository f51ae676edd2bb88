"""What binds the two companies to each other."""

from typing import Annotated, ClassVar, Literal

from ledger.catalogue.fields import Date, Id
from ledger.catalogue.frame import Body, Stored
from ledger.catalogue.marks import Names, Refers

BindingKind = Literal[
    "equity",
    "strategic_agreement",
    "integration",
    "tooling",
    "custom_product",
    "joint_development",
    "joint_quality",
    "joint_project",
    "staff_exchange",
    "training",
]


class BindingFormed(Body):
    """A bond that makes parting costly, for whoever invested in it (default both)."""

    stored: ClassVar = Stored("BindingFormed", schema=1, group="binding", about="binding_id")

    binding_id: Annotated[Id, Names("binding")]
    kind: BindingKind
    ends_on: Date | None = None
    invested_by: Literal["us", "customer", "both"] | None = None


class BindingEnded(Body):
    """The bond is no more."""

    stored: ClassVar = Stored("BindingEnded", schema=1, group="binding", about="binding_id")

    binding_id: Annotated[Id, Refers("binding")]
