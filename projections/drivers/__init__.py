"""Drivers (利益与信任): what makes them buy from us, of the organisation and of its persons (section 4)."""
