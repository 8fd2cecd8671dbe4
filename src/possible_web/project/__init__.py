"""Where everything is put together: settings, addresses, the one port, the worker, and the commands."""
