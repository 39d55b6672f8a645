"""The assistant: everything that a client can meet."""
