"""Mutations that somebody would try who wants `check` to be wrong: the ones that the rules' own words do not suggest."""

from __future__ import annotations

from tests.mutation.edits import EN, FR, C, Edit, N, T, m
from tests.mutation.on_the_way import ACCOUNTS, NETWORK, TV, practice
from tests.mutation.tables import TECHNICIANS

AGAIN = (
    Edit(
        EN,
        "  greeting:",
        '  dial-again: "Nobody here speaks English. Please dial {line.english}."\n  greeting:',
    ),
    Edit(
        FR,
        "  greeting:",
        '  dial-again: "Personne ici ne parle anglais. Faites le {line.english}."\n  greeting:',
    ),
)
OUTAGE_ROW = "because: outage-under-repair, instead: outage-news}"
LADDER = "  ladder:\n    - {who: supervisors, within: 1 working day"
NUMBER = "no-loop/number-names-itself"
HOSTILE = [
    # the English number of the story, in all the places where it can hide
    m("the line opens itself", NUMBER, C, "    opens: welcome\n  chat:", "    opens: english\n  chat:", "opens: english"),
    m("the tv team names the english line", NUMBER, C, TV, practice(TV, "{say: dial-again}"), more=AGAIN),
    m("the network team names the english line", NUMBER, C, NETWORK, practice(NETWORK, "{say: dial-again}"), more=AGAIN),
    m("a menu names the english line", NUMBER, EN, 'ask: "What can we do for you?"', 'ask: "What can we do for you? For English, dial {line.english}."', "  problem: {ask",
      also="language-kept/placeholders-differ"),
    m("a menu says the english number in digits, in both languages", NUMBER, EN, 'ask: "What does not work?"', 'ask: "What does not work? For English: +33 1 99 00 00 40."',
      "- ask: service", at_file=C, more=(Edit(FR, 'ask: "Qu’est-ce qui ne marche pas ?"', 'ask: "Qu’est-ce qui ne marche pas ? For English: +33 1 99 00 00 40."'),)),
    m("too long a wait names the number just dialled", NUMBER, C, "\n  then: call-back\n", "\n  then: service\n", "  then: service"),
    m("nobody to interpret, so dial the english line", NUMBER, C, TV + "\n", TV.replace("en: always", "en: office") + "\n", "no-speaker: english",
      more=(Edit(C, "\n  no-speaker: interpreters\n", "\n  no-speaker: english\n"),), also="no-dead-end/never-reached language-kept/sent-away"),
    m("the known outage sends to the number just dialled", NUMBER, C, "      - promise: outage-news\n  bill", "      - send-to: service\n  bill", "- send-to: service"),
    m("the leavers are sent to the english line, the others to the service", "no-loop/lines-name-each-other", C, "leaving: leaving}\n  what", "leaving: letters}\n  what",
      "leaving: letters", "- send-to: service", more=(Edit(C, "      - say: letter-received\n      - promise: reply\n", "      - say: letter-received\n      - send-to: service\n"),),
      also="no-dead-end/never-reached"),
    # people
    m("the button for a person leads to the menu again", "no-loop/menu-repeats", C, "  welcome:\n    person: front-desk ", "  welcome:\n    person: welcome ", "person: welcome"),
    m("accounts hand on to quality, quality to accounts", "no-loop/hand-ons-in-circle", C, ACCOUNTS, practice(ACCOUNTS, "{hand-on: quality}"),
      "accounts:     {", "quality:      {", more=(Edit(C, "people: {fr: 6, en: 4}}", "people: {fr: 6, en: 4}, in-practice: [{hand-on: accounts}]}"),)),
    m("who declines a visit for tv reaches nobody", "no-dead-end/no-person", C, "  tv-trouble:\n    person: tv\n", "  tv-trouble:\n", "  tv-trouble:", "- decide: technician-visit # tells", also="one-answer/fact-never-learnt no-dead-end/never-reached"),
    m("who declines a loan reaches nobody", "no-dead-end/no-person", C, "  internet-trouble:\n    person: network\n", "  internet-trouble:\n", "  internet-trouble:",
      "- decide: spare-connection", "      - decide: technician-visit", also="one-answer/fact-never-learnt"),
    m("closed accounts lead to the closed accounts", "no-dead-end/closed-unanswered", C, "\n  closed: call-back-at-opening\n", "\n  closed: accounts\n", "closed: accounts",
      also="no-loop/menu-repeats"),
    m("mobile faults wait for interpreters only", "language-kept/sent-away", C, "      - queue: network\n", "      - queue: interpreters\n", "- queue: interpreters", "no-speaker: interpreters"),
    m("lines that open a team ask for no language", "language-kept/never-asked", C, "    chat: pamplemousse.example/aide\n    for: [faults, bills, changes, complaints, leaving]\n    opens: welcome\n",
      "    chat: pamplemousse.example/aide\n    for: [faults, bills, changes, complaints, leaving]\n    opens: front-desk\n", "opens: front-desk", "  chat:"),
    m("a step hands on without the case", "said-once/case-stays-behind", C, "      - ask: bill-point\n      - decide: bill-correction\n",
      "      - ask: bill-point\n      - decide: bill-correction\n      - hand-on: accounts\n        case: stays behind\n", "case: stays behind", "- hand-on: accounts"),
    # answers
    m("a no offers the same question instead", "no-loop/menu-repeats", C, OUTAGE_ROW, "because: outage-under-repair, instead: technician-visit}", "id: outage,  ",
      also="reasoned-no/no-alternative"),
    m("two noes offer each other instead", "no-loop/menu-repeats", C, OUTAGE_ROW, "because: outage-under-repair, instead: spare-connection}", "id: outage,  ", "id: tv-short",
      also="reasoned-no/no-alternative"),
    m("a swap for a fault of the network, whatever was swapped", "no-loop/remedy-repeats", C, "answer: visit, price: 0 EUR, because: fault-is-ours}", "answer: swap, price: 0 EUR, because: fault-is-ours}"),
    m("a no with the reason of a sale", "reasoned-no/refused-though-priced", C, "answer: no, because: repair-is-faster,", "answer: no, because: connection-works,",
      "id: tv-short", also="language-kept/words-unused"),
    m("two rows that say the same meet", "one-answer/same-answer-twice", C, "{id: not-bound,     when: {reason: service-failed, contacts", "{id: not-bound,     when: {reason: [service-failed, moving], contacts",
      "id: not-bound", "id: free-to-go"),
    m("a row that says the same once more", "one-answer/never-used", C, "      - {id: nothing-found,",
      "      - {id: at-home-twice,   when: {outage: no, fault: home, swaps: 2 or more}, answer: visit, price: 119 EUR, because: fault-at-home}\n      - {id: nothing-found,",
      "id: at-home-twice"),
    m("the first row wins, for nothing", "one-answer/first-wins-for-nothing", C, "    asks: [late-bills, fragile]\n", "    asks: [late-bills, fragile]\n    first-wins: yes\n", "first-wins: yes"),
    m("a reason in a no that is only a name", "language-kept/words-missing", C, "because: three-late-bills, instead", "because: it-is-not-possible, instead", also="language-kept/words-unused"),
    m("a loan is free by a cause for which nobody looks", "price-before/cause-not-found", C, "loan:        {fee: 5 EUR, by: counter,", "loan:        {fee: 5 EUR, by: counter, free-when: [network],", "free-when: [network]"),
    m("a price that nobody wrote, above the list", "price-before/above-the-list", C, "loan:        {fee: 5 EUR", "loan:        {fee: 0 EUR", "id: own-wiring"),
    m("the records become the customer's, who is asked nothing", "language-kept/words-missing", C, "swaps:        {is: 0 or more, from: records}", "swaps:        {is: 0 or more, from: customer}",
      "swaps:        {is", "asks: [outage, fault, swaps", also="said-once/asked-twice"),
    # clocks and promises
    m("no state of an open case has a clock", "every-wait-has-a-clock/case-waits-for-ever", C,
      "  waits:\n    with-us:         {at-most: 1 day, then: daily-news}\n    with-technician: {at-most: 3 days, then: daily-news}\n"
      "    with-shop:       {at-most: 1 day, then: daily-news}\n    with-customer:   {at-most: 14 days, then: closing-question}\n", "", "cases:", also="language-kept/words-unused"),
    m("a promise within a window that its remedy has not", "every-wait-has-a-clock/promise-without-time", C, "new-box:              {from: agreed, until: handed over, within: 1 day,",
      "new-box:              {from: agreed, until: handed over, within: the window,"),
    m("it rings until the supervisor comes", "every-wait-has-a-clock/rings-too-long", C, "    phone: +33 1 99 00 00 39\n    tariff: free\n",
      "    phone: +33 1 99 00 00 39\n    tariff: free\n    picks-up: person\n", "picks-up: person", "  service:", "at-most: 3 min", also="no-dead-end/keys-unheard"),
    m("the complaints ladder has rungs without anybody in time", "every-wait-has-a-clock/rung-without-time", C, LADDER, "  ladder:\n    - {who: front-desk, else: {credit: 1 EUR}}\n    - {who: supervisors, within: 1 working day", "who: front-desk"),
    m("a rung that owes nothing", "remedy-owed/nothing-owed", C, LADDER, "  ladder:\n    - {who: front-desk, within: 1 day}\n    - {who: supervisors, within: 1 working day", "who: front-desk"),
    m("the last promise owes the first", "remedy-owed/else-circles", C, "supervisor-calls:     {from: asked, until: called, within: 3 h, else: {credit: 10 EUR}}",
      "supervisor-calls:     {from: asked, until: called, within: 3 h, else: {promise: supervisor-calls}}", also="remedy-owed/not-said"),
    m("an empty sentence", "language-kept/words-missing", EN, '"Unplug the TV box, wait thirty seconds, and plug it in again."', '""', "restart-box:", "do:"),
    m("a sentence of spaces", "language-kept/words-missing", FR, '"tout indique que le décodeur est en panne."', '"  "', "box-is-faulty:", "because:"),
    m("nothing after the name of a sentence", "language-kept/words-missing", EN, "  network: the network team\n", "  network:\n", "  network:", "teams:"),
    m("technicians come without a language", "language-kept/no-technician", C, TECHNICIANS, TECHNICIANS.replace("{fr: visits, en: visits}", "{}"), "technicians:  {", "by: technicians"),
    m("technicians at no hour speak English", "language-kept/no-technician", C, TECHNICIANS, TECHNICIANS.replace("en: visits", "en: never"), "technicians:  {", "by: technicians",
      more=(Edit(C, "hours:\n", "hours:\n  never: {mon: closed}\n"),)),
    # playbooks
    m("an action whose failure nobody sees", "no-dead-end/unchecked-action", T, "    so-that: {box-light: [steady, blinking, red]}\n", "", "name: power", "do: try-another-socket", "else: dead-box"),
    m("the last step of a playbook is gone", "no-dead-end/dangling", T, "  - name: dead-box\n    conclude: {fault: box}", "", "dead-box", also="no-dead-end/runs-out"),
    m("a conclusion in the middle is gone", "no-dead-end/dangling", N, "  - name: no-light\n    conclude: {fault: network}\n", "", "else: no-light"),
    m("a playbook leads past its end", "no-dead-end/runs-out", N, "  - name: at-home\n    conclude: {fault: home}\n", "  - name: at-home\n    do: restart-router\n    by: customer\n    minutes: 1\n",
      "name: at-home", "do: restart-router\n"[:-1], "playbook: no-internet"),
    m("a story that does not hold", "stories/does-not-hold", "stories/mine.yaml", "",
      "- name: a swap in vain\n  who: {line: service, language: en, at: Sunday 09:10}\n  known: {service: tv, outage: no, swaps: 1}\n"
      "  does: [{problem: fault}, {play: tv-no-picture, ends: {fault: box}}]\n  then: {answer: swap}\n", "a swap in vain", "answer: swap"),
    m("a line in a story that never ends so", "stories/does-not-hold", "stories/mine.yaml", "",
      "- name: the bill is right\n  who: {line: english, language: en, at: Monday 10:00}\n  known: {bill-error: none, bill-age: 3}\n"
      "  does: [{problem: bill}, {bill-point: call}]\n  then: {answer: no, because: bill-too-old}\n", "the bill is right", "because: bill-too-old"),
    # money
    m("a wait is charged only where a line is forgotten", "free-wait/paid-before-person", C, "    chat: pamplemousse.example/aide\n", "    phone: +33 1 99 00 00 41\n    tariff: dear\n",
      "dear: {class", "tariff: dear", more=(Edit(C, "tariffs:\n", "tariffs:\n  dear: {class: mobile, other-network: {per-minute: {queue: 0.01 EUR}}}\n"),)),
    m("the refund must be claimed", "free-wait/paid-before-person", C, "    phone: +33 1 99 00 00 39\n    tariff: free\n", "    phone: +33 1 99 00 00 39\n    tariff: dear\n    refunds: [queue]\n",
      "dear: {class", "tariff: dear", more=(Edit(C, "tariffs:\n", "tariffs:\n  dear: {class: mobile, per-minute: {queue: 0.01 EUR}}\n"),
                                         Edit(C, "unasked: yes}", "unasked: no}")), also="remedy-owed/must-be-claimed"),
    m("the refund comes at no time", "free-wait/paid-before-person", C, "    phone: +33 1 99 00 00 39\n    tariff: free\n", "    phone: +33 1 99 00 00 39\n    tariff: dear\n    refunds: [queue]\n",
      "dear: {class", "tariff: dear", more=(Edit(C, "tariffs:\n", "tariffs:\n  dear: {class: mobile, per-minute: {queue: 0.01 EUR}}\n"),
                                         Edit(C, "{paid-within: 30 days, unasked: yes}", "{unasked: yes}")), also="remedy-owed/no-pay-by"),
]  # fmt: skip
