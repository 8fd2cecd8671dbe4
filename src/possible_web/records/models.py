"""All models, where Django looks for them; each kind has a file of its own."""

from possible_web.records.cases import Case, CaseLink, Contact, Looking
from possible_web.records.charters import Activation, CharterVersion
from possible_web.records.desk import Departure, Practice, SavedView
from possible_web.records.equipment import Device, Exchange
from possible_web.records.floor import Pace, Pool, Presence, Waiting
from possible_web.records.journal import Journal, Outbox, Poke, Timer
from possible_web.records.ledger import LedgerEntry
from possible_web.records.people import Account, Customer, Helper, Identity, Role, Staff
from possible_web.records.rounds import Round, Technician, Turn
from possible_web.records.stories import (
    Comment,
    Follow,
    Like,
    Report,
    Ruling,
    Story,
    StoryTest,
    Tag,
    Tagged,
    Writer,
)
from possible_web.records.van import Trouble, VanAct, VisitFile, VisitReport
from possible_web.records.visits import Rating, Visit, WorkOrder
from possible_web.records.writing import Attachment, Draft, Message, Note, SavedReply

__all__ = [
    "Account",
    "Activation",
    "Attachment",
    "Case",
    "CaseLink",
    "CharterVersion",
    "Comment",
    "Contact",
    "Customer",
    "Departure",
    "Device",
    "Draft",
    "Exchange",
    "Follow",
    "Helper",
    "Identity",
    "Journal",
    "LedgerEntry",
    "Like",
    "Looking",
    "Message",
    "Note",
    "Outbox",
    "Pace",
    "Poke",
    "Pool",
    "Practice",
    "Presence",
    "Rating",
    "Report",
    "Role",
    "Round",
    "Ruling",
    "SavedReply",
    "SavedView",
    "Staff",
    "Story",
    "StoryTest",
    "Tag",
    "Tagged",
    "Technician",
    "Timer",
    "Trouble",
    "Turn",
    "VanAct",
    "Visit",
    "VisitFile",
    "VisitReport",
    "Waiting",
    "WorkOrder",
    "Writer",
]
