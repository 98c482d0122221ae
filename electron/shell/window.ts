import { BrowserWindow, type Session } from 'electron'
import { windowUrl } from './origin.ts'

/** The one window: a sandboxed page that reaches nothing but the bridge. It is shown once it has something to show. */
export function createWindow(session: Session, preload: string): BrowserWindow {
  const window = new BrowserWindow({
    title: 'Front Desk',
    width: 1440,
    height: 900,
    minWidth: 960,
    minHeight: 640,
    show: false,
    webPreferences: {
      preload,
      session,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  })
  window.once('ready-to-show', () => window.show())
  reviveOnCrash(window)
  return window
}

/** All work is in the terminal, so a page that crashed is simply opened again; one that keeps crashing is left. */
function reviveOnCrash(window: BrowserWindow): void {
  let crashes = 0
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return
    crashes += 1
    console.error(`shell: window gone reason=${reason} times=${crashes}`)
    if (crashes <= 3) void window.loadURL(windowUrl)
  })
}
