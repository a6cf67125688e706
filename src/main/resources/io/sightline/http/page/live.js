// What goes by, as it comes. The browser comes back by itself and says what it saw last; what comes twice
// all the same (from another instance, after a restart) is left out.

const REMEMBERED = 2000;

export function follow(handlers, state) {
  const seen = new Set();
  let source;

  function open() {
    source = new EventSource('/api/events');
    source.onopen = () => state('live');
    source.onerror = () => {
      state('lost');
      if (source.readyState === EventSource.CLOSED) setTimeout(open, 3000); // refused: still starting, say
    };
    for (const [type, handler] of Object.entries(handlers)) {
      source.addEventListener(type, event => {
        if (seen.has(event.lastEventId)) return;
        seen.add(event.lastEventId);
        if (seen.size > REMEMBERED) seen.delete(seen.values().next().value);
        handler(JSON.parse(event.data), event.lastEventId);
      });
    }
  }

  open();
}
