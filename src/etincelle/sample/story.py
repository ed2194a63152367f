"""The six partnerships of the sample portfolio: what happened to each, in days and months before today.

Names, firms and numbers are invented; telephone numbers are of the range reserved for fiction.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Figure:
    """Somebody of the cast. `seat_months` is how long ago the seat was taken, None for the signature."""

    code: str
    name: str
    title: str
    level: int
    mandate: bool = False
    role: str = ""
    seat_months: int | None = None
    key_role: bool = True


@dataclass(frozen=True, slots=True)
class Story:
    """One partnership: its age, its people and how alive each of its dimensions is."""

    code: str
    partner: str
    perimeter: str
    signed_months: int
    annual_value: int
    people: tuple[Figure, ...]
    regime: str = "private"
    term_months: int = 60
    notice_months: int = 6
    executive_gaps: tuple[int, ...] = ()
    courtship_contacts: int = 0
    steering_every: int = 14
    amendments: tuple[tuple[int, str, str], ...] = ()
    levels: tuple[tuple[str, float, float, float], ...] = ()
    level_months: int = 0
    promised: tuple[tuple[str, int], ...] = ()
    satisfaction: tuple[int, ...] = ()
    answers: int = 0
    ideas: tuple[tuple[int, str, str, str], ...] = ()
    quota: int = 4
    meetings: int = 0
    next_meeting_days: int = 14
    decisions_a_meeting: int = 0
    carried: int = 0
    sponsor_present: bool = True
    reports: int = 0
    fresh_reports: bool = True
    hooks: tuple[str, ...] = ()
    objectives: tuple[tuple[str, str, int], ...] = ()
    uncovered: tuple[tuple[str, int], ...] = ()
    covered: tuple[tuple[str, int, str], ...] = ()
    ambitions: tuple[str, ...] = ()
    promise: tuple[int, str] | None = None
    tickets: int = 0
    made_share: float = 0.95
    catalogue: tuple[tuple[str, str, str, int | None], ...] = field(default=())


CLIENT: tuple[Figure, ...] = (
    Figure("m.lemoine@client.example", "Marianne Lemoine", "directrice générale", 5, mandate=True),
    Figure("t.roussel@client.example", "Thomas Roussel", "directeur des systèmes d’information", 4, mandate=True),
    Figure("p.amar@client.example", "Pauline Amar", "responsable des partenariats", 3),
    Figure("k.benali@client.example", "Karim Benali", "responsable du support", 2),
    Figure("l.guerin@client.example", "Léa Guérin", "responsable des applications", 2),
)

THEMES: tuple[tuple[str, str, int], ...] = (
    ("TELETRAVAIL", "Travailler à distance sans friction", 30),
    ("APPAREILS", "Accueillir les appareils personnels", 15),
    ("RYTHME", "Livrer les applications au rythme des métiers", 25),
    ("AUTONOMIE", "Rendre les utilisateurs autonomes", 15),
    ("HUMAIN", "Retrouver un contact humain au support", 15),
)

NORDIA = Story(
    code="NORDIA-SUPPORT",
    partner="Nordia",
    perimeter="Support aux utilisateurs",
    signed_months=44,
    annual_value=2_400_000,
    people=(
        Figure("c.vasseur@nordia.example", "Claire Vasseur", "directrice générale", 5, True, "Parrain exécutif"),
        Figure("y.morel@nordia.example", "Yann Morel", "directeur des opérations", 4, True, "Directeur des opérations"),
        Figure("l.diop@nordia.example", "Lamine Diop", "responsable de compte", 3, False, "Responsable de compte"),
        Figure("s.weber@nordia.example", "Sophie Weber", "responsable de service", 2, False, "Responsable de service"),
    ),
    term_months=72,
    executive_gaps=(427,),
    courtship_contacts=12,
    levels=(
        ("Incidents résolus dans les délais", 95.0, 97.0, 99.6),
        ("Appels décrochés en 60\u00a0secondes", 85.0, 90.0, 96.4),
    ),
    promised=(("1", 600), ("2", 660), ("3", 660), ("4", 660)),
    level_months=26,
    satisfaction=(3, 4, 3, 4, 3, 5, 2, 4),
    answers=36,
    ideas=((610, "partner", "Réinitialisation du mot de passe par téléphone", "go"),),
    quota=6,
    next_meeting_days=1,
    meetings=10,
    decisions_a_meeting=0,
    carried=4,
    sponsor_present=False,
    reports=5,
    fresh_reports=False,
    objectives=(("Tenir les engagements de service", "", 1300),),
    uncovered=(
        ("Connexion à distance depuis le domicile", 148),
        ("Téléphone personnel et messagerie", 97),
        ("Prise en main d’une application métier", 61),
    ),
    covered=(("Poste de travail fixe", 240, "L1"), ("Messagerie", 180, "L2")),
    ambitions=("De la visibilité sur deux ans de plus", "Étendre le périmètre aux sites de l’Ouest"),
    promise=(430, "Proposer un comptoir de support humain sur deux sites"),
    tickets=600,
    made_share=0.985,
    catalogue=(
        ("L1", "Poste fixe Windows 7", "Windows 7", -2500),
        ("L2", "Messagerie d’entreprise", "", None),
        ("L3", "Télécopie", "Serveur de télécopie", -900),
    ),
)

HELVIS = Story(
    code="HELVIS-RESEAU",
    partner="Helvis",
    perimeter="Réseaux et téléphonie",
    signed_months=31,
    annual_value=1_300_000,
    people=(
        Figure("a.keller@helvis.example", "Anna Keller", "présidente", 5, True, "Parrain exécutif", 10),
        Figure(
            "d.faure@helvis.example",
            "Damien Faure",
            "directeur de la livraison",
            4,
            True,
            "Directeur de la livraison",
            8,
        ),
        Figure("n.petit@helvis.example", "Nora Petit", "responsable de compte", 3, False, "Responsable de compte", 5),
        Figure("o.lang@helvis.example", "Oscar Lang", "responsable de service", 2, False, "Responsable de service"),
    ),
    executive_gaps=(19, 80, 141, 205, 268, 330, 391, 455, 520, 580, 650, 720),
    courtship_contacts=6,
    amendments=(
        (5, "innovation", "Journées d’innovation et partage de gains"),
        (14, "scope", "Réseau sans fil des agences"),
    ),
    levels=(("Disponibilité du réseau", 99.5, 99.8, 99.75), ("Mises en service dans les délais", 90.0, 94.0, 93.2)),
    level_months=20,
    satisfaction=(5, 4, 5, 4, 4, 5, 3, 5),
    answers=40,
    ideas=(
        (24, "partner", "Borne de dépannage en agence", "go"),
        (75, "client", "Numéro unique pour les sites", "go"),
        (110, "partner", "Appels d’urgence sur mobile", "no"),
        (150, "partner", "Carte de couverture en direct", "go"),
        (190, "client", "Supervision partagée", "go"),
        (230, "partner", "Routeur de secours 5G", "go"),
        (290, "client", "Automate vocal à choix courts", "go"),
        (330, "partner", "Wi-Fi des visiteurs sans formulaire", "go"),
        (350, "client", "Astreinte croisée", "parked"),
    ),
    next_meeting_days=6,
    meetings=8,
    decisions_a_meeting=3,
    reports=4,
    hooks=("TELETRAVAIL", "RYTHME", "AUTONOMIE", "HUMAIN"),
    objectives=(
        ("Un accès à distance aussi rapide qu’au bureau", "TELETRAVAIL", 90),
        ("Un nouveau site raccordé en dix jours", "RYTHME", 90),
        ("Une application de dépannage pour tous", "AUTONOMIE", 60),
        ("Un technicien nommé par site", "HUMAIN", 60),
        ("Appareils personnels admis sur le réseau", "APPAREILS", 60),
    ),
    covered=(("Accès réseau", 210, "R1"), ("Téléphonie", 160, "R2")),
    uncovered=(("Visioconférence à domicile", 12),),
    ambitions=("Devenir une référence publique",),
    promise=(19, "Présenter la borne de dépannage au comité d’innovation"),
    catalogue=(("R1", "Accès réseau", "", None), ("R2", "Téléphonie", "", None)),
)

TELEMARIS = Story(
    code="TELEMARIS-HEBERGEMENT",
    partner="Télémaris",
    perimeter="Hébergement",
    signed_months=26,
    annual_value=900_000,
    people=(Figure("r.costa@telemaris.example", "Rui Costa", "directeur général", 5, True, ""),),
    amendments=((11, "price", "Nouveau modèle de prix"),),
    quota=0,
)

ALTEA = Story(
    code="ALTEA-POSTES",
    partner="Altéa",
    perimeter="Postes de travail",
    signed_months=29,
    annual_value=1_700_000,
    people=(
        Figure("v.blanc@altea.example", "Valérie Blanc", "directrice générale", 5, True, "Parrain exécutif", 12),
        Figure(
            "g.simon@altea.example",
            "Gilles Simon",
            "directeur de la production",
            4,
            True,
            "Directeur de la production",
            15,
        ),
        Figure("e.roy@altea.example", "Élodie Roy", "responsable de compte", 3, False, "Responsable de compte", 20),
    ),
    executive_gaps=(62, 158, 250, 344, 436, 530, 622),
    courtship_contacts=6,
    amendments=((13, "service_level", "Délais de remplacement des postes"),),
    levels=(("Postes remplacés dans les délais", 92.0, 95.0, 99.1),),
    promised=(("1", 600), ("2", 660), ("3", 660), ("4", 660)),
    level_months=22,
    satisfaction=(2, 3, 2, 1, 3, 2, 4, 2),
    answers=48,
    ideas=(
        (120, "partner", "Remise du poste en main propre", "go"),
        (260, "client", "Choix du modèle par l’utilisateur", "no"),
    ),
    next_meeting_days=9,
    meetings=8,
    decisions_a_meeting=1,
    carried=1,
    reports=4,
    hooks=("TELETRAVAIL",),
    objectives=(
        ("Un poste prêt le premier jour", "AUTONOMIE", 200),
        ("Un kit de travail à distance", "TELETRAVAIL", 100),
    ),
    covered=(("Remplacement de poste", 190, "P1"),),
    uncovered=(("Accessoires à domicile", 74),),
    ambitions=("Prolonger le contrat d’un an",),
    promise=(62, "Revenir avec un plan pour la qualité ressentie"),
    tickets=420,
    made_share=0.97,
    catalogue=(("P1", "Poste portable", "", None),),
)

CITADIS = Story(
    code="CITADIS-INFRA",
    partner="Citadis",
    perimeter="Infrastructures du marché public",
    signed_months=38,
    annual_value=1_100_000,
    regime="public",
    term_months=48,
    notice_months=4,
    people=(
        Figure(
            "h.marchand@citadis.example", "Hélène Marchand", "directrice du secteur public", 5, True, "Parrain exécutif"
        ),
        Figure("b.noel@citadis.example", "Bruno Noël", "directeur de projet", 4, True, "Directeur de projet", 20),
        Figure(
            "i.perrin@citadis.example", "Inès Perrin", "responsable de compte", 3, False, "Responsable de compte", 16
        ),
    ),
    executive_gaps=(118, 212, 300, 395, 488, 580, 676),
    courtship_contacts=5,
    amendments=((20, "scope", "Salle de secours"),),
    levels=(("Disponibilité des serveurs", 99.0, 99.5, 99.42),),
    level_months=18,
    satisfaction=(4, 3, 4, 4, 3, 5),
    answers=24,
    ideas=(
        (140, "partner", "Extinction des serveurs la nuit", "go"),
        (400, "client", "Salle commune avec l’agglomération", "parked"),
    ),
    next_meeting_days=13,
    meetings=8,
    decisions_a_meeting=1,
    carried=2,
    reports=4,
    hooks=("RYTHME",),
    objectives=(
        ("Réduire la consommation de la salle", "", 220),
        ("Livrer un environnement en deux jours", "RYTHME", 120),
    ),
    covered=(("Serveur virtuel", 150, "S1"),),
    uncovered=(("Conteneurs", 38),),
    ambitions=("Être candidat au prochain marché",),
    promise=(118, "Chiffrer la clause de réexamen"),
    catalogue=(("S1", "Serveur virtuel", "", None),),
)

BRISEA = Story(
    code="BRISEA-TMA",
    partner="Briséa",
    perimeter="Tierce maintenance applicative",
    signed_months=5,
    annual_value=1_500_000,
    term_months=48,
    people=(
        Figure("f.lambert@brisea.example", "Florence Lambert", "directrice générale", 5, True, "Parrain exécutif"),
        Figure(
            "j.masson@brisea.example",
            "Julien Masson",
            "directeur de la livraison",
            4,
            True,
            "Directeur de la livraison",
        ),
        Figure("w.chen@brisea.example", "Wei Chen", "responsable de compte", 3, False, "Responsable de compte"),
    ),
    executive_gaps=(12, 41, 70),
    courtship_contacts=5,
    levels=(("Corrections livrées dans les délais", 85.0, 92.0, 90.5),),
    level_months=4,
    satisfaction=(4, 4, 5, 3),
    answers=12,
    ideas=(
        (20, "partner", "Mise en production le mardi", "go"),
        (45, "client", "Revue de code commune", "go"),
        (60, "partner", "Tests rejoués chaque nuit", "go"),
    ),
    next_meeting_days=3,
    meetings=4,
    decisions_a_meeting=3,
    reports=3,
    hooks=("RYTHME", "AUTONOMIE", "TELETRAVAIL"),
    objectives=(
        ("Une livraison par quinzaine", "RYTHME", 80),
        ("Des écrans sans manuel", "AUTONOMIE", 80),
        ("Applications ouvertes à distance", "TELETRAVAIL", 80),
        ("Un référent par métier", "HUMAIN", 80),
    ),
    covered=(("Correction", 90, "A1"),),
    ambitions=("Un cadre simple pour les évolutions",),
    promise=(12, "Publier le calendrier des livraisons"),
    catalogue=(("A1", "Correction", "", None),),
)

STORIES: tuple[Story, ...] = (NORDIA, HELVIS, TELEMARIS, ALTEA, CITADIS, BRISEA)
