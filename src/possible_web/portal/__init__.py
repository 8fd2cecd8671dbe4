"""The customer's pages: what is wrong, what we answer, the open case, a person."""
