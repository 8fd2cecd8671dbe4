"""Customer service as one document that can be run, proved and simulated."""
