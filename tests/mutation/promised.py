"""Mutations of what is promised: languages, words, clocks, cases, credits, people."""

from __future__ import annotations

from tests.mutation.edits import EN, FR, C, Change, Edit, Gone, Mutation, T, m
from tests.mutation.on_the_way import ACCOUNTS, FRONT, NETWORK, TV, practice
from tests.mutation.tables import TECHNICIANS

LANG = "language-kept/"
NO_INTERPRETER = Edit(C, "\n  no-speaker: interpreters\n", "\n")


def missing(name: str, file: str, line: str, *at: str, also: str = "") -> Mutation:
    """Return the mutation that loses one line of a catalogue; the finding stands near it or at what needs it."""
    return m(name, LANG + "words-missing", file, line, "", *at, also=also)


def differs(name: str, file: str, old: str, new: str, also: str = "") -> Mutation:
    return m(name, LANG + "placeholders-differ", file, old, new, also=also)


LANGUAGE_KEPT = [
    m("tv speaks English in the office only, and there is no interpreter", LANG + "nobody-speaks", C, TV, TV.replace("en: always", "en: office"),
      "tv:           {", "person: tv", also="no-dead-end/never-reached", more=(NO_INTERPRETER,)),
    m("network speaks French only, and there is no interpreter", LANG + "nobody-speaks", C, NETWORK, NETWORK.replace(", en: always", ""),
      "network:      {", "person: network", "queue: network", also="no-dead-end/never-reached", more=(NO_INTERPRETER,)),
    m("the front desk speaks French only, and there is no interpreter", LANG + "nobody-speaks", C, FRONT, FRONT.replace(", en: always", ""),
      "front-desk:   {", "person: front-desk", also="no-dead-end/never-reached", more=(NO_INTERPRETER,)),
    m("interpreters for French only", LANG + "sent-away", C, "{skills: [interpreting], languages: {en: always}, people: {en: ",
      "{skills: [interpreting], languages: {fr: always}, people: {fr: ", "interpreters: {", "no-speaker: interpreters", also="language-kept/nobody-speaks"),
    m("who speaks English is sent round at the counter", "no-loop/menu-repeats", C, "        no-speaker: interpreters", "        no-speaker: shop-counter", also="language-kept/sent-away no-dead-end/no-way-out"),
    m("who speaks English is hung up on", LANG + "sent-away", C, "        no-speaker: interpreters", "        no-speaker: sorry", "no-speaker: sorry", "hang-up: no English",
      also="never-dropped/hangs-up no-dead-end/no-way-out", more=(Edit(C, "  shop-counter:\n", "  sorry:\n    steps:\n      - hang-up: no English\n  shop-counter:\n"),)),
    m("the welcome asks for no language", LANG + "never-asked", C, "      - ask: language            # not asked on a line that speaks one language only\n", "",
      "  welcome:", "  service:", "opens: welcome"),
    m("the letters ask for no language", LANG + "never-asked", C, "      - ask: language            # a letter shows its language; where it does not, we ask\n", "",
      "  letter:", "  letters:", "opens: letter"),
    m("the shop asks for no language", LANG + "never-asked", C, "      - ask: language\n      - queue: counter", "      - queue: counter", "  shop-counter:", "  shops:\n"[:-1], "opens: shop-counter", "- queue: counter"),
    m("technicians speak French only", LANG + "no-technician", C, TECHNICIANS, TECHNICIANS.replace(", en: visits", ""), "technicians:  {", "by: technicians"),
    m("technicians speak no French", LANG + "no-technician", C, TECHNICIANS, TECHNICIANS.replace("fr: visits, ", ""), "technicians:  {", "by: technicians"),
    m("a third language without words", LANG + "words-missing", C, "languages: [fr, en] ", "languages: [fr, en, es] ", "languages: [fr, en, es]",
      also="language-kept/nobody-speaks language-kept/no-technician no-dead-end/no-way-out no-dead-end/no-person no-loop/menu-repeats language-kept/sent-away"),
    Mutation("the English catalogue is gone", LANG + "words-missing", (Gone(EN),), ("languages: [fr, en] ",), C),
    Mutation("the French catalogue is gone", LANG + "words-missing", (Gone(FR),), ("languages: [fr, en] ",), C),
    missing("no English greeting", EN, '  greeting: "Hello, this is {company}. This call is free, waiting included. At any moment, press 0 to speak to a person."\n', "say:", "outage-known:", also="language-kept/placeholders-differ"),
    missing("no French news of an outage", FR, '  outage-known: "Une panne touche votre quartier depuis {since}. Nos équipes y travaillent ; le rétablissement est prévu vers {estimate}."\n', "say:"),
    missing("no English name for the front desk", EN, "  front-desk: the front desk\n", "teams:"),
    missing("no French name for a line", FR, "  english: Service clients en anglais\n", "lines:"),
    missing("a value without a French word", FR, ', leaving: "Résilier"', "  problem: {ask:"),
    missing("a question without its English sentence", EN, 'ask: "What does not work?", ', "  service: {ask", "  service: {tv"),
    m("a playbook's value without an English word", LANG + "words-missing", EN, ', red: "It is red"}\n  screen', "}\n  screen", "  box-light: {ask"),
    missing("no French reason", FR, '  repair-first: "nous pouvons encore réparer, et un technicien peut venir ; si cela échoue, vous partez sans frais."\n', "because:"),
    missing("no English action", EN, '  reseat-hdmi: "Unplug the HDMI cable and plug it in again, at both ends, and choose the right input on the TV."\n', "do:"),
    missing("no English name for a question", EN, "  box-exchange: an exchange of the TV box\n", "questions:"),
    missing("no French answer", FR, '  nothing-due: "Rien n’est dû."\n', "answers:"),
    missing("no English promise", EN, '  new-box: "Your new TV box is ready before {time}. If not, we credit you {credit} a day."\n', "promises:"),
    missing("no French frame of a no", FR, '  form: "Nous ne vous proposons pas {asked}, car {because} Nous vous proposons ceci : {instead}. Si vous n’êtes pas d’accord, {appeal}"\n', "no:"),
    missing("no English appeal", EN, '  appeal: "ask for the duty supervisor, now or before {time}, and then, if need be, {outside}."\n', "no:"),
    missing("no French words for what is heard while waiting", FR, '  status: "Il y a {position} personnes avant vous ; l’attente devrait durer {estimate}. Elle ne vous coûte rien."\n', "waiting:"),
    missing("no English offer of a call back", EN, '  call-back-offer: "You keep your place: we can call you back before {time}."\n', "waiting:"),
    missing("no French body outside", FR, '  mediator: "saisissez gratuitement le médiateur des communications électroniques"\n', "outside:"),
    missing("no English word for a refused consent", EN, ', refused: "Noted: we are not recording."', "recording:"),
    missing("no French question for a consent", FR, 'ask: "Acceptez-vous qu’une personne de votre choix vous aide pendant cet appel ?", ', "helper:"),
    m("an English offer without its sentence", LANG + "words-missing", EN, ', offer: "We lend you a 4G dongle. Price: {price}, because {because}"}', "}", "  loan: {name"),
    m("a remedy without its French name", LANG + "words-missing", FR, 'swap: {name: "l’échange du décodeur", ', "swap: {", "  swap: {"),
    m("a misspelt key of a catalogue", LANG + "words-missing", EN, "  repair-is-faster:", "  repair-is-fast:", "because:", "repair-is-fast:", also="language-kept/words-unused"),
    m("a reason that no catalogue has", LANG + "words-missing", C, "because: usual-delay}", "because: usual-delays}", also="language-kept/words-unused"),
    m("a sentence that no catalogue has", LANG + "words-missing", C, "      - say: complaint-received", "      - say: complaint-recieved", also="language-kept/words-unused"),
    m("an action that no catalogue has", LANG + "words-missing", T, "    do: use-ethernet", "    do: use-the-cable", also="language-kept/words-unused"),
    m("the English language has no name to choose", LANG + "words-missing", FR, "fr: Français, en: Anglais}", "fr: Français}", "  language: {ask:"),
    m("a line without words", LANG + "words-missing", C, "  letters:\n    mail", "  forum:\n    chat: pamplemousse.example/forum\n    opens: welcome\n  letters:\n    mail", "  forum:"),
    m("a promise without words", LANG + "words-missing", C, "  number-kept:          {", "  number-told:          {from: ordered, until: told, within: 3 days, else: {credit: 5 EUR}}\n  number-kept:          {", "number-told:"),
    m("a remedy without words", LANG + "words-missing", C, "  swap:        {fee", "  flowers:     {fee: 0 EUR, by: counter, within: 1 day, promise: new-box}\n  swap:        {fee", "flowers:", also="no-dead-end/never-reached one-answer/never-used"),
    differs("the estimate is said in French only", EN, "; we expect it to be over at about {estimate}.", "."),
    differs("the time is said in English only", FR, "Nous vous rappelons avant {time}. Sinon", "Nous vous rappelons bientôt. Sinon"),
    differs("the reference is said in English only", FR, "Votre réclamation porte le numéro {reference}. Nous", "Nous"),
    differs("the position is said in French only", EN, "There are {position} people before you", "There are people before you"),
    differs("a placeholder is misspelt", FR, "vers {estimate}.", "vers {estimation}."),
    differs("a no shows the alternative in French only", EN, "because {because} What we offer is this: {instead}. If", "because {because} If"),
    differs("a no shows the appeal in English only", FR, "{instead}. Si vous n’êtes pas d’accord, {appeal}", "{instead}."),
    differs("a no shows the reason in French only", EN, "We do not offer you {asked}, because {because} What", "We do not offer you {asked}. What"),
    differs("the offer's window is said in French only", EN, "A technician can come {window}. Price", "A technician can come. Price"),
    m("a line is named in French only", LANG + "placeholders-differ", FR, "Il porte le numéro {reference}.", "Il porte le numéro {reference}. Suivi : {line.chat}.", "  letter-received:", at_file=EN),
    differs("the credit is said in English only", FR, "Le technicien arrive {window}. Sinon, la visite est gratuite et nous vous créditons {credit}.", "Le technicien arrive {window}. Sinon, la visite est gratuite.", also="remedy-owed/not-said"),
    m("a sentence that nobody says", LANG + "words-unused", EN, "  letter-received:", '  sorry: "We are sorry."\n  letter-received:', "sorry:", more=(Edit(FR, "  letter-received:", '  sorry: "Désolés."\n  letter-received:'),)),
    m("a reason that nobody gives", LANG + "words-unused", FR, "  it-happens:", '  too-bad: "c’est ainsi."\n  it-happens:', "too-bad:", more=(Edit(EN, "  it-happens:", '  too-bad: "that is how it is."\n  it-happens:'),)),
    m("words for a remedy that there is not", LANG + "words-unused", EN, "  swap: {name", '  flowers: {name: "flowers", offer: "Flowers. Price: {price}, because {because}"}\n  swap: {name', "flowers:",
      more=(Edit(FR, "  swap: {name", '  flowers: {name: "des fleurs", offer: "Des fleurs. Prix : {price}, car {because}"}\n  swap: {name'),)),
]  # fmt: skip

