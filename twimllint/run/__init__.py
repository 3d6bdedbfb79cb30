"""Many documents: the runner, processes, rules across documents, baselines."""
