"""Mutations of what a caller walks through: tariffs, loops, dead ends."""

from __future__ import annotations

from tests.mutation.edits import EN, FR, C, Edit, Mutation, N, T, m

FREE = "free: {class: free} "
GREETING = "This call is free, waiting included."
BONJOUR = "Cet appel est gratuit, attente comprise."
TV = "tv:           {skills: [tv], languages: {fr: always, en: always}, people: {fr: 14, en: 6}}"
NETWORK = (
    "network:      {skills: [internet, mobile], languages: {fr: always, en: always}, people: {fr: 18, en: 6}}"
)
ACCOUNTS = (
    "accounts:     {skills: [bills, contracts], languages: {fr: office, en: office}, people: {fr: 12, en: 4}}"
)
FRONT = "front-desk:   {skills: [first help], languages: {fr: always, en: always}, people: {fr: 24, en: 8}}"


def practice(team: str, *acts: str) -> str:
    """Return the line of a team with what its people really do."""
    return team[:-1] + ", in-practice: [" + ", ".join(acts) + "]}"


def tariff(name: str, rule: str, text: str, *also: str) -> Mutation:
    return m(
        f"tariff: {name}",
        f"free-wait/{rule}",
        C,
        FREE,
        f"free: {text} ",
        "free: {class: ",
        also=" ".join(also),
    )


PAID, HOLD, TRANSFER = "paid-before-person", "paid-on-hold", "paid-in-transfer"
FREE_WAIT = [
    tariff("menu is charged", PAID, "{class: nongeo-basic, per-minute: 0.06 EUR, charged-in: [menu]}"),
    tariff("queue is charged", PAID, "{class: nongeo-basic, per-minute: 0.06 EUR, charged-in: [queue]}"),
    tariff("queue is charged a tenth of a cent", PAID, "{class: geographic, per-minute: 0.001 EUR, charged-in: [queue]}"),
    tariff("each call is charged", PAID, "{class: shared-cost, per-call: 0.10 EUR}"),
    tariff("each call is charged from other networks", PAID, "{class: shared-cost, other-network: {per-call: 0.10 EUR}}"),
    tariff("menu is charged from other networks only", PAID, "{class: geographic, other-network: {per-minute: 0.06 EUR, charged-in: [menu, talk]}}"),
    tariff("queue is charged from the own network only", PAID, "{class: geographic, own-network: {per-minute: 0.06 EUR, charged-in: [queue]}}"),
    tariff("a rate for each phase, queue among them", PAID, "{class: premium, per-minute: {queue: 0.05 EUR, talk: 0.34 EUR}}"),
    tariff("connecting is charged by the phase", PAID, "{class: premium, per-minute: {connect: 0.05 EUR}}"),
    tariff(
        "everything is charged", PAID,
        "{class: premium, per-minute: 0.34 EUR, charged-in: [connect, menu, queue, talk, hold, transfer]}",
        "free-wait/paid-on-hold", "free-wait/paid-in-transfer",
    ),
    tariff("hold is charged", HOLD, "{class: geographic, per-minute: 0.06 EUR, charged-in: [hold]}"),
    tariff("talk and hold are charged", HOLD, "{class: geographic, per-minute: 0.06 EUR, charged-in: [talk, hold]}"),
    tariff("hold is charged from other networks", HOLD, "{class: geographic, other-network: {per-minute: {hold: 0.01 EUR}}}"),
    tariff("transfer is charged", TRANSFER, "{class: geographic, per-minute: 0.06 EUR, charged-in: [transfer]}"),
    tariff("talk and transfer are charged", TRANSFER, "{class: geographic, per-minute: 0.06 EUR, charged-in: [talk, transfer]}"),
    tariff("transfer from the own network", TRANSFER, "{class: geographic, own-network: {per-minute: {transfer: 0.02 EUR}}}"),
    tariff("a help fee by the minute", "help-fee", "{class: premium, help-fee: {per-minute: 0.34 EUR, charged-in: [talk]}}"),
    tariff("a help fee for each call", "help-fee", "{class: premium, help-fee: {per-call: 3 EUR}}"),
    m(
        "tariff: only the english line costs", "free-wait/paid-before-person", C,
        "    phone: +33 1 99 00 00 40\n    tariff: free\n",
        "    phone: +33 1 99 00 00 40\n    tariff: dear\n",
        "dear: {class: premium", "tariff: dear",
        more=(Edit(C, FREE, "dear: {class: premium, per-minute: 0.34 EUR, charged-in: [queue]}\n  free: {class: free} "),),
    ),
    m(
        "tariff: credits cover the queue but not the menu", "free-wait/paid-before-person", C,
        "    phone: +33 1 99 00 00 39\n    tariff: free\n",
        "    phone: +33 1 99 00 00 39\n    tariff: dear\n    refunds: [queue]\n",
        "dear: {class: premium", "tariff: dear", "refunds: [queue]",
        more=(Edit(C, FREE, "dear: {class: premium, per-minute: 0.34 EUR, charged-in: [menu, queue]}\n  free: {class: free} "),),
    ),
    m(
        "tariff: unanswered until a person comes, but keys do not work before and the hold costs", "free-wait/paid-on-hold", C,
        "    phone: +33 1 99 00 00 40\n    tariff: free\n",
        "    phone: +33 1 99 00 00 40\n    tariff: dear\n    picks-up: person\n    early-keys: yes\n    at-most: 10 min\n",
        "dear: {class: premium", "tariff: dear",
        more=(Edit(C, FREE, "dear: {class: premium, per-minute: 0.34 EUR, charged-in: [talk, hold]}\n  free: {class: free} "),),
    ),
]  # fmt: skip

