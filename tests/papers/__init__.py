"""Tests of what goes onto paper and comes from it."""
