"""`python -m possible` is `possible`."""

from possible.cli.main import main

if __name__ == "__main__":
    raise SystemExit(main())
