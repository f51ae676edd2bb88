"""Two customers that are one: which may be merged, and what that does to the one that does not live on."""

from ledger.errors import Merged, RuleBroken, UnknownReference
from ledger.interaction import Interaction
from ledger.rules.state import Fact, Relationship
from ledger.sweeping import MERGED, UNMERGED

MERGING = frozenset({MERGED, UNMERGED})


def survivor_of(interaction: Interaction) -> str | None:
    """The other customer whose relationship `decide` asks for (its subject "customer" is enough), if any."""
    return interaction.data["into"] if interaction.type == MERGED else None


def refuse_if_merged(customer: Fact | None, interaction: Interaction) -> None:
    """A merged customer takes no more events but the end of the merge."""
    if customer is not None and customer.state == "merged" and interaction.type != UNMERGED:
        into = customer.latest.data["into"]
        raise Merged(
            f'customer "{interaction.customer}" was merged into "{into}"',
            f'record it for "{into}", or undo the merge first',
            "/customer",
        )


def check_merge(interaction: Interaction, survivor: Relationship) -> None:
    """Into another customer, which is registered and lives on: so merges never run in a circle."""
    into = interaction.data["into"]
    if into == interaction.customer:
        raise RuleBroken("a customer is not merged into itself", "name the one that lives on", "/data/into")
    other = survivor.fact("customer")
    if other is None:
        raise UnknownReference(
            f'customer "{into}" is not registered',
            "record its CustomerRegistered first, or correct the code",
            "/data/into",
        )
    if other.state == "merged":
        further = other.latest.data["into"]
        raise Merged(
            f'customer "{into}" was itself merged into "{further}"',
            f'merge into "{further}", or undo that merge first',
            "/data/into",
        )


def check_unmerge(state: Relationship, interaction: Interaction) -> None:
    """It names the merge in force."""
    customer, named = state.fact("customer"), interaction.data["merge_event_id"]
    merges = [event for event in state.life("customer") if event.type == MERGED]
    if all(event.event_id != named for event in merges):
        raise UnknownReference(
            "no such merge is recorded for this customer",
            "name the event_id of its CustomersMerged; `guanxi events --customer` shows it",
            "/data/merge_event_id",
        )
    if customer is None or customer.state != "merged" or customer.latest.event_id != named:
        raise RuleBroken("this merge is undone already", "there is nothing to undo", "/data/merge_event_id")
