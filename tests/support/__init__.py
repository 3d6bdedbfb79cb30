"""What tests of several folders share: harnesses, makers of documents, and programs to talk to."""
