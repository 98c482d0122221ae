import { join } from 'node:path'
import { app, dialog, session, type BrowserWindow } from 'electron'
import type { Terminal } from '../../shared/contract/terminal.ts'
import { fencePages, fenceSession } from './fence.ts'
import { systemKeyStore, type SystemKeyStore } from './key-store.ts'
import { registerWindowScheme, serveWindowFiles } from './files.ts'
import { bridgeWindow } from './ipc.ts'
import { setMenu } from './menu.ts'
import { windowUrl } from './origin.ts'
import { loadServerSettings, type ServerSettings } from './settings.ts'
import { createWindow } from './window.ts'

interface ShellOptions {
  readonly openTerminal: (options: {
    dataDir: string
    server: ServerSettings
    keyStore?: SystemKeyStore
  }) => Promise<Terminal>
  /** The built window. */
  readonly assetsDir: string
  /** The built preload script. */
  readonly preload: string
  readonly env: NodeJS.ProcessEnv
}

/** The desktop program, from start to end: one terminal, one window. A second start shows the first one's window. */
export async function runShell(options: ShellOptions): Promise<void> {
  const dataDir = options.env['FRONT_DESK_DATA'] ?? join(app.getPath('userData'), 'terminal')
  // Chromium's own files, and with them the lock: one program for each terminal
  app.setPath('userData', join(dataDir, 'window'))
  if (!app.requestSingleInstanceLock()) return app.quit()

  app.enableSandbox()
  registerWindowScheme()
  fencePages()
  await app.whenReady()
  try {
    await openDesk(options, dataDir)
  } catch (error) {
    console.error('shell: not started', error)
    dialog.showErrorBox('Front Desk cannot start', error instanceof Error ? error.message : String(error))
    app.exit(1)
  }
}

async function openDesk(options: ShellOptions, dataDir: string): Promise<void> {
  const server = loadServerSettings(dataDir, options.env)
  fenceSession(session.defaultSession)
  serveWindowFiles(session.defaultSession, options.assetsDir)
  setMenu({ developer: !app.isPackaged })

  const keyStore = await systemKeyStore()
  const terminal = await options.openTerminal({ dataDir, server, ...(keyStore === null ? {} : { keyStore }) })
  const window = createWindow(session.defaultSession, options.preload)
  const stop = bridgeWindow(window, terminal)
  app.on('second-instance', () => showAgain(window))
  app.on('window-all-closed', () => app.quit())
  closeBeforeQuit(async () => {
    stop()
    await terminal.close()
  })
  await window.loadURL(windowUrl)
}

function showAgain(window: BrowserWindow): void {
  if (window.isDestroyed()) return
  if (window.isMinimized()) window.restore()
  window.focus()
}

/** Holds the first request to quit until all is closed, then lets it pass. */
function closeBeforeQuit(close: () => Promise<void>): void {
  let state: 'open' | 'closing' | 'closed' = 'open'
  app.on('will-quit', (event) => {
    if (state === 'closed') return
    event.preventDefault()
    if (state === 'closing') return
    state = 'closing'
    void close()
      .catch((error: unknown) => console.error('shell: not closed cleanly', error))
      .finally(() => {
        state = 'closed'
        app.quit()
      })
  })
}
