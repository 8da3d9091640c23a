"""One module for each phenomenon; `kg.pipeline` puts them in order. None imports another."""
