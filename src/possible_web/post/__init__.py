"""Mail: how the outbox sends it, and the mailbox page where it lands while there is no mail server."""
