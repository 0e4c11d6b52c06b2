// What a page can try on a service. Each function answers what it has come to know.

// All that can be seen of a reply.
async function sent(url, options) {
  try {
    const reply = await fetch(url, options);
    return `${reply.type} ${reply.status} ${[...reply.headers].length} ${await reply.text()}`.trim();
  } catch (error) {
    return error.name;
  }
}

async function readFrom(url) {
  const known = [];
  for (const mode of ['cors', 'no-cors', 'same-origin']) {
    for (const credentials of ['include', 'omit']) {
      known.push(await sent(url, {mode, credentials}));
    }
  }
  return known;
}

// Everything that is sent without asking the service first, and what asks.
async function sentTo(url, body) {
  const form = new FormData();
  form.append(body, '');
  const known = [];
  for (const options of [
    {mode: 'no-cors', body},
    {mode: 'no-cors', body, credentials: 'include', headers: {'Content-Type': 'text/plain'}},
    {mode: 'no-cors', body: new Blob([body], {type: 'application/json'})},
    {mode: 'no-cors', body: new URLSearchParams(body)},
    {mode: 'no-cors', body: form},
    {mode: 'no-cors', body, referrerPolicy: 'no-referrer'},
    {mode: 'no-cors', body, keepalive: true},
    {mode: 'no-cors'},
    {mode: 'cors', body},
    {mode: 'cors', body, headers: {'Content-Type': 'application/json'}},
  ]) {
    known.push(await sent(url, {method: 'POST', ...options}));
  }
  navigator.sendBeacon(url, body);
  return known;
}

// What asks the service first, wherever it comes from.
async function changed(url, body) {
  const known = [];
  for (const method of ['PUT', 'PATCH', 'DELETE']) {
    known.push(await sent(url, {method, body, headers: {'Content-Type': 'application/json'}}));
  }
  return known;
}

// By an element that may load from anywhere.
function loadedBy(kind, url) {
  return new Promise(resolve => {
    const [name, type] = kind.split('.');
    const element = document.createElement(name);
    Object.assign(element, type ? {type} : {}, name === 'link' ? {rel: 'stylesheet'} : {});
    element.onload = () => resolve(contentOf(element));
    element.onerror = element.onloadedmetadata = event => resolve(event.type);
    element[{link: 'href', object: 'data'}[name] ?? 'src'] = url;
    document.body.append(element);
    // Some a browser says nothing of.
    setTimeout(resolve, 10000, 'silence');
  });
}

// A frame that was refused has loaded, too: the browser's own page.
function contentOf(element) {
  if (!(element instanceof HTMLIFrameElement || element instanceof HTMLObjectElement)) {
    return 'loaded';
  }
  return element.contentDocument ? 'content: ' + element.contentDocument.body.innerText : 'nothing';
}

// The browser measures how long replies were and what their status was, and hides it from pages of others.
function measured() {
  return performance.getEntriesByType('resource')
      .filter(entry => entry.transferSize || entry.encodedBodySize || entry.decodedBodySize || entry.responseStatus)
      .map(entry => new URL(entry.name).pathname);
}

function streamedFrom(url, withCredentials) {
  return new Promise(resolve => {
    const stream = new EventSource(url, {withCredentials});
    const end = known => {
      stream.close();
      resolve(known);
    };
    stream.onerror = () => end('error');
    stream.onmessage = message => end(message.data);
  });
}

function socketTo(url) {
  return new Promise(resolve => {
    const socket = new WebSocket(url);
    socket.onopen = () => resolve('open');
    socket.onclose = () => resolve('closed');
  });
}

// A form needs no script and asks nobody. Of text/plain its one field makes JSON.
function formTo(url, enctype, body, target) {
  const form = document.createElement('form');
  Object.assign(form, {action: url, method: 'post', enctype, target});
  const at = body.length - 2;
  form.append(Object.assign(document.createElement('input'),
      {type: 'hidden', name: body.slice(0, at) + ' ', value: '"}'}));
  document.body.append(form);
  form.submit();
}

function formInFrame(url, enctype, body) {
  const frame = Object.assign(document.createElement('iframe'), {name: crypto.getRandomValues(new Uint8Array(8)).join('')});
  document.body.append(frame);
  return new Promise(resolve => {
    frame.onload = () => resolve(contentOf(frame));
    formTo(url, enctype, body, frame.name);
  });
}

function openedAt(url) {
  window.opened = window.open(url);
}

function readOpened() {
  try {
    return window.opened.document.body.innerText;
  } catch (error) {
    return error.name;
  }
}
