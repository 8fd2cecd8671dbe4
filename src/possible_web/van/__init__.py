"""The technician's phone: the day, one visit at a time, and acts that survive a lost network."""
