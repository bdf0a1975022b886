"""Lines of quick entry become records: tests of the scribe, without a screen."""
