"""Templates say everything in a catalogue, and hold nothing inline; both gates can fail."""

import pytest

from possible.cli.say import read_po
from tools import templates, translations
from tools.lint import ROOT

SHELL = ROOT / "src" / "possible_web"


def test_our_templates_are_clean():
    assert templates.faults_in(templates.templates(SHELL)) == []
    assert len(templates.templates(SHELL)) > 40


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ("<p>Hello</p>", "1: not translated: Hello"),
        ("<p>{{ name }} is here</p>", "1: not translated: is here"),
        ('<html lang="fr"><p>Hello</p>', "1: not translated: Hello"),
        ('<p lang="fr">Dit</p><p>Hello</p>', "1: not translated: Hello"),
        ('<input lang="fr"><p>Hello</p>', "1: not translated: Hello"),
        ("\n<img alt='A box'>", '2: alt="A box" is not translated'),
        ('<nav aria-label="Main">', '1: aria-label="Main" is not translated'),
        ('<p style="color:red">', "1: style= is inline"),
        ('<p onclick="x()">', "1: onclick= is inline"),
        ('<a href="javascript:x()">', "1: href= is inline"),
        ('<p hx-on:click="x()">', "1: hx-on:click= is inline"),
        ("<style>p {}</style>", "1: <style> is inline"),
        ("<script>x()</script>", "1: <script> is inline"),
    ],
)
def test_what_is_not_clean_is_seen(tmp_path, html, fault):
    file = tmp_path / "a.html"
    file.write_text(html)
    assert templates.faults_in([file])[0] == f"{file}:{fault}"


@pytest.mark.parametrize(
    "html",
    [
        '<p class="soft">{{ _("Hello {name}", name=bdi(name)) }} · {{ name }} → 1</p>',
        "<nav aria-label=\"{{ _('Main') }}\">{# a word #}{% if here %}{{ x }}{% endif %}</nav>",
        "<script src=\"{{ static('site.js') }}\" defer></script>",
        '<a class="brand">Possible</a>&nbsp;<kbd>Q</kbd>',
        '<p lang="fr">C’est possible.</p><kbd>Ctrl</kbd>',
        '{% block body %} data-lost="Lost"{% endblock %}',
    ],
)
def test_what_is_clean_passes(tmp_path, html):
    file = tmp_path / "a.html"
    file.write_text(html)
    assert templates.faults_in([file]) == []


def test_a_known_sentence_of_a_template_is_in_the_catalogue():
    french = dict(read_po(SHELL / "locale" / "fr" / "portal.po"))
    assert french["No account and no customer number to begin with."] == (
        "Sans compte ni numéro de client pour commencer."
    )


def test_a_template_whose_sentence_is_not_translated_fails_the_gate(tmp_path, capsys):
    folder = tmp_path / "portal" / "jinja2" / "portal"
    folder.mkdir(parents=True)
    (folder / "a.html").write_text('{{ _("Not yet said in French.") }}{{ _(title) }}{{ say("Nor this.") }}')
    (folder / "b.html").write_text('\n{{ _("glued " ~ name) }}')
    assert translations.main([], tmp_path) == 1
    assert capsys.readouterr().out.splitlines() == [
        "fr/portal/jinja2/portal/b.html:2: a marked sentence must be one literal text with {named} gaps",
        "fr/portal.po: missing: Not yet said in French.",
        "fr/portal.po: missing: Nor this.",
        "2 sentences, 3 to mend",
    ]
