"""The definitions of the standard forms, one file each."""
