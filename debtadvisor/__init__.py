"""debtadvisor: an offline advisor for people in mainland China who cannot pay as agreed."""

__version__ = "0.1.0"
