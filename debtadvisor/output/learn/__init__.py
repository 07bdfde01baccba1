"""Pages to learn from: topics, stages, situations, words; and their document."""
