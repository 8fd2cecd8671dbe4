"""Which events of the journal tell what came of promises; an index of their own finds them by time."""

PROMISED = ("promise-kept", "promise-broken", "credit-given")
