"""Working days, holidays, festivals, and months as a grid."""
