"""Sends the request on standard input over STOMP, and prints each page of its reply as a line of JSON.

Usage: stomp_requester.py PORT QUEUE REPLIES REPLY_TO CORRELATION_ID text|bytes
QUEUE, REPLIES, from where the reply is received, and REPLY_TO are destinations as the broker names them, or the
latter two are "temporary".
"""
import json
import queue
import sys

import stomp

port, destination, replies, reply_to, correlation_id, kind = sys.argv[1:]
if replies == "temporary":
    replies = reply_to = "/temp-queue/replies"
received = queue.Queue()


class Listener(stomp.ConnectionListener):
    def on_message(self, frame):
        received.put(frame)

    def on_error(self, frame):
        received.put(RuntimeError(frame.body))

    def on_disconnected(self):
        received.put(RuntimeError("disconnected"))


# A message with a content length is a BytesMessage for JMS clients, one without is a TextMessage.
connection = stomp.StompConnection12([("127.0.0.1", int(port))], auto_content_length=kind == "bytes")
connection.set_listener("", Listener())
connection.connect(wait=True)
connection.subscribe(replies, id="1")
headers = {"reply-to": reply_to, "persistent": "true"}
if correlation_id:
    headers["correlation-id"] = correlation_id
connection.send(destination, sys.stdin.buffer.read().decode("utf-8"), headers=headers)
last = False
while not last:
    frame = received.get(timeout=60)
    if isinstance(frame, Exception):
        raise frame
    body = json.loads(frame.body)
    print(json.dumps({
        "correlationId": frame.headers.get("correlation-id"),
        "type": frame.headers.get("type"),
        "status": frame.headers.get("status"),
        "body": frame.body,
    }), flush=True)
    last = body["page"]["last"]
connection.set_listener("", stomp.ConnectionListener())
connection.disconnect()
