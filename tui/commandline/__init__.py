"""The command line: `commands` is the table of all commands, each imported when it is run."""