NAMES_ITSELF, NAME_EACH_OTHER = "no-loop/number-names-itself", "no-loop/lines-name-each-other"
SAID = "      - say: greeting\n"
NO_LOOP = [
    m("greeting names the english line", NAMES_ITSELF, EN, GREETING, GREETING + " For English, dial {line.english}.",
      "  greeting:", also="language-kept/placeholders-differ"),
    m("greeting names the service line in both languages", NAMES_ITSELF, EN, GREETING, GREETING + " Our number is {line.service}.",
      "- say: greeting", at_file=C, more=(Edit(FR, BONJOUR, BONJOUR + " Notre numéro est le {line.service}."),)),
    m("greeting says the english number in digits", NAMES_ITSELF, EN, GREETING, GREETING + " For English, dial +33 1 99 00 00 40.",
      "  greeting:", also="language-kept/placeholders-differ"),
    m("greeting says the english number as it is dialled at home", NAMES_ITSELF, EN, GREETING,
      GREETING + " For English, dial 01 99 00 00 40.", "  greeting:", also="language-kept/placeholders-differ"),
    m("greeting says the english number with points", NAMES_ITSELF, EN, GREETING, GREETING + " For English, dial +33.1.99.00.00.40.",
      "  greeting:", also="language-kept/placeholders-differ"),
    m("greeting says the service number in French only", NAMES_ITSELF, FR, BONJOUR, BONJOUR + " Rappelez le +33 1 99 00 00 39.",
      "  greeting:", also="language-kept/placeholders-differ"),
    m("welcome sends to the english line", NAMES_ITSELF, C, SAID, SAID + "      - send-to: english\n", "- send-to: english",
      also="language-kept/sent-away no-dead-end/never-reached no-loop/lines-name-each-other"),
    m("welcome sends to the service line", NAMES_ITSELF, C, SAID, SAID + "      - send-to: service\n", "- send-to: service",
      also="no-dead-end/never-reached no-loop/lines-name-each-other"),
    m("closed accounts send back to the number just dialled", NAMES_ITSELF, C, "  closed: call-back-at-opening", "  closed: service"),
    m("the shop's door names the shops", NAMES_ITSELF, C, "closed: service  ", "closed: shops  "),
    m("the shop sends who speaks English to the shop", NAMES_ITSELF, C, "        no-speaker: interpreters", "        no-speaker: shops",
      also="language-kept/sent-away no-dead-end/no-way-out"),
    m("people at the front desk name the number just dialled", NAMES_ITSELF, C, FRONT, practice(FRONT, "{say: dial-again}"),
      more=(Edit(EN, "  greeting:", '  dial-again: "Please call {line.service}."\n  greeting:'),
            Edit(FR, "  greeting:", '  dial-again: "Appelez le {line.service}."\n  greeting:'))),
    m("the supervisor who calls too late sends back to the number", NAMES_ITSELF, C, "        then: supervisor-calls", "        then: service"),
    m("leaving sends to the shop, whose door names the service", NAME_EACH_OTHER, C, "leaving: leaving}\n  what-fails", "leaving: shops}\n  what-fails",
      "leaving: shops", "closed: service", also="no-dead-end/never-reached"),
    m("mobile faults go to the shop, whose door names the service", NAME_EACH_OTHER, C, "mobile: mobile-trouble}", "mobile: shops}",
      "mobile: shops", "closed: service", also="no-dead-end/never-reached"),
    m("service and english send to each other", NAME_EACH_OTHER, C, "    opens: welcome\n  english:", "    opens: to-english\n  english:",
      "- send-to: english", "- send-to: service", also="language-kept/sent-away no-dead-end/no-way-out no-dead-end/no-person",
      more=(Edit(C, "    opens: welcome\n  chat:", "    opens: to-service\n  chat:"),
            Edit(C, "paths:\n", "paths:\n  to-english:\n    steps:\n      - ask: language\n      - send-to: english\n"
                               "  to-service:\n    steps:\n      - send-to: service\n"))),
    m("network hands on to itself", "no-loop/hand-ons-in-circle", C, NETWORK, practice(NETWORK, "{hand-on: network}")),
    m("tv and network hand on to each other", "no-loop/hand-ons-in-circle", C, f"{TV}\n  {NETWORK}",
      practice(TV, "{hand-on: network}") + "\n  " + practice(NETWORK, "{hand-on: tv}")),
    m("three teams hand on in a ring", "no-loop/hand-ons-in-circle", C, f"{TV}\n  {NETWORK}\n  {ACCOUNTS}",
      "\n  ".join([practice(TV, "{hand-on: network}"), practice(NETWORK, "{hand-on: accounts}"), practice(ACCOUNTS, "{hand-on: tv}")])),
    m("internet faults ask again what fails", "no-loop/menu-repeats", C, "internet: internet-trouble,", "internet: what-fails,",
      "internet: what-fails", "- ask: service", also="no-dead-end/never-reached"),
    m("a known outage goes back to the welcome", "no-loop/menu-repeats", C, "      - promise: outage-news\n  bill", "      - go: welcome\n  bill",
      "- go: welcome", also="no-dead-end/never-reached"),
    m("a known outage goes round in its own path", "no-loop/menu-repeats", C, "      - promise: outage-news\n  bill", "      - go: known-outage\n  bill",
      "- go: known-outage", also="no-dead-end/never-reached"),
    m("who waits too long for a supervisor starts again", "no-loop/menu-repeats", C, "        then: supervisor-calls", "        then: complaint"),
    m("who waits too long for anybody waits for the front desk", "no-loop/menu-repeats", C, "  then: call-back\n", "  then: front-desk\n"),
    m("closed accounts start again", "no-loop/menu-repeats", C, "  closed: call-back-at-opening", "  closed: bill-trouble"),
    m("mobile trouble begins again", "no-loop/menu-repeats", C, "      - queue: network\n", "      - go: mobile-trouble\n", "- go: mobile-trouble"),
    m("the leaver is sent back to the menu of faults", "no-loop/menu-repeats", C, "      - ask: reason\n", "      - ask: reason\n      - go: leaving\n",
      "- go: leaving", also="no-dead-end/never-reached"),
    m("a box is swapped although it was", "no-loop/remedy-repeats", C,
      "answer: no, because: swap-did-not-help, instead: technician-visit}", "answer: swap, price: 0 EUR, because: box-is-faulty}"),
    m("a swap after a swap in vain", "no-loop/remedy-repeats", C,
      "answer: visit, price: 0 EUR, because: swap-did-not-help}", "answer: swap, price: 0 EUR, because: swap-did-not-help}"),
    m("a box is swapped whatever was swapped", "no-loop/remedy-repeats", C,
      "{id: first-time,  when: {fault: [box, unknown], swaps: 0}", "{id: first-time,  when: {fault: [box, unknown]}",
      also="one-answer/two-answers"),
    m("the bad line leads back to the light", "no-loop/goes-back", T, "bad: line-is-bad}", "bad: light}", also="no-dead-end/never-reached"),
    m("a dead box leads back to the first step", "no-loop/goes-back", T, "    so-that: {box-light: steady}\n    else: dead-box",
      "    so-that: {box-light: steady}\n    else: already-swapped"),
    m("the restart leads to itself", "no-loop/goes-back", T, "    so-that: {box-light: steady}\n    else: dead-box",
      "    so-that: {box-light: steady}\n    else: restart"),
    m("after the cable, back to the screen", "no-loop/goes-back", T, "    do: reseat-hdmi\n    by: customer\n    minutes: 4\n",
      "    do: reseat-hdmi\n    by: customer\n    minutes: 4\n    then: picture-path\n", "then: picture-path", also="no-dead-end/never-reached"),
    m("no session leads back to the router", "no-loop/goes-back", N, "    else: no-session", "    else: router", also="no-dead-end/never-reached"),
    m("a lit Wi-Fi leads back to the fibre", "no-loop/goes-back", N, "{on: by-cable, off: wifi-on}", "{on: fibre, off: wifi-on}"),
]  # fmt: skip

