"""The rules: Doc finds them all with Pat's outcome, Pat on a page that is opened by choice."""

import re
from datetime import timedelta

import pytest

from diary.actions import Change, let_in, revoke
from diary.terms.answers import Severity
from diary.terms.day_document import FEATURES
from diary.terms.documented import OTHER_SOURCES
from diary.terms.preventives import Ended
from diary.wording.rules import NAME
from tests.conftest import clinic_called, clinician
from tests.flows.pages import text
from tests.preventives import STOPPED, take
from tests.rule_numbers import set_numbers
from tests.treated import EVER, FIRST, months, treat

pytestmark = pytest.mark.usefixtures("june")


def rules_on(page) -> dict[str, str]:
    """Each rule's name and its answer."""
    figure = r'(?:<span class="figure">.*?</span> )?'
    summary = rf'<h[23]>(.*?)</h[23]> <span class="answer [a-z_]+">{figure}(.*?)</span>'
    found = re.findall(summary, page.content.decode())
    return dict(found)


def test_doc_sees_every_rule_with_the_outcome(treated, doc, as_):
    shown = rules_on(as_(doc).get(f"/patients/{treated.code}/outcome/"))
    assert list(shown) == [str(name) for name in NAME.values()]


def test_pat_sees_no_rule_until_the_page_of_rules_is_opened(treated, as_):
    client = as_(treated)
    page = client.get("/outcome/")
    assert rules_on(page) == {}
    assert "NICE" not in text(page)
    assert '<p class="ways"><a href="/outcome/rules/">What your clinic looks at</a>' in page.content.decode()
    assert list(rules_on(client.get("/outcome/rules/"))) == [str(name) for name in NAME.values()]


def test_pat_finds_no_rule_under_the_address_that_readers_use_either(treated, as_):
    page = as_(treated).get(f"/patients/{treated.code}/outcome/")
    assert rules_on(page) == {}
    assert "What your clinic looks at" in page.content.decode()


def test_both_read_the_same_answers(treated, doc, as_):
    own = rules_on(as_(treated).get("/outcome/rules/"))
    assert own == rules_on(as_(doc).get(f"/patients/{treated.code}/outcome/"))
    assert own["NICE TA260: fall after two cycles"] == "cannot be assessed"
    assert own["30\N{NO-BREAK SPACE}% fewer headache days"] == "met, a close call"


def test_the_rules_are_introduced_calmly_and_with_what_the_page_is_not(treated, as_):
    said = text(as_(treated).get("/outcome/rules/"))
    assert "Their rules disagree with each other, none decides alone" in said
    assert "Not registered as a medical device" in said
    assert "responder" not in said.lower()


def test_each_sum_names_its_dates_and_how_much_was_known(treated, as_):
    said = text(as_(treated).get("/outcome/rules/"))
    assert "20, 28 of 28 known" in said
    assert "12, 28 of 28 known" in said


def test_before_any_treatment_only_rules_about_beginning_are_there(pat, as_):
    assert list(rules_on(as_(pat).get("/outcome/rules/"))) == [
        "NICE TA260: to begin",
        "European Headache Federation 2018: to begin",
        "US payers, typical: to begin",
        "ICHD-3 1.3: chronic pattern now",
    ]


def test_what_burden_is_left_stands_with_the_outcome(treated, log, doc, as_):
    page = as_(treated).get("/outcome/")
    assert "IHS 2025" not in text(page)
    unsaid = as_(doc).get(f"/patients/{treated.code}/outcome/")
    assert "What burden is left (IHS 2025) cannot be told" in text(unsaid)
    severe = {"headache": True, "severity": Severity.SEVERE} | dict.fromkeys(FEATURES, False)
    today = treated.today()
    log(
        treated,
        *(
            Change(today - timedelta(days=ago), severe if ago < 15 else {"headache": False})
            for ago in range(84)
        ),
    )
    for client, path in ((as_(treated), "/outcome/"), (as_(doc), f"/patients/{treated.code}/outcome/")):
        assert "pain in the last three months: 5 per 28" in text(client.get(path)), path


def test_burden_of_which_only_the_pain_is_known_is_told_by_what_is_certain(treated, log, doc, as_):
    today, severe = treated.today(), {"headache": True, "severity": Severity.SEVERE}
    log(treated, Change(today - timedelta(days=70), {"headache": True}))
    log(treated, *(Change(today - timedelta(days=ago), severe) for ago in range(84) if ago != 70))
    said = text(as_(doc).get(f"/patients/{treated.code}/outcome/"))
    assert "It lies somewhere from 27.7 to 28 days per 28." in said
    log(treated, Change(today - timedelta(days=70), severe))
    said = text(as_(doc).get(f"/patients/{treated.code}/outcome/"))
    assert "28 per 28, whatever was not answered. Band of IHS 2025: over 6." in said


