"""Cards: the picture that stands for a page where somebody shares it, in the site's own type."""

from plugins.cards.drawing import HEIGHT, WIDTH, Card, can_draw, drawn
from plugins.cards.faces import Type

__all__ = ["HEIGHT", "WIDTH", "Card", "Type", "can_draw", "drawn"]
