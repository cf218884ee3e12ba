package org.genericsftp.cli;

import org.genericsftp.message.MessageCodec;

/** What the commands work through. */
public record CommandServices(ClientAccess clients, WorkerClients workers, Mailboxes mailboxes, MessageCodec codec) {}
