"""What the assistant does, one transaction each: receive, due, hand over, publish."""
