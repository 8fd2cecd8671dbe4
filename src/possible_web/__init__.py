"""The shell: it keeps, shows, rings and sends. What is decided is decided by the core, `possible`.

`project > surfaces > pages > actions > keeping > records`: surfaces read through querysets and doors, and
write only through actions; actions never call actions; there are no Django signals.
"""
