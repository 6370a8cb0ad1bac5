"""What a browser is asked to fetch, and to keep."""

from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import PLAYER
from tests.browser.steps import press, signature, wait_for_new_runs

pytestmark = pytest.mark.browser


def test_without_cookies_all_works_and_all_comes_from_the_app_itself(browser, server):
    context, asked = browser.new_context(), set()
    page = context.new_page()
    without = {"disabled": True}
    context.new_cdp_session(page).send("Emulation.setDocumentCookieDisabled", without)
    page.on("request", lambda request: asked.add(urlsplit(request.url)))
    page.on("websocket", lambda socket: asked.add(urlsplit(socket.url)))
    page.goto(server[0] + "?view=lab")
    page.wait_for_selector(PLAYER, timeout=60_000)
    before = signature(page)
    press(page, "epsilon", "ArrowLeft", times=2)
    wait_for_new_runs(page, before)
    assert not page.evaluate("navigator.cookieEnabled")
    assert page.evaluate("document.cookie") == ""
    assert {address.scheme for address in asked} <= {"http", "ws", "blob", "data"}
    places = {address.netloc for address in asked} - {""}
    assert places == {urlsplit(server[0]).netloc}
    context.close()
