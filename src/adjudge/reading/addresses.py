"""Which addresses a page may be fetched from: public ones, whatever the name in front of them says."""

import ipaddress

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# Ranges that some versions of Python call global, and Azure's wire server, which is public by number only.
CLOSED = tuple(
    ipaddress.ip_network(each)
    for each in ("0.0.0.0/8", "100.64.0.0/10", "168.63.129.16/32", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15", "240.0.0.0/4", "64:ff9b:1::/48", "fec0::/10", "3fff::/20", "5f00::/16")
)
NAT64 = ipaddress.ip_network("64:ff9b::/96")


def is_public(text: str) -> bool:
    """True for an address that anyone on the internet could reach, and nothing nearer.

    >>> is_public("93.184.216.34"), is_public("169.254.169.254"), is_public("::ffff:127.0.0.1")
    (True, False, False)
    """
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    return all(_is_outside(each) for each in (address, *_carried(address)))


def _is_outside(address: Address) -> bool:
    if any(address.version == closed.version and address in closed for closed in CLOSED):
        return False
    # NAT64 addresses are reserved by number; where they lead is checked beside them.
    is_reserved = address.is_reserved and not (address.version == 6 and address in NAT64)
    return address.is_global and not (is_reserved or address.is_multicast or address.is_unspecified)


def _carried(address: Address) -> list[Address]:
    """Give the IPv4 addresses that an IPv6 address leads on to."""
    if isinstance(address, ipaddress.IPv4Address):
        return []
    carried: list[Address | None] = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in NAT64 or int(address) >> 32 == 0:
        carried.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return [each for each in carried if each is not None]
