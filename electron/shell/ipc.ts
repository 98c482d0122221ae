import { ipcMain, type BrowserWindow, type IpcMainInvokeEvent } from 'electron'
import { askTerminal, hearTerminal } from '../../shared/contract/door.ts'
import type { CallError } from '../../shared/contract/errors.ts'
import type { Terminal } from '../../shared/contract/terminal.ts'
import { err, type Result } from '../../shared/kernel/result.ts'
import { callChannel, eventChannel } from './channels.ts'
import { isWindowUrl } from './origin.ts'

/** Answers the window's calls, and tells it the terminal's events; the returned function ends both. */
export function bridgeWindow(window: BrowserWindow, terminal: Terminal): () => void {
  ipcMain.handle(
    callChannel,
    async (event, name: unknown, input: unknown): Promise<Result<unknown, CallError>> => {
      if (!isFromWindow(event, window)) throw new Error('only the window itself may ask')
      try {
        return await askTerminal(terminal, name, input)
      } catch (error) {
        console.error(`shell: call failed name=${String(name)}`, error)
        return err({ code: 'internal' })
      }
    },
  )
  const stop = hearTerminal(terminal, (event, data) => {
    if (!window.isDestroyed()) window.webContents.send(eventChannel, event, data)
  })
  return () => {
    stop()
    ipcMain.removeHandler(callChannel)
  }
}

/** The window's own page in its own top frame; a frame inside it, or a page it was led to, is somebody else. */
function isFromWindow({ senderFrame, sender }: IpcMainInvokeEvent, window: BrowserWindow): boolean {
  if (senderFrame === null || window.isDestroyed() || sender !== window.webContents) return false
  return senderFrame.parent === null && isWindowUrl(senderFrame.url)
}
