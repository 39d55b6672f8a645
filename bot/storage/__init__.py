"""Where clients, messages, contacts and content are kept; `open.open_store` is the way in."""
