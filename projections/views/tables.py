"""All tables of the views."""

from projections.views.advice_table import ADVICE
from projections.views.columns import Table
from projections.views.history_table import HISTORY
from projections.views.indicators_table import INDICATORS
from projections.views.openings_table import OPENINGS
from projections.views.orders_table import ORDERS_TABLE
from projections.views.people_table import PEOPLE
from projections.views.returns_table import RETURNS
from projections.views.sales_table import SALES
from projections.views.season_table import SEASON
from projections.views.signals_table import SIGNALS_TABLE
from projections.views.standing_table import STANDING
from projections.views.tiers_table import TIERS_TABLE
from projections.views.timeline_table import TIMELINE

TODAYS: tuple[Table, ...] = (STANDING, SIGNALS_TABLE, INDICATORS, ADVICE)  # each day is judged anew
TOLD: tuple[Table, ...] = (TIMELINE, ORDERS_TABLE, RETURNS, PEOPLE, OPENINGS, SALES)  # what events alone say
JUDGED: tuple[Table, ...] = (*TODAYS, HISTORY)  # into which enters what the whole book says
CUSTOMER_TABLES: tuple[Table, ...] = (*JUDGED, *TOLD)
BOOK_TABLES: tuple[Table, ...] = (SEASON, TIERS_TABLE)
TABLES: tuple[Table, ...] = (
    STANDING,
    HISTORY,
    SIGNALS_TABLE,
    INDICATORS,
    ADVICE,
    PEOPLE,
    OPENINGS,
    SALES,
    TIMELINE,
    ORDERS_TABLE,
    RETURNS,
    *BOOK_TABLES,
)
