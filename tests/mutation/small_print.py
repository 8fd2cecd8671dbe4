"""Mutations in the small print: quantities of nothing, words that send people away, lines, stories and playbooks."""

from __future__ import annotations

from tests.mutation.edits import EN, FR, C, Edit, N, T, m
from tests.mutation.on_the_way import ACCOUNTS, FRONT, NETWORK, TV, practice
from tests.mutation.tables import TECHNICIANS

M = "playbooks/mobile-no-data.yaml"
ENGLISH = "    phone: +33 1 99 00 00 40\n    tariff: free\n"
NUMBER = "no-loop/number-names-itself"
NEWBOX = "within: 1 day, else: {credit: 5 EUR, every: day, at-most: 60 EUR}}\n  loan-ready"
OUTAGE = "because: outage-under-repair, instead: outage-news}"
STORY = "stories/the-tv-box.yaml"

SMALL_PRINT = [
    # free-wait
    m("two networks, and the wait is free on one", "free-wait/paid-before-person", C, "free: {class: free} ",
      "free: {class: mobile, own-network: {per-minute: 0 EUR, charged-in: [queue]}, other-network: {per-minute: 0.01 EUR, charged-in: [queue]}} ", "free: {class"),
    m("it is credited for the queue, and the hand-on is charged", "free-wait/paid-in-transfer", C, ENGLISH, ENGLISH.replace("free", "dear") + "    refunds: [connect, menu, queue, hold]\n", "dear: {class", "tariff: dear", "refunds",
      more=(Edit(C, "tariffs:\n", "tariffs:\n  dear: {class: geographic, per-minute: 0.03 EUR, charged-in: [queue, talk, hold, transfer]}\n"),)),
    m("nobody answers before a person, who then puts one on hold", "free-wait/paid-on-hold", C, ENGLISH, ENGLISH.replace("free", "dear") + "    picks-up: person\n    early-keys: yes\n    at-most: 4 min\n",
      "dear: {class", "tariff: dear", more=(Edit(C, "tariffs:\n", "tariffs:\n  dear: {class: geographic, per-minute: 0.03 EUR, charged-in: [menu, queue, talk, hold]}\n"),)),
    m("a fee for help from other networks", "free-wait/help-fee", C, ENGLISH, ENGLISH.replace("free", "dear"), "dear: {class", "tariff: dear",
      more=(Edit(C, "tariffs:\n", "tariffs:\n  dear: {class: premium, help-fee: {per-minute: 0.01 EUR, charged-in: [talk]}}\n"),)),
    # no-loop: where a number hides
    m("a reason sends the caller to the english line", NUMBER, EN, "a person will take up the question with you.", "a person will take up the question with you. Please call {line.english}.",
      "bill-too-old:", also="language-kept/placeholders-differ"),
    m("a reason says the number at home, in both languages", NUMBER, EN, "a person will look for another way with you.", "call 01 99 00 00 39.", "id: often,   when", at_file=C,
      more=(Edit(FR, '  three-late-bills: "', '  three-late-bills: "appelez le 01 99 00 00 39 ; '), Edit(C, "      - decide: leave-free", "      - decide: pay-later"))),
    m("the frame of every no names the number", NUMBER, EN, "If you disagree, {appeal}", "If you disagree, {appeal} Or call {line.service}.", "  form:", also="language-kept/placeholders-differ"),
    m("the appeal is to call the english line again", NUMBER, EN, "ask for the duty supervisor, now", "call {line.english} and ask for the duty supervisor, now", "  appeal:", also="language-kept/placeholders-differ"),
    m("what one hears while waiting names the line", NUMBER, EN, "It costs you nothing.", "It costs you nothing. For English, dial {line.english}.", "  status:", also="language-kept/placeholders-differ"),
    m("a no sends to the line that was dialled", NUMBER, C, OUTAGE, OUTAGE.replace("outage-news", "service"), "id: outage,  "),
    m("who declines the visit is sent to the shop, whose door names the number", "no-loop/lines-name-each-other", C, "      - decide: bill-correction\n", "      - decide: bill-correction\n      - send-to: shops\n",
      "- send-to: shops", "closed: service"),
    m("people at the tv team hand on to a desk that hands on to them", "no-loop/hand-ons-in-circle", C, f"{TV}\n  {NETWORK}", practice(TV, "{hand-on: front-desk}") + "\n  " + NETWORK,
      "tv:           {", "front-desk:   {", more=(Edit(C, FRONT, practice(FRONT, "{hand-on: tv}")),)),
    m("too long a wait for the supervisor leads to the complaint", "no-loop/menu-repeats", C, "        then: supervisor-calls", "        then: complaint"),
    m("known outages ask about the outage", "no-loop/menu-repeats", C, "      - say: outage-known\n      - promise: outage-news\n", "      - ask: outage\n        to: {yes: known-outage, no: next}\n      - promise: outage-news\n",
      "yes: known-outage", "- ask: outage", also="language-kept/words-unused"),
    # no-dead-end
    m("a question before anybody picks up", "no-dead-end/keys-unheard", C, ENGLISH, ENGLISH + "    picks-up: person\n    at-most: 4 min\n", "picks-up: person"),
    m("and keys that are said not to be heard", "no-dead-end/keys-unheard", C, ENGLISH, ENGLISH + "    picks-up: person\n    early-keys: no\n    at-most: 4 min\n", "early-keys: no"),
    m("an observation that cannot fail", "no-dead-end/unchecked-action", T, "    so-that: {box-light: [steady, blinking, red]}\n    else: dead-box", "    so-that: {box-light: [off, steady, blinking, red]}\n    else: dead-box"),
    m("a goal that is always met", "no-dead-end/unchecked-action", T, "goal: {picture: yes} ", "goal: {picture: [yes, no]} "),
    m("a case state leads to another state", "no-dead-end/dangling", C, "with-us:         {at-most: 1 day, then: daily-news}", "with-us:         {at-most: 1 day, then: with-shop}"),
    m("a step goes to a team", "no-dead-end/dangling", C, "      - queue: network\n", "      - go: network\n", "- go: network"),
    m("a promise where a queue is meant", "no-dead-end/dangling", C, "      - queue: network\n", "      - queue: call-back\n", "- queue: call-back"),
    m("the button leads to a playbook", "no-dead-end/dangling", C, "  mobile-trouble:\n    person: network\n", "  mobile-trouble:\n    person: mobile-no-data\n", "person: mobile-no-data"),
    m("the last conclusion is an action", "no-dead-end/runs-out", T, "  - name: dead-box\n    conclude: {fault: box}", "  - name: dead-box\n    do: restart-box\n    by: customer\n    minutes: 3", "name: dead-box"),
    m("an address that nobody opens", "no-dead-end/never-reached", C, "complaint: complaint, leaving", "complaint: leaving, leaving", "  complaint:"),
    # language-kept
    m("the shop's door names a line that speaks no French", "language-kept/sent-away", C, "closed: service  ", "closed: english  "),
    m("whoever wants to leave is sent to the english line", "language-kept/sent-away", C, "leaving: leaving}\n  what", "leaving: english}\n  what", "leaving: english",
      also="no-loop/number-names-itself no-dead-end/never-reached"),
    m("nobody is free, so everybody dials the english line", "language-kept/sent-away", C, "\n  then: call-back\n", "\n  then: english\n", "  then: english", also="no-loop/number-names-itself"),
    m("an offer says why, and the row has no why", "language-kept/words-missing", C, "answer: swap, price: 0 EUR, because: box-is-faulty}\n      - {id: box-often", "answer: swap, price: 0 EUR}\n      - {id: box-often", "id: box-first"),
    m("a correction without a reason", "language-kept/words-missing", C, "answer: correction, price: 0 EUR, because: doubt-is-yours}", "answer: correction, price: 0 EUR}", "id: unclear", also="language-kept/words-unused"),
    m("the interpreters speak French, to those who want English", "language-kept/sent-away", C, "{skills: [interpreting], languages: {en: always}, people: {en: 6}}", "{skills: [interpreting], languages: {fr: always}, people: {fr: 6}}",
      "interpreters: {", "no-speaker: interpreters"),
    m("a title for one language only", "language-kept/words-missing", FR, "  visit-soon: ", "  visit-sooner: ", "questions:", "visit-sooner:", also="language-kept/words-unused"),
    # one-answer
    m("a swap in vain is forgotten when there were none", "one-answer/two-answers", C, "fault: box, swaps: 1 or more}", "fault: box, swaps: 0 or more}", "id: swap-was-in-vain", "id: box-first", "id: box-often"),
    m("a row for a year and a day", "one-answer/gap", C, "bill-age: over 365}", "bill-age: over 366}", "bill-correction:", "id: right-old"),
    m("priority goes by the face", "one-answer/depends-on-who", C, "{id: usual,       when: {fragile: no, days-without: under 2, contacts: under 3}, answer", "{id: usual,       when: {fragile: no, days-without: under 2, contacts: under 3}, who: [tv, network], answer"),
    # reasoned-no, price-before
    m("an outage is refused for the price of a fault at home", "reasoned-no/refused-though-priced", C, OUTAGE, OUTAGE.replace("outage-under-repair", "fault-at-home"), "id: outage,  ", also="language-kept/words-unused"),
    m("a visit at home is refused for what others pay for", "reasoned-no/refused-though-priced", C, "answer: visit, price: 119 EUR, because: fault-at-home}", "answer: no, because: nothing-found, instead: front-desk}", "id: at-home",
      also="language-kept/words-unused"),
    m("data is added and charged, and nobody is asked", "price-before/told-after", M, "    consent: more-data\n    price: 5 EUR\n", "    price: 5 EUR\n", "price: 5 EUR", "name: add-data"),
    m("a restart of the router costs something", "price-before/told-after", N, "    do: restart-router\n    by: customer\n", "    do: restart-router\n    by: customer\n    price: 1 EUR\n", "price: 1 EUR"),
    m("who is asked for more data hears no price", "price-before/price-not-said", EN, "Another 5 GB cost {price}, once.", "Another 5 GB cost a little.", "  more-data:", also="language-kept/placeholders-differ"),
    m("a quote that holds for no time", "price-before/quote-without-end", C, "{good-for: 14 days}", "{good-for: 0 days}"),
    # kept-slot, clocks
    m("technicians stay in the office", "kept-slot/no-such-skill", C, TECHNICIANS, TECHNICIANS.replace("visits: yes, ", ""), "by: technicians", "technicians:  {", also="price-before/cause-not-found"),
    m("a swap is kept within the window of a visit", "every-wait-has-a-clock/promise-without-time", C, "counts-in: swaps, promise: new-box}", "counts-in: swaps, promise: visit-kept}", "visit-kept:", "swap:        {",
      also="kept-slot/no-window kept-slot/no-cancel-limit kept-slot/no-such-skill"),
    m("a supervisor's wait tells nothing for four minutes", "every-wait-has-a-clock/silent-wait", C, "        at-most: 3 min\n", "        at-most: 3 min\n        status-every: 4 min\n", "status-every: 4 min"),
    # never-dropped, said-once, remedy-owed
    m("a lost line gets news within a day, and no call", "never-dropped/line-lost", C, "lost-connection: same-person-calls", "lost-connection: daily-news"),
    m("cases join for no time", "said-once/case-forgets", C, "  joins: 60 days ", "  joins: 0 days "),
    m("the tv team hands on to the network without the case", "said-once/case-stays-behind", C, TV, practice(TV, "{hand-on: network, case: stays behind}")),
    m("accounts hang up when the office closes", "never-dropped/hangs-up", C, ACCOUNTS, practice(ACCOUNTS, "{hand-on: quality}", "{hang-up: at six}"), "accounts:     {"),
    m("the fee of what is free is waived", "remedy-owed/nothing-owed", C, NEWBOX, NEWBOX.replace("credit: 5 EUR, every: day, at-most: 60 EUR", "fee: waived"), "new-box:  "),
    m("a credit of at most nothing", "remedy-owed/nothing-owed", C, "else: {credit: 8 EUR, every: day, at-most: 240 EUR}", "else: {credit: 8 EUR, every: day, at-most: 0 EUR}"),
    m("no monthly price at all", "remedy-owed/nothing-owed", C, "else: {credit: 24 monthly prices}", "else: {credit: 0 monthly prices}"),
    # stories
    m("the story of the box is another", "stories/does-not-hold", STORY, "ends: {fault: home}}\n    - {agrees: visit}", "ends: {fault: home}}\n    - {agrees: loan}", "she knows the price before"),
    m("whoever is asked says something else", "stories/does-not-hold", C, FRONT, practice(FRONT, "{refuse: technician-visit}"), "whoever is asked", "answer: visit, price: 0 EUR, because: swap-did-not-help, person", "refused, asked twice",
      at_file=STORY, also="reasoned-no/outside-tables"),
]  # fmt: skip
