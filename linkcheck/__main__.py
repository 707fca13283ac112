"""`python -m linkcheck`: the same as the command."""

from linkcheck.cli import main

if __name__ == "__main__":
    main()
