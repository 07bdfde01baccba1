"""The log of contacts and the check of how they collected, as pages and as a document."""
