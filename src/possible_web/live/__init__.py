"""`/live`: one stream of content-less pokes for each browser."""
