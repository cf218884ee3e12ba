// Reads a stream of server-sent events from a response: an EventSource could not send the token.

/** Yields { type, data } for each event, its data parsed as JSON; ends with the stream. Comments are passed over. */
export async function* events(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  let event = { type: 'message', data: [] };
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return;
    }
    const lines = (rest + value).split(/\r?\n/);
    rest = lines.pop();
    for (const line of lines) {
      if (line === '' && event.data.length > 0) {
        yield { type: event.type, data: JSON.parse(event.data.join('\n')) };
      }
      if (line === '') {
        event = { type: 'message', data: [] };
      } else if (line.startsWith('event:')) {
        event.type = line.slice(6).trim();
      } else if (line.startsWith('data:')) {
        event.data.push(line.slice(5).replace(/^ /, ''));
      }
    }
  }
}
