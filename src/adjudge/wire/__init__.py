"""The shapes that a model fills in; their field descriptions are prompt text."""
