"""asyncssh's own SFTP server, as its documentation shows it: PORT HOST_KEY AUTHORIZED_KEYS"""
import asyncio
import sys

import asyncssh


async def serve(port, host_key, authorized_keys):
    await asyncssh.listen(
        "127.0.0.1",
        int(port),
        server_host_keys=[host_key],
        authorized_client_keys=authorized_keys,
        sftp_factory=True,
    )
    await asyncio.Event().wait()


asyncio.run(serve(*sys.argv[1:]))
