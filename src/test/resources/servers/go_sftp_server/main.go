// A server on Go's pkg/sftp, as its examples show it: PORT HOST_KEY AUTHORIZED_KEYS
package main

import (
	"bytes"
	"errors"
	"log"
	"net"
	"os"

	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"
)

func main() {
	config := &ssh.ServerConfig{PublicKeyCallback: onlyKeyIn(os.Args[3])}
	config.AddHostKey(hostKey(os.Args[2]))
	listening, err := net.Listen("tcp", "127.0.0.1:"+os.Args[1])
	check(err)
	for {
		connection, err := listening.Accept()
		check(err)
		go serve(connection, config)
	}
}

func hostKey(file string) ssh.Signer {
	text, err := os.ReadFile(file)
	check(err)
	signer, err := ssh.ParsePrivateKey(text)
	check(err)
	return signer
}

func onlyKeyIn(file string) func(ssh.ConnMetadata, ssh.PublicKey) (*ssh.Permissions, error) {
	text, err := os.ReadFile(file)
	check(err)
	known, _, _, _, err := ssh.ParseAuthorizedKey(text)
	check(err)
	return func(_ ssh.ConnMetadata, offered ssh.PublicKey) (*ssh.Permissions, error) {
		if bytes.Equal(offered.Marshal(), known.Marshal()) {
			return &ssh.Permissions{}, nil
		}
		return nil, errors.New("unknown key")
	}
}

func serve(connection net.Conn, config *ssh.ServerConfig) {
	defer connection.Close()
	_, channels, requests, err := ssh.NewServerConn(connection, config)
	if err != nil {
		return
	}
	go ssh.DiscardRequests(requests)
	for offered := range channels {
		channel, requests, err := offered.Accept()
		if err != nil {
			return
		}
		go serveSftp(channel, requests)
	}
}

func serveSftp(channel ssh.Channel, requests <-chan *ssh.Request) {
	for request := range requests {
		wanted := request.Type == "subsystem" && string(request.Payload[4:]) == "sftp"
		request.Reply(wanted, nil)
		if wanted {
			go func() {
				defer channel.Close()
				server, err := sftp.NewServer(channel)
				if err == nil {
					server.Serve()
				}
			}()
		}
	}
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
