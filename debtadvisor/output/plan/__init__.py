"""The page and the document of a plan, and of two plans side by side."""
