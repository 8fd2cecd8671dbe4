"""Mutations of the answers: tables, refusals, prices, and the visits that follow from them."""

from __future__ import annotations

from tests.mutation.edits import EN, FR, C, Edit, T, m
from tests.mutation.on_the_way import ACCOUNTS, FRONT, TV, practice

TECHNICIANS = "technicians:  {skills: [tv, internet], visits: yes, languages: {fr: visits, en: visits}, people: {fr: 260, en: 70}}"
ONE = "one-answer/"
ONE_ANSWER = [
    m("nobody answers after two contacts", ONE + "gap", C, "swaps: 0, contacts: under 3}", "swaps: 0, contacts: under 2}", "technician-visit:\n"[:-1], "id: box-first", "id: box-often"),
    m("nobody answers after one swap", ONE + "gap", C, "fault: box, swaps: 1 or more}", "fault: box, swaps: 2 or more}", "technician-visit:", "id: swap-was-in-vain"),
    m("a row is gone", ONE + "gap", C, "      - {id: at-home,         when: {outage: no, fault: home}, answer: visit, price: 119 EUR, because: fault-at-home}\n", "",
      "  technician-visit:", also="language-kept/words-unused"),
    m("the row of the outage is gone", ONE + "gap", C,
      "      - {id: outage,          when: {outage: yes}, answer: no, because: outage-under-repair, instead: outage-news}\n", "",
      "  technician-visit:", also="language-kept/words-unused"),
    m("unknown boxes are forgotten", ONE + "gap", C, "{id: first-time,  when: {fault: [box, unknown], swaps: 0}", "{id: first-time,  when: {fault: box, swaps: 0}", "box-exchange:", "id: first-time"),
    m("a year to the day has no answer", ONE + "gap", C, "bill-age: up to 365}", "bill-age: under 365}", "bill-correction:", "id: right-new"),
    m("a fourth late bill has no answer", ONE + "gap", C, "{late-bills: 3 or more, fragile: yes}", "{late-bills: 4 or more, fragile: yes}", "pay-later:", "id: fragile,   when: {late-bills"),
    m("fragile customers are forgotten", ONE + "gap", C, "{id: fragile,     when: {fragile: yes}", "{id: fragile,     when: {fragile: yes, contacts: 1 or more}", "visit-soon:", "id: fragile,     when"),
    m("one minute late is nothing", ONE + "gap", C, "{minutes-late: 1 or more}", "{minutes-late: over 1}", "technician-late:", "id: late,"),
    m("those who move may not leave", ONE + "gap", C, "{id: free-to-go,    when: {reason: [moving, price, other]", "{id: free-to-go,    when: {reason: [price, other]", "leave-free:", "id: free-to-go"),
    m("a new kind of bill error", ONE + "gap", C, "{is: [ours, none, unclear]", "{is: [ours, none, unclear, fraud]", "bill-correction:",
      also="no-dead-end/no-such-choice"),
    m("a new fault", ONE + "gap", C, "{is: [none, home, box, network, unknown]", "{is: [none, home, box, network, unknown, weather]", "technician-visit:",
      also="language-kept/words-missing"),
    m("counting swaps begins below nothing", ONE + "gap", C, "  swaps:        {is: 0 or more", "  swaps:        {is: -1 or more", "technician-visit:", "box-exchange:", "already-swapped",
      also="no-dead-end/no-such-choice"),
    m("three contacts have two answers", ONE + "two-answers", C, "swaps: 0, contacts: under 3}", "swaps: 0, contacts: up to 3}", "id: box-first", "id: box-often"),
    m("two contacts have two answers", ONE + "two-answers", C, "swaps: 0, contacts: 3 or more}", "swaps: 0, contacts: 2 or more}", "id: box-first", "id: box-often"),
    m("a swapped box has two answers", ONE + "two-answers", C, "{id: box-often,       when: {outage: no, fault: box, swaps: 0, ", "{id: box-often,       when: {outage: no, fault: box, ",
      "id: box-often", "id: swap-was-in-vain"),
    m("two prices for the same facts", ONE + "two-answers", C, "      - {id: nothing-found,",
      "      - {id: dear,            when: {outage: no, fault: home}, answer: visit, price: 100 EUR, because: fault-at-home}\n      - {id: nothing-found,",
      "id: dear", "id: at-home"),
    m("two reasons for the same facts", ONE + "two-answers", C, "      - {id: nothing-found,",
      "      - {id: other-words,     when: {outage: no, fault: home}, answer: visit, price: 119 EUR, because: nothing-found}\n      - {id: nothing-found,",
      "id: other-words", "id: at-home"),
    m("an outage and a fault of the network", ONE + "two-answers", C, "{id: network,         when: {outage: no, fault: network}", "{id: network,         when: {fault: network}", "id: network,", "id: outage,  "),
    m("a wired home gets a loan at two prices", ONE + "two-answers", C, "{service: internet, fault: [none, home]}", "{service: internet, fault: [none, home, box]}", "id: own-wiring", "id: cut-off"),
    m("a bill error may be anything", ONE + "two-answers", C, "{id: unclear,    when: {bill-error: unclear}", "{id: unclear,    when: {bill-error: [unclear, ours]}", "id: unclear", "id: our-error"),
    m("two alternatives for the same facts", ONE + "two-answers", C, "      - {id: not-the-box, ",
      "      - {id: again,       when: {fault: home}, answer: no, because: not-the-box, instead: front-desk}\n      - {id: not-the-box, ", "id: again", "id: not-the-box"),
    m("only the TV team comes for a fault at home", ONE + "depends-on-who", C, "{id: at-home,         when: {outage: no, fault: home}, answer",
      "{id: at-home,         when: {outage: no, fault: home}, who: [tv], answer", also="one-answer/gap"),
    m("accounts say no where the others correct", ONE + "depends-on-who", C, "      - {id: unclear,    when",
      "      - {id: not-here,   when: {bill-error: unclear}, who: [front-desk], answer: no, because: bill-is-right, instead: accounts}\n      - {id: unclear,    when",
      "id: not-here", "id: unclear", also="one-answer/two-answers"),
    m("two teams, two prices", ONE + "depends-on-who", C, "      - {id: nothing-found,   when: {outage: no, fault: none}, answer: visit, price: 119 EUR, because: nothing-found}",
      "      - {id: nothing-found,   when: {outage: no, fault: none}, who: [tv], answer: visit, price: 119 EUR, because: nothing-found}\n"
      "      - {id: nothing-found-2, when: {outage: no, fault: none}, who: [network, front-desk, accounts, supervisors, quality, interpreters, counter, technicians], "
      "answer: visit, price: 99 EUR, because: nothing-found}"),
    m("a row behind a wider one", ONE + "never-used", C, "technician-visit:\n    asks: [outage, fault, swaps, contacts]\n    rules:\n      - {id: outage,          when: {outage: yes}, answer",
      "technician-visit:\n    asks: [outage, fault, swaps, contacts]\n    first-wins: yes\n    rules:\n"
      "      - {id: outage,          when: {outage: yes}, answer: no, because: outage-under-repair, instead: outage-news}\n"
      "      - {id: outage-again,    when: {outage: yes, swaps: 1 or more}, answer",
      "id: outage-again", also="one-answer/first-wins-for-nothing"),
    m("a row whose facts cannot be", ONE + "never-used", C, "      - {id: not-the-box, ",
      "      - {id: impossible,  when: {swaps: under 0}, answer: no, because: not-the-box, instead: technician-visit}\n      - {id: not-the-box, ",
      "id: impossible", also="one-answer/outside-domain"),
    m("an answer that no row gives", ONE + "never-used", C, "answers: [nothing-due, visit-free]", "answers: [nothing-due, visit-free, flowers]",
      also="language-kept/words-missing"),
    m("a fault that there is not", ONE + "outside-domain", C, "{outage: no, fault: network}", "{outage: no, fault: netwrok}", also="one-answer/gap one-answer/never-used"),
    m("an outage that may be", ONE + "outside-domain", C, "{id: outage,          when: {outage: yes}", "{id: outage,          when: {outage: maybe}", also="one-answer/gap one-answer/never-used"),
    m("less than no swap", ONE + "outside-domain", C, "fault: [box, unknown], swaps: 0}", "fault: [box, unknown], swaps: [0, -1]}"),
    m("late bills are at least one", ONE + "outside-domain", C, "  late-bills:   {is: 0 or more", "  late-bills:   {is: 3 or more", "late-bills: under 3", also="one-answer/never-used"),
    m("the goal cannot be", ONE + "outside-domain", T, "{box-light: steady}\n    else: dead-box\n  - name: line\n", "{box-light: green}\n    else: dead-box\n  - name: line\n", "green", also="no-dead-end/unchecked-action"),
    m("the playbook concludes what cannot be", ONE + "outside-domain", T, "    conclude: {fault: network}", "    conclude: {fault: cable}", also="one-answer/fact-never-learnt"),
    m("no playbook before the answer", ONE + "fact-never-learnt", C, "      - play: tv-no-picture      # solved: the customer says so; not solved: we go on\n", "",
      "- decide: technician-visit #", "  tv-trouble:", also="no-dead-end/never-reached language-kept/words-unused"),
    m("no playbook before the spare connection", ONE + "fact-never-learnt", C, "      - play: no-internet\n", "",
      "- decide: spare-connection", "  internet-trouble:", also="no-dead-end/never-reached language-kept/words-unused"),
    m("the playbook comes after the answer", ONE + "fact-never-learnt", C, "      - play: no-internet\n      - decide: spare-connection\n",
      "      - decide: spare-connection\n      - play: no-internet\n", "- decide: spare-connection"),
    m("a visit for mobile faults without a playbook", ONE + "fact-never-learnt", C, "      - queue: network\n", "      - decide: technician-visit\n",
      more=(Edit(C, "      - play: mobile-no-data\n", ""),), also="no-dead-end/never-reached language-kept/words-unused"),
]  # fmt: skip