CLOCK = "every-wait-has-a-clock/"
CLOCKS = [
    m("a wait without a limit", CLOCK + "queue-without-limit", C, "  at-most: 90 s\n", "", "waiting:", also="every-wait-has-a-clock/rings-too-long"),
    m("a limit after which nothing follows", CLOCK + "queue-without-limit", C, "  then: call-back\n", "", "waiting:", "  at-most: 90 s"),
    m("nothing about waiting", CLOCK + "queue-without-limit", C,
      "waiting:\n  status-every: 30 s\n  plays: music\n  at-most: 90 s\n  then: call-back\n  closed: call-back-at-opening\n  no-speaker: interpreters\n", "",
      "charter: 1", "queue: ", "person: ", "How one waits", also="every-wait-has-a-clock/silent-wait language-kept/nobody-speaks no-dead-end/closed-unanswered no-dead-end/no-way-out no-dead-end/never-reached language-kept/words-unused"),
    m("a silent wait", CLOCK + "silent-wait", C, "  status-every: 30 s\n", "", "waiting:", also="language-kept/words-unused"),
    m("a case may wait for us for ever", CLOCK + "case-waits-for-ever", C, "with-us:         {at-most: 1 day, then: daily-news}", "with-us:         {then: daily-news}"),
    m("after three days nothing follows", CLOCK + "case-waits-for-ever", C, "with-technician: {at-most: 3 days, then: daily-news}", "with-technician: {at-most: 3 days}"),
    m("a case waits for a customer with no words", CLOCK + "case-waits-for-ever", C, "with-customer:   {at-most: 14 days, then: closing-question}", "with-customer:   {}"),
    m("a case may lie elsewhere", CLOCK + "case-waits-for-ever", C, "    with-shop:       {", "    with-lawyers:    {then: daily-news}\n    with-shop:       {", "with-lawyers"),
    m("a call back at no time", CLOCK + "promise-without-time", C, "call-back:            {from: asked, until: called, within: 30 min, ", "call-back:            {from: asked, until: called, "),
    m("a repair at no time", CLOCK + "promise-without-time", C, "repair:               {from: reported, until: restored, within: 48 h, ", "repair:               {from: reported, until: restored, "),
    m("a closing question at no time", CLOCK + "promise-without-time", C, "closing-question:     {from: asked, until: answered, within: 14 days, ", "closing-question:     {from: asked, until: answered, "),
    m("a visit without a promise", CLOCK + "agreed-without-promise", C, "    cancel-until: 18:00 the day before\n    promise: visit-kept\n", "    cancel-until: 18:00 the day before\n", "  visit:", "    fee: 119 EUR", also="remedy-owed/nothing-owed"),
    m("a swap without a promise", CLOCK + "agreed-without-promise", C, ", counts-in: swaps, promise: new-box}", ", counts-in: swaps}"),
    m("instalments without a promise", CLOCK + "agreed-without-promise", C, "within: 1 working day, promise: plan-confirmed}", "within: 1 working day}"),
    m("a rung without a time", CLOCK + "rung-without-time", C, "{who: supervisors, within: 1 working day, else", "{who: supervisors, else"),
    m("the second rung without a time", CLOCK + "rung-without-time", C, "{who: quality, within: 10 working days, else", "{who: quality, else"),
    m("a restart of ten hours", CLOCK + "playbook-too-long", T, "    do: restart-box\n    by: customer\n    minutes: 6", "    do: restart-box\n    by: customer\n    minutes: 600",
      "playbook: tv-no-picture", "minutes: 600", "name: restart", "steps:"),
    m("a cable that takes all day", CLOCK + "playbook-too-long", "playbooks/no-internet.yaml", "    do: try-by-cable\n    by: customer\n    minutes: 4", "    do: try-by-cable\n    by: customer\n    minutes: 480",
      "playbook: no-internet", "minutes: 480", "name: by-cable", "steps:"),
    m("it rings longer than the network allows", CLOCK + "rings-too-long", C, "    phone: +33 1 99 00 00 39\n    tariff: free\n", "    phone: +33 1 99 00 00 39\n    tariff: free\n    picks-up: person\n    early-keys: yes\n    at-most: 60 s\n",
      "at-most: 60 s", "picks-up: person", "  service:", "at-most: 90 s", "at-most: 3 min"),
]  # fmt: skip

