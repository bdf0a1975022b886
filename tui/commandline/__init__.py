"""The command line: a module a command, with its arguments and what it does; `parser` knows them all."""
