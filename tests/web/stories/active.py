"""What would run on a page, whatever it looks like: found by a parser of HTML that is not ours."""

import html.parser
import re


class Active(html.parser.HTMLParser):
    """Gathers what would run, and where a page leads."""

    def __init__(self):
        super().__init__()
        self.runs, self.leads = [], []

    def handle_starttag(self, tag, attrs):
        known = dict(attrs)
        if tag in ("img", "svg", "iframe", "object", "embed") or (tag == "script" and not known.get("src")):
            self.runs.append((tag, attrs))
        self.runs += [(tag, name) for name in known if name.startswith("on") or name in ("style", "srcdoc")]
        for name in ("href", "src", "action", "formaction"):
            lead = (known.get(name) or "").replace("data:,", "")  # the icon that we do not have
            if re.match(r"\s*(javascript|data|vbscript):", lead, re.IGNORECASE):
                self.runs.append((tag, known[name]))
        if tag == "a" and known.get("href"):
            self.leads.append(known["href"])


def active(text):
    found = Active()
    found.feed(text)
    return found
