"""The newsletter by mail: one setting gives every page a link or a form, and the policy lets it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scripts.core.csp import directives, headers
from scripts.core.urls import Sender, SenderError, sender
from tests.conftest import build_site, command

FORM = "https://letters.example.org/subscribe?list=1"


def test_without_the_setting_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEWSLETTER", raising=False)
    assert sender() == Sender()
    assert directives()["form-action"] == "'self'"


def test_a_mail_address_gets_a_subject(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSLETTER", "mailto:letters@example.org")
    assert sender().link.startswith("mailto:letters@example.org?subject=Please%20send")
    monkeypatch.setenv("NEWSLETTER", "mailto:letters@example.org?subject=Hello")
    assert sender().link == "mailto:letters@example.org?subject=Hello"


def test_a_form_may_be_sent_to_its_host_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSLETTER", FORM)
    monkeypatch.setenv("NEWSLETTER_FIELD", "EMAIL")
    assert sender() == Sender(action=FORM, field="EMAIL")
    assert directives()["form-action"] == "'self' https://letters.example.org"
    assert "form-action 'self' https://letters.example.org;" in headers()["Content-Security-Policy"]


@pytest.mark.parametrize(
    "given",
    ["letters@example.org", "http://example.org/", "https://", "javascript:alert(1)", "mailto:x"],
)
def test_what_is_no_sender_ends_the_build_with_a_message(
    given: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NEWSLETTER", given)
    with pytest.raises(SenderError):
        sender()
    assert command("build", "--source", "tests/broken/no-title") == 2
    assert "begins with mailto: or https://" in capsys.readouterr().out


def test_an_address_cannot_widen_the_policy(monkeypatch: pytest.MonkeyPatch) -> None:
    for given in ("https://a.example; script-src *", "https://a.example'/x", 'https://a"b/'):
        monkeypatch.setenv("NEWSLETTER", given)
        with pytest.raises(SenderError):
            sender()


@pytest.mark.slow
def test_every_page_has_the_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSLETTER", FORM)
    site = build_site(Path("docs/articles"), tmp_path)
    for name in ("index.html", "newsletter/index.html", "quizzes/pay-gap/index.html"):
        html = (site / name).read_text(encoding="utf-8")
        assert f'action="{FORM}"' in html, name
        assert "letters.example.org, which sends it" in html
        assert re.search(r"form-action &#x27;self&#x27; https://letters\.example\.org", html)
