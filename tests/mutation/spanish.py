"""A third language for the whole charter: the English catalogue's keys with Spanish values for the few that differ."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.mutation.edits import EN, FR, C

ES = "words/es.yaml"


@dataclass(frozen=True, slots=True)
class InSpanish:
    """The charter promises Spanish: every team speaks it whenever it speaks English, every sentence has its words."""

    def done(self, files: dict[str, bytes]) -> dict[str, bytes]:
        charter = files[C].decode().replace("languages: [fr, en]", "languages: [fr, en, es]")
        charter = re.sub(r"\ben: (always|office|visits|shops)", r"en: \1, es: \1", charter)
        charter = re.sub(r"people: {(.*)en: (\d+)}", r"people: {\1en: \2, es: \2}", charter)
        english, french = (files[file].decode() for file in (EN, FR))
        chosen = "fr: {}, en: {}, es: {}}}".format
        english = english.replace("fr: French, en: English}", chosen("French", "English", "Spanish"))
        french = french.replace("fr: Français, en: Anglais}", chosen("Français", "Anglais", "Espagnol"))
        spanish = english.replace("language: English", "language: Español").replace(
            "Hello, this is", "Buenos días, le atiende"
        )
        words = {EN: english, FR: french, ES: spanish, C: charter}
        return files | {name: text.encode() for name, text in words.items()}


SPANISH = (InSpanish(),)
