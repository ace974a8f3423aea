"""Reading what comes in from outside: nothing about sales."""
