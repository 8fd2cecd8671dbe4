"""The twin: the very code that runs the service, on virtual time, with people who are played.

It draws nothing itself and reads no clock: scripts, records and a `random.Random` are arguments.
"""

from possible.simulate.carter import CARTER
from possible.simulate.crowd import crowd
from possible.simulate.people import Customer, Staff, World
from possible.simulate.script import Day, Script
from possible.simulate.scripted import play
from possible.simulate.twin import Twin

__all__ = ["CARTER", "Customer", "Day", "Script", "Staff", "Twin", "World", "crowd", "play"]