ND = "no-dead-end/"
KNOWN = "  known-outage:\n    person: network\n    steps:\n      - say: outage-known\n      - promise: outage-news\n"
NO_DEAD_END = [
    m("a known outage ends the call", ND + "no-way-out", C, KNOWN, "  known-outage:\n    steps:\n      - say: outage-known\n      - hang-up: busy\n",
      "known-outage:", "- say: outage-known", "- hang-up: busy", "yes: known-outage", also="never-dropped/hangs-up language-kept/words-unused"),
    m("a letter is answered by nobody", ND + "no-way-out", C, "      - say: letter-received\n      - promise: reply\n",
      "      - say: letter-received\n      - hang-up: done\n", "  letter:", "- say: letter-received", "- hang-up: done",
      more=(Edit(C, "  letter:\n    person: front-desk\n", "  letter:\n"),), also="never-dropped/hangs-up no-dead-end/no-person no-dead-end/never-reached"),
    m("a known outage ends in an answer without a person", ND + "no-person", C, KNOWN,
      "  known-outage:\n    steps:\n      - say: outage-known\n      - decide: technician-late\n",
      "known-outage:", "- say: outage-known", "- decide: technician-late", "yes: known-outage"),
    m("who leaves finds no person", ND + "no-person", C, "  leaving:\n    person: accounts\n", "  leaving:\n", "leaving:", "- ask: reason", "- decide: leave-free"),
    m("who asks about the bill finds no person", ND + "no-person", C, "  bill-trouble:\n    person: accounts\n", "  bill-trouble:\n",
      "bill-trouble:", "- ask: bill-point", "- decide: bill-correction"),
    m("a known outage runs out", ND + "runs-out", C, "      - say: outage-known\n      - promise: outage-news\n", "      - say: outage-known\n"),
    m("mobile trouble runs out", ND + "runs-out", C, "        to: {yes: known-outage, no: next}\n      - queue: network\n",
      "        to: {yes: known-outage, no: next}\n", "- ask: outage", "to: {yes: known-outage, no: next}"),
    m("a bill question runs out", ND + "runs-out", C, "      - ask: bill-point\n      - decide: bill-correction\n", "      - ask: bill-point\n"),
    m("leaving runs out", ND + "runs-out", C, "      - ask: reason\n      - decide: leave-free\n", "      - ask: reason\n"),
    m("a letter runs out", ND + "runs-out", C, "      - say: letter-received\n      - promise: reply\n", "      - say: letter-received\n"),
    m("the shop counter runs out", ND + "runs-out", C,
      "      - ask: language\n      - queue: counter\n        closed: service          # the door names the number to call\n        no-speaker: interpreters\n",
      "      - ask: language\n", "shop-counter:", "- ask: language", also="no-dead-end/never-reached"),
    m("an internet fault runs out after the playbook", ND + "runs-out", C,
      "      - play: no-internet\n      - decide: spare-connection\n      - decide: technician-visit\n", "      - play: no-internet\n", "- play: no-internet"),
    m("no way on without an outage", ND + "no-such-choice", C, "  tv-trouble:\n    person: tv\n    steps:\n      - ask: outage\n        to: {yes: known-outage, no: next}",
      "  tv-trouble:\n    person: tv\n    steps:\n      - ask: outage\n        to: {yes: known-outage}", "to: {yes: known-outage}", "- ask: outage", also="no-dead-end/never-reached"),
    m("complaints have no way on", ND + "no-such-choice", C, "complaint: complaint, ", "", "to: {fault: what-fails", "- ask: problem", also="no-dead-end/never-reached"),
    m("a service that no menu knows", ND + "no-such-choice", C, "{is: [tv, internet, mobile], from", "{is: [tv, internet, mobile, landline], from",
      "to: {tv: tv-trouble", "- ask: service", also="one-answer/gap language-kept/words-missing"),
    m("a problem that no menu knows", ND + "no-such-choice", C, "{is: [fault, bill, complaint, leaving],", "{is: [fault, bill, complaint, leaving, praise],",
      "to: {fault: what-fails", "- ask: problem", also="language-kept/words-missing"),
    m("a screen that no step knows", ND + "no-such-choice", T, ", other: restart}", "}", "to: {no-signal", "ask: screen"),
    m("one swap is not foreseen", ND + "no-such-choice", T, "{0: light, 1 or more: line}", "{0: light, 2 or more: line}"),
    m("the good line is not foreseen", ND + "no-such-choice", T, "{good: old-box, bad: line-is-bad}", "{bad: line-is-bad}", also="no-dead-end/never-reached"),
    m("a red router is not foreseen", ND + "no-such-choice", N, ", red: restart-router}", "}", "to: {steady: wifi"),
    m("a new light of the fibre box", ND + "no-such-choice", N, "ont-los:      {is: [off, red]", "ont-los:      {is: [off, red, green]",
      "{off: registered, red: lead}", "ask: ont-los", also="language-kept/words-missing"),
    m("closed accounts lead nowhere", ND + "closed-unanswered", C, "  closed: call-back-at-opening\n", "", "waiting:", "person: accounts", "accounts: ",
      also="no-dead-end/no-way-out"),
    m("the line opens a path that is not there", ND + "dangling", C, "    opens: letter\n", "    opens: letters-path\n", also="no-dead-end/never-reached"),
    m("a choice leads to a path that is not there", ND + "dangling", C, "{tv: tv-trouble,", "{tv: tv-troubles,", also="no-dead-end/never-reached"),
    m("another choice leads nowhere", ND + "dangling", C, "bill: bill-trouble,", "bill: bill-troubles,", also="no-dead-end/never-reached"),
    m("a playbook that is not there", ND + "dangling", C, "      - play: no-internet\n", "      - play: no-internett\n", also="no-dead-end/never-reached one-answer/fact-never-learnt"),
    m("a question that is not there", ND + "dangling", C, "      - decide: bill-correction", "      - decide: bill-corrections", also="no-dead-end/never-reached"),
    m("a team that is not there", ND + "dangling", C, "      - queue: network\n", "      - queue: networks\n"),
    m("the button leads to nobody", ND + "dangling", C, "  tv-trouble:\n    person: tv\n", "  tv-trouble:\n    person: television\n", also="no-dead-end/never-reached"),
    m("a promise that is not there", ND + "dangling", C, "      - promise: outage-news\n", "      - promise: outage-new\n"),
    m("too long a wait leads nowhere", ND + "dangling", C, "  then: call-back\n", "  then: call-back-soon\n", also="every-wait-has-a-clock/queue-without-limit"),
    m("a supervisor's wait leads nowhere", ND + "dangling", C, "        then: supervisor-calls", "        then: supervisor-call", also="every-wait-has-a-clock/queue-without-limit"),
    m("closed leads nowhere", ND + "dangling", C, "  closed: call-back-at-opening", "  closed: call-back-at-openings"),
    m("interpreters that are not there", ND + "dangling", C, "        no-speaker: interpreters", "        no-speaker: interpreter", also="no-dead-end/never-reached language-kept/sent-away language-kept/nobody-speaks"),
    m("default interpreters that are not there", ND + "dangling", C, "\n  no-speaker: interpreters\n", "\n  no-speaker: interpreter\n", also="language-kept/sent-away"),
    m("an alternative that is not there", ND + "dangling", C, "because: phone-needs-network, instead: front-desk", "because: phone-needs-network, instead: front-desks"),
    m("another alternative that is not there", ND + "dangling", C, "because: outage-under-repair, instead: outage-news", "because: outage-under-repair, instead: outage-new"),
    m("a case waits for a promise that is not there", ND + "dangling", C, "with-us:         {at-most: 1 day, then: daily-news}", "with-us:         {at-most: 1 day, then: daily-new}"),
    m("an appeal to nobody", ND + "dangling", C, "because: bill-is-right, instead: instalments}", "because: bill-is-right, instead: instalments, appeal: nobody}"),
    m("a step of a playbook that is not there", ND + "dangling", T, "    so-that: {box-light: [steady, blinking, red]}\n    else: dead-box",
      "    so-that: {box-light: [steady, blinking, red]}\n    else: deadbox"),
    m("a way on in a playbook that is not there", ND + "dangling", N, "{on: fibre, off: plug}", "{on: fibre, off: plugs}", also="no-dead-end/never-reached"),
    m("a then in a playbook that is not there", ND + "dangling", N, "    then: at-home", "    then: home", also="no-dead-end/never-reached"),
    m("a playbook without a goal", ND + "unchecked-action", T, "goal: {picture: yes}             # asked first, and again after each action\n", "",
      "playbook: tv-no-picture", "do: try-another-socket", "do: reseat-hdmi", "do: restart-box", "goal",
      also="no-dead-end/never-solves language-kept/words-unused"),
    m("the other playbook without a goal", ND + "unchecked-action", N, "goal: {web-page: opens}\n", "",
      "playbook: no-internet", "do: ", also="no-dead-end/never-solves language-kept/words-unused"),
    m("the Wi-Fi is switched over", ND + "toggle", N, "    sets: {wifi-light: on}", "    switches: wifi-light", also="no-dead-end/unchecked-action"),
    m("the light of the box is switched over", ND + "toggle", T, "    do: reseat-hdmi\n    by: customer\n", "    do: reseat-hdmi\n    by: customer\n    switches: screen\n", "switches: screen"),
    m("a playbook that can only give up", ND + "never-solves", "playbooks/mobile-off.yaml", "",
      "playbook: mobile-off\nfor: {service: mobile}\ngoal: {web-page: opens}\nfacts:\n  web-page: {is: [opens, fails], from: customer}\n"
      "steps:\n  - {name: over, conclude: {fault: unknown}}\n", "playbook: mobile-off", "goal:", "name: over",
      more=(Edit(C, "      - queue: network\n", "      - play: mobile-off\n      - queue: network\n"),)),
    m("a path to which no way leads", ND + "never-reached", C, "paths:\n", "paths:\n  forgotten:\n    person: front-desk\n    steps:\n      - queue: front-desk\n",
      "forgotten:"),
    m("a team that nobody reaches", ND + "never-reached", C, "teams:\n", "teams:\n  archive: {skills: [files], languages: {fr: office, en: office}, people: {fr: 2, en: 2}}\n",
      "archive:"),
    m("a step of a playbook to which no way leads", ND + "never-reached", T, "{0: dead-box, 1 or more: swapped-in-vain}", "{0: dead-box, 1 or more: dead-box}",
      "name: swapped-in-vain"),
    m("a playbook that nobody plays", ND + "never-reached", "playbooks/mobile-off.yaml", "",
      "playbook: mobile-off\nfor: {service: mobile}\ngoal: {web-page: opens}\nfacts:\n  web-page: {is: [opens, fails], from: customer}\n"
      "steps:\n  - {name: again, do: restart-router, by: customer, minutes: 5}\n  - {name: over, conclude: {fault: unknown}}\n", "playbook: mobile-off"),
    m("complaints go to the bill path", ND + "never-reached", C, "complaint: complaint, leaving", "complaint: bill-trouble, leaving", "  complaint:"),
    m("a step after the answer that ends the path", ND + "never-reached", C, "      - promise: reply\n", "      - promise: reply\n      - queue: front-desk\n", "- queue: front-desk"),
]  # fmt: skip

ON_THE_WAY = FREE_WAIT + NO_LOOP + NO_DEAD_END
