import { app, type Session, type WebContents } from 'electron'
import { isWindowBlob, isWindowUrl } from './origin.ts'

/** Keeps every page where it is: nothing navigates away, opens a window or embeds a foreign page. */
export function fencePages(): void {
  app.on('web-contents-created', (_event, contents) => fencePage(contents))
}

function fencePage(contents: WebContents): void {
  // fired for frames too, and the window has none
  contents.on('will-frame-navigate', (details) => {
    if (!details.isMainFrame || !isWindowUrl(details.url)) details.preventDefault()
  })
  contents.on('will-redirect', (details) => details.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}

/** Gives the pages of a session no permission, no device, no network, and only downloads that they made themselves. */
export function fenceSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.webRequest.onBeforeRequest({ urls: network }, (_details, decide) => decide({ cancel: true }))
  session.on('will-download', (event, item) => {
    if (!isWindowBlob(item.getURL())) event.preventDefault()
  })
}

/** The window talks to the main process; whatever else it might ask for is cut off here too. */
const network = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*', 'file://*/*']
