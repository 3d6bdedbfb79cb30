"""Rules about calls, recordings, queues, payments, streams, messages."""
