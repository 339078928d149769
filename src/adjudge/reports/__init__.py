"""Renders a record: for a terminal, for a page, for another program. Adds nothing to it.

Nothing is imported here, so that the sanitiser can be had without the domain.
"""
