"""All tables of the views."""

from projections.views.columns import Table
from projections.views.history_table import HISTORY
from projections.views.orders_table import ORDERS_TABLE
from projections.views.returns_table import RETURNS
from projections.views.season_table import SEASON
from projections.views.signals_table import SIGNALS_TABLE
from projections.views.standing_table import STANDING
from projections.views.tiers_table import TIERS_TABLE
from projections.views.timeline_table import TIMELINE

CUSTOMER_TABLES: tuple[Table, ...] = (STANDING, HISTORY, SIGNALS_TABLE, TIMELINE, ORDERS_TABLE, RETURNS)
BOOK_TABLES: tuple[Table, ...] = (SEASON, TIERS_TABLE)
TABLES: tuple[Table, ...] = (*CUSTOMER_TABLES, *BOOK_TABLES)
