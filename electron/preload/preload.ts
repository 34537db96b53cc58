import { contextBridge, ipcRenderer, webFrame } from 'electron';
import type { Bridge, ExportResult, Settings, WallScreen } from '../../shared/contract/bridge';
import type { Layouts, LayoutsSaved } from '../../shared/contract/layouts';

// The port is handed on to the page that asked for it; it cannot cross the context bridge.
ipcRenderer.on('port', (event, nonce: string) => {
  window.postMessage({ hotlineWallPort: nonce }, window.location.origin, event.ports);
});

const bridge: Bridge = {
  requestPort: (nonce) => ipcRenderer.send('port:request', nonce),
  pulse: (pulse) => ipcRenderer.send('pulse', pulse),
  settings: () => ipcRenderer.invoke('settings:read') as Promise<Settings>,
  changeSettings: (change) => ipcRenderer.invoke('settings:change', change) as Promise<Settings>,
  onSettings: (listener) => {
    const heard = (_event: unknown, settings: Settings) => listener(settings);
    ipcRenderer.on('settings', heard);
    return () => ipcRenderer.off('settings', heard);
  },
  screen: () => ipcRenderer.invoke('screen:read') as Promise<WallScreen>,
  onScreen: (listener) => {
    const heard = (_event: unknown, screen: WallScreen) => listener(screen);
    ipcRenderer.on('screen', heard);
    return () => ipcRenderer.off('screen', heard);
  },
  standBy: (words) => ipcRenderer.send('wall:stand-by', words),
  technician: (act) => ipcRenderer.send('screen:technician', act),
  layouts: () => ipcRenderer.invoke('layouts:read') as Promise<Layouts>,
  onLayouts: (listener) => {
    const heard = (_event: unknown, layouts: Layouts) => listener(layouts);
    ipcRenderer.on('layouts', heard);
    return () => ipcRenderer.off('layouts', heard);
  },
  saveLayouts: (revision, layouts) => ipcRenderer.invoke('layouts:save', revision, layouts) as Promise<LayoutsSaved>,
  exportBriefing: () => ipcRenderer.invoke('briefing:export') as Promise<ExportResult>,
  briefingReady: (seq) => ipcRenderer.send('briefing:ready', seq),
  openWall: () => ipcRenderer.send('wall:open'),
  showPast: (past) => ipcRenderer.send('past:show', past),
  leavePast: () => ipcRenderer.send('past:leave'),
};
contextBridge.exposeInMainWorld('hotlineWall', bridge);

// Behind the WebRTC policy of the session: pages have no constructor to try it with.
void webFrame.executeJavaScript(
  'for (const n of ["RTCPeerConnection","webkitRTCPeerConnection","RTCDataChannel","WebTransport"]) delete globalThis[n];',
);
