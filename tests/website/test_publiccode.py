"""`publiccode.yml` is what catalogues of public software ask for, and true of this version.

The shape is that of https://yml.publiccode.tools, version 0.4: the keys that it requires, and those
that we use. A key that is none is refused.
"""

import tomllib
from typing import Annotated, Literal

import pytest
import yaml
from django.conf import settings
from pydantic import BaseModel, ConfigDict, Field, HttpUrl, StringConstraints

from cocreation.env import ROOT
from tests.typology.lix import SENTENCE_END, lix, words

Line = Annotated[str, StringConstraints(min_length=1, pattern=r"^[^\n]+$")]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Audience(_Part):
    countries: list[Literal["dk"]]
    scope: list[Literal["local-authorities", "society"]]


class Description(_Part):
    localisedName: Line  # noqa: N815  # the standard's own names
    shortDescription: Annotated[Line, Field(max_length=150)]  # noqa: N815
    longDescription: Annotated[str, Field(min_length=150, max_length=10_000)]  # noqa: N815
    features: Annotated[list[Line], Field(min_length=5, max_length=20)]
    screenshots: list[Annotated[str, StringConstraints(pattern=r"\.(png|jpg)$")]]


class Legal(_Part):
    license: Line


class Maintenance(_Part):
    """Any other type must name a person, or a contract with its end."""

    type: Literal["none"]


class Localisation(_Part):
    localisationReady: Literal[True]  # noqa: N815
    availableLanguages: list[str]  # noqa: N815


class Dependency(_Part):
    name: Line
    versionMin: str  # noqa: N815
    optional: bool = False


class Dependencies(_Part):
    open: list[Dependency]


class PublicCode(_Part):
    """A description of the program by the standard."""

    publiccodeYmlVersion: Literal["0.4"]  # noqa: N815
    name: Line
    url: str
    softwareVersion: str  # noqa: N815
    releaseDate: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]  # noqa: N815
    logo: Annotated[str, StringConstraints(pattern=r"\.(svg|svgz|png)$")]
    platforms: list[Literal["web"]]
    categories: list[Literal["collaboration", "knowledge-management", "project-management"]]
    developmentStatus: Literal["concept", "development", "beta", "stable", "obsolete"]  # noqa: N815
    softwareType: Literal["standalone/web"]  # noqa: N815
    intendedAudience: Audience  # noqa: N815
    description: dict[Literal["da", "en"], Description]
    legal: Legal
    maintenance: Maintenance
    localisation: Localisation
    dependsOn: Dependencies  # noqa: N815


@pytest.fixture(scope="module")
def described() -> PublicCode:
    return PublicCode.model_validate(yaml.safe_load((ROOT / "publiccode.yml").read_text()))


@pytest.fixture(scope="module")
def project() -> dict[str, str]:
    found: dict[str, str] = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return found


def test_version_and_licence_are_those_of_the_project(
    described: PublicCode, project: dict[str, str]
) -> None:
    assert described.softwareVersion == project["version"]
    assert described.legal.license == project["license"]
    changes = (ROOT / "CHANGELOG.md").read_text()
    assert f"## {described.softwareVersion} ({described.releaseDate})" in changes
    assert f">={described.dependsOn.open[0].versionMin}" == project["requires-python"]


def test_languages_are_those_of_the_site(described: PublicCode) -> None:
    spoken = [code for code, _name in settings.LANGUAGES]
    assert described.localisation.availableLanguages == spoken == list(described.description)


def test_address_is_one_and_files_are_there(described: PublicCode) -> None:
    assert HttpUrl(described.url).path != "/"
    files = [
        described.logo,
        *(f for text in described.description.values() for f in text.screenshots),
    ]
    assert [name for name in files if not (ROOT / name).is_file()] == []


@pytest.mark.parametrize("language", ["da", "en"])
def test_description_is_plain(language: Literal["da", "en"], described: PublicCode) -> None:
    texts = described.description[language]
    prose = " ".join(texts.longDescription.split())
    sentences = [
        sentence
        for text in (texts.shortDescription, prose, *texts.features)
        for sentence in SENTENCE_END.split(text)
    ]
    longest = 14 if language == "da" else 16
    assert [each for each in sentences if len(words(each)) > longest] == []
    if language == "da":
        assert lix(prose) < 35
        assert lix(texts.shortDescription, *texts.features) < 35
