"""Ground: turn what a model returned into values whose every quote stands in a text. Pure."""
