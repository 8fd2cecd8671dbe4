"""What people write: customers' and agents' own words, in each language, several ways of saying each thing.

They are no sentences of the interface: nobody translates a customer. `{name}` is the customer, `{agent}` who
serves, `{company}` the operator.
"""

# ruff: noqa: E501 - a message is one line, as it is sent

from __future__ import annotations

Said = dict[str, tuple[str, ...]]

OPENINGS: dict[str, Said] = {
    "en": {
        "tv": (
            "Hello, the TV has had no picture since yesterday evening. The box lights up, nothing else.",
            "Good morning. My TV box does not start properly any more, could you help?",
            "Hi, no picture on the television again. I have answered the questions already.",
            "Hello. The screen says that there is no signal, and I have tried the cable.",
        ),
        "internet": (
            "Hello, no internet here since this morning, and I work from home.",
            "Hi, the connection drops every few minutes. Could somebody look at it?",
            "Good evening, the Wi-Fi is so slow that films stop all the time.",
            "Hello, the router blinks and no page opens.",
        ),
        "mobile": (
            "Hello, my phone has had no data since I came back from holiday.",
            "Hi, calls work, but no page opens on my mobile.",
            "Good morning, no mobile data at all, and I have restarted the phone.",
        ),
        "bill": (
            "Hello, there is an item on my last bill that I do not understand.",
            "Hi, I think that I was charged twice for the same visit.",
            "Good morning, my bill is higher than usual. Could you explain it to me?",
        ),
        "leaving": (
            "Hello, I am moving abroad next month. What do I need to do to end my contract?",
            "Hi, I would like to know what it costs to leave now.",
        ),
        "complaint": (
            "Hello, I would like to complain: nobody told me that the window had moved.",
            "Hi. This is the second time that I have had to explain the same thing.",
        ),
        "": ("Hello, I would like to speak to somebody, please.", "Hi, is anybody there?"),
    },
    "fr": {
        "tv": (
            "Bonjour, plus d’image sur la télé depuis hier soir. Le décodeur s’allume, c’est tout.",
            "Bonjour, mon décodeur ne démarre plus correctement, pouvez-vous m’aider\u202f?",
            "Bonsoir, toujours pas d’image. J’ai déjà répondu aux questions.",
            "Bonjour, l’écran affiche «\u202fpas de signal\u202f» et j’ai vérifié le câble.",
        ),
        "internet": (
            "Bonjour, plus d’internet depuis ce matin, et je télétravaille.",
            "Bonjour, la connexion coupe toutes les cinq minutes. Quelqu’un peut regarder\u202f?",
            "Bonsoir, le Wi-Fi est si lent que les films s’arrêtent sans cesse.",
            "Bonjour, la box clignote et aucune page ne s’ouvre.",
        ),
        "mobile": (
            "Bonjour, plus de données sur mon portable depuis mon retour de vacances.",
            "Bonjour, les appels passent, mais aucune page ne s’ouvre.",
            "Bonjour, plus du tout de données mobiles, j’ai pourtant redémarré le téléphone.",
        ),
        "bill": (
            "Bonjour, il y a une ligne que je ne comprends pas sur ma dernière facture.",
            "Bonjour, je crois qu’on m’a compté deux fois la même visite.",
            "Bonjour, ma facture est plus élevée que d’habitude. Pouvez-vous m’expliquer\u202f?",
        ),
        "leaving": (
            "Bonjour, je déménage le mois prochain. Que dois-je faire pour résilier\u202f?",
            "Bonjour, je voudrais savoir ce que coûte une résiliation aujourd’hui.",
        ),
        "complaint": (
            "Bonjour, je voudrais me plaindre\u202f: personne ne m’a dit que le créneau avait changé.",
            "Bonjour. C’est la deuxième fois que je dois expliquer la même chose.",
        ),
        "": ("Bonjour, je voudrais parler à quelqu’un, s’il vous plaît.", "Bonjour, il y a quelqu’un\u202f?"),
    },
}
LINES: dict[str, Said] = {
    "en": {
        "greeting": (
            "Hello {name}, this is {agent}. I can see what you have told us; you need not repeat it.",
            "Good day, {agent} here, at {company}. I have your case in front of me.",
            "Hello, I am {agent}, and I take care of this with you.",
        ),
        "thanks": ("Thank you, that suits me.", "Yes, please do that.", "Agreed, thank you.", "Perfect."),
        "no": ("No, thank you, not now.", "I would rather wait a little.", "No, I will think about it."),
        "done": ("Done.", "I have done that.", "Yes, it is done.", "OK, just a moment… done."),
        "bye": (
            "You have everything in writing on the page of your case. Have a good day!",
            "I stay in charge of your case: write here whenever you like.",
            "Tell us on the page of your case when it is solved; we close nothing without you.",
        ),
        "news": (
            "A word to tell you where it stands: your case is with us and nothing has been forgotten.",
            "As promised, news: it goes on as planned. I write again tomorrow.",
            "No news yet that would change anything for you; we keep at it.",
        ),
    },
    "fr": {
        "greeting": (
            "Bonjour {name}, ici {agent}. Je vois ce que vous nous avez dit\u202f; inutile de répéter.",
            "Bonjour, {agent} de {company}. J’ai votre dossier sous les yeux.",
            "Bonjour, je suis {agent} et je m’en occupe avec vous.",
        ),
        "thanks": ("Merci, cela me convient.", "Oui, allez-y.", "D’accord, merci.", "Parfait."),
        "no": ("Non merci, pas maintenant.", "Je préfère attendre un peu.", "Non, je vais y réfléchir."),
        "done": ("C’est fait.", "Voilà, c’est fait.", "Oui, fait.", "Un instant… voilà."),
        "bye": (
            "Vous retrouvez tout par écrit sur la page de votre dossier. Bonne journée\u202f!",
            "Je reste responsable de votre dossier\u202f: écrivez ici quand vous voulez.",
            "Dites-nous sur la page de votre dossier quand c’est réglé\u202f; nous ne fermons rien sans vous.",
        ),
        "news": (
            "Un mot pour vous dire où nous en sommes\u202f: votre dossier suit son cours, rien n’est oublié.",
            "Comme promis, des nouvelles\u202f: tout se passe comme prévu. Je vous écris de nouveau demain.",
            "Rien de nouveau qui change quelque chose pour vous\u202f; nous continuons.",
        ),
    },
}
NOTES = (
    "Called the building’s caretaker: the cabinet is locked at weekends.",
    "Prefers to be written to in the evening.",
    "Le technicien doit se garer derrière l’immeuble.",
    "@nadia peux-tu relire la réponse avant demain\u202f?",
    "Speaks French for everyday things, English for technical words.",
    "Chien dans le jardin, sonner au portail.",
    "@ines she asked for you by name.",
    "A déjà un second décodeur dans le carton, ne pas en renvoyer.",
    "Third contact this month about the same socket.",
    "Ligne remesurée ce matin\u202f: stable depuis une heure.",
)
CARTER_NOTES = (
    ("ines", "New box, same fault: it is not the box. The visit costs her nothing, say so first."),
    (
        "youssef",
        "@ines her neighbour Antoine helps with the French words; he may see the chat and the visit.",
    ),
)
# Saved replies: name, language, title, text.
REPLIES = (
    (
        "visit-before",
        "en",
        "Before a visit",
        "The technician needs to reach the wall socket. Somebody of age should be at home; nothing else is needed.",
    ),
    (
        "visit-before",
        "fr",
        "Avant une visite",
        "Le technicien doit pouvoir accéder à la prise murale. Un adulte doit être présent\u202f; rien d’autre à prévoir.",
    ),
    (
        "box-collect",
        "en",
        "Collect the new box",
        "Your new box is ready in the shop. Bring the old one with its adapter; it costs you nothing.",
    ),
    (
        "box-collect",
        "fr",
        "Retirer le nouveau décodeur",
        "Votre nouveau décodeur vous attend en boutique. Apportez l’ancien avec son bloc d’alimentation\u202f; c’est gratuit.",
    ),
    (
        "thank-you",
        "en",
        "Thank you",
        "Thank you for your patience. Everything that was said is on the page of your case.",
    ),
    (
        "thank-you",
        "fr",
        "Merci",
        "Merci de votre patience. Tout ce qui a été dit se trouve sur la page de votre dossier.",
    ),
    (
        "no-repeat",
        "en",
        "You need not repeat it",
        "I have read what you told my colleagues. You need not tell it again.",
    ),
    (
        "no-repeat",
        "fr",
        "Inutile de répéter",
        "J’ai lu ce que vous avez dit à mes collègues. Inutile de tout raconter à nouveau.",
    ),
)
