"""``python -m debtadvisor`` and the ``debtadvisor`` command."""

from debtadvisor.cli.main import main

if __name__ == "__main__":
    main()
