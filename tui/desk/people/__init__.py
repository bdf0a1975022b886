"""Use cases of volunteers, teams, hours, learning, home service and handing over."""
