"""A local installation's keys: on disk before they are used, whole, and for its owner only."""

import os

import pytest
from django.core.exceptions import ImproperlyConfigured

from project.local_keys import local_key
from tests.management.running import manage


def test_a_key_is_made_once_for_its_owner_only(tmp_path):
    made = local_key(tmp_path / "new", "seal_key")
    assert len(made) > 40
    assert local_key(tmp_path / "new", "seal_key") == made
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["seal_key"]
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "new" / "seal_key").stat().st_mode & 0o777 == 0o600


def test_a_new_key_is_on_disk_and_so_is_its_name(tmp_path, monkeypatch):
    synced = []
    monkeypatch.setattr(os, "fsync", lambda number: synced.append(os.fstat(number).st_ino))
    for _ in range(2):
        local_key(tmp_path, "seal_key")
        assert synced == [(tmp_path / "seal_key").stat().st_ino, tmp_path.stat().st_ino]


@pytest.mark.parametrize("left", [b"", b"\n", b"x" * 31, b"\xff\xfe"])
def test_a_key_that_is_empty_or_cut_off_is_no_key(tmp_path, left):
    (tmp_path / "seal_key").write_bytes(left)
    with pytest.raises(ImproperlyConfigured, match=r"seal_key is empty or cut off: [^\n]+$"):
        local_key(tmp_path, "seal_key")
    assert (tmp_path / "seal_key").read_bytes() == left


def test_it_stops_every_command_in_one_sentence(tmp_path):
    (tmp_path / "secret_key").write_text("")
    refused = manage(tmp_path, "check")
    assert refused.returncode == 1
    assert refused.stderr.startswith(f"The key in {tmp_path}/secret_key is empty or cut off")
    assert len(refused.stderr.splitlines()) == 1


def test_a_key_that_others_can_read_is_closed_to_them(tmp_path):
    made = local_key(tmp_path, "seal_key")
    (tmp_path / "seal_key").chmod(0o644)
    assert local_key(tmp_path, "seal_key") == made
    assert (tmp_path / "seal_key").stat().st_mode & 0o777 == 0o600
