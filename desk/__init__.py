"""Pages for staff: the adviser's desk and the coordinator's studio. Nobody imports this package."""
