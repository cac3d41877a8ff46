"""Pictures that come with texts: looked at, freed of what they tell, and made in several sizes."""

from plugins.pictures.darkroom import Darkroom, Fault
from plugins.pictures.facts import ENDINGS, Facts
from plugins.pictures.renditions import RECIPE

__all__ = ["ENDINGS", "RECIPE", "Darkroom", "Facts", "Fault"]
