"""What brings a customer to a stage by some day, and keeps it there: orders, a wallet, departments met, a bond."""

from tests.projections.signals.one_customer import Happened, every, happened, ordered, registered


def in_initial(first_order: str = "2024-01-10") -> list[Happened]:
    """In initial from the month end after its first order on, for two years."""
    first, *others = every(30, first_order, 24)
    return [registered("2023-06-01"), ordered(first, "1300.00"), *(ordered(on) for on in others)]


def in_stable(first_order: str = "2024-01-10") -> list[Happened]:
    """In stable from the second month end on; met once, in two departments."""
    return [
        *in_initial(first_order),
        happened("2023-06-02", "AnnualSpendEstimated", amount="2500.00", currency="EUR"),
        *(happened("2023-06-03", "ContactAdded", contact_id=c, name=c, department=d, level="middle") for c, d in MET),
        *(happened(on, "VisitMade", contact_ids=[c for c, _ in MET]) for on in every(300, first_order, 3)),
    ]


def in_strategic(first_order: str = "2024-01-10") -> list[Happened]:
    """In strategic from the third month end on: an agreement, and a meeting of executives on the first order's day."""
    return [
        *in_stable(first_order),
        happened(first_order, "BindingFormed", binding_id="B-1", kind="strategic_agreement"),
        happened(first_order, "ExecutiveMeetingHeld", contact_ids=[], our_executive="Chen"),
    ]


MET = (("K-1", "Quality"), ("K-2", "Purchasing"))
