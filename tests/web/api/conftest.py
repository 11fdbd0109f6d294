"""Somebody who asks the API of the small collection."""

import pytest

from tests.web.api.asking import Api
from tests.web.visiting import Visitor


@pytest.fixture
def api(visitor: Visitor) -> Api:
    return Api(visitor)


@pytest.fixture
def english(visitor: Visitor) -> Api:
    return Api(visitor, "/en")