NEVER_DROPPED = [
    m("the front desk hangs up after an hour", "never-dropped/hangs-up", C, FRONT, practice(FRONT, "{hang-up: after an hour}")),
    m("accounts hang up on long calls", "never-dropped/hangs-up", C, ACCOUNTS, practice(ACCOUNTS, "{hang-up: at closing time}")),
    m("a known outage hangs up", "never-dropped/hangs-up", C, "      - promise: outage-news\n  bill", "      - hang-up: nothing to say\n  bill", "- hang-up: nothing to say", also="no-dead-end/no-way-out"),
    m("mobile trouble hangs up", "never-dropped/hangs-up", C, "      - queue: network\n", "      - hang-up: not ours\n", "- hang-up: not ours", also="no-dead-end/no-way-out"),
    m("a lost line is lost", "never-dropped/line-lost", C, "  lost-connection: same-person-calls\n", "", "cases:"),
    m("cases close by themselves", "never-dropped/closes-alone", C, "  closes: customer agrees", "  closes: after 14 days of silence"),
    m("cases close when the technician leaves", "never-dropped/closes-alone", C, "  closes: customer agrees", "  closes: after the visit"),
]  # fmt: skip

SAID_ONCE = [
    m("what fails is asked again", "said-once/asked-twice", C, "  tv-trouble:\n    person: tv\n    steps:\n", "  tv-trouble:\n    person: tv\n    steps:\n      - ask: service\n        again: yes\n", "again: yes", "- ask: service"),
    m("the problem is asked again", "said-once/asked-twice", C, "      - ask: reason\n", "      - ask: problem\n        again: yes\n      - ask: reason\n", "again: yes", "- ask: problem"),
    m("the language is asked again", "said-once/asked-twice", C, "  complaint:\n    person: supervisors\n    steps:\n", "  complaint:\n    person: supervisors\n    steps:\n      - ask: language\n        again: yes\n", "again: yes", "- ask: language"),
    m("the swaps are asked again in the playbook", "said-once/asked-twice", T, "    ask: swaps\n    to: {0: dead-box", "    ask: swaps\n    again: yes\n    to: {0: dead-box", "again: yes", "ask: swaps", "name: old-box"),
    m("new contacts join no case", "said-once/case-forgets", C, "  joins: 60 days ", "  joins: no "),
    m("nothing about joining", "said-once/case-forgets", C, "  joins: 60 days                 # a new contact on the same matter within 60 days joins the case\n", "", "cases:"),
    m("the front desk hands on without the case", "said-once/case-stays-behind", C, FRONT, practice(FRONT, "{hand-on: tv, case: stays behind}")),
    m("mobile trouble is handed on without the case", "said-once/case-stays-behind", C, "      - queue: network\n", "      - hand-on: network\n        case: stays behind\n", "case: stays behind", "- hand-on: network"),
]  # fmt: skip

