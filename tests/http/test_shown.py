"""Listeners hear of an event when the views hold it, or after half a second without."""

from dataclasses import dataclass

from api.http.live.shown import PATIENCE_SECONDS, Shown


@dataclass
class Moment:
    """Where log and views stand, and when."""

    log: int = 0
    views: int = 0
    seconds: float = 100.0

    def shown(self) -> Shown:
        return Shown(lambda: self.log, lambda: self.views, seconds=lambda: self.seconds)


def test_what_the_views_hold_is_shown_at_once() -> None:
    assert Moment(log=7, views=7).shown().position() == 7


def test_what_they_do_not_hold_yet_waits_for_them() -> None:
    moment = Moment(log=7, views=5)
    shown = moment.shown()
    assert shown.position() == 5
    moment.views = 7
    assert shown.position() == 7


def test_views_that_lag_keep_nobody_waiting() -> None:
    moment = Moment(log=7, views=0)
    shown = moment.shown()
    assert shown.position() == 0
    moment.seconds += PATIENCE_SECONDS
    assert shown.position() == 7
    moment.log = 9
    assert shown.position() == 9, "and the next event waits no second time for views that are not there"


def test_views_that_come_on_are_waited_for_anew() -> None:
    moment = Moment(log=7, views=5)
    shown = moment.shown()
    shown.position()
    moment.log, moment.views, moment.seconds = 9, 7, moment.seconds + PATIENCE_SECONDS
    assert shown.position() == 7, "they kept up; the new event is new"
    moment.seconds += PATIENCE_SECONDS
    assert shown.position() == 9
