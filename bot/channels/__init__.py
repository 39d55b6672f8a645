"""Channels: ways to reach a client, each behind the same narrow port."""
