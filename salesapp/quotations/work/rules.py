"""Kinds of work about quotations. Pure."""

#: It ends soon; it was returned or refused.
ENDING, STOPPED = "quotation_ending", "quotation_stopped"
