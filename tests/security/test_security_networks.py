"""Private addresses in the rarer notations of IPv6, which `ipaddress` holds for global."""

from ipaddress import ip_address

import pytest

from indexer.networks import is_public


@pytest.mark.parametrize(
    "address",
    [
        "64:ff9b:1:7f00:0:100:808:808",  # RFC 6052, 2.2: 127.0.0.1 within a /48
        "64:ff9b:1::808:808",  # of one's own network, wherever it leads
        "::ffff:0:127.0.0.1",
        "::ffff:0:10.0.0.1",
        "2a00:1450::5efe:10.0.0.1",
        "2a00:1450::200:5efe:192.168.1.1",
        "3fff::1",
        "5f00::1",
    ],
)
def test_is_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["2a00:1450::5efe:8.8.8.8", "2a00:1450:400f:80d::200e"])
def test_is_public_all_the_same(address: str) -> None:
    assert is_public(ip_address(address))
