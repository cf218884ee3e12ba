package org.genericsftp.cli;

/** What the commands work through. */
public record Parts(ClientAccess clients, WorkerClients workers, Requester requester, AnswerFormat answers) {}
