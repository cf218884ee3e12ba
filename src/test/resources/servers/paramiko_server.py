"""A small server on paramiko, as many test tools write it: PORT HOST_KEY AUTHORIZED_KEYS [with-stat]"""
import os
import socket
import sys
import threading

import paramiko
from paramiko import SFTP_OK, SFTPAttributes, SFTPHandle, SFTPServer

port, host_key, authorized_keys = sys.argv[1:4]
with_stat = "with-stat" in sys.argv[4:]


class Login(paramiko.ServerInterface):
    with open(authorized_keys) as line:
        known = line.read().split()[1]

    def check_auth_publickey(self, username, key):
        return paramiko.AUTH_SUCCESSFUL if key.get_base64() == self.known else paramiko.AUTH_FAILED

    def check_channel_request(self, kind, channel):
        return paramiko.OPEN_SUCCEEDED

    def get_allowed_auths(self, username):
        return "publickey"


class Handle(SFTPHandle):
    """Without stat, as it is where the program does not add one."""


class HandleWithStat(SFTPHandle):
    def stat(self):
        return SFTPAttributes.from_stat(os.fstat(self.readfile.fileno()))


class Files(paramiko.SFTPServerInterface):
    def _try(self, action, path):
        try:
            return action(path)
        except OSError as e:
            return SFTPServer.convert_errno(e.errno)

    def list_folder(self, path):
        def look(folder):
            entries = []
            for name in os.listdir(folder):
                attributes = SFTPAttributes.from_stat(os.lstat(os.path.join(folder, name)))
                attributes.filename = name
                entries.append(attributes)
            return entries

        return self._try(look, path)

    def stat(self, path):
        return self._try(lambda p: SFTPAttributes.from_stat(os.stat(p)), path)

    def lstat(self, path):
        return self._try(lambda p: SFTPAttributes.from_stat(os.lstat(p)), path)

    def readlink(self, path):
        return self._try(os.readlink, path)

    def open(self, path, flags, attributes):
        def start(name):
            handle = HandleWithStat(flags) if with_stat else Handle(flags)
            handle.readfile = open(name, "rb")
            return handle

        return self._try(start, path)


def serve(connection):
    transport = paramiko.Transport(connection)
    transport.add_server_key(paramiko.Ed25519Key(filename=host_key))
    transport.set_subsystem_handler("sftp", SFTPServer, Files)
    try:
        transport.start_server(server=Login())
    except (paramiko.SSHException, EOFError):
        pass


listening = socket.socket()
listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listening.bind(("127.0.0.1", int(port)))
listening.listen(50)
while True:
    threading.Thread(target=serve, args=(listening.accept()[0],), daemon=True).start()
