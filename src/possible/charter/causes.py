"""What a technician finds to be the cause of a fault: the only place where the words of it are kept."""

from __future__ import annotations

from types import MappingProxyType

from possible.values import N_

NETWORK, EQUIPMENT, CUSTOMER, NO_CAUSE = "network", "equipment", "customer", "none"

CAUSES = MappingProxyType(
    {
        NETWORK: N_("a fault in the network"),
        EQUIPMENT: N_("a fault of the operator's equipment"),
        CUSTOMER: N_("something in the customer's home"),
        NO_CAUSE: N_("no cause was found"),
    }
)
