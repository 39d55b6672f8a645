"""The commands of `maxww`, one module each; `bot.__main__` puts them together."""
