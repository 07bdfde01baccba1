"""Which debt-clearing road is named for which city: only where the book says it holds, and never more."""

from dataclasses import replace
from datetime import date

import pytest

from debtadvisor.core.plan.routes import lies_in, routes
from debtadvisor.core.policy.model import PolicyBook
from debtadvisor.intake.book import load_book
from tests.builders import TODAY

BOOK = load_book()


def found(city: str, book: PolicyBook = BOOK, on: date = TODAY) -> list[str]:
    return [rule.id for rule in routes(city, book, on).local]


@pytest.mark.parametrize(
    ("city", "expected"),
    [
        ("深圳", "shenzhen-personal-bankruptcy"),
        ("深圳市南山区", "shenzhen-personal-bankruptcy"),
        ("广东深圳", "shenzhen-personal-bankruptcy"),
        ("广东省深圳市 宝安区", "shenzhen-personal-bankruptcy"),
        ("Shenzhen", "shenzhen-personal-bankruptcy"),
        ("shenzhen, Guangdong", "shenzhen-personal-bankruptcy"),
        ("厦门", "xiamen-personal-bankruptcy"),
        ("福建厦门", "xiamen-personal-bankruptcy"),
        ("杭州", "zhejiang-debt-clearing"),
        ("浙江义乌", "zhejiang-debt-clearing"),
        ("浙江省台州市", "zhejiang-debt-clearing"),
        ("南京", "jiangsu-debt-clearing"),
        ("苏州工业园区", "jiangsu-debt-clearing"),
        ("江苏省昆山市", "jiangsu-debt-clearing"),
    ],
)
def test_a_city_finds_the_road_of_its_place(city: str, expected: str) -> None:
    assert found(city) == [expected]


@pytest.mark.parametrize(
    "city",
    [
        *("", "  ", "武汉", "成都", "贵阳", "北京市朝阳区", "广州", "东莞", "福州", "泉州", "济南", "上海市浦东新区"),
        *(
            "上海市南京西路",
            "上海市江苏路",
            "南京西路",
            "杭州路",
            "青岛市南京路",
            "武汉市深圳街",
            "宿州",
            "Suzhou",
            "Taizhou",
        ),
        *("Suzhou", "Taizhou", "Nanjing Road, Shanghai", "Shenzhenia", "不方便说"),
    ],
)
def test_no_road_is_named_for_a_city_outside_its_places(city: str) -> None:
    assert found(city) == []


def test_every_place_of_the_book_leads_to_its_own_rule_alone() -> None:
    local = [rule for rule in BOOK.rules.values() if rule.places]
    assert len(local) == 4
    for rule in local:
        for place in rule.places:
            assert found(place) == [rule.id], place


def test_what_holds_in_the_whole_country_is_always_there() -> None:
    for city in ("", "武汉", "深圳"):
        assert [rule.id for rule in routes(city, BOOK, TODAY).general] == ["no-national-personal-bankruptcy"]


def test_a_road_that_was_not_yet_open_or_not_read_again_in_time_is_not_named() -> None:
    assert found("厦门", on=date(2025, 10, 31)) == []
    late = BOOK.rules["xiamen-personal-bankruptcy"].validity.review_by
    assert found("厦门", on=late) == ["xiamen-personal-bankruptcy"]
    assert found("厦门", on=date(late.year, late.month + 1, 1)) == []


def test_places_are_data_so_that_another_book_may_name_others() -> None:
    rule = replace(BOOK.rules["jiangsu-debt-clearing"], places=("青岛",))
    book = replace(BOOK, rules={rule.id: rule})
    assert found("山东青岛", book) == [rule.id]
    assert found("南京", book) == []


def test_a_place_is_no_street_of_that_name() -> None:
    assert lies_in("南京", "南京")
    assert not lies_in("南京东路", "南京")
    assert lies_in("江苏省南京市中山路", "南京")
