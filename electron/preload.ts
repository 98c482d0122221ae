import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron'
import type { Bridge } from '../shared/contract/terminal.ts'
import { callChannel, eventChannel } from './shell/channels.ts'

/** All that the window's page can reach of this program. Input and replies are checked on the other sides. */
const bridge: Bridge = {
  call: (name, input) => ipcRenderer.invoke(callChannel, name, input),
  on: (event, listener) => {
    const hear = (_event: IpcRendererEvent, name: unknown, data: Parameters<typeof listener>[0]): void => {
      if (name === event) listener(data)
    }
    ipcRenderer.on(eventChannel, hear)
    return () => ipcRenderer.removeListener(eventChannel, hear)
  },
}

contextBridge.exposeInMainWorld('frontDesk', bridge)
