"""The press: HTML in, PDF out, in processes of their own with a limit on time and memory."""