REASONED = "reasoned-no/"
REASONED_NO = [
    m("no visit in an outage, no reason", REASONED + "no-reason", C, "answer: no, because: outage-under-repair, instead", "answer: no, instead", "id: outage,  ", also="language-kept/words-unused"),
    m("no exchange, no reason", REASONED + "no-reason", C, "answer: no, because: not-the-box, instead", "answer: no, instead", "id: not-the-box", also="language-kept/words-unused"),
    m("no leaving, no reason", REASONED + "no-reason", C, "answer: no, because: repair-first, instead", "answer: no, instead", "id: not-yet", also="language-kept/words-unused"),
    m("no instalments, no reason", REASONED + "no-reason", C, "answer: no, because: three-late-bills, instead", "answer: no, instead", "id: often,   when: {late-bills", also="language-kept/words-unused"),
    m("no visit in an outage, nothing instead", REASONED + "no-alternative", C, "because: outage-under-repair, instead: outage-news}", "because: outage-under-repair}", "id: outage,  "),
    m("no loan for mobiles, nothing instead", REASONED + "no-alternative", C, "because: phone-needs-network, instead: front-desk}", "because: phone-needs-network}", "id: mobile"),
    m("no correction, nothing instead", REASONED + "no-alternative", C, "because: bill-too-old, instead: accounts}", "because: bill-too-old}", "id: right-old"),
    m("no leaving, nothing instead", REASONED + "no-alternative", C, "because: repair-first, instead: technician-visit}", "because: repair-first}", "id: not-yet"),
    m("the front desk refuses visits in its own words", REASONED + "outside-tables", C, FRONT, practice(FRONT, "{refuse: technician-visit}"), also="one-answer/depends-on-who"),
    m("accounts refuse corrections in their own words", REASONED + "outside-tables", C, ACCOUNTS, practice(ACCOUNTS, "{refuse: bill-correction, say: greeting}"), also="one-answer/depends-on-who"),
    m("no ladder", REASONED + "no-appeal", C,
      "  ladder:\n    - {who: supervisors, within: 1 working day, else: {credit: 2.50 EUR, every: day, at-most: 50 EUR}}\n"
      "    - {who: quality, within: 10 working days, else: {credit: 2.50 EUR, every: day, at-most: 150 EUR}}\n", "", "complaints:", also="no-dead-end/never-reached"),
    m("an empty ladder", REASONED + "no-appeal", C,
      "  ladder:\n    - {who: supervisors, within: 1 working day, else: {credit: 2.50 EUR, every: day, at-most: 50 EUR}}\n"
      "    - {who: quality, within: 10 working days, else: {credit: 2.50 EUR, every: day, at-most: 150 EUR}}\n", "  ladder: []\n", also="no-dead-end/never-reached"),
    m("no complaints at all", REASONED + "no-appeal", C,
      "complaints:\n  ladder:\n    - {who: supervisors, within: 1 working day, else: {credit: 2.50 EUR, every: day, at-most: 50 EUR}}\n"
      "    - {who: quality, within: 10 working days, else: {credit: 2.50 EUR, every: day, at-most: 150 EUR}}\n"
      "  outside: {who: mediator, after: 30 days, or: at deadlock}\n", "", "charter: 1", "technician-visit:", "answer: no", "# ── When a customer disagrees",
      also="reasoned-no/no-outside-body no-dead-end/never-reached language-kept/words-unused"),
    m("nobody outside the company", REASONED + "no-outside-body", C, "  outside: {who: mediator, after: 30 days, or: at deadlock}\n", "", "complaints:", "  ladder:", also="language-kept/words-unused language-kept/placeholders-differ"),
]  # fmt: skip

