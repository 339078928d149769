"""The command line: parses, calls the library, prints, chooses an exit code."""
