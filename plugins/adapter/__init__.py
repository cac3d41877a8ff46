"""The border to Pelican: its content objects come in, Articles and Pages go on."""
