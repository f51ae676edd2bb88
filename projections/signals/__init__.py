"""The signals of domain model section 9: one file each, and the list of all of them."""

from projections.signals.competitor_active import COMPETITOR_ACTIVE
from projections.signals.complaint_open import COMPLAINT_OPEN
from projections.signals.contact_silence import CONTACT_SILENCE
from projections.signals.definition import Signal
from projections.signals.order_overdue import ORDER_OVERDUE
from projections.signals.volume_falling import VOLUME_FALLING

SIGNALS: tuple[Signal, ...] = (COMPETITOR_ACTIVE, COMPLAINT_OPEN, CONTACT_SILENCE, ORDER_OVERDUE, VOLUME_FALLING)
