"""Declared fields and kinds keep what they declare, in every place."""
