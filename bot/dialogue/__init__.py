"""The dialogue engine: pure, it decides what a turn says and does but sends and saves nothing."""
