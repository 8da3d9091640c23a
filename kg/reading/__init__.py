"""How English says it: what several phenomena of `kg.extraction` read with, from sentences to whole constructions."""
