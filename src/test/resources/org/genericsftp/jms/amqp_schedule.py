"""Has the broker send a request over AMQP 1.0 again and again. Arguments: port, queue, reply queue, body, times, period in ms."""

import sys

from proton import Message, symbol
from proton.utils import BlockingConnection

port, requests, replies, body, times, period = sys.argv[1:]
connection = BlockingConnection("amqp://127.0.0.1:" + port, timeout=20)
request = Message(body=body, durable=True)
request.reply_to = "queue://" + replies
request.correlation_id = "scheduled"
request.annotations = {
    symbol("x-opt-delivery-delay"): int(period),
    symbol("x-opt-delivery-period"): int(period),
    symbol("x-opt-delivery-repeat"): int(times) - 1,
}
connection.create_sender("queue://" + requests).send(request)
connection.close()
