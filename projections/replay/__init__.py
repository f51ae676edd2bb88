"""The whole book judged at any clocks, some customers at a time, by as many processes as there are cores."""
