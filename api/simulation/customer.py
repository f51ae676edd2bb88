"""One customer of the simulated book, from its plan to its diary."""

from api.simulation.arguments import Arguments
from api.simulation.chapters.beginning import tell_beginning
from api.simulation.chapters.contact import tell_contact
from api.simulation.chapters.estimates import tell_estimates
from api.simulation.chapters.offers import tell_offers
from api.simulation.chapters.orders import tell_orders
from api.simulation.chapters.reviews import tell_reviews
from api.simulation.chapters.rivalry import tell_rivalry
from api.simulation.chapters.staff import tell_staff
from api.simulation.chapters.stock import tell_stock
from api.simulation.chapters.terms import tell_terms
from api.simulation.chapters.ties import tell_ties
from api.simulation.chapters.voice import tell_voice
from api.simulation.diary import Diary
from api.simulation.life import plan_life
from api.simulation.telling import Telling
from api.simulation.troubles import tell_troubles

# Who is there and who has left must be told before anybody is met.
CHAPTERS = (
    tell_beginning,
    tell_staff,
    tell_troubles,
    tell_estimates,
    tell_ties,
    tell_offers,
    tell_rivalry,
    tell_orders,
    tell_contact,
    tell_terms,
    tell_voice,
    tell_reviews,
    tell_stock,
)


def customer_diary(arguments: Arguments, index: int) -> Diary:
    """What is written down about the index-th customer; no other customer has a part in it."""
    telling = Telling(arguments, index, plan_life(arguments, index))
    for tell in CHAPTERS:
        tell(telling)
    return telling.diary
