"""The events of a customer's file: alone they make no relationship to judge."""

FILE_GROUP = (
    "CustomerRegistered",
    "ProfileChanged",
    "OwnerAssigned",
    "TierAssigned",
    "AnnualSpendEstimated",
    "CustomersMerged",
    "CustomersUnmerged",
    "AccountReviewed",
    "NoteAdded",
)
