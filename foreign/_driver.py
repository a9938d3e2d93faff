"""What both scripts share: the settings from the first line of standard input, and talking to the test that runs them."""

import json
import sys

settings = json.loads(sys.stdin.readline())


def tell(**fact):
    print(json.dumps(fact), flush=True)


def callback_of(authorize_url):
    """The address to which the browser came back; the test is the browser."""
    tell(authorize=authorize_url)
    return sys.stdin.readline().strip()
