// A server on npm's ssh2 that answers each request with one call of fs: PORT HOST_KEY AUTHORIZED_KEYS
'use strict';
const fs = require('fs');
const path = require('path');
const { Server, utils } = require('ssh2');

const { OPEN_MODE, STATUS_CODE } = utils.sftp;
const [port, hostKey, authorizedKeys] = process.argv.slice(2);
const known = utils.parseKey(fs.readFileSync(authorizedKeys));

function code(error) {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return STATUS_CODE.NO_SUCH_FILE;
  if (error.code === 'EACCES' || error.code === 'EPERM') return STATUS_CODE.PERMISSION_DENIED;
  return STATUS_CODE.FAILURE;
}

function attributes(stats) {
  return {
    mode: stats.mode,
    uid: stats.uid,
    gid: stats.gid,
    size: stats.size,
    atime: Math.trunc(stats.atimeMs / 1000),
    mtime: Math.trunc(stats.mtimeMs / 1000),
  };
}

function serve(sftp) {
  const folders = new Map();
  let lastFolder = 0;
  const answer = (id, send) => (error, result) => (error ? sftp.status(id, code(error)) : send(result));
  const handleOf = (number, kind) => {
    const handle = Buffer.alloc(5);
    handle.writeUInt32BE(number);
    handle[4] = kind;
    return handle;
  };
  sftp.on('OPEN', (id, name, flags) => {
    if (flags !== OPEN_MODE.READ) return sftp.status(id, STATUS_CODE.PERMISSION_DENIED);
    fs.open(name, 'r', answer(id, (fd) => sftp.handle(id, handleOf(fd, 0))));
  });
  sftp.on('READ', (id, handle, offset, length) => {
    const buffer = Buffer.alloc(length);
    fs.read(handle.readUInt32BE(), buffer, 0, length, offset, answer(id, (count) =>
      count === 0 ? sftp.status(id, STATUS_CODE.EOF) : sftp.data(id, buffer.subarray(0, count))));
  });
  sftp.on('FSTAT', (id, handle) =>
    fs.fstat(handle.readUInt32BE(), answer(id, (stats) => sftp.attrs(id, attributes(stats)))));
  sftp.on('CLOSE', (id, handle) => {
    if (handle[4] === 0) {
      return fs.close(handle.readUInt32BE(), answer(id, () => sftp.status(id, STATUS_CODE.OK)));
    }
    folders.delete(handle.readUInt32BE());
    return sftp.status(id, STATUS_CODE.OK);
  });
  sftp.on('STAT', (id, name) => fs.stat(name, answer(id, (stats) => sftp.attrs(id, attributes(stats)))));
  sftp.on('LSTAT', (id, name) => fs.lstat(name, answer(id, (stats) => sftp.attrs(id, attributes(stats)))));
  sftp.on('READLINK', (id, name) =>
    fs.readlink(name, answer(id, (target) => sftp.name(id, [{ filename: target, longname: target, attrs: {} }]))));
  sftp.on('REALPATH', (id, name) => {
    const full = path.resolve('/', name);
    sftp.name(id, [{ filename: full, longname: full, attrs: {} }]);
  });
  sftp.on('OPENDIR', (id, name) => fs.readdir(name, answer(id, (names) => {
    folders.set(++lastFolder, { name, names });
    sftp.handle(id, handleOf(lastFolder, 1));
  })));
  sftp.on('READDIR', (id, handle) => {
    const folder = folders.get(handle.readUInt32BE());
    if (!folder) return sftp.status(id, STATUS_CODE.FAILURE);
    const names = folder.names.splice(0, 50);
    if (names.length === 0) return sftp.status(id, STATUS_CODE.EOF);
    let missing = names.length;
    const entries = names.map((filename) => ({ filename, longname: filename, attrs: {} }));
    entries.forEach((entry) => fs.lstat(path.join(folder.name, entry.filename), (error, stats) => {
      if (!error) entry.attrs = attributes(stats);
      if (--missing === 0) sftp.name(id, entries);
    }));
    return undefined;
  });
}

new Server({ hostKeys: [fs.readFileSync(hostKey)] }, (client) => {
  client.on('error', () => {});
  client.on('authentication', (context) => {
    if (context.method !== 'publickey' || !context.key.data.equals(known.getPublicSSH())) {
      return context.reject(['publickey']);
    }
    if (context.signature && !known.verify(context.blob, context.signature, context.hashAlgo)) {
      return context.reject();
    }
    return context.accept();
  });
  client.on('ready', () => client.on('session', (accept) => accept().on('sftp', (start) => serve(start()))));
}).listen(Number(port), '127.0.0.1');
