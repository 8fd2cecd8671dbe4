"""Names of people who do not exist: given names and family names that any town knows, put together by lot."""

from __future__ import annotations

_GIVEN_FR = """
Adèle Agathe Alice Amélie Anaïs Antoine Arthur Aurélie Aya Baptiste Bénédicte Bruno Catherine Cédric
Chantal Charlotte Chloé Christophe Claire Clément Cyril Damien Daniel David Denis Dominique Édouard
Éléonore Élise Émilie Emma Éric Étienne Fabrice Fatou Florence Franck François Gaëlle Gilles Guillaume
Hélène Henri Isabelle Jacques Jeanne Jérôme Joël Julien Karima Laurence Laurent Léon Lila Louise Lucas
Lucie Madeleine Manon Marguerite Marianne Marion Martine Mathilde Maxime Mélanie Michel Monique Moussa
Nadège Nathalie Nicolas Nina Noémie Odile Olivier Pascal Patrick Pauline Philippe Quentin Rachid Raphaël
Rémi Romain Rosalie Samia Sandrine Sébastien Simon Solange Sophie Stéphane Suzanne Sylvie Thérèse
Thierry Thomas Valérie Véronique Victor Vincent Yann Yasmine Yves Zoé
"""
_GIVEN_EN = """
Abigail Alan Alison Amber Andrew Angela Anthony Barbara Benjamin Beth Brian Carol Caroline Charles
Charlotte Christopher Colin Daniel Deborah Derek Diane Donald Edward Eleanor Emily Erin Ethan Fiona
Frances Gareth Gemma George Gillian Graham Hannah Harriet Helen Howard Hugh Ian Imogen Isaac Jacob James
Janet Jasmine Joan Jonathan Joyce Judith Keith Kevin Laura Leonard Linda Lucy Malcolm Margaret Martin
Matthew Megan Michael Mohan Naomi Neil Nigel Olivia Owen Pamela Patricia Peter Philip Priya Rachel Ralph
Rebecca Richard Robert Rosemary Ruth Samuel Sarah Simon Stephen Susan Tariq Teresa Timothy Valerie
Victoria Walter Wendy William Zara
"""
_FAMILY_FR = """
Alarcon Allard Amrani Andrieu Arnaud Aubert Auger Bailly Barbier Barre Baudry Bellanger Ben-Salah Bénard
Berger Bertin Besson Bigot Blanchard Boisseau Bonnet Bouchet Boulanger Bourdon Boyer Brunel Camara
Carlier Caron Carpentier Chabert Charpentier Chevallier Cissé Clavel Collet Colin Cordier Courtois
Da-Costa Da-Silva Delaunay Delmas Deschamps Devaux Diallo Diop Dufour Dumas Dupuis Durand Esnault Fabre
Favre Ferrand Fleury Fontaine Fournier Gaillard Garnier Gauthier Gérard Gilbert Girard Giraud Grondin
Guérin Guichard Haddad Hamel Hebert Hoarau Hubert Huet Jacquet Joly Keita Lacroix Lambert Langlois
Laporte Lebrun Leclerc Lefort Legrand Lemoine Leroux Lévêque Lopez Mahé Maillard Mallet Marchal Marin
Martel Masson Ménard Mercier Meunier Monnier Morand Moulin Navarro Nguyen Nicolle Noël Ollivier Paillard
Pelletier Perrier Petitjean Picard Poirier Pons Poulain Prévost Quéré Rahmani Renaud Ricard Rivière
Rousselle Roy Salmon Sauvage Tanguy Tessier Thibault Touré Traoré Vasseur Verdier Vidal Vincent Voisin
Weber
"""
_FAMILY_EN = """
Abbott Achebe Adair Ainsley Appleby Archer Atwood Bakewell Banerjee Barlow Bates Baxter Beckett Bellamy
Birch Blackwell Bowen Bradshaw Brennan Briggs Burton Byrne Cartwright Chambers Clegg Coleman Connolly
Cooke Cotton Crawley Dalton Dawson Dempsey Dixon Doyle Drummond Dunning Eastwood Egan Ellison Fairbanks
Farrell Fenton Fielding Fletcher Frost Gallagher Garland Gibbs Goodwin Granger Greene Halliday
Hargreaves Hartley Hayward Hobbs Holloway Hurst Iqbal Ingram Jarvis Kapoor Keating Kemp Kirby Langley
Lockwood Lowry Maddox Marlow Mason Mbeki Mercer Milton Moran Nash Nolan Norwood Oakley Okafor Oldfield
Osborne Palmer Parrish Patel Pemberton Pike Prescott Quigley Radley Ramsey Redfern Rhodes Rowan Sandford
Sawyer Shah Sheridan Sinclair Slater Stokes Sutton Tanner Thorne Turnbull Underhill Vance Wakefield
Waters Weaver Whitaker Winslow Wyatt Yardley
"""
GIVEN = {"fr": _GIVEN_FR.split(), "en": _GIVEN_EN.split()}
FAMILY = {"fr": _FAMILY_FR.split(), "en": _FAMILY_EN.split()}
DOMAINS = ("example.org", "example.com", "example.net")
MOBILE, FIXED = "+3363998", "+3319900"  # kept for fiction by the French regulator: nobody is called there
