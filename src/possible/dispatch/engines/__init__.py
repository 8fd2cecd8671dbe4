"""Foreign engines, each in a process of its own that is killed when its time is over.

They get numbers and give numbers. What they answer is a proposal: `adopt` asks the judge about it. An engine
that is not installed, hangs, dies or talks nonsense costs its time and nothing else.
"""