KEEPABLE = [
    m("one person at the front desk, always", "keepable/too-few-people", C, FRONT, FRONT.replace("fr: 24, en: 8", "fr: 1, en: 1")),
    m("one interpreter, always", "keepable/too-few-people", C, "{skills: [interpreting], languages: {en: always}, people: {en: 6}}", "{skills: [interpreting], languages: {en: always}, people: {en: 1}}"),
    m("nobody of the supervisors", "keepable/too-few-people", C, "{fr: always, en: always}, people: {fr: 8, en: 6}}", "{fr: always, en: always}, people: {fr: 0, en: 6}}"),
]  # fmt: skip

OWED = "remedy-owed/"


def nothing(name: str, old: str, new: str, *at: str, also: str = "") -> Mutation:
    return m(name, OWED + "nothing-owed", C, old, new, *at, also=also)


REMEDY_OWED = [
    nothing("a call back owes nothing", "within: 30 min, keeps-place: yes, else: {credit: 5 EUR}}", "within: 30 min, keeps-place: yes}"),
    nothing("a repair owes nothing", "for: [tv, internet, mobile], else: {credit: 8 EUR, every: day, at-most: 240 EUR}}", "for: [tv, internet, mobile]}"),
    nothing("a visit owes nothing", "within: the window, else: {credit: 32 EUR, fee: waived}}", "within: the window}"),
    nothing("the answer owes nothing", "each: month, else: {promise: call-back}}", "each: month}"),
    nothing("an else that is empty", "number-kept:          {from: agreed day, until: working, within: 30 days, else: {credit: 24 monthly prices}}",
            "number-kept:          {from: agreed day, until: working, within: 30 days, else: {}}"),
    nothing("a credit of nothing", "same-person-calls:    {from: line lost, until: called, within: 5 min, else: {credit: 5 EUR}}",
            "same-person-calls:    {from: line lost, until: called, within: 5 min, else: {credit: 0 EUR}}"),
    nothing("a rung owes nothing", "{who: quality, within: 10 working days, else: {credit: 2.50 EUR, every: day, at-most: 150 EUR}}", "{who: quality, within: 10 working days}"),
    m("credits must be claimed", OWED + "must-be-claimed", C, "credits: {paid-within: 30 days, unasked: yes}", "credits: {paid-within: 30 days, unasked: no}"),
    m("credits come at no time", OWED + "no-pay-by", C, "credits: {paid-within: 30 days, unasked: yes}", "credits: {unasked: yes}"),
    m("nothing about credits", OWED + "no-pay-by", C, "credits: {paid-within: 30 days, unasked: yes}\n", "", "promises:", "charter: 1"),
    m("an English promise says no credit", OWED + "not-said", EN, "Your service is back before {time}. If not, we credit you {credit} a day.", "Your service is back before {time}.", also="language-kept/placeholders-differ"),
    m("a French promise says no credit", OWED + "not-said", FR, "Un responsable vous rappelle avant {time}. Sinon, nous vous créditons {credit}.", "Un responsable vous rappelle avant {time}.", also="language-kept/placeholders-differ"),
    m("no promise of a box says its credit", OWED + "not-said", EN, "Your new TV box is ready before {time}. If not, we credit you {credit} a day.", "Your new TV box is ready before {time}.",
      more=(Edit(FR, "Votre nouveau décodeur est prêt avant {time}. Sinon, nous vous créditons {credit} par jour.", "Votre nouveau décodeur est prêt avant {time}."),)),
    m("a call back is owed by a call back", OWED + "else-circles", C, "within: 30 min, keeps-place: yes, else: {credit: 5 EUR}}", "within: 30 min, keeps-place: yes, else: {promise: call-back}}", also="remedy-owed/not-said"),
    m("two promises owe each other", OWED + "else-circles", C, "within: 30 min, keeps-place: yes, else: {credit: 5 EUR}}", "within: 30 min, keeps-place: yes, else: {promise: answered}}",
      "call-back:            {", "answered:             {", also="remedy-owed/not-said"),
    m("three promises owe each other", OWED + "else-circles", C, "daily-news:           {from: opened, until: told, within: 1 day, again-every: 1 day, else: {credit: 5 EUR}}",
      "daily-news:           {from: opened, until: told, within: 1 day, again-every: 1 day, else: {promise: outage-news}}",
      "daily-news:           {", "outage-news:          {", "closing-question:     {",
      more=(Edit(C, "again-every: 1 day, else: {credit: 5 EUR}}\n  daily-news", "again-every: 1 day, else: {promise: closing-question}}\n  daily-news"),), also="remedy-owed/not-said"),
]  # fmt: skip

PROMISED = LANGUAGE_KEPT + CLOCKS + NEVER_DROPPED + SAID_ONCE + KEEPABLE + REMEDY_OWED
__all__ = ["PROMISED", "Change"]
