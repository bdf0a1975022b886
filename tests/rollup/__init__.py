"""The board over several communities, and the tallies that it stands on."""
