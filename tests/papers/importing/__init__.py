"""Tests of reading ledgers that others keep; `../ledgers` holds them, each with what is expected of it."""
