"""When services are held, who comes, and what stands in their way."""
