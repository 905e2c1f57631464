"""What each status asks for, and what one is told to write next."""

from dataclasses import replace

import pytest

from cocreation.initiatives.models import Plan, Status
from cocreation.initiatives.readiness import ASKED, REASONS, Lack, Need, Standing, missing, told

NOTHING = Standing()
MANDATE = Standing(decides_itself=True, council_decides=True, reply_on=True)
READY = replace(MANDATE, ready_steps=1)
ALL_OF_MANDATE = (Need.DECIDES_ITSELF, Need.COUNCIL_DECIDES, Need.REPLY_ON)


@pytest.mark.parametrize(
    ("status", "standing", "needs"),
    [
        ("draft", NOTHING, ()),
        ("dialogue", NOTHING, ()),
        ("agreed", NOTHING, ALL_OF_MANDATE),
        ("agreed", replace(MANDATE, reply_on=False), (Need.REPLY_ON,)),
        ("agreed", replace(MANDATE, council_decides=False), (Need.COUNCIL_DECIDES,)),
        ("agreed", replace(MANDATE, decides_itself=False), (Need.DECIDES_ITSELF,)),
        ("agreed", replace(MANDATE, missing_law=2), (Need.LAW,)),
        ("agreed", MANDATE, ()),
        ("running", NOTHING, (*ALL_OF_MANDATE, Need.READY_STEP)),
        ("running", MANDATE, (Need.READY_STEP,)),
        ("running", replace(READY, missing_law=1), (Need.LAW,)),
        ("running", READY, ()),
        ("paused", READY, (Need.PAUSED_BECAUSE,)),
        ("paused", Standing(paused_because=True), ()),
        ("done", READY, (Need.LESSONS,)),
        ("done", Standing(lessons=True, missing_law=3), ()),
        ("unknown", NOTHING, ()),
    ],
)
def test_what_is_missing_for_a_status(
    status: str, standing: Standing, needs: tuple[Need, ...]
) -> None:
    assert missing(status, standing) == needs


@pytest.mark.parametrize(
    ("status", "standing", "lack"),
    [
        ("draft", MANDATE, Lack("agreed", ())),
        ("dialogue", NOTHING, Lack("agreed", ALL_OF_MANDATE)),
        ("agreed", NOTHING, Lack("agreed", ALL_OF_MANDATE)),
        ("agreed", MANDATE, Lack("running", (Need.READY_STEP,))),
        ("running", MANDATE, Lack("running", (Need.READY_STEP,))),
        ("running", READY, Lack("running", ())),
        ("paused", READY, Lack("paused", (Need.PAUSED_BECAUSE,))),
        ("done", READY, Lack("done", (Need.LESSONS,))),
    ],
)
def test_what_to_write_next(status: str, standing: Standing, lack: Lack) -> None:
    assert told(status, standing) == lack


def test_statuses_and_fields_are_those_of_the_models() -> None:
    assert set(ASKED) <= set(Status.values)
    assert set(REASONS) <= set(Status.values)
    assert {str(need) for need in (*ALL_OF_MANDATE, *REASONS.values())} <= set(Plan.FIELDS)