PRICE = "price-before/"
OFFER, OFFRE = (
    "A technician can come {window}. Price: {price}, because",
    "Un technicien peut venir {window}. Prix : {price}, car",
)
PRICE_BEFORE = [
    m("the price of a visit is on the bill", PRICE + "told-after", C, "    takes: 90 min\n", "    takes: 90 min\n    price-told: on the bill\n", "price-told: on the bill"),
    m("the price of a loan is told afterwards", PRICE + "told-after", C, "loan:        {fee: 5 EUR,", "loan:        {fee: 5 EUR, price-told: afterwards,"),
    m("the end of a contract is charged on the bill", PRICE + "told-after", C, "exit:        {fee: 49 EUR,", "exit:        {fee: 49 EUR, price-told: on the bill,"),
    m("a visit at home above the fee", PRICE + "above-the-list", C, "price: 119 EUR, because: fault-at-home", "price: 129 EUR, because: fault-at-home"),
    m("a cent above the fee", PRICE + "above-the-list", C, "price: 119 EUR, because: nothing-found", "price: 119.01 EUR, because: nothing-found"),
    m("the fee goes below the prices", PRICE + "above-the-list", C, "    fee: 119 EUR ", "    fee: 99 EUR ", "id: at-home", "id: nothing-found"),
    m("a free loan is charged", PRICE + "above-the-list", C, "fee: 5 EUR, by: counter", "fee: 4.99 EUR, by: counter", "id: own-wiring"),
    m("a swap is charged", PRICE + "above-the-list", C, "answer: swap, price: 0 EUR, because: box-is-faulty}\n      - {id: box-often", "answer: swap, price: 10 EUR, because: box-is-faulty}\n      - {id: box-often", "id: box-first"),
    m("leaving costs more than the list", PRICE + "above-the-list", C, "answer: exit, price: 49 EUR", "answer: exit, price: 490 EUR"),
    m("the French offer of a visit says no price", PRICE + "price-not-said", FR, OFFRE, "Un technicien peut venir {window}, car", also="language-kept/placeholders-differ"),
    m("the English offer of a visit says no price", PRICE + "price-not-said", EN, OFFER, "A technician can come {window}, because", also="language-kept/placeholders-differ"),
    m("no offer of a loan says a price", PRICE + "price-not-said", EN, "We lend you a 4G dongle. Price: {price}, because", "We lend you a 4G dongle, because",
      more=(Edit(FR, "Nous vous prêtons une clé 4G. Prix : {price}, car", "Nous vous prêtons une clé 4G, car"),)),
    m("the price of a visit is written into the sentence", PRICE + "price-not-said", EN, OFFER, "A technician can come {window}. Price: 119 euros, because", also="language-kept/placeholders-differ"),
    m("nothing says how long a quote holds", PRICE + "quote-without-end", C, "quotes: {good-for: 14 days}\n", "", "remedies:", "charter: 1", "  visit:", "    fee: 119 EUR"),
    m("a quote of no length", PRICE + "quote-without-end", C, "quotes: {good-for: 14 days}", "quotes: {}"),
]  # fmt: skip

