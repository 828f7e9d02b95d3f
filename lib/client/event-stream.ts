export interface ServerEvent {
  event: string;
  data: string;
  /** The last event ID in force after this event; null before the first. */
  id: string | null;
}

/**
 * Reads `text/event-stream` as it arrives, in pieces cut anywhere.
 * Source: WHATWG HTML, section 9.2.6 "Interpreting an event stream". `retry` is passed over: we have our own back-off.
 */
export function eventStreamReader(onEvent: (event: ServerEvent) => void): (piece: string) => void {
  let pending: string[] = [];
  let data: string[] = [];
  let event = '';
  let id: string | null = null;
  let endedInReturn = false;

  function line(text: string): void {
    if (text === '') {
      if (data.length > 0) onEvent({ event: event || 'message', data: data.join('\n'), id });
      data = [];
      event = '';
      return;
    }
    const colon = text.indexOf(':');
    if (colon === 0) return;
    const field = colon < 0 ? text : text.slice(0, colon);
    const start = text.charCodeAt(colon + 1) === 32 ? colon + 2 : colon + 1;
    const value = colon < 0 ? '' : text.slice(start);
    if (field === 'data') data.push(value);
    else if (field === 'event') event = value;
    else if (field === 'id' && !value.includes('\0')) id = value;
  }

  return (piece) => {
    let from = endedInReturn && piece.startsWith('\n') ? 1 : 0;
    if (piece !== '') endedInReturn = false;
    const ends = /\r\n|\r|\n/g;
    ends.lastIndex = from;
    // A snapshot is one line of megabytes: only the new piece is searched, the rest waits in a list.
    for (let end = ends.exec(piece); end; end = ends.exec(piece)) {
      pending.push(piece.slice(from, end.index));
      line(pending.length === 1 ? (pending[0] ?? '') : pending.join(''));
      pending = [];
      from = ends.lastIndex;
      endedInReturn = end[0] === '\r' && from === piece.length;
    }
    if (from < piece.length) pending.push(piece.slice(from));
  };
}
