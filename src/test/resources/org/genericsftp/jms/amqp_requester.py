"""Sends one request over AMQP 1.0 and prints its reply: {"correlation": "...", "subject": ..., "status": ..., "body": "..."}.

Arguments: port, queue, body, "text", "bytes" or "value" (what the JSON means), "correlation" or "message-id".
"""

import json
import sys
import uuid

from proton import Message
from proton.utils import BlockingConnection

port, requests, body, kind, identified_by = sys.argv[1:]
connection = BlockingConnection("amqp://127.0.0.1:" + port, timeout=20)
receiver = connection.create_receiver(None, dynamic=True)
sender = connection.create_sender("queue://" + requests)

bodies = {"text": lambda: body, "bytes": lambda: body.encode("utf-8"), "value": lambda: json.loads(body)}
request = Message(body=bodies[kind](), durable=True)
request.properties = {
    "traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    "tracestate": "vendor=1,other=2",
}
request.reply_to = receiver.link.remote_source.address
identity = uuid.UUID("b5a1f7e2-0c6a-4d27-9d3b-3f1c9e0a7d11")
if identified_by == "correlation":
    request.correlation_id = identity
else:
    request.id = identity
sender.send(request)

reply = receiver.receive(timeout=20)
receiver.accept()
print(
    json.dumps(
        {
            "correlated": reply.correlation_id == identity,
            "correlation": str(reply.correlation_id),
            "subject": reply.subject,
            "status": reply.properties["status"],
            "durable": reply.durable,
            "traceparent": reply.properties.get("traceparent"),
            "tracestate": reply.properties.get("tracestate"),
            "body": reply.body,
        }
    )
)
connection.close()
