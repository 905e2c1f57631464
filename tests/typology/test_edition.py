"""Editions: numbers, corrections, one draft, and that what is published stays as it is."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import timezone

from typology import models
from typology.catalogue import Catalogue
from typology.models import Edition, Published

pytestmark = pytest.mark.django_db


def make_draft(catalogue: Catalogue) -> Edition:
    return Edition.objects.create(document=catalogue.model_dump(mode="json"))


def test_editions_are_numbered_from_one(catalogue: Catalogue) -> None:
    editions = [Edition.objects.publish(catalogue, "First"), Edition.objects.publish(catalogue)]

    assert [(e.number, e.correction, e.label, str(e), e.note) for e in editions] == [
        (1, 0, "1", "Edition 1", "First"),
        (2, 0, "2", "Edition 2", ""),
    ]
    assert all(edition.published_at for edition in editions)


def test_correction_is_a_new_row_of_the_same_number(catalogue: Catalogue) -> None:
    first = Edition.objects.publish(catalogue)
    Edition.objects.publish(catalogue)

    corrections = [first.correct(catalogue, "A comma"), first.correct(catalogue)]

    assert [str(correction) for correction in corrections] == ["Edition 1.1", "Edition 1.2"]
    assert corrections[0].note == "A comma"
    assert Edition.objects.newest_correction_of(1) == corrections[1]
    assert str(Edition.objects.newest()) == "Edition 2"
    assert str(Edition.objects.publish(catalogue)) == "Edition 3"


def test_correction_of_a_correction_is_the_next_one(catalogue: Catalogue) -> None:
    corrected = Edition.objects.publish(catalogue).correct(catalogue)

    assert corrected.correct(catalogue).label == "1.2"


def test_newest_is_none_before_the_first(catalogue: Catalogue) -> None:
    make_draft(catalogue)

    assert Edition.objects.newest() is None
    assert Edition.objects.newest_correction_of(1) is None


def test_draft_has_no_number_and_is_not_published(catalogue: Catalogue) -> None:
    draft = make_draft(catalogue)
    edition = Edition.objects.publish(catalogue)

    assert (draft.label, str(draft)) == ("", "Draft edition")
    assert list(Edition.objects.published()) == [edition]
    with pytest.raises(ValueError, match="edited, not corrected"):
        draft.correct(catalogue)


def test_second_draft_is_refused(catalogue: Catalogue) -> None:
    make_draft(catalogue)

    with pytest.raises(IntegrityError):
        make_draft(catalogue)


@pytest.mark.parametrize(
    "fields",
    [
        {"number": 1},
        {"published_at": timezone.now()},
        {"number": 7, "published_at": timezone.now()},
    ],
    ids=["number alone", "date alone", "number taken"],
)
def test_half_published_or_repeated_row_is_refused(fields: dict[str, Any]) -> None:
    Edition.objects.create(number=7, document={}, published_at=timezone.now())

    with pytest.raises(IntegrityError):
        Edition.objects.create(document={}, **fields)


def test_published_edition_is_not_saved_again(catalogue: Catalogue) -> None:
    edition = Edition.objects.publish(catalogue, "First")
    edition.note = "Changed"

    with pytest.raises(Published, match="never changed or deleted"):
        edition.save()
    edition.number = edition.published_at = None
    with pytest.raises(Published):
        edition.save()

    assert Edition.objects.get().note == "First"


def test_copy_loaded_before_publishing_does_not_overwrite(catalogue: Catalogue) -> None:
    draft = make_draft(catalogue)
    stale = Edition.objects.get()
    draft.number, draft.published_at = 1, timezone.now()
    draft.save()

    with pytest.raises(Published):
        stale.save()

    assert Edition.objects.get().label == "1"


def test_published_edition_is_not_deleted(catalogue: Catalogue) -> None:
    edition = Edition.objects.publish(catalogue)

    with pytest.raises(Published):
        edition.delete()
    with pytest.raises(Published):
        Edition.objects.all().delete()

    assert Edition.objects.get() == edition


def test_queryset_does_not_update_published_editions(catalogue: Catalogue) -> None:
    edition = Edition.objects.publish(catalogue, "First")
    make_draft(catalogue)
    edition.note = "Changed"

    with pytest.raises(Published):
        Edition.objects.update(note="Changed")
    with pytest.raises(Published), transaction.atomic():
        Edition.objects.bulk_update([edition], ["note"])

    assert not Edition.objects.filter(note="Changed").exists()


def test_draft_is_changed_and_deleted(catalogue: Catalogue) -> None:
    Edition.objects.publish(catalogue)
    draft = make_draft(catalogue)
    draft.note = "Saved"
    draft.save()
    drafts = Edition.objects.filter(published_at=None)

    assert drafts.update(note="Updated") == 1
    assert drafts.get().note == "Updated"
    drafts.delete()
    make_draft(catalogue).delete()
    assert Edition.objects.get().label == "1"


def test_manager_has_no_delete_without_a_choice() -> None:
    assert not hasattr(Edition.objects, "delete")


def test_published_catalogue_is_parsed_once(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = Edition.objects.publish(catalogue)
    models._known.cache_clear()
    parsed = count_parsing(monkeypatch)

    catalogues = [Edition.objects.get(pk=edition.pk).catalogue for _ in range(3)]

    assert catalogues == [catalogue] * 3
    assert len(parsed) == 1


def test_published_catalogue_is_known_to_the_process_that_published(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = Edition.objects.publish(catalogue)
    parsed = count_parsing(monkeypatch)

    assert Edition.objects.get(pk=edition.pk).catalogue is catalogue
    assert parsed == []


def test_newest_edition_needs_one_query(
    catalogue: Catalogue, django_assert_num_queries: Any
) -> None:
    Edition.objects.publish(catalogue)

    with django_assert_num_queries(1):
        newest = Edition.objects.newest()
        assert newest
        assert newest.catalogue


def test_draft_is_parsed_as_it_stands(catalogue: Catalogue) -> None:
    draft = make_draft(catalogue)
    before = draft.catalogue
    draft.document["about"]["en"] = "Changed"

    assert (before.about.en, draft.catalogue.about.en) == (catalogue.about.en, "Changed")


def test_same_number_in_another_database_is_another_catalogue(
    catalogue: Catalogue, content: dict[str, Any]
) -> None:
    here = Edition.objects.publish(catalogue)
    content["about"]["en"] = "Another database"
    there = Edition(number=1, document=content, published_at=timezone.now())

    assert here.label == there.label
    assert there.catalogue.about.en == "Another database"
    assert here.catalogue.about.en == catalogue.about.en


def count_parsing(monkeypatch: pytest.MonkeyPatch) -> list[Model]:
    parsed: list[Model] = []
    parse = Edition._parse

    def counted(edition: Edition) -> Catalogue:
        parsed.append(edition)
        return parse(edition)

    monkeypatch.setattr(Edition, "_parse", counted)
    return parsed
