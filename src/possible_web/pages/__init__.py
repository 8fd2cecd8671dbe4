"""What all pages share: the look, the language, who asks, headers, static files, errors."""
