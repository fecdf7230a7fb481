// The one way out of a page that no policy of a browser shuts: connections from browser to browser. Taken away before
// anything else runs. A frame inside this one has another origin and no script, and cannot bring it back.

for (const name of ["RTCPeerConnection", "webkitRTCPeerConnection", "mozRTCPeerConnection", "RTCDataChannel", "RTCIceTransport"]) {
  Object.defineProperty(window, name, { value: undefined, writable: false, configurable: false });
}
