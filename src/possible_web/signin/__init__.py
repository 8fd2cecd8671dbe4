"""Signing in: by code, password, passkey, and a second factor for staff (django-allauth in our look)."""
