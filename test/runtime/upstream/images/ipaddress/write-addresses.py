"""Addresses as Python's ipaddress module judges them: writes addresses.json beside this file. `python3 write-addresses.py`"""
import ipaddress
import json
import pathlib
import random

generator = random.Random(20261127)


def edges(network):
    first, last = int(network.network_address), int(network.broadcast_address)
    most = 2**network.max_prefixlen - 1
    inside = [generator.randint(first, last) for _ in range(3)]
    kind = type(network.network_address)
    return [kind(n) for n in [first - 1, first, *inside, last, last + 1] if 0 <= n <= most]


def carried(four):
    """Forms in which an address of IPv6 carries one of IPv4."""
    n = int(four)
    yield ipaddress.IPv6Address(n)
    yield ipaddress.IPv6Address(0xFFFF << 32 | n)
    yield ipaddress.IPv6Address(0x64FF9B << 96 | n)
    yield ipaddress.IPv6Address(0x64FF9B0001 << 80 | n)
    yield ipaddress.IPv6Address(0x2002 << 112 | n << 80)
    yield ipaddress.IPv6Address(0x20010000 << 96 | n << 64 | (n ^ 0xFFFFFFFF))


private = [*ipaddress._IPv4Constants._private_networks, *ipaddress._IPv6Constants._private_networks]
more = ["100.64.0.0/10", "224.0.0.0/4", "240.0.0.0/4", "ff00::/8", "fe80::/10", "fec0::/10", "fc00::/7", "64:ff9b::/96", "::/8"]
found = [a for network in [*private, *map(ipaddress.ip_network, more)] for a in edges(network)]
found += [ipaddress.IPv4Address(generator.getrandbits(32)) for _ in range(200)]
found += [ipaddress.IPv6Address(0x2 << 124 | generator.getrandbits(124)) for _ in range(100)]
local = [ipaddress.IPv4Address(a) for a in ["10.0.0.1", "127.0.0.1", "169.254.169.254", "192.168.1.1", "100.64.0.1"]]
judged = {str(a): bool(a.is_global and not a.is_multicast) for a in found}
judged |= {str(six): False for four in local for six in carried(four)}
lists = {name: sorted(a for a, is_global in judged.items() if is_global is value) for name, value in [("global", True), ("not", False)]}
path = pathlib.Path(__file__).with_name("addresses.json")
path.write_text(json.dumps(lists, indent=1) + "\n")
