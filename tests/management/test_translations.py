"""Sentences are collected, checked and compiled without the system's gettext."""

import gettext
import io
import re
from datetime import date

import pytest
from babel.messages.pofile import read_po
from django.core.management import CommandError, call_command
from django.utils import translation
from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as translated
from django.utils.translation import ngettext

from diary.management.commands import translations
from diary.management.messages import TEMPLATE, catalogue_template, compile_catalogues
from diary.management.pseudo_locale import CLOSING, LANGUAGE, OPENING, pseudo, pseudo_catalogue
from tests.management.running import manage

TODAY = date(2026, 3, 3)

PYTHON = """
from django.utils.translation import gettext as _, gettext_lazy, ngettext, pgettext_lazy, npgettext
A = gettext_lazy("Lazy")
# Translators: a date format.
B = _("l j F")
C = ngettext("%(n)s day", "%(n)s days", 2)
D = pgettext_lazy("severity", "mild")
E = npgettext("short", "one", "many", 3)
F = _("Two " "parts")
G = _(f"not {A} a literal")
"""

HTML = """{% load i18n %}
  <p title="{% translate "A title" %}">
        {% blocktranslate trimmed with day=day %}
            On {{ day }},
            50 % of it.
        {% endblocktranslate %}
     <b>indented otherwise</b>
</p>
 {% blocktranslate count n=days %}one row{% plural %}{{ n }} rows{% endblocktranslate %}
   {{ value|default:_("nothing") }} {% translate "May" context "month" %} it's
"""


@pytest.fixture
def house(tmp_path):
    """A small house with marked sentences of every kind."""
    for folder in ("diary/web", "project", "templates/mail"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "diary/web/page.py").write_text(PYTHON)
    (tmp_path / "templates/page.html").write_text(HTML)
    (tmp_path / "templates/mail/body.txt").write_text('{% load i18n %}{% translate "Your code" %}\n')
    return tmp_path


def messages(written):
    return {(message.context, message.id) for message in read_po(io.BytesIO(written)) if message.id}


def test_every_kind_of_marked_sentence_is_collected(house):
    assert messages(catalogue_template(house)) == {
        (None, "Lazy"),
        (None, "l j F"),
        (None, ("%(n)s day", "%(n)s days")),
        ("severity", "mild"),
        ("short", ("one", "many")),
        (None, "Two parts"),
        (None, "A title"),
        (None, "On %(day)s, 50 %% of it."),
        (None, ("one row", "%(n)s rows")),
        (None, "nothing"),
        ("month", "May"),
        (None, "Your code"),
    }


def test_the_template_changes_with_a_sentence_and_with_nothing_else(house):
    before = catalogue_template(house)
    page = house / "diary/web/page.py"
    page.write_text("\n\n# moved down\n" + PYTHON)
    assert catalogue_template(house) == before
    page.write_text(PYTHON + 'H = _("A new sentence")\n')
    assert catalogue_template(house) != before


def test_the_check_notices_a_sentence_that_is_not_in_the_template(monkeypatch, tmp_path):
    stale = tmp_path / "django.pot"
    monkeypatch.setattr(translations, "TEMPLATE", stale)
    with pytest.raises(CommandError, match="make format"):
        call_command("translations", "check")
    stale.write_bytes(catalogue_template())
    call_command("translations", "check")
    stale.write_bytes(stale.read_bytes() + b'\nmsgid "Zzz"\nmsgstr ""\n')
    with pytest.raises(CommandError, match="make format"):
        call_command("translations", "check")


def test_set_up_compiles_without_database_or_secrets(tmp_path):
    run = manage(
        tmp_path,
        "translations",
        "compile",
        DIARY_MODE="production",
        DATABASE_URL="postgres://x@127.0.0.1:1/x",
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert list(tmp_path.iterdir()) == []


def test_a_translation_is_compiled_with_its_plural_forms(tmp_path):
    folder = tmp_path / "pl" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 ? 1 : 2);\\n"\n\n'
        'msgid "%(n)s day"\nmsgid_plural "%(n)s days"\nmsgstr[0] "dzień"\nmsgstr[1] "dni"\nmsgstr[2] "dni!"\n'
        '\n#, fuzzy\nmsgid "Calendar"\nmsgstr "Zegar"\n'
    )
    assert compile_catalogues(tmp_path) == 1
    with (folder / "django.mo").open("rb") as file:
        polish = gettext.GNUTranslations(file)
    assert [polish.ngettext("%(n)s day", "%(n)s days", n) for n in (1, 3, 5)] == ["dzień", "dni", "dni!"]
    assert polish.gettext("Calendar") == "Calendar"


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Saved. %(day)s, %(answer)s.", "⟦Śávéd. %(day)s, %(answer)s.⟧"),
        ('See <a href="/see/">the day</a>', '⟦Śéé <a href="/see/">tĥé dáý</a>⟧'),
        ("50 %% of {count} %s", "⟦50 %% óf {count} %s⟧"),
        ("\n  padded \n", "\n  ⟦páddéd⟧ \n"),
        ("a&nbsp;b &#8211; c", "⟦á&nbsp;b &#8211; ć⟧"),
        ("l j F Y", "⟦l j F Y⟧"),
        ("H:i", "⟦H:i⟧"),
    ],
)
def test_a_pseudo_sentence_keeps_what_programs_read(text, made):
    assert pseudo(text) == made


def test_the_whole_catalogue_keeps_its_placeholders_and_tags(tmp_path):
    kept = re.compile(r"%\(\w+\)\w|%%|<[^>]+>")
    target = pseudo_catalogue(TEMPLATE, tmp_path)
    assert target == tmp_path / LANGUAGE / "LC_MESSAGES" / "django.mo"
    with target.open("rb") as file:
        catalogue = gettext.GNUTranslations(file)._catalog
    made = {key: text for key, text in catalogue.items() if key}
    with TEMPLATE.open("rb") as file:
        forms = [form for message in read_po(file) if message.id for form in _forms(message.id)]
    assert len(made) == len(forms) > 50
    for text in made.values():
        assert text.strip()[0] == OPENING
        assert text.strip()[-1] == CLOSING
    assert sorted(mark for form in forms for mark in kept.findall(form)) == sorted(
        mark for text in made.values() for mark in kept.findall(text)
    )


def _forms(identity):
    return identity if isinstance(identity, tuple) else (identity,)


def test_django_speaks_the_pseudo_locale(house, settings, tmp_path):
    template = house / "django.pot"
    template.write_bytes(catalogue_template(house))
    pseudo_catalogue(template, tmp_path / "locales")
    settings.LOCALE_PATHS = [tmp_path / "locales"]
    settings.LANGUAGES = [(LANGUAGE, "pseudo")]
    with translation.override(LANGUAGE):
        assert translated("Two parts") == "⟦Twó pářtś⟧"
        assert [ngettext("%(n)s day", "%(n)s days", n) for n in (1, 2)] == ["⟦%(n)s dáý⟧", "⟦%(n)s dáýś⟧"]
        assert formatted(TODAY, translated("l j F")) == "⟦mardo 3 marto⟧"
