"""When, and nothing else: rules, the calendar, plans and the loop. Never imports `bot`."""
