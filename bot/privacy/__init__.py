"""What keeps personal data safe: encryption, redaction, retention, erasure."""
