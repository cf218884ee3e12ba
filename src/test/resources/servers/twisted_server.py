"""Twisted Conch's SFTP server for Unix, which serves as the user who runs it: PORT HOST_KEY AUTHORIZED_KEYS"""
import os
import sys

from twisted.conch.avatar import ConchUser
from twisted.conch.checkers import InMemorySSHKeyDB, SSHPublicKeyChecker
from twisted.conch.interfaces import ISFTPServer
from twisted.conch.ssh import factory, filetransfer, keys, session
from twisted.conch.unix import SFTPServerForUnixConchUser
from twisted.cred import portal
from twisted.internet import reactor
from twisted.python import components
from twisted.python.filepath import FilePath
from zope.interface import implementer


class Avatar(ConchUser):
    def __init__(self):
        super().__init__()
        self.channelLookup[b"session"] = session.SSHSession
        self.subsystemLookup[b"sftp"] = filetransfer.FileTransferServer

    def getUserGroupId(self):
        return os.getuid(), os.getgid()

    def getHomeDir(self):
        return FilePath("/")

    def _runAsUser(self, function, *args, **named):
        """It is that user already; a list of calls is run in its order."""
        if callable(function):
            return function(*args, **named)
        for call, *rest in function:
            result = call(*(rest[0] if rest else ()))
        return result


@implementer(portal.IRealm)
class Realm:
    def requestAvatar(self, name, mind, *interfaces):
        return interfaces[0], Avatar(), lambda: None


class Factory(factory.SSHFactory):
    def __init__(self, host_key, authorized_keys):
        self.host_key = keys.Key.fromFile(host_key)
        self.portal = portal.Portal(Realm())
        known = [keys.Key.fromFile(authorized_keys)]
        self.portal.registerChecker(SSHPublicKeyChecker(InMemorySSHKeyDB({b"tester": known})))

    def getPublicKeys(self):
        return {self.host_key.sshType(): self.host_key.public()}

    def getPrivateKeys(self):
        return {self.host_key.sshType(): self.host_key}


port, host_key, authorized_keys = sys.argv[1:]
components.registerAdapter(SFTPServerForUnixConchUser, Avatar, ISFTPServer)
reactor.listenTCP(int(port), Factory(host_key, authorized_keys), interface="127.0.0.1")
reactor.run()
