"""Words: a language is one folder of catalogues. A new language is a folder beside `zh` with the same keys."""
