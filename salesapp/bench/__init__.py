"""``salesapp bench``: what each hot screen costs, over real HTTP, on the data that is there."""
