"""What is Chinese about names, numbers and places: pure rules over values, below everything (conventions 3)."""
