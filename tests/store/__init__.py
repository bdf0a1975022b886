"""Tests of the store: its promises, and what may befall it."""
