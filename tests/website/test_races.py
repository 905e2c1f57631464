"""Two who write at the same moment: no update is lost, and whoever is late sees both texts."""

from collections import Counter

import pytest

from cocreation.people.models import User
from tests.make import make_initiative, make_organisation, make_user
from tests.races import run
from typology.catalogue import Catalogue
from typology.models import Edition

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 5


def test_no_race_loses_an_update(catalogue: Catalogue) -> None:
    Edition.objects.publish(catalogue)
    organisation = make_organisation()
    alice, bob = (make_user(organisation, "editor", name) for name in ("alice", "bob"))
    assert User.objects.count() == 2
    seen = {"one saved, the other saw both": ROUNDS}
    assert run(make_initiative(alice), alice, bob, ROUNDS) == {
        "one field": Counter(seen),
        "two fields": Counter({"both saved": ROUNDS}),
        "one line": Counter(seen),
        "two lines": Counter({"both saved": ROUNDS}),
    }
