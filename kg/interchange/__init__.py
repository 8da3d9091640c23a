"""Tables of events that others have coded, in and out: ACLED, PLOVER and CCC; docs/interchange.md says what is lost.

A row becomes an event in the named graph of its source, with the row itself as its evidence.
"""
