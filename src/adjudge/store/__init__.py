"""The case store: what was known, said and decided, and when; only ever added to.

Nothing is imported here, so that a bundle can be checked without a database.
"""