SLOT = "kept-slot/"
KEPT_SLOT = [
    m("a visit has no window", SLOT + "no-window", C, "    window: 2 h\n", "", "  visit:\n"[:-1], "    fee: 119 EUR", "by: technicians"),
    m("a visit has no limit of days", SLOT + "no-window", C, "    within: 3 days\n", "", "  visit:", "    fee: 119 EUR", "by: technicians"),
    m("the company moves a window as it needs", SLOT + "moved-without-consent", C, "    window: 2 h\n", "    window: 2 h\n    moved: as we need\n", "moved: as we need"),
    m("the company may cancel at the door", SLOT + "no-cancel-limit", C, "    cancel-until: 18:00 the day before\n", "", "  visit:", "    fee: 119 EUR", "by: technicians"),
    m("technicians know nothing of the internet", SLOT + "no-such-skill", C, TECHNICIANS, TECHNICIANS.replace("skills: [tv, internet]", "skills: [tv]"), "skills: [tv, internet]", "skills: [tv], visits"),
    m("a visit needs a skill that nobody has", SLOT + "no-such-skill", C, "    skills: [tv, internet]\n    takes", "    skills: [tv, internet, roofs]\n    takes", "roofs"),
    m("the shop counter goes on visits", SLOT + "no-such-skill", C, "    by: technicians\n", "    by: counter\n", "by: counter", "skills: [tv, internet]", also="no-dead-end/never-reached language-kept/no-technician price-before/cause-not-found"),
]  # fmt: skip

TABLES = ONE_ANSWER + REASONED_NO + PRICE_BEFORE + KEPT_SLOT
__all__ = ["TABLES", "TECHNICIANS", "TV"]
