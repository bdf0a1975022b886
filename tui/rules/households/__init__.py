"""Rules of households: visits, mediations, and which compounds are neighbours."""
