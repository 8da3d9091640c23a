"""How the weights in data/ are learned from gold, by hand (`make learn`): nothing of it runs with the product."""
