"""What everybody may read: the charter in force, what came of its promises, and stories that people tell.

It reads by querysets and writes through actions alone; nothing here shows a mail address.
"""
