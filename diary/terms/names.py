"""What people call a medicine: found in a list by its generic or a brand, as a packet says it."""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Generic, TypeVar

NEAR = 0.75
"""How much of two names is alike (difflib's ratio) where one may be a slip of the other."""

LONGEST_NAME = 60

# "Sumatriptan 50 mg tablets": what a packet says beside the name.
_STRENGTH = re.compile(r"\b[0-9]+([.,/][0-9]+)*\s*(mg|mcg|µg|g|ml|%)?(?![a-z])")
_FORMS = frozenset(
    [
        *("tablet", "tablets", "capsule", "capsules", "caplet", "caplets", "melt", "melts"),
        *("soluble", "dispersible", "effervescent", "nasal", "spray", "injection", "pen"),
        *("suppository", "suppositories", "rapid", "express", "migraine", "relief", "phosphate", "sodium"),
        *("mr", "sr", "er", "xl", "xr", "la", "modified", "modified-release", "release", "slow", "retard"),
        *("sprinkle", "hydrochloride", "succinate", "autoinjector", "syringe"),
    ]
)

Listed = TypeVar("Listed")


class NameList(Generic[Listed]):
    """A list of medicines, each under all of its names."""

    def __init__(self, named: Iterable[tuple[Listed, Iterable[str]]]) -> None:
        both = [(name, one) for one, names in named for name in names]
        self._written: Mapping[str, str] = {name.casefold(): name for name, _one in both}
        self._by_name: Mapping[str, Listed] = {name.casefold(): one for name, one in both}

    def named(self, name: str) -> Listed | None:
        """What is known by this generic or brand name; None when there is none.

        In any case, and with the strength and form that stand on the packet.
        """
        whole = " ".join(name.split()).casefold()
        return self._by_name.get(whole) or self._by_name.get(_bare(whole))

    def like(self, name: str) -> str | None:
        """The listed name that `name` may be a slip of, as the list writes it; None when none is near."""
        if len(name) > LONGEST_NAME:
            return None
        near = get_close_matches(_bare(name.casefold()), self._written, n=1, cutoff=NEAR)
        return self._written[near[0]] if near else None


def _bare(name: str) -> str:
    """A name in small letters, without the strength and form beside it."""
    return " ".join(word for word in _STRENGTH.sub(" ", name).split() if word not in _FORMS)
