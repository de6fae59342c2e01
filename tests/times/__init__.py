"""`make times`: the suite under other zones and at hostile instants."""
