"""Preview images: drawn once, kept by content, whole titles."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.outputs.social_cards import LINES, SIZES, Cards, draw, fitted


def test_a_picture_is_drawn_once_and_forgotten_when_nobody_asks(tmp_path: Path) -> None:
    cards = Cards(tmp_path)
    address = cards.address("A title", "A channel")
    assert dict(cards.files()).keys() == {address}
    kept = next(tmp_path.glob("*.png"))
    stamp = kept.stat().st_mtime_ns
    again = Cards(tmp_path)
    assert again.address("A title", "A channel") == address
    list(again.files())
    assert kept.stat().st_mtime_ns == stamp
    other = Cards(tmp_path)
    assert other.address("Another title", "A channel") != address
    list(other.files())
    assert not kept.exists()


@pytest.mark.parametrize("title", ["", "Short", "word " * 200, "x" * 400, "日本語の題名", "\udcff"])
def test_any_title_fits(title: str) -> None:
    size, lines = fitted(title.encode("utf-8", "replace").decode())
    assert size in SIZES
    assert len(lines) <= LINES
    assert draw(
        title.encode("utf-8", "replace").decode(), title[:3].encode("utf-8", "replace").decode()
    )


def test_the_same_words_make_the_same_bytes() -> None:
    assert draw("A title", "A channel") == draw("A title", "A channel")
