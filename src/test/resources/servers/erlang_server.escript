%% Erlang's ssh_sftpd: PORT FOLDER, which holds ssh_host_ed25519_key and authorized_keys
main([Port, Folder]) ->
    ok = ssh:start(),
    {ok, _} = ssh:daemon({127, 0, 0, 1}, list_to_integer(Port), [
        {system_dir, Folder},
        {user_dir, Folder},
        {auth_methods, "publickey"},
        {subsystems, [ssh_sftpd:subsystem_spec([{cwd, "/"}])]}
    ]),
    receive stop -> ok end.
