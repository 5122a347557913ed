"""Qt objects the views look at; no widgets."""
