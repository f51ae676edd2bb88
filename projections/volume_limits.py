"""The numbers of volume_falling (signals, section 2): the season counts in the same windows."""

from typing import Annotated

from pydantic import Field, model_validator

from projections.section import Days, Part, Positive, Section, said


class VolumeFallingLimits(Section):
    """Windows, sizes and the limit of chance."""

    watch_days: Days = said(84, "window of the watch")
    alert_days: Days = said(168, "window of alert and crisis")
    reference_days: Days = said(336, "what came before the window")
    watch_fall: Part = said(0.15, "size of the fall")
    alert_fall: Part = said(0.30, "")
    crisis_fall: Part = said(0.60, "")
    limit_z: Annotated[float, Field(lt=0, allow_inf_nan=False)] = said(-2.1, "so far below what chance alone gives")
    min_expected: Positive = said(5, "fewer expected orders: too few to judge")

    @model_validator(mode="after")
    def severities_rise(self) -> "VolumeFallingLimits":
        if not self.watch_fall <= self.alert_fall <= self.crisis_fall:
            raise ValueError("watch_fall <= alert_fall <= crisis_fall must hold")
        return self
