"""Windows of a browser, which tests have one after another.

A new one starts a process and compiles Streamlit's scripts anew, for up to two seconds.
"""

from collections import Counter, defaultdict

NOTHING = {"color_scheme": "null", "reduced_motion": "null"}
# A window has what was in it before in its memory, which makes it slow after a while.
MOST_TIMES = 10


class Windows:
    """Windows of one browser: those with options of their own, and the usual ones.

    The usual ones are of a browser with a profile on disk, which has what it compiled.
    """

    def __init__(self, browser, usual):
        self.browser, self.contexts = browser, {"[]": usual}
        self.free, self.kinds, self.times = defaultdict(list), {}, Counter()

    def take(self, width, height, **options):
        """One that nobody has, of that size, at no address."""
        kind = repr(sorted(options.items()))
        if kind not in self.contexts:
            self.contexts[kind] = self.browser.new_context(**options)
        free = self.free[kind]
        page = free.pop() if free else self.contexts[kind].new_page()
        page.set_viewport_size({"width": width, "height": height})
        # Where the mouse of the one before was, something may be that it opens.
        page.mouse.move(0, 0)
        self.kinds[page] = kind
        return page

    def give_back(self, page):
        """For the next one, who finds nothing of this one's in it."""
        kind = self.kinds.pop(page)
        self.times[page] += 1
        if self.times[page] == MOST_TIMES:
            page.close()
        if not page.is_closed():
            page.unroute_all(behavior="ignoreErrors")
            page.emulate_media(**NOTHING)
            page.goto("about:blank")
            self.free[kind].append(page)
