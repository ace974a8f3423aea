"""Tables from outside (spreadsheets, separated text, web tables): bytes in, sheets of rows and cells out."""
