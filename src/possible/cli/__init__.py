"""The command line: the one place of the core that reads the clock, the environment and the disk."""
