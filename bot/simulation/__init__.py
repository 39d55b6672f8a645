"""Made-up clients who live through a programme's whole calendar in virtual time."""
