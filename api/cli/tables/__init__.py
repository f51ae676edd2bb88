"""What a person sees in a terminal: one file per rendered table or page, all pure functions of contract rows."""
