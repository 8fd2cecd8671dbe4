"""Where people of the operator's town live: customers by lot, technicians where the examples say."""

from __future__ import annotations

from dataclasses import dataclass

from possible.simulate.streams import stream
from possible_web.keeping.places import spot_of, towns

STREETS = (
    "rue des Lilas", "rue de la Fontaine", "avenue des Acacias", "rue du Moulin", "boulevard des Érables",
    "rue de l’Église", "passage du Verger", "rue des Tanneurs", "place du Marché", "rue Haute",
    "allée des Tilleuls", "rue de la Gare",
)  # fmt: skip
ACCESS = ("", "", "code 1937B, 3e étage", "interphone Lopes", "gardien jusqu’à 18 h", "2e cour, porte bleue")
TECHNICIANS = {
    "amadou": ("12 rue des Tilleuls", "93100"),
    "julie": ("5 rue de Charonne", "75011"),
    "tom": ("31 avenue Victor-Cresson", "92130"),
    "karim": ("8 rue de la République", "93200"),
}
STOCK = {"box": 3, "cable": 10, "socket": 6, "remote": 4}


@dataclass(frozen=True, slots=True)
class Home:
    """Where somebody lives: street, postcode, how to get in, and the place in micro-degrees."""

    address: str
    postcode: str
    access: str
    north: int
    east: int


def home_of(seed: int, token: str) -> Home:
    """Return where a customer lives, the same for equal seeds: mostly in Paris, else in a town around."""
    draw = stream(seed, token, "home")
    codes = sorted(towns())
    inner = [code for code in codes if code.startswith("75")]
    code = draw.choice(inner if inner and draw.random() < 0.6 else codes)
    address = f"{draw.randrange(1, 130)} {draw.choice(STREETS)}"
    spot = spot_of(code, address)
    return Home(address, code, draw.choice(ACCESS), spot.north, spot.east)
