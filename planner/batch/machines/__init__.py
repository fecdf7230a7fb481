"""A batch beyond one machine: shards of a list, workers of a cluster, stores instead of folders."""
