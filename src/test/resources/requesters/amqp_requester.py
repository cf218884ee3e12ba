"""Sends the request on standard input over AMQP 1.0, and prints each page of its reply as a line of JSON.

Usage: amqp_requester.py PORT QUEUE REPLIES REPLY_TO CORRELATION_ID text|bytes
QUEUE, REPLIES, from where the reply is received, and REPLY_TO are addresses as the broker names them, or the
latter two are "temporary".
"""
import json
import sys

from proton import Message
from proton.handlers import MessagingHandler
from proton.reactor import Container

port, destination, replies, reply_to, correlation_id, kind = sys.argv[1:]
request = sys.stdin.buffer.read()


class Requester(MessagingHandler):
    failure = "no reply within 60 seconds"

    def on_start(self, event):
        self.connection = event.container.connect(
            "amqp://127.0.0.1:" + port, sasl_enabled=True, allowed_mechs="ANONYMOUS", reconnect=False)
        self.replies = event.container.create_receiver(
            self.connection, None if replies == "temporary" else replies, dynamic=replies == "temporary")
        self.sent = False
        self.timer = event.container.schedule(60, self)

    def on_link_opened(self, event):
        if event.link.is_receiver:
            event.container.create_sender(self.connection, destination)

    def on_sendable(self, event):
        if self.sent:
            return
        self.sent = True
        # A data section is a BytesMessage for JMS clients, a string value is a TextMessage.
        message = Message(body=request if kind == "bytes" else request.decode("utf-8"), durable=True)
        message.inferred = kind == "bytes"
        message.reply_to = self.replies.remote_source.address if replies == "temporary" else reply_to
        if correlation_id:
            message.correlation_id = correlation_id
        event.sender.send(message)

    def on_message(self, event):
        message = event.message
        body = json.loads(message.body)
        print(json.dumps({
            "correlationId": message.correlation_id,
            "type": message.subject,
            "status": (message.properties or {}).get("status"),
            "groupId": message.group_id,
            "groupSequence": message.group_sequence,
            "body": message.body,
        }), flush=True)
        if body["page"]["last"]:
            Requester.failure = None
            self.end()

    def on_timer_task(self, event):
        self.end()

    def on_transport_error(self, event):
        Requester.failure = str(event.transport.condition)
        self.end()

    def on_rejected(self, event):
        Requester.failure = "the broker rejects the request"
        self.end()

    def end(self):
        self.timer.cancel()
        self.connection.close()


Container(Requester()).run()
sys.exit(Requester.failure)
