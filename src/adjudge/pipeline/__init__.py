"""The way of the data, with no I/O and no clock of its own."""
