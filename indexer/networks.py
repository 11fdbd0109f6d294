"""Which addresses belong to the open internet, and which ports to other protocols. Pure."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network

IPAddress = IPv4Address | IPv6Address
IPNetwork = IPv4Network | IPv6Network

# What `ipaddress` holds for global, although nobody's feed is there: the metadata service of one
# cloud, the retired relays of 6to4, and what differs between versions of Python (documentation,
# segment routing, and NAT64 within one's own network, where any private address can be hidden).
_NEVER: tuple[IPNetwork, ...] = tuple(
    ip_network(network)
    for network in (
        "168.63.129.16/32",
        "192.0.0.0/24",
        "192.88.99.0/24",
        "100.64.0.0/10",
        "64:ff9b:1::/48",
        "3fff::/20",
        "5f00::/16",
    )
)
_NAT64 = IPv6Network("64:ff9b::/96")
_COMPATIBLE = IPv6Network("::/96")
_TRANSLATED = IPv6Network("::ffff:0:0:0/96")  # RFC 2765
_ISATAP = 0x5EFE  # RFC 5214, 6.1: the interface identifier begins 0000:5efe or 0200:5efe

# Mail, shells, name servers and the like, whom a request could be made to speak to: the "bad
# ports" of the Fetch standard, 2.10.
# fmt: off
OTHER_PORTS = frozenset((
    0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95,
    101, 102, 103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179,
    389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601,
    636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566,
    6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
))
# fmt: on


def is_public(address: IPAddress) -> bool:
    """Whether `address` belongs to the open internet, also once unwrapped from IPv6."""
    if isinstance(address, IPv6Address):
        inner = _wrapped(address)
        if inner is not None:
            return all(is_public(each) for each in inner)
        if address.is_site_local:
            return False
    if any(address in network for network in _NEVER):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _wrapped(address: IPv6Address) -> tuple[IPv4Address, ...] | None:
    """The IPv4 addresses within an address: mapped, compatible, translated, 6to4, Teredo, NAT64,
    ISATAP.
    """
    if address.ipv4_mapped:
        return (address.ipv4_mapped,)
    if address.sixtofour:
        return (address.sixtofour,)
    if address.teredo:
        return address.teredo
    low = IPv4Address(int(address) & 0xFFFFFFFF)
    if any(address in network for network in (_NAT64, _COMPATIBLE, _TRANSLATED)):
        return (low,)
    tunnelled = (int(address) >> 32) & 0xFDFFFFFF == _ISATAP
    # Within ISATAP the rest of the address counts as well.
    return (low,) if tunnelled and not is_public(low) else None
