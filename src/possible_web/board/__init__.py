"""The board: a team's day and week, who takes which visit, and a broken day repaired; for whoever leads."""