def test_strangers_and_the_revoked_find_no_rules(treated, eve, as_):
    assert "Headache days fell by" not in text(as_(eve).get("/outcome/rules/"))


def test_doc_finds_the_other_sources_each_by_itself_and_pat_does_not(treated, doc, as_):
    page = as_(doc).get(f"/patients/{treated.code}/outcome/").content.decode()
    folds = re.findall(r'<details class="fold rule" name="source">.*?</details>', page, re.DOTALL)
    assert len(folds) == len(OTHER_SOURCES)
    for fold, source in zip(folds, OTHER_SOURCES, strict=True):
        assert source.source in fold
        assert not [one.source for one in OTHER_SOURCES if one is not source and one.source in fold]
    meta = next(fold for fold in folds if "Lanteri-Minet" in fold)
    assert "10.64 (95\N{NO-BREAK SPACE}% interval 8.97 to 12.31)" in meta
    assert "Nobody was given something else to compare with." in meta
    assert "Lanteri-Minet" not in as_(treated).get("/outcome/?more").content.decode()


def test_three_months_of_diary_before_treatment_stand_beside_the_baseline(pat, log, as_):
    log(pat, *months(FIRST - timedelta(days=84), 18, 21, 24, 12))
    treat(pat, start=EVER)
    said = text(as_(pat).get("/outcome/"))
    assert "before the treatment began: 24 per 28, logged 28 of 28. In the three months before" in said
    assert "21 per 28 on average, logged 84 of 84." in said


def test_two_months_before_treatment_are_not_told(treated, as_):
    assert "three months before treatment" not in text(as_(treated).get("/outcome/"))


def test_preventives_that_came_to_nothing_are_told_with_the_rule_that_asks(treated, as_):
    for drug in ("topiramate", "propranolol"):
        take(treated, drug, taking=STOPPED, stopped=FIRST - timedelta(days=40), ended=Ended.NOT_ENOUGH)
    said = text(as_(treated).get("/outcome/rules/"))
    assert "Recorded: 2 other preventives that did not help enough" in said
    assert "3 are asked for." in said
    assert "Recorded: other preventives of 0 classes for 8 weeks or more" in said
    assert "Perhaps 2 more: not all dates are known." in said


def test_a_clinics_own_numbers_hold_for_its_readers_and_for_who_let_it_in(treated, doc, clinic, as_):
    page, own = f"/patients/{treated.code}/outcome/", "/outcome/rules/"
    assert "The numbers are as published" in text(as_(doc).get(page))
    set_numbers(clinic, doc, renewal_days=9, stop_percent=45)
    for client, path in ((as_(doc), page), (as_(treated), own)):
        said = text(client.get(path))
        assert f"are those of {clinic.name}." in said
        assert "fell by 45" in said
        assert "11 or fewer (20 − 9)" in said
    asked = as_(doc).get(f"/api/v1/patients/{treated.code}/outcome").json()["criteria"]
    assert (asked["clinic"], asked["thresholds"]["renewal_days"]) == (clinic.name, 9)


def test_numbers_of_a_clinic_that_is_not_let_in_any_more_hold_no_longer(treated, doc, clinic, as_):
    set_numbers(clinic, doc, renewal_days=9)
    grant = treated.grants.get(clinic=clinic)
    revoke(by=treated.user, grant=grant)
    said = text(as_(treated).get("/outcome/rules/"))
    assert "The numbers are as published" in said
    assert "13 or fewer (20 − 7)" in said


def test_a_reader_goes_by_the_numbers_of_their_own_clinic(treated, doc, clinic, as_):
    other = clinic_called("Aardvark House")
    let_in(by=treated.user, patient=treated, clinic=other)
    set_numbers(other, clinician("dan", other), renewal_days=3)
    set_numbers(clinic, doc, renewal_days=9)
    said = text(as_(doc).get(f"/patients/{treated.code}/outcome/"))
    assert f"are those of {clinic.name}." in said
    assert "11 or fewer (20 − 9)" in said
    assert "are those of Aardvark House." in text(as_(treated).get("/outcome/rules/"))
