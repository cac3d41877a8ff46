"""What runs first: the commands and what they print, the local server, the environment."""
