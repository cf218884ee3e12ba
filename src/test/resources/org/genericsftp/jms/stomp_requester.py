"""Sends one request over STOMP and prints each message of its reply: {"headers": {...}, "body": "..."}, a line each.

Arguments: port, queue, body, "text" or "bytes", number of messages to wait for.
"""

import json
import queue
import sys

import stomp

port, requests, body, kind, expected = sys.argv[1:]
replies = queue.Queue()


class Listener(stomp.ConnectionListener):
    def on_message(self, frame):
        replies.put({"headers": frame.headers, "body": frame.body})

    def on_error(self, frame):
        replies.put({"headers": frame.headers, "body": frame.body})


# Without a content-length, ActiveMQ makes a text message of it; with one, a bytes message.
connection = stomp.Connection12([("127.0.0.1", int(port))], auto_content_length=kind == "bytes")
connection.set_listener("", Listener())
connection.connect(wait=True)
connection.subscribe(destination="/temp-queue/replies", id="1", ack="auto")
connection.send(
    destination="/queue/" + requests,
    body=body,
    headers={
        "reply-to": "/temp-queue/replies",
        "correlation-id": "stomp-1",
        "persistent": "true",
        "traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "tracestate": "vendor=1,other=2",
    },
)
for _ in range(int(expected)):
    print(json.dumps(replies.get(timeout=20)))
connection.disconnect()
