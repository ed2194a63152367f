"""The lint of the language sees what it says it sees, and leaves good French alone."""

import pytest
from tools.language import first_person, glossary, lost_messages, placeholders, typography, visible_texts

GOOD = [
    "Appelez {name}, {title} chez {partner}",
    "Pas aujourd’hui\u00a0? Une raison suffit, le choix de demain en tiendra compte.",
    "Impossible à dire\u00a0: aucun agenda reçu depuis %(stale_days)s. Relier l’agenda",
    "3,2 sur 5\u00a0: moyenne de 48\u00a0réponses, du 1er au 23\u00a0novembre. Calculé ce matin à 6\u00a0h\u00a012.",
    "Vert dehors, rouge dedans\u00a0: 99,87\u00a0% d’engagements tenus.",
    "Ligne 42, colonne «\u00a0Date de signature\u00a0»\u00a0: «\u00a031/02/2024\u00a0» n’existe pas.",
    "Écrivez à https://exemple.fr/aide?sujet=import ou à aide@exemple.fr",
    "%(share)s%% des réponses",
    "?",
]
BAD = [
    ("Pas aujourd’hui ?", "no-break space missing before ; ! ? »"),
    ("Merci!", "no-break space missing before ; ! ? »"),
    ("Impossible à dire : rien", "no-break space missing before :"),
    ("Impossible à dire: rien", "no-break space missing before :"),
    ("« Oui\u00a0»", "no-break space missing after «"),
    ("«\u00a0Oui »", "no-break space missing before ; ! ? »"),
    ("à 50 % du prix", "no-break space missing before % or €"),
    ("300€ par an", "no-break space missing before % or €"),
    ("depuis 14 mois", "no-break space missing between a number and its unit"),
    ("%(count)s idées en un an", "no-break space missing between a number and its unit"),
    ("aujourd'hui", "straight apostrophe"),
    ('Dites "oui" demain', "straight or English quotation marks"),
    ("Un instant...", "three dots for an ellipsis"),
    ("Etat du lien", "capital without its accent"),
    ("A qui parler\u00a0?", "capital without its accent"),
    ("La mise en oeuvre", "ligature missing"),
    ("le 1\u00a0décembre", "the first of a month is « 1er »"),
    ("Oui\u00a0 ! Non", "plain space beside a no-break space"),
]


@pytest.mark.parametrize("text", GOOD)
def test_good_french_is_left_alone(text: str) -> None:
    assert typography(text) == []


@pytest.mark.parametrize(("text", "problem"), BAD)
def test_bad_french_is_seen(text: str, problem: str) -> None:
    assert problem in typography(text)


@pytest.mark.parametrize(
    "text", ["Nouveau fournisseur", "Vos KPI", "Le workflow", "Tableau de bord", "Open the dashboard"]
)
def test_a_forbidden_synonym_is_seen(text: str) -> None:
    assert glossary(text, "web")


def test_the_partner_never_reads_that_he_sleeps() -> None:
    assert glossary("Partenariat endormi", "portal") and not glossary("Partenariat endormi", "web")


def test_the_survey_may_say_prestataire() -> None:
    assert glossary("Votre prestataire", "web") and not glossary("Votre prestataire", "portal")


def test_the_product_does_not_speak_of_itself() -> None:
    assert first_person("Nous avons trouvé un appel.")
    assert not first_person("«\u00a0Quand nous avons signé, nous nous parlions.\u00a0»")


@pytest.mark.parametrize(
    "code", ['_(f"{n} calls")', '_("%s calls" % n)', '_("{} calls".format(n))', "f\"{_('calls')}\""]
)
def test_a_message_that_cannot_be_extracted_is_seen(code: str) -> None:
    assert list(lost_messages(code)) == [1]


def test_a_message_that_is_bound_first_is_fine() -> None:
    assert not list(lost_messages('text = _("%(n)s calls") % {"n": n}'))


def test_placeholders_are_read_in_both_styles() -> None:
    assert placeholders("%(n)s of {total}, 100%%") == {"%(n)s", "{total}"}


def test_a_page_is_read_as_people_read_it() -> None:
    page = "<p title='Aide'>Bonjour <b>Diane</b></p><script>var a;</script><code>x: 1</code>"
    assert visible_texts(page) == ["Aide", "Bonjour", "Diane"]
